import { createHash, type KeyObject, sign } from 'node:crypto';
import { secondFactorMissing, stepUpNeeded } from '@tillhouse/shared/domains/access/errors.ts';
import { type KeySeal, ownSealOf } from '@tillhouse/shared/domains/access/key-seal.ts';
import {
  askedOfKey,
  proofText,
  sealedProof,
  type ProofEvidence,
  type UnsealedProof,
} from '@tillhouse/shared/domains/access/proof-evidence.ts';
import type { SecurityKey } from '@tillhouse/shared/domains/access/schema.ts';
import { type Factor, isStrong, type StepUp, stepUps } from '@tillhouse/shared/domains/access/step-up.ts';
import { isFresh } from '@tillhouse/shared/domains/access/unproven.ts';
import type { Actor, Proof } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import * as z from 'zod';
import type { Ground } from '../commands/run-command.ts';
import type { Reader } from '../database/reader.ts';
import type { Host } from '../host.ts';
import { askAsPerson, hasSignIn } from './cloud-sign-ins.ts';
import { readEnrolment } from './desk-state.ts';
import type { WindowSession } from './windows.ts';

/**
 * How the person of a window last showed that it is them. What is grave asks for it by the table of `step-up.ts`, here and
 * again in the cloud. In memory alone: after the program ended it is shown again.
 */
