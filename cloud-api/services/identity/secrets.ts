import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits; the prefix tells people and secret scanners what they found. */
export function newSecret(
  prefix: 'rt' | 'sk' | 'pk' | 'op' | 'vt' | 'in' | 'pr' | 'cs' | 'ct' | 'sa' | 'sr' | 'sc',
): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Without 0 and O, 1, I and L: read aloud and typed by hand. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

export function newDeviceCode(): string {
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
}

/** As people type it: `abcd-efgh` is `ABCDEFGH`. */
export function plainDeviceCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
