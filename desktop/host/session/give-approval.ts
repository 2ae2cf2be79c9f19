import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  approvalOfKey,
  EVIDENCE_LIFE_MS,
  evidenceText,
  sealedText,
  type Unsealed,
} from '@tillhouse/shared/domains/access/approval-evidence.ts';
import type { KeySeal } from '@tillhouse/shared/domains/access/key-seal.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { type Approval, newestMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import * as z from 'zod';
import type { Ground } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { badgeKeyOf, holderOfBadge } from './badge.ts';
import { type KnownPerson, personById } from './people.ts';
import { checkPin } from './pin.ts';
import { withinLease } from './within-lease.ts';

/** How somebody says yes at this desk, or where they said it. */
export const givenApproval = z.union([
  z.strictObject({ approverId: z.string(), pin: z.string().regex(/^\d{4,8}$/, 'a PIN is four to eight digits') }),
  z.strictObject({ badge: z.string().max(200) }),
  /** A use of a security key that was begun for just this (`session.beginKey`) and is over */
  z.strictObject({ keyUse: z.string().max(100) }),
  z.strictObject({ approvalId: z.string() }),
]);
export type GivenApproval = z.infer<typeof givenApproval>;

const unknownBadge = () =>
  new HostProblem(
    'access.badge-unknown',
    'refused',
    'This badge is nobody’s here. Nothing was changed. Use another, or approve by PIN.',
  );
const unknownPerson = () =>
  new HostProblem('access.approver-unknown', 'refused', 'Nobody here can approve this. Nothing was changed.');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const goneKey = () =>
  new HostProblem(
    'access.key-use-gone',
    'refused',
    'This security key was used for something else, or too long ago. Nothing was changed. Use it once more.',
  );

interface Command {
  readonly name: string;
  readonly args: unknown;
}
type Asker = Pick<Ground, 'actor' | 'deviceId'>;

/** Keys that were used to say yes: in memory, for as long as such a yes is good. */
const byKey = new WeakMap<object, Map<string, { readonly unsealed: Unsealed; readonly seal: KeySeal }>>();

/** What a key signs that approves this command, whoever holds it; and what to do once one has. */
export function approvalByKey(host: Host, ground: Asker, wanted: Command) {
  const unsealed = unsealedOf(host, ground, wanted, { how: 'key', approverId: '', pinMark: null });
  return {
    text: approvalOfKey(unsealed),
    keep: (keyUse: string, { staffId: approverId, seal }: { staffId: string; seal: KeySeal }): void => {
      const kept = [...(byKey.get(host.desk) ?? [])].filter(([, { unsealed: old }]) => old.expiresAt > host.now());
      byKey.set(host.desk, new Map([...kept, [keyUse, { unsealed: { ...unsealed, approverId }, seal }]]));
    },
  };
}

/** The command may come twice with it: it is asked for a proof in between. */
function keptByKey(host: Host, ground: Asker, wanted: Command, keyUse: string): Approval {
  const kept = byKey.get(host.desk)?.get(keyUse);
  const { actor, deviceId } = ground;
  const fits =
    kept &&
    kept.unsealed.actorId === actor.id &&
    kept.unsealed.deviceId === deviceId &&
    kept.unsealed.command === wanted.name;
  if (!fits || kept.unsealed.digest !== sha256(boundOf(wanted)) || kept.unsealed.expiresAt <= host.now())
    throw goneKey();
  const { unsealed, seal: keySeal } = kept;
  const seal = host.sign(sealedText(unsealed, keySeal.signature));
  const approver = knownHere(host, unsealed.approverId);
  return { id: unsealed.id, approver, how: 'key', evidence: { ...unsealed, badgeSeal: null, keySeal, seal } };
}

function unsealedOf(
  host: Host,
  { actor, deviceId }: Asker,
  wanted: Command,
  by: Pick<Unsealed, 'how' | 'approverId' | 'pinMark'>,
): Unsealed {
  const at = host.now();
  return {
    ...{ id: host.newId(), ...by, command: wanted.name, digest: sha256(boundOf(wanted)) },
    ...{ actorId: actor.id, deviceId, at, expiresAt: at + EVIDENCE_LIFE_MS },
  };
}

/**
 * Turns a PIN, a badge or a used key into an approval of one command with its arguments, and into the evidence that the cloud checks
 * again. @throws HostProblem where the PIN or badge is wrong; whether the approver's rights are enough the command says
 */
export async function approvalFrom(
  host: Host,
  ground: Asker,
  wanted: Command,
  given: GivenApproval,
): Promise<Approval> {
  if ('approvalId' in given) return askedApproval(host, given.approvalId);
  if ('keyUse' in given) return keptByKey(host, ground, wanted, given.keyUse);
  const badge = 'badge' in given ? badgeKeyOf(given.badge) : undefined;
  const approver = 'pin' in given ? knownHere(host, given.approverId) : holderOf(host, badge);
  if ('pin' in given) await checkPin(host.desk, given.approverId, given.pin, host.now);
  const unsealed = unsealedOf(host, ground, wanted, {
    how: badge ? 'badge' : 'pin',
    approverId: approver.id,
    pinMark: badge ? null : sha256(pinHashOf(host, approver.id)),
  });
  const badgeSeal = badge ? sign(null, Buffer.from(evidenceText(unsealed)), badge).toString('base64url') : null;
  const seal = host.sign(sealedText(unsealed, badgeSeal));
  return { id: unsealed.id, approver, how: unsealed.how, evidence: { ...unsealed, badgeSeal, seal } };
}

function boundOf({ name, args }: Command): string {
  const mutator = newestMutator(name);
  if (!mutator) throw unknownPerson();
  const parsed = (mutator.args as unknown as z.ZodType).safeParse(args);
  // What is not understood is refused by the command, which says why.
  return parsed.success ? boundText(mutator, parsed.data) : '';
}

/** Somebody who works here, with what this desk still honours: after a day without a line, no more than that. */
function knownHere(host: Host, staffId: string): KnownPerson {
  const person = personById(host.desk.reader, staffId, host.lease.trustedNow());
  if (!person || person.status === 'left') throw unknownPerson();
  return withinLease(person, host.lease.now());
}

function holderOf(host: Host, badge: KeyObject | undefined): KnownPerson {
  const id = holderOfBadge(host.desk.reader, badge);
  if (!id) throw unknownBadge();
  return knownHere(host, id);
}

function pinHashOf(host: Host, staffId: string): string {
  return (
    host.desk.reader.get<{ hash: string }>('SELECT pin_hash AS hash FROM staff WHERE id = ?', [staffId])?.hash ?? ''
  );
}

function askedApproval(host: Host, approvalId: string): Approval {
  const row = host.desk.reader.get<{ by: string | null }>('SELECT decided_by_id AS by FROM approvals WHERE id = ?', [
    approvalId,
  ]);
  if (!row?.by)
    throw new HostProblem(
      'access.approval-not-given',
      'refused',
      'This was not approved yet. Nothing was changed; it waits for somebody else’s yes.',
    );
  return {
    id: approvalId,
    approver: knownHere(host, row.by),
    how: 'asked',
    evidence: { id: approvalId, how: 'asked' },
  };
}
