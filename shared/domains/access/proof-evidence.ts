import * as z from 'zod/mini';
import { id, instant } from '../../kernel/args.ts';
import { keySeal } from './key-seal.ts';

/**
 * What a device keeps of somebody who showed at it that it is them, and sends with each grave command until that is too long
 * ago. Like an approval's it is evidence and no proof against who stole the device with its key; a sign-in to the cloud is
 * looked up there.
 */
export const proofEvidence = z.strictObject({
  how: z.enum(['pin', 'badge', 'key', 'cloud', 'enrolled']),
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
  /** By a security key over `askedOfKey` */
  keySeal: z.optional(keySeal),
  /** By the device's key over `proofText` and the badge's or the security key's seal, base64url */
  seal: z.string().check(z.maxLength(100)),
});
export type ProofEvidence = z.infer<typeof proofEvidence>;

export type UnsealedProof = Omit<ProofEvidence, 'seal' | 'badgeSeal' | 'keySeal'>;

/** What a badge signs, and the device around it. */
export function proofText({ how, actorId, deviceId, at, pinMark, sessionId, provenAt }: UnsealedProof): string {
  const said = [how, actorId, deviceId, at, pinMark ?? '', sessionId ?? '', provenAt ?? ''];
  return ['tillhouse proof 1', ...said].join('\n');
}

/** @param ownSeal of the badge, or the signature of the security key */
export const sealedProof = (evidence: UnsealedProof, ownSeal: string | null): string =>
  `${proofText(evidence)}\n${ownSeal ?? ''}`;

/** What a security key signs before it is known whose it is. */
export const askedOfKey = (evidence: UnsealedProof): string => proofText({ ...evidence, actorId: '' });
