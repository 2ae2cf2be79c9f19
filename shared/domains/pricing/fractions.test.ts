import { expect, test } from 'vitest';
import { floorOf, fraction, minus, over, plus, rounded, settle, times } from './fractions.ts';

const big = 2n ** 60n;

test('a fraction is in lowest terms with a positive denominator, whatever its size', () => {
  expect(fraction(6n, 4n)).toEqual({ n: 3n, d: 2n });
  expect(fraction(-6n, 4n)).toEqual({ n: -3n, d: 2n });
  expect(fraction(6n, -4n)).toEqual({ n: -3n, d: 2n });
  expect(fraction(-6n, -4n)).toEqual({ n: 3n, d: 2n });
  expect(fraction(0n, 5n)).toEqual({ n: 0n, d: 1n });
  expect(fraction(7n)).toEqual({ n: 7n, d: 1n });
  expect(fraction(big, 4n)).toEqual({ n: big / 4n, d: 1n });
  expect(fraction(-big, 4n)).toEqual({ n: -big / 4n, d: 1n });
  expect(fraction(4n, big)).toEqual({ n: 1n, d: big / 4n });
  expect(fraction(4n, -big)).toEqual({ n: -1n, d: big / 4n });
  expect(fraction(-3n * big, 6n * big)).toEqual({ n: -1n, d: 2n });
  expect(fraction(0n, big)).toEqual({ n: 0n, d: 1n });
  // Beyond what a plain number holds, each digit counts.
  expect(fraction(big + 1n, big)).toEqual({ n: big + 1n, d: big });
  const third = (big + 2n) / 3n;
  expect(fraction(big + 2n, 3n)).toEqual({ n: third, d: 1n });
  expect(fraction(3n, big + 2n)).toEqual({ n: 1n, d: third });
  expect(fraction(-(big + 2n), 3n)).toEqual({ n: -third, d: 1n });
  expect(fraction(big + 2n, -3n)).toEqual({ n: -third, d: 1n });
  expect(fraction(-(big + 2n), -3n * (big + 1n))).toEqual({ n: third, d: big + 1n });
  expect(() => fraction(1n, 0n)).toThrow('division by zero');
  expect(() => fraction(0n, 0n)).toThrow('division by zero');
});

test('sums, differences, products and quotients', () => {
  const [half, third] = [fraction(1n, 2n), fraction(1n, 3n)];
  expect(plus(half, third)).toEqual({ n: 5n, d: 6n });
  expect(minus(half, third)).toEqual({ n: 1n, d: 6n });
  expect(minus(third, half)).toEqual({ n: -1n, d: 6n });
  expect(times(half, third)).toEqual({ n: 1n, d: 6n });
  expect(over(half, third)).toEqual({ n: 3n, d: 2n });
});

test('whole numbers below and nearest', () => {
  const floors = [7n, 6n, 0n, -1n, -6n, -7n].map((n) => floorOf(fraction(n, 2n)));
  expect(floors).toEqual([3n, 3n, 0n, -1n, -3n, -4n]);
  expect([rounded(fraction(5n, 2n)), rounded(fraction(-5n, 2n)), rounded(fraction(5n, 2n), 'down')]).toEqual([
    3n,
    -3n,
    2n,
  ]);
});

test('a rounded sum is settled on its parts: the largest remainders first, of equals the earlier', () => {
  const thirds = [fraction(1n, 3n), fraction(2n, 3n), fraction(1n, 3n)];
  expect(settle(thirds, 1n)).toEqual([0n, 1n, 0n]);
  expect(settle(thirds, 2n)).toEqual([1n, 1n, 0n]);
  expect(settle(thirds, 0n)).toEqual([0n, 0n, 0n]);
  expect(settle([fraction(1n, 2n), fraction(1n, 2n)], 1n)).toEqual([1n, 0n]);
  expect(settle([fraction(1n, 4n), fraction(3n, 5n)], 1n)).toEqual([0n, 1n]);
  expect(settle([fraction(-1n, 3n), fraction(-2n, 3n)], -1n)).toEqual([0n, -1n]);
  expect(settle([], 0n)).toEqual([]);
  expect(() => settle(thirds, 4n)).toThrow('cannot be settled');
  expect(() => settle(thirds, -1n)).toThrow('cannot be settled');
});
