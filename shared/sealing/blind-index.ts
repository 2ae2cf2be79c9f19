import { createHmac } from 'node:crypto';
import { type DataKey, derivedSecret } from './seal.ts';

/** What may be looked up by its exact value though it is sealed. */
export type LookUp = 'email' | 'phone';

/** `+44 (0)20 7946-0018`, `0044 20 79460018` → `+442079460018`; a number without its country stays as its digits. */
function plainPhone(text: string): string {
  const kept = text
    .normalize('NFKC')
    .replaceAll('(0)', '')
    .replaceAll(/[^\d+]/g, '');
  const digits = kept.replaceAll('+', '');
  if (kept.startsWith('+')) return `+${digits}`;
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** The same address or number however it is written. */
export function normalised(kind: LookUp, text: string): string {
  return kind === 'email' ? text.normalize('NFKC').trim().toLowerCase() : plainPhone(text);
}

/**
 * Equal values of one column give equal texts, and nothing else can be read off them without the key: 128 bits of an
 * HMAC. Whoever holds the store sees which rows share a value.
 */
export function blindIndex(key: DataKey, kind: LookUp, column: string, text: string): string {
  const secret = derivedSecret(key, 'blind index');
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify([column, normalised(kind, text)]))
    .digest();
  return digest.subarray(0, 16).toString('base64url');
}
