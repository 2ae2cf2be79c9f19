import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, divideRounded, multiply, parseFraction, sum, toMinorUnits } from './money.ts';

/** Largest remainder in big integers, the earlier one first on a tie. */
function byBigIntegers(amount: number, weights: readonly number[]): number[] {
  const even = weights.every((weight) => weight === 0);
  const shares = weights.map((weight) => (even ? 1n : BigInt(weight)));
  const total = shares.reduce((a, b) => a + b, 0n);
  const whole = BigInt(Math.abs(amount));
  const parts = shares.map((share) => (whole * share) / total);
  const left = whole - parts.reduce((a, b) => a + b, 0n);
  const rest = shares.map((share, at) => ({ at, rest: (whole * share) % total }));
  rest.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  for (const { at } of rest.slice(0, Number(left))) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts.map((part) => Number(amount < 0 ? -part : part));
}

describe('allocate', () => {
  test('is the same in plain numbers and in big ones, at shop sizes and at the edge of what is exact', () => {
    const weight = fc.oneof(fc.nat(1_000), fc.nat(100_000_000), fc.constantFrom(0, 94_906_265, 94_906_266, 94_906_267));
    const amount = fc.oneof(
      fc.integer({ min: -10_000, max: 10_000 }),
      fc.constantFrom(94_906_265, 94_906_266, 94_906_267),
    );
    fc.assert(
      fc.property(amount, fc.array(weight, { minLength: 1, maxLength: 12 }), (given, weights) => {
        expect(allocate(given, weights)).toEqual(byBigIntegers(given, weights));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    [299, [4300, 1400, 2300], [161, 52, 86]],
    [299, [1000, 1000, 1000], [100, 100, 99]],
    [10, [0, 0], [5, 5]],
    [-10, [1, 1, 1], [-4, -3, -3]],
  ])('%i over %j', (amount, weights, parts) => {
    expect(allocate(amount, weights)).toEqual(parts);
  });

  test('parts always add up to the amount and none is negative zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 40 }),
        (amount, weights) => {
          const parts = allocate(amount, weights);
          expect(sum(parts)).toBe(amount);
          expect(parts.some((part) => Object.is(part, -0))).toBe(false);
        },
      ),
    );
  });

  test('no lines take nothing', () => {
    expect(allocate(500, [])).toEqual([]);
  });

  test('a negative weight is refused', () => {
    expect(() => allocate(1, [1, -1])).toThrow(RangeError);
  });
});

describe('rounding', () => {
  test.each([
    ['half-up', 5n, 2n, 3n],
    ['half-up', -5n, 2n, -3n],
    ['half-even', 5n, 2n, 2n],
    ['half-even', 7n, 2n, 4n],
    ['down', 9n, 2n, 4n],
    ['up', 9n, 2n, 5n],
    ['up', 8n, 2n, 4n],
    ['half-up', 5n, -2n, -3n],
  ] as const)('%s of %s ÷ %s is %s', (mode, n, d, expected) => {
    expect(divideRounded(n, d, mode)).toBe(expected);
  });

  test('24.99 at 10.75 % is 2.69', () => {
    expect(multiply(2499, parseFraction('1075/10000'))).toBe(269);
  });

  test('beyond 2^53 − 1 is refused, not wrong', () => {
    expect(() => toMinorUnits(2n ** 53n)).toThrow(RangeError);
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });

  test.each(['20 %', '1/0', '', '1.5'])('"%s" is no fraction', (text) => {
    expect(() => parseFraction(text)).toThrow(RangeError);
  });
});
