import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text that stands nowhere else: found in bytes, it can only have come from where it was put. */
export const canary = (column: string): string => `Zq${column.replaceAll(/[^a-z]/g, '')}Canary`;

const forms = (word: string): string[] => {
  const small = word.toLowerCase();
  const wide = Buffer.from(small, 'utf16le').toString('latin1');
  return [small, wide, [...small].reverse().join('')];
};

/** Base64 shifts by where a text begins, so the middle of each of three shifts is looked for. */
const inBase64 = (word: string): string[] =>
  [0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + word)
      .toString('base64')
      .slice(4, -4),
  );

/** Files below `folder` and the canaries whose bytes stand in them, in any of the usual forms. */
export function canariesIn(folder: string, canaries: readonly string[]): string[] {
  return filesBelow(folder).flatMap((file) =>
    canariesInBytes(readFileSync(file), canaries).map((word) => `${file}: ${word}`),
  );
}

export function canariesInBytes(bytes: Buffer, canaries: readonly string[]): string[] {
  const text = bytes.toString('latin1');
  const small = text.toLowerCase();
  return canaries.filter(
    (word) => forms(word).some((form) => small.includes(form)) || inBase64(word).some((form) => text.includes(form)),
  );
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
