import { divideRounded, type Fraction, type RoundingMode } from '../../kernel/money.ts';

/** Exact arithmetic inside the rules; nothing is rounded before a total is frozen. */

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const isSafe = (value: bigint) => value <= SAFE && value >= -SAFE;

/** `b` is not 0. */
function gcd(a: bigint, b: bigint): bigint {
  if (isSafe(a) && isSafe(b)) {
    let [x, y] = [Math.abs(Number(a)), Math.abs(Number(b))];
    while (y !== 0) [x, y] = [y, x % y];
    return BigInt(x);
  }
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** In lowest terms with a positive denominator. */
export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new RangeError('division by zero');
  const by = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / by, d: d / by };
}

export const plus = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n);
export const rounded = (a: Fraction, mode: RoundingMode = 'half-up') => divideRounded(a.n, a.d, mode);

export function floorOf(a: Fraction): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && a.n % a.d !== 0n ? quotient - 1n : quotient;
}

/**
 * Whole numbers next to `exact` that sum to `total`: floors first, then one to each largest remainder, earlier first on
 * a tie. `total` must lie within one unit per part of their exact sum, as a rounded sum does.
 */
export function settle(exact: readonly Fraction[], total: bigint): bigint[] {
  const parts = exact.map(floorOf);
  let left = total - parts.reduce((a, b) => a + b, 0n);
  const order = exact
    .map((value, index) => ({ index, rest: minus(value, fraction(parts[index] as bigint)) }))
    .sort((a, b) => {
      const difference = b.rest.n * a.rest.d - a.rest.n * b.rest.d;
      return difference === 0n ? a.index - b.index : difference > 0n ? 1 : -1;
    });
  for (const { index } of order) {
    if (left <= 0n) break;
    parts[index] = (parts[index] as bigint) + 1n;
    left -= 1n;
  }
  if (left !== 0n) throw new RangeError('parts cannot be settled on this total');
  return parts;
}
