import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  approvalEvidence,
  approvalOfKey,
  EVIDENCE_LIFE_MS,
  evidenceText,
  type GivenEvidence,
  sealedText,
} from '@tillhouse/shared/domains/access/approval-evidence.ts';
import { approvalForged, approvalOwn, approvalUnknown } from '@tillhouse/shared/domains/access/approval-errors.ts';
import { ownSealOf } from '@tillhouse/shared/domains/access/key-seal.ts';
import type { SecurityKey } from '@tillhouse/shared/domains/access/schema.ts';
import { boundText } from '@tillhouse/shared/domains/access/use-approval.ts';
import { type Approval, resolveMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import type * as z from 'zod';
import type { Connection } from '../db/connection.ts';
import { isByKeyOf } from './check-key.ts';
import { deviceProfile, formerMember, staffMember } from './directory.ts';

/** A command as it came with evidence of an approval. */
export interface ApprovedCommand {
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  readonly actorId: string;
  /** Epoch milliseconds by the device's clock, as the evidence's are */
  readonly occurredAt: number;
  readonly approval?: unknown;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Checks again what a device says of an approval: who, by what, for which command with which arguments, on which device
 * and when. Whether the approver's rights are enough, and that it is used once, is for the command.
 * @param deviceId the device that sends it; null: the admin API, which takes only what was asked for
 * @throws DomainError `access.approval-forged`: a fact is kept in quarantine, an intent refused
 */
export async function checkApproval(
  connection: Connection,
  tenantId: string,
  deviceId: string | null,
  command: ApprovedCommand,
): Promise<Approval> {
  const evidence = approvalEvidence.safeParse(command.approval).data;
  if (!evidence) throw approvalForged({ approvalId: '', problem: 'it cannot be read' });
  if (evidence.how === 'asked') return askedApproval(connection, tenantId, evidence.id, command.occurredAt);
  const forged = (problem: string) => approvalForged({ approvalId: evidence.id, problem });
  const { approverId, at, expiresAt } = evidence;
  if (approverId === command.actorId) throw approvalOwn({ approvalId: evidence.id });
  if (deviceId === null || evidence.deviceId !== deviceId) throw forged('it was given at another device');
  if (evidence.actorId !== command.actorId) throw forged('it was given to somebody else');
  if (evidence.command !== command.name || evidence.digest !== digestOf(command))
    throw forged('what was approved is not what was done');
  if (expiresAt - at > EVIDENCE_LIFE_MS || command.occurredAt < at || command.occurredAt > expiresAt)
    throw forged('it had run out, or was given afterwards');
  const device = await deviceProfile(connection, tenantId, deviceId);
  if (!device || !isSigned(device.publicKey, sealedText(evidence, ownSealOf(evidence)), evidence.seal))
    throw forged('the device did not sign it');
  const seen = await lookedAt(connection, tenantId, evidence);
  if (seen.problem) throw forged(seen.problem);
  const approver =
    (await staffMember(connection, tenantId, approverId, at)) ?? (await formerMember(connection, tenantId, approverId));
  if (!approver) throw forged('nobody of this store gave it');
  // Nobody can say any more whether it was theirs: it approves nothing, so that a fact is flagged and an intent refused.
  const weak = { id: approver.id, name: approver.name, roleId: approver.roleId, permissions: [], grants: [] };
  return { id: evidence.id, approver: seen.changedSince ? weak : approver, how: evidence.how, evidence };
}

function digestOf({ name, version, args }: ApprovedCommand): string {
  const { found, ...rest } = resolveMutator(name, version);
  if (!found || !('convert' in rest)) return '';
  const parsed = (found.args as unknown as z.ZodType).safeParse(rest.convert(args));
  return parsed.success ? sha256(boundText(found, parsed.data)) : '';
}

/** The PIN must have been the approver's, the badge or the security key must be. */
async function lookedAt(
  connection: Connection,
  tenantId: string,
  evidence: GivenEvidence,
): Promise<{ problem?: string; changedSince?: boolean }> {
  const [person] = await connection.rows<{
    pin_hash: string | null;
    pin_set_at: number | null;
    badge_key: string | null;
    security_keys: readonly SecurityKey[];
  }>(
    `SELECT pin_hash, badge_key, security_keys, floor(extract(epoch FROM pin_set_at) * 1000)::bigint AS pin_set_at
       FROM staff WHERE tenant_id = $1 AND id = $2`,
    [tenantId, evidence.approverId],
  );
  if (!person) return { problem: 'nobody of this store gave it' };
  if (evidence.how === 'key') {
    const { keySeal } = evidence;
    // A key that was taken away since cannot be compared any more, and approves nothing.
    if (keySeal && !person.security_keys.some(({ id }) => id === keySeal.keyId)) return { changedSince: true };
    const fits = keySeal !== undefined && (await isByKeyOf(person.security_keys, keySeal, approvalOfKey(evidence)));
    return fits ? {} : { problem: 'it is not by the approver’s security key' };
  }
  if (evidence.how === 'badge') {
    const { badgeSeal } = evidence;
    const fits =
      person.badge_key !== null && badgeSeal !== null && isSigned(person.badge_key, evidenceText(evidence), badgeSeal);
    return fits ? {} : { problem: 'it is not by the approver’s badge' };
  }
  if (person.pin_hash !== null && evidence.pinMark === sha256(person.pin_hash)) return {};
  const changedSince = person.pin_set_at !== null && person.pin_set_at > evidence.at;
  return changedSince ? { changedSince } : { problem: 'it is not by the approver’s PIN' };
}

export async function askedApproval(
  connection: Connection,
  tenantId: string,
  approvalId: string,
  moment: number,
): Promise<Approval> {
  const [row] = await connection.rows<{ decided_by_id: string | null }>(
    `SELECT decided_by_id FROM approvals WHERE tenant_id = $1 AND id = $2 AND status = 'approved'`,
    [tenantId, approvalId],
  );
  const approver = row?.decided_by_id && (await staffMember(connection, tenantId, row.decided_by_id, moment));
  if (!approver) throw approvalUnknown({ approvalId });
  return { id: approvalId, approver, how: 'asked', evidence: { id: approvalId, how: 'asked' } };
}

export function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
