import { expect, test } from 'vitest';
import { foreignRates, neededFor, worthOf } from './foreign-cash.ts';

const eur = { currency: 'EUR', rate: '8533/10000' };

test('foreign cash counts down to the store’s coin, whatever decimals the currencies have', () => {
  // 20 EUR are 17.066 GBP
  expect(worthOf(2_000, eur, 'GBP', 1)).toBe(1_706);
  expect(worthOf(2_000, eur, 'GBP', 5)).toBe(1_705);
  expect(worthOf(10_000, { currency: 'JPY', rate: '52/10000' }, 'GBP', 1)).toBe(5_200);
  expect(worthOf(1_000, { currency: 'GBP', rate: '19231/100' }, 'JPY', 1)).toBe(1_923);
  expect(worthOf(0, eur, 'GBP', 5)).toBe(0);
});

test('what is needed is the least that counts for what is due', () => {
  for (const due of [1, 5, 1_285, 99_995]) {
    const needed = neededFor(due, eur, 'GBP');
    expect(worthOf(needed, eur, 'GBP', 1)).toBeGreaterThanOrEqual(due);
    expect(worthOf(needed - 1, eur, 'GBP', 1)).toBeLessThan(due);
  }
  expect(neededFor(0, eur, 'GBP')).toBe(0);
});

const known = [
  { currency: 'EUR', booksCurrency: 'GBP', day: '2026-11-20', rate: '85/100' },
  { currency: 'EUR', booksCurrency: 'GBP', day: '2026-11-25', rate: '86/100' },
  { currency: 'USD', booksCurrency: 'GBP', day: '2026-11-19', rate: '75/100' },
];
const taken = (currency: string, rate: string | null = null, since: string | null = null) => ({
  currency,
  rate,
  since,
});

test('a store takes a currency at its own rate, or at the last one known on the day', () => {
  const gbp = { own: 'GBP', books: 'GBP', day: '2026-11-23' };
  expect(
    foreignRates([taken('EUR'), taken('USD', '70/100', '2026-11-01'), taken('CHF'), taken('GBP')], known, gbp),
  ).toEqual([
    { currency: 'EUR', rate: '17/20', day: '2026-11-20' },
    { currency: 'USD', rate: '70/100', day: '2026-11-01' },
  ]);
});

test('a store in another currency than the books crosses both rates, of the older day', () => {
  const eurStore = { own: 'EUR', books: 'GBP', day: '2026-11-26' };
  expect(foreignRates([taken('USD'), taken('GBP')], known, eurStore)).toEqual([
    { currency: 'USD', rate: '75/86', day: '2026-11-19' },
    { currency: 'GBP', rate: '50/43', day: '2026-11-25' },
  ]);
});
