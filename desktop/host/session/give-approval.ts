import { createHash, type KeyObject, sign } from 'node:crypto';
import {
  EVIDENCE_LIFE_MS,
  evidenceText,
  sealedText,
  type Unsealed,
} from '@tillhouse/shared/domains/access/approval-evidence.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { type Approval, declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
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

/**
 * Turns a PIN or a badge into an approval of one command with its arguments, and into the evidence that the cloud checks
 * again. @throws HostProblem where the PIN or badge is wrong; whether the approver's rights are enough the command says
 */
export async function approvalFrom(
  host: Host,
  ground: Pick<Ground, 'actor' | 'deviceId'>,
  wanted: { readonly name: string; readonly args: unknown },
  given: GivenApproval,
): Promise<Approval> {
  if ('approvalId' in given) return askedApproval(host, given.approvalId);
  const badge = 'badge' in given ? badgeKeyOf(given.badge) : undefined;
  const approver = 'pin' in given ? knownHere(host, given.approverId) : holderOf(host, badge);
  if ('pin' in given) await checkPin(host.desk, given.approverId, given.pin, host.now);
  const at = host.now();
  const unsealed: Unsealed = {
    id: host.newId(),
    how: badge ? 'badge' : 'pin',
    command: wanted.name,
    digest: sha256(boundOf(wanted)),
    actorId: ground.actor.id,
    approverId: approver.id,
    deviceId: ground.deviceId,
    at,
    expiresAt: at + EVIDENCE_LIFE_MS,
    pinMark: badge ? null : sha256(pinHashOf(host, approver.id)),
  };
  const badgeSeal = badge ? sign(null, Buffer.from(evidenceText(unsealed)), badge).toString('base64url') : null;
  const seal = host.sign(sealedText(unsealed, badgeSeal));
  return { id: unsealed.id, approver, how: unsealed.how, evidence: { ...unsealed, badgeSeal, seal } };
}

function boundOf({ name, args }: { readonly name: string; readonly args: unknown }): string {
  const mutator = declaredMutators().find((each) => each.name === name);
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
