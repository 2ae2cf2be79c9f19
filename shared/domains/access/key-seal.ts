import * as z from 'zod/mini';

const signed = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2000}$/, 'not what a security key signs'));

/**
 * What a security key signed on the page of a desk (WebAuthn): who holds it proved themselves to the key, and what it signs names
 * what it was asked for. The public half is the person's in the store, so nobody who has the device makes one.
 */
export const keySeal = z.strictObject({
  keyId: signed,
  /** Made by the device for this one use, base64url */
  nonce: z.string().check(z.maxLength(100)),
  authenticatorData: signed,
  clientData: signed,
  signature: signed,
});
export type KeySeal = z.infer<typeof keySeal>;

/** What a key is asked to sign the hash of: who it is, the key tells, so that anybody’s can answer. */
export const keyText = (text: string, nonce: string): string => `tillhouse key 1\n${nonce}\n${text}`;

/** What of a person the device seals together with what it says: of their badge or their security key; null: a PIN seals nothing. */
export const ownSealOf = (given: {
  readonly badgeSeal?: string | null | undefined;
  readonly keySeal?: KeySeal | undefined;
}): string | null => given.badgeSeal ?? given.keySeal?.signature ?? null;
