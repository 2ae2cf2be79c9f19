import { createHash } from 'node:crypto';
import {
  askedOfKey,
  type ProofEvidence,
  proofEvidence,
  proofText,
  sealedProof,
} from '@tillhouse/shared/domains/access/proof-evidence.ts';
import { ownSealOf } from '@tillhouse/shared/domains/access/key-seal.ts';
import type { SecurityKey } from '@tillhouse/shared/domains/access/schema.ts';
import { isStrong } from '@tillhouse/shared/domains/access/step-up.ts';
import type { Proof } from '@tillhouse/shared/kernel/define-mutator.ts';
import { readSession, type SessionState } from '../auth/sessions.ts';
import type { Connection } from '../db/connection.ts';
import { isSigned } from './check-approval.ts';
import { isByKeyOf } from './check-key.ts';
import { deviceProfile } from './directory.ts';

/** A command as it came with evidence of who did it. */
export interface ProvenCommand {
  readonly actorId: string;
  /** Cloud clock − device clock, milliseconds */
  readonly clockOffset?: number | null | undefined;
  readonly proof?: unknown;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Checks again what a device says of how somebody showed that it is them. How long ago that may be, and whether it is
 * strong enough, is for the command. @returns undefined where it shows nothing, whatever it says
 */
export async function checkProof(
  connection: Connection,
  tenantId: string,
  deviceId: string,
  command: ProvenCommand,
  now: number,
): Promise<Proof | undefined> {
  const evidence = proofEvidence.safeParse(command.proof).data;
  if (!evidence || evidence.actorId !== command.actorId || evidence.deviceId !== deviceId) return undefined;
  const device = await deviceProfile(connection, tenantId, deviceId);
  if (!device || !isSigned(device.publicKey, sealedProof(evidence, ownSealOf(evidence)), evidence.seal))
    return undefined;
  const { how } = evidence;
  const offset = command.clockOffset ?? 0;
  if (how === 'cloud') {
    const state = evidence.sessionId === null ? undefined : await readSession(connection, evidence.sessionId, now);
    return inSession(evidence, state, { tenantId, offset });
  }
  const at = how === 'enrolled' ? await enrolledAt(connection, tenantId, evidence, offset) : evidence.at;
  if (at === undefined) return undefined;
  if (how !== 'enrolled' && !(await isTheirs(connection, tenantId, evidence))) return undefined;
  // A key that asked who holds it is two factors at once, as a passkey is.
  return { how, at, strong: how === 'key', evidence };
}

/** When it was shown the cloud's own row says: a device cannot make it later. */
function inSession(
  evidence: ProofEvidence,
  state: SessionState | undefined,
  { tenantId, offset }: { tenantId: string; offset: number },
): Proof | undefined {
  const { actorId, provenAt } = evidence;
  if (!state || provenAt === null || state.tenantId !== tenantId || state.staffId !== actorId) return undefined;
  // What was shown there since does not take away that it was shown before.
  if (provenAt > state.provenAt) return undefined;
  return { how: 'cloud', at: provenAt - offset, strong: isStrong(state.provenBy), evidence };
}

/** Who enrolled a device typed their password for it. */
async function enrolledAt(
  connection: Connection,
  tenantId: string,
  { deviceId, actorId }: ProofEvidence,
  offset: number,
): Promise<number | undefined> {
  const [row] = await connection.rows<{ at: number }>(
    `SELECT floor(extract(epoch FROM enrolled_at) * 1000)::bigint AS at FROM devices
      WHERE tenant_id = $1 AND id = $2 AND enrolled_by = $3`,
    [tenantId, deviceId, actorId],
  );
  return row && row.at - offset;
}

/** The PIN must have been the person's, the badge or the key must be. */
async function isTheirs(connection: Connection, tenantId: string, evidence: ProofEvidence): Promise<boolean> {
  const [person] = await connection.rows<{
    pin_hash: string | null;
    badge_key: string | null;
    security_keys: readonly SecurityKey[];
  }>('SELECT pin_hash, badge_key, security_keys FROM staff WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    evidence.actorId,
  ]);
  if (!person) return false;
  if (evidence.how === 'pin') return person.pin_hash !== null && evidence.pinMark === sha256(person.pin_hash);
  const { badgeSeal, keySeal } = evidence;
  if (evidence.how === 'key')
    return keySeal !== undefined && isByKeyOf(person.security_keys, keySeal, askedOfKey(evidence));
  return person.badge_key !== null && badgeSeal !== null && isSigned(person.badge_key, proofText(evidence), badgeSeal);
}
