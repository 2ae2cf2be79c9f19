import { type Read, readDecimal } from '../../../../kernel/read-numbers.ts';

/** How heavy and how large something is, as files of shops say it, in whole grams and millimetres. */

/** In millionths of a gram and of a millimetre, so that pounds and inches are exact. */
const grams: Readonly<Record<string, bigint>> = {
  g: 1_000_000n,
  kg: 1_000_000_000n,
  lb: 453_592_370n,
  oz: 28_349_523n,
};
const millimetres: Readonly<Record<string, bigint>> = {
  ...{ mm: 1_000_000n, cm: 10_000_000n, m: 1_000_000_000n, in: 25_400_000n, ft: 304_800_000n, yd: 914_400_000n },
};
const otherNames: Readonly<Record<string, string>> = {
  lbs: 'lb',
  gr: 'g',
  gram: 'g',
  grams: 'g',
  inch: 'in',
  inches: 'in',
};

const unitOf = (text: string): string => {
  const name = text.trim().toLowerCase();
  return otherNames[name] ?? name;
};

/** A measure in its unit; empty and 0 are how shops say that nobody measured it. */
export interface MeasureSaid {
  readonly value: string;
  readonly unit: string;
}

function read(
  said: MeasureSaid,
  units: Readonly<Record<string, bigint>>,
  most: number,
  what: string,
): Read<number | null> {
  if (said.value === '') return { ok: true, value: null };
  const of = units[unitOf(said.unit)];
  if (of === undefined)
    return { ok: false, reason: `“${said.unit}” is no unit of ${what} (${Object.keys(units).join(', ')})` };
  const number = readDecimal(said.value, 6, what);
  if (!number.ok) return number;
  if (number.value < 0) return { ok: false, reason: `${what} below zero` };
  if (number.value === 0) return { ok: true, value: null };
  const one = 10n ** 12n;
  // To the nearest; what is there at all is at least one.
  const whole = (BigInt(number.value) * of + one / 2n) / one;
  if (whole > BigInt(most)) return { ok: false, reason: `${said.value} ${said.unit} is more than anything we know` };
  return { ok: true, value: Math.max(1, Number(whole)) };
}

export const readWeight = (said: MeasureSaid): Read<number | null> => read(said, grams, 1_000_000_000, 'weight');

export interface Size {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** Null: nobody said. Some of its sides are not one: nobody knows what was meant. */
export function readSize(sides: readonly MeasureSaid[]): Read<Size | null> {
  const found: (number | null)[] = [];
  for (const said of sides) {
    const side = read(said, millimetres, 10_000, 'length');
    if (!side.ok) return side;
    found.push(side.value);
  }
  const [length = null, width = null, height = null] = found;
  if (length !== null && width !== null && height !== null) return { ok: true, value: { length, width, height } };
  if (found.every((each) => each === null)) return { ok: true, value: null };
  return { ok: false, reason: 'only some of length, width and height' };
}
