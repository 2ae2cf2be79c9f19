import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { exactUnitPrice, type Measure, measure, unitPriceOf } from './measure.ts';

const of = (amount: number, scale: number, unit: Measure['unit'], per: Measure['per']): Measure => ({
  amount,
  scale,
  unit,
  per,
});

test('the price of a unit of what is in it, rounded once to be shown', () => {
  expect(unitPriceOf(850, of(340, 0, 'g', 'kg'))).toEqual({ amount: 2_500, per: 'kg' });
  expect(unitPriceOf(720, of(100, 0, 'g', '100g'))).toEqual({ amount: 720, per: '100g' });
  expect(unitPriceOf(1_299, of(75, 2, 'l', 'l'))).toEqual({ amount: 1_732, per: 'l' });
  expect(unitPriceOf(199, of(33, 0, 'cl', '100ml'))).toEqual({ amount: 60, per: '100ml' });
  expect(unitPriceOf(550, of(15, 1, 'm2', 'm2'))).toEqual({ amount: 367, per: 'm2' });
  expect(unitPriceOf(0, of(3, 0, 'piece', 'piece'))).toEqual({ amount: 0, per: 'piece' });
  expect(unitPriceOf(850, null)).toBeNull();
});

test('it is exact before it is shown: so many units of it are the price again', () => {
  const anyMeasure = fc.record({ amount: fc.integer({ min: 1, max: 999_999 }), scale: fc.integer({ min: 0, max: 6 }) });
  fc.assert(
    fc.property(fc.nat(10_000_000), anyMeasure, (price, { amount, scale }) => {
      const { n, d } = exactUnitPrice(price, of(amount, scale, 'g', 'kg'));
      // A kilogram of it costs n/d, and so many thousandths of one cost the price.
      expect(n * BigInt(amount)).toBe(BigInt(price) * d * 10n ** BigInt(scale) * 1_000n);
    }),
  );
});

test('nothing, less than that, a weight by the litre and a figure that nobody can show are no prices', () => {
  const takes = (value: unknown) => z.safeParse(measure, value).success;
  expect(takes(of(340, 0, 'g', 'kg'))).toBe(true);
  for (const wrong of [
    of(0, 0, 'g', 'kg'),
    of(-1, 0, 'g', 'kg'),
    of(0.5, 0, 'l', 'l'),
    of(1, 7, 'l', 'l'),
    of(1, 0, 'g', 'l'),
  ])
    expect(takes(wrong)).toBe(false);
  expect(unitPriceOf(Number.MAX_SAFE_INTEGER, of(1, 6, 'mg', 'kg'))).toBeNull();
});
