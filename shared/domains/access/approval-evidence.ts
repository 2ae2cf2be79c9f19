import * as z from 'zod/mini';
import { id, instant, words } from '../../kernel/args.ts';
import { keySeal } from './key-seal.ts';

/**
 * What a device keeps of an approval that was given at it, and sends with the command. It is evidence and no proof: who
 * has stolen the device and its key can make it, which is why a store can ask for a badge beyond an amount; what a badge or a security key signed is more, since no device holds those.
 */
const given = z.strictObject({
  id,
  how: z.enum(['pin', 'badge', 'key']),
  command: words(100),
  /** SHA-256 of what the approval is bound to (`boundText`), hexadecimal */
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  actorId: id,
  approverId: id,
  deviceId: id,
  at: instant,
  expiresAt: instant,
  /** SHA-256 of the PIN's hash as the device held it, hexadecimal: a PIN that was never the approver's is seen */
  pinMark: z.nullable(z.string().check(z.maxLength(64))),
  /** By the approver's badge over `evidenceText`, base64url */
  badgeSeal: z.nullable(z.string().check(z.maxLength(100))),
  /** By the approver's security key over `approvalOfKey` */
  keySeal: z.optional(keySeal),
  /** By the device's key over `evidenceText` and the badge's or the security key's seal, base64url */
  seal: z.string().check(z.maxLength(100)),
});
export type GivenEvidence = z.infer<typeof given>;

/** One that was asked for at another device lies in the store itself. */
const asked = z.strictObject({ id, how: z.literal('asked') });

export const approvalEvidence = z.discriminatedUnion('how', [given, asked]);
export type ApprovalEvidence = z.infer<typeof approvalEvidence>;

/** From the yes to the command: the person stands there. */
export const EVIDENCE_LIFE_MS = 5 * 60_000;

export type Unsealed = Omit<GivenEvidence, 'seal' | 'badgeSeal' | 'keySeal'>;

/** What a badge signs, and the device around it. */
export function evidenceText(evidence: Unsealed): string {
  const { id: approvalId, how, command, digest, actorId, approverId, deviceId, at, expiresAt, pinMark } = evidence;
  const said = [approvalId, how, command, digest, actorId, approverId, deviceId, at, expiresAt, pinMark ?? ''];
  return ['tillhouse approval 1', ...said].join('\n');
}

/** @param ownSeal of the badge, or the signature of the security key */
export const sealedText = (evidence: Unsealed, ownSeal: string | null): string =>
  `${evidenceText(evidence)}\n${ownSeal ?? ''}`;

/** What a security key signs before it is known whose it is. */
export const approvalOfKey = (evidence: Unsealed): string => evidenceText({ ...evidence, approverId: '' });
