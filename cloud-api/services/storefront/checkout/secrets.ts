import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether what was shown is one of those that are kept, in a time that does not tell how near it was. */
export function isKnown(shown: string | undefined, hashes: readonly string[]): boolean {
  if (shown === undefined || shown.length > 200) return false;
  const own = Buffer.from(hashOf(shown));
  return hashes.map((hash) => timingSafeEqual(own, Buffer.from(hash))).includes(true);
}

/** What shows an order to who bought it, from the secret of its checkout: the same each time, and kept nowhere. */
export const orderTokenFrom = (secret: string, orderId: string): string =>
  createHmac('sha256', secret).update(`order ${orderId}`).digest('base64url');
