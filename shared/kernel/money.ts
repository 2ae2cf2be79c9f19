/**
 * Money is an integer of minor units with an ISO 4217 currency. No floating point: products and
 * quotients go through BigInt and come back as safe integers or are refused.
 */
export type MinorUnits = number;

/** An exact fraction, for rates: 20 % is {n: 20n, d: 100n}. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up';

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Turns a bigint into a safe integer or throws RangeError: a sum above 2^53 − 1 is never silently wrong. */
export function toMinorUnits(value: bigint): MinorUnits {
  if (value > LARGEST || value < -LARGEST) {
    throw new RangeError(`amount ${value} is beyond the safe range`);
  }
  return Number(value);
}

const parsed = new Map<string, Fraction>();

/** Parses `20/100` or `20` (per one) into a fraction. Throws RangeError on anything else. */
export function parseFraction(text: string): Fraction {
  const known = parsed.get(text);
  if (known) return known;
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a fraction: ${text}`);
  const d = match[2] === undefined ? 1n : BigInt(match[2]);
  if (d === 0n) throw new RangeError(`zero denominator: ${text}`);
  const fraction = { n: BigInt(match[1] as string), d };
  // A shop has a handful of rates; what a stranger sends must not fill the memory.
  if (parsed.size < 1_000) parsed.set(text, fraction);
  return fraction;
}

/** n ÷ d rounded to an integer; half-up rounds halves away from zero, as receipts and tax offices expect. */
export function divideRounded(n: bigint, d: bigint, mode: RoundingMode = 'half-up'): bigint {
  if (d === 0n) throw new RangeError('division by zero');
  const negative = n < 0n !== d < 0n;
  const a = n < 0n ? -n : n;
  const b = d < 0n ? -d : d;
  let quotient = a / b;
  const twice = (a % b) * 2n;
  const exact = a % b === 0n;
  if (mode === 'up' && !exact) quotient += 1n;
  if (mode === 'half-up' && twice >= b) quotient += 1n;
  if (mode === 'half-even' && (twice > b || (twice === b && quotient % 2n === 1n))) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** amount × fraction, rounded to minor units. */
export function multiply(amount: MinorUnits, by: Fraction, mode: RoundingMode = 'half-up'): MinorUnits {
  return toMinorUnits(divideRounded(BigInt(amount) * by.n, by.d, mode));
}

/** Sum that refuses to leave the safe range. */
export function sum(amounts: readonly MinorUnits[]): MinorUnits {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    // Two safe integers add exactly or leave the safe range, where big ones take over.
    if (!Number.isSafeInteger(total)) return toMinorUnits(amounts.reduce((a, b) => a + BigInt(b), 0n));
  }
  return total === 0 ? 0 : total;
}

/**
 * Splits `amount` over `weights` (≥ 0) so that the parts add up to it exactly: floors first, then one
 * unit to each largest remainder, earlier lines first on a tie. All weights zero: split evenly.
 */
export function allocate(amount: MinorUnits, weights: readonly number[]): MinorUnits[] {
  if (weights.length === 0) return [];
  return allocateSafe(amount, weights) ?? allocateBig(amount, weights);
}

/** The same in plain numbers while every product is below 2^53, as in any shop: remainders of integers are exact. */
function allocateSafe(amount: MinorUnits, weights: readonly number[]): MinorUnits[] | undefined {
  let total = 0;
  let largest = 0;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) return undefined;
    total += weight;
    if (weight > largest) largest = weight;
  }
  const whole = Math.abs(amount);
  if (total === 0 || !Number.isSafeInteger(total) || !Number.isSafeInteger(whole * largest)) return undefined;
  const remainders: number[] = [];
  const parts: number[] = [];
  let left = whole;
  for (const weight of weights) {
    const product = whole * weight;
    const remainder = product % total;
    const part = (product - remainder) / total;
    remainders.push(remainder);
    parts.push(part);
    left -= part;
  }
  if (left > 0) {
    const order = [...parts.keys()].sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
    for (const index of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  }
  return amount < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts;
}

function allocateBig(amount: MinorUnits, weights: readonly number[]): MinorUnits[] {
  const sign = amount < 0 ? -1n : 1n;
  const whole = BigInt(amount) * sign;
  let shares = weights.map((weight) => BigInt(weight));
  if (shares.some((share) => share < 0n)) throw new RangeError('weights must not be negative');
  let total = shares.reduce((a, b) => a + b, 0n);
  if (total === 0n) {
    shares = shares.map(() => 1n);
    total = BigInt(shares.length);
  }
  const parts = shares.map((share) => (whole * share) / total);
  const order = shares
    .map((share, index) => ({ index, remainder: (whole * share) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = whole - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] as bigint) + 1n;
    left -= 1n;
  }
  return parts.map((part) => toMinorUnits(part * sign));
}
