import * as z from 'zod/mini';
import { id, instant } from '../../kernel/args.ts';

/**
 * What a device keeps of somebody who showed at it that it is them, and sends with each grave command until that is too long
 * ago. Like an approval's it is evidence and no proof against who stole the device with its key; a sign-in to the cloud is
 * looked up there.
 */
export const proofEvidence = z.strictObject({
  how: z.enum(['pin', 'badge', 'cloud', 'enrolled']),
  actorId: id,
  deviceId: id,
  at: instant,
  /** Of `pin`: SHA-256 of the PIN's hash as the device held it, hexadecimal */
  pinMark: z.nullable(z.string().check(z.maxLength(64))),
  /** Of `cloud`: the sign-in in which it was shown, and when by the cloud's clock */
  sessionId: z.nullable(id),
  provenAt: z.nullable(instant),
  /** By the person's badge over `proofText`, base64url */
  badgeSeal: z.nullable(z.string().check(z.maxLength(100))),
  /** By the device's key over `proofText` and the badge's seal, base64url */
  seal: z.string().check(z.maxLength(100)),
});
export type ProofEvidence = z.infer<typeof proofEvidence>;

export type UnsealedProof = Omit<ProofEvidence, 'seal' | 'badgeSeal'>;

/** What a badge signs, and the device around it. */
export function proofText({ how, actorId, deviceId, at, pinMark, sessionId, provenAt }: UnsealedProof): string {
  const said = [how, actorId, deviceId, at, pinMark ?? '', sessionId ?? '', provenAt ?? ''];
  return ['tillhouse proof 1', ...said].join('\n');
}

export const sealedProof = (evidence: UnsealedProof, badgeSeal: string | null): string =>
  `${proofText(evidence)}\n${badgeSeal ?? ''}`;
