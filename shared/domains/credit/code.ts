import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Codes of gift cards: 80 random bits as 16 characters of Crockford’s base 32, and one that checks them. Written in groups,
 * `7K2M-4QXW-9D0H-TB3VE`; read however it was typed.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 16;

/** Multiplies by x in the field of 32 elements (x⁵ + x² + 1), so that a wrong character and two that were swapped show. */
const twice = (value: number): number => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1);

function checkOf(characters: string): string {
  let sum = 0;
  for (const character of characters) sum = twice(sum ^ alphabet.indexOf(character));
  return alphabet.charAt(sum);
}

/** @param random ten bytes that nobody can guess */
export function cardCode(random: Uint8Array): string {
  if (random.length !== 10) throw new Error('a code is made of ten bytes');
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  const characters = Array.from({ length: DATA }, (_, at) =>
    alphabet.charAt(Number((bits >> BigInt(5 * (DATA - 1 - at))) & 31n)),
  ).join('');
  return characters + checkOf(characters);
}

/** The code in what was typed or scanned; null where it is none, or a character is wrong. */
export function readCardCode(typed: string): string | null {
  if (typed.length > 60) return null;
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s\-–]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (plain.length !== DATA + 1 || [...plain].some((character) => !alphabet.includes(character))) return null;
  return checkOf(plain.slice(0, DATA)) === plain.at(-1) ? plain : null;
}

/** As it stands on the card. */
export function groupedCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8, 12)}-${code.slice(12)}`;
}

export const endOfCode = (code: string): string => code.slice(-4);

/** What of a code is kept. 80 random bits cannot be tried out, so that no salt is needed to hide them. */
export function hashOfCode(code: string): string {
  return bytesToHex(sha256(utf8ToBytes(`tillhouse gift card ${code}`)));
}
