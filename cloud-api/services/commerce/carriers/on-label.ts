import { CarrierRefused } from './carrier.ts';

/** No longer than a carrier takes, and never half a character at its end. */
export const cut = (value: string, most: number): string => value.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');

/**
 * Lines of an address as a carrier has room for them: what is longer goes on in the next, broken between words.
 * @throws CarrierRefused where they do not go in: an address that lost its end brings a parcel to the wrong door
 */
export function linesFor(carrier: string, lines: readonly string[], room: { most: number; length: number }): string[] {
  const given = lines.map((line) => line.trim().replaceAll(/\s+/g, ' ')).filter(Boolean);
  // Where each fits by itself they stay as they were written.
  const fitting = given.length <= room.most && given.every(({ length }) => length <= room.length);
  const set = fitting ? given : broken(given.join(', '), room.length);
  if (set.length <= room.most && set.every(({ length }) => length <= room.length)) return set;
  throw new CarrierRefused(
    `The address is too long for ${carrier}: it takes ${room.most} lines of ${room.length} characters. Shorten it.`,
  );
}

function broken(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
