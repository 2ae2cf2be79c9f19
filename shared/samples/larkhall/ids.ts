/** Steady ids and chances of the sample data: the same names and seed give the same shop on every machine. */

function hash32(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** A version 8 uuid made of a name. */
export function sampleId(name: string): string {
  const hex = [1, 2, 3, 4]
    .map((seed) =>
      hash32(name, seed * 0x9e3779b1)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface Chance {
  /** 0 ≤ value < 1 */
  next(): number;
  /** A whole number from least to most */
  between(least: number, most: number): number;
  /** One of the choices by weight */
  pick<T>(choices: readonly (readonly [T, number])[]): T;
}

/** mulberry32: small, quick, and good enough for a shop’s day. */
export function chance(seed: string): Chance {
  let state = hash32(seed, 7);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (choices) => {
      let left = next() * choices.reduce((total, [, weight]) => total + weight, 0);
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return (choices.at(-1) as (typeof choices)[number])[0];
    },
  };
}