const held = new WeakMap<object, Map<string, { readonly staffId: string; readonly proof: Proof }>>();
const proofsOf = (host: Host) => {
  const known = held.get(host.desk) ?? new Map();
  held.set(host.desk, known);
  return known;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function pinMarkOf(reader: Reader, staffId: string): string | null {
  const hash = reader.get<{ hash: string | null }>('SELECT pin_hash AS hash FROM staff WHERE id = ?', [staffId])?.hash;
  return hash ? sha256(hash) : null;
}

function holdsKey(reader: Reader, staffId: string, keyId: string): boolean {
  const row = reader.get<{ keys: string }>('SELECT security_keys AS keys FROM staff WHERE id = ?', [staffId]);
  return (JSON.parse(row?.keys ?? '[]') as SecurityKey[]).some(({ id }) => id === keyId);
}

interface Shown {
  readonly staffId: string;
  readonly how: 'pin' | 'badge' | 'key' | 'enrolled';
  readonly badge?: KeyObject | undefined;
  /** What their security key signed, and when it was asked to */
  readonly key?: { readonly at: number; readonly seal: KeySeal };
}

/** Somebody has just shown at this window that it is them. */
export function noteProof(host: Host, window: WindowSession, { staffId, how, badge, key }: Shown): void {
  const at = key?.at ?? host.now();
  const pinMark = how === 'pin' ? pinMarkOf(host.desk.reader, staffId) : null;
  const said = { how, actorId: staffId, at, pinMark, sessionId: null, provenAt: null };
  // A key that asked who holds it is two factors at once, as a passkey is.
  const proof = proofOf(host, said, how === 'key', { badge, key: key?.seal });
  if (proof) proofsOf(host).set(window.tokenHash, { staffId, proof });
}

export const forgetProof = (host: Host, window: WindowSession): void => {
  proofsOf(host).delete(window.tokenHash);
};

/** What was shown at this window by who is signed in there. A PIN that was changed or a key that was taken away since shows nothing any more. */
export function heldProof(host: Host, window: WindowSession, staffId: string): Proof | undefined {
  const found = proofsOf(host).get(window.tokenHash);
  if (found?.staffId !== staffId) return undefined;
  const { pinMark, keySeal } = found.proof.evidence as ProofEvidence;
  if (keySeal && !holdsKey(host.desk.reader, staffId, keySeal.keyId)) return undefined;
  return pinMark === null || pinMark === pinMarkOf(host.desk.reader, staffId) ? found.proof : undefined;
}

/** What a security key signs to show who it is, at this moment and at this desk. */
export const keyProofText = (host: Host, at: number): string =>
  askedOfKey({
    ...{ how: 'key', actorId: '', deviceId: readEnrolment(host.desk.reader)?.deviceId ?? '', at },
    ...{ pinMark: null, sessionId: null, provenAt: null },
  });

function proofOf(
  host: Host,
  said: Omit<UnsealedProof, 'deviceId'>,
  strong: boolean,
  { badge, key }: { badge?: KeyObject | undefined; key?: KeySeal | undefined } = {},
): Proof | undefined {
  const deviceId = readEnrolment(host.desk.reader)?.deviceId;
  if (!deviceId) return undefined;
  const unsealed: UnsealedProof = { ...said, deviceId };
  const badgeSeal = badge ? sign(null, Buffer.from(proofText(unsealed)), badge).toString('base64url') : null;
  const seal = host.sign(sealedProof(unsealed, ownSealOf({ badgeSeal, keySeal: key })));
  const evidence: ProofEvidence = { ...unsealed, badgeSeal, ...(key && { keySeal: key }), seal };
  return { how: said.how, at: said.at, strong, evidence };
}

/** What somebody can show at this desk: PIN, badge, security key; with neither PIN nor badge also the password, since a key can be lost. */
export function shownHere(reader: Reader, staffId: string): Factor[] {
  const row = reader.get<{ pin: number; badge: number; key: number }>(
    `SELECT pin_hash IS NOT NULL AS pin, badge_key IS NOT NULL AS badge, security_keys <> '[]' AS key
       FROM staff WHERE id = ?`,
    [staffId],
  );
  const own: Factor[] = [...(row?.pin ? ['pin' as const] : []), ...(row?.badge ? ['badge' as const] : [])];
  const key: Factor[] = row?.key ? ['key'] : [];
  return own.length > 0 ? [...own, ...key] : [...key, 'password'];
}

/** Of these, what does for a second factor where the desk itself can look at it. */
export const strongHere = (canShow: readonly Factor[]): Factor[] => canShow.filter((each) => each === 'key');

export interface Asks {
  readonly stepUp: StepUp;
  /** A second factor, by the policy of the person's role */
  readonly strong: boolean;
}

const isEnough = (proof: Proof | undefined, { stepUp, strong }: Asks, now: number): proof is Proof =>
  isFresh(proof, stepUp, strong, now);

/** What the refusal of a command asks for; undefined where it was refused for something else. */
export function asksOf(error: unknown): Asks | undefined {
  if (!(error instanceof DomainError) || error.code !== 'access.step-up-needed') return undefined;
  const { stepUp: name, will } = error.details as { stepUp?: unknown; will?: readonly string[] };
  const stepUp = stepUps.find((each) => each.name === name);
  return stepUp && { stepUp, strong: will?.includes('passkey') ?? false };
}

/** @param signIn the person signs in to the cloud first, since it is shown there */
export function needed({ stepUp }: Asks, will: readonly Factor[], signIn: boolean): DomainError {
  const { name, what, minutes } = stepUp;
  const refusal = stepUpNeeded({ stepUp: name, what, minutes, will });
  return new DomainError(refusal.code, refusal.kind, refusal.message, { ...refusal.details, desk: true, signIn });
}

/**
 * A proof that is fresh and strong enough: what was shown at this window, or in its sign-in to the cloud.
 * @throws DomainError `access.step-up-needed` with what the person can show, `access.second-factor-missing`; HostProblem
 * where it is shown in the cloud alone, which does not answer
 */
export async function freshProof(host: Host, ground: Ground, asks: Asks): Promise<Proof> {
  if (isEnough(ground.proof, asks, host.now())) return ground.proof;
  const here = ground.canShow;
  const inCloud = asks.strong || here.includes('password');
  const atDesk = asks.strong ? strongHere(here) : here.filter((each) => each !== 'password');
  if (!hasSignIn(host, ground.window)) throw needed(asks, inCloud ? [...atDesk, 'password'] : atDesk, inCloud);
  const found = await shownInCloud(host, ground).catch((error: unknown) => {
    if (atDesk.length === 0) throw error;
    return undefined;
  });
  if (isEnough(found?.proof, asks, host.now())) return found.proof;
  if (!found || !inCloud) throw needed(asks, atDesk, false);
  const weak = asks.strong && found.will.includes('password');
  if (weak && atDesk.length === 0) throw secondFactorMissing({ roleId: ground.actor.roleId });
  throw needed(asks, weak ? atDesk : [...atDesk, ...found.will], false);
}

/** Runs what may be grave; refused for want of a proof it left nothing behind, and who has shown it in the cloud goes on with that. */
export async function onceShown<T>(host: Host, ground: Ground, run: (as: Ground) => Promise<T>): Promise<T> {
  try {
    return await run(ground);
  } catch (error) {
    const asks = asksOf(error);
    if (!asks) throw error;
    return run({ ...ground, proof: await freshProof(host, ground, asks) });
  }
}

/** Who does it, with what they showed, for the cloud to check. */
export const provenActor = ({ actor, proof }: Pick<Ground, 'actor' | 'proof'>): Actor =>
  proof ? { ...actor, proof } : actor;

const factors = z.object({
  provenAt: z.number().nullable(),
  strong: z.boolean(),
  will: z.array(z.enum(['passkey', 'totp', 'recovery-code', 'password'])),
});
const sessions = z.object({
  sessions: z.array(z.object({ id: z.string(), current: z.boolean(), amr: z.array(z.string()) })),
});

async function shownInCloud(host: Host, { window, actor }: Ground): Promise<{ proof?: Proof; will: Factor[] }> {
  const { provenAt, will } = await askAsPerson(host, window, { method: 'GET', path: '/auth/factors', answer: factors });
  const here = await askAsPerson(host, window, { method: 'GET', path: '/auth/sessions', answer: sessions });
  const current = here.sessions.find((each) => each.current);
  if (!current || provenAt === null) return { will };
  // The cloud says when; this desk counts by its own clock, as the command will.
  const at = provenAt - (host.sync.status().clockSkew ?? 0);
  const said = { how: 'cloud', actorId: actor.id, at, pinMark: null, sessionId: current.id, provenAt } as const;
  const proof = proofOf(host, said, isStrong(current.amr));
  return { will, ...(proof && { proof }) };
}

/** Before what is no command but as grave: taking data out. @throws as `freshProof` */
export async function showFirst(host: Host, ground: Ground, name: string): Promise<void> {
  const stepUp = stepUps.find((each) => each.name === name);
  if (!stepUp) throw new Error(`nothing asks for a fresh factor by the name ${name}`);
  const row = host.desk.reader.get<{ needs: string }>(
    'SELECT second_factor AS needs FROM sign_in_policies WHERE role_id = ?',
    [ground.actor.roleId],
  );
  await freshProof(host, ground, { stepUp, strong: row?.needs === 'required' });
}
