import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDecimal, toDecimal } from './decimal-money.ts';

test('an amount comes back as it went, whatever decimals its currency has', () => {
  expect([toDecimal(1_205, 'GBP'), toDecimal(5, 'EUR'), toDecimal(1_205, 'JPY'), toDecimal(1_205, 'KWD')]).toEqual([
    ...['12.05', '0.05', '1205', '1.205'],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.constantFrom('GBP', 'JPY', 'KWD'), (amount, of) => {
      expect(fromDecimal(toDecimal(amount, of), of) + 0).toBe(amount + 0);
    }),
  );
});

test('what is no amount of a currency is refused, not rounded', () => {
  expect(fromDecimal('12.5', 'GBP')).toBe(1_250);
  expect(fromDecimal('12.500', 'GBP')).toBe(1_250);
  expect(fromDecimal('1205.00', 'JPY')).toBe(1_205);
  for (const [text, currency] of [
    ['12.505', 'GBP'],
    ['12.5', 'JPY'],
    ['1e3', 'GBP'],
    ['', 'GBP'],
    ['12.00', 'XXX'],
  ] as const)
    expect(() => fromDecimal(text, currency)).toThrow(/is no/);
});
