import { expect, test } from 'vitest';
import type { SoldTo } from './tax-thresholds.ts';
import { watchThresholds } from './tax-thresholds.ts';

const none = { amount: 0, orders: 0 };
const to = (country: string, region: string, amount: number, orders: number, more: Partial<SoldTo> = {}): SoldTo => ({
  ...{ country, region, currency: 'USD', lastYear: none },
  ...{ year: { amount, orders }, twelveMonths: { amount, orders } },
  ...more,
});
const watch = (home: string | null, sold: SoldTo[], collects: string[] = []) =>
  watchThresholds({
    ...{ home, sold, today: '2026-11-27' },
    collects: collects.map((jurisdiction) => ({ jurisdiction, number: '' })),
    // One dollar is 0.90 euro; of nothing else a rate is known.
    rate: (from, into) => (from === 'USD' && into === 'EUR' ? { n: 9n, d: 10n } : undefined),
  }).map(({ place, sold: amount, reached, state, registered }) => ({ place, amount, reached, state, registered }));

test('a state is over by its amount or by its orders, and one that asks for both only by both', () => {
  const sold = [to('US', 'GA', 500_000, 200), to('US', 'NY', 60_000_000, 50), to('US', 'CA', 41_000_000, 3_000)];
  expect(watch('US-OR', sold)).toEqual([
    { place: 'US-GA', amount: 500_000, reached: 100, state: 'over', registered: false },
    { place: 'US-CA', amount: 41_000_000, reached: 82, state: 'near', registered: false },
    { place: 'US-NY', amount: 60_000_000, reached: 50, state: 'under', registered: false },
  ]);
});

test('the last year counts as this one does; the own state, and where tax is collected, are told apart', () => {
  const before = to('US', 'TX', 0, 0, { lastYear: { amount: 60_000_000, orders: 9 } });
  expect(watch('US-NY', [before, to('US', 'NY', 900_000_000, 9)], ['US-TX'])).toEqual([
    { place: 'US-TX', amount: 60_000_000, reached: 120, state: 'over', registered: true },
  ]);
});

test('members of the EU count together, without the own country, in euro', () => {
  const sold = [to('FR', '', 600_000, 4), to('AT', '', 600_000, 4), to('DE', '', 9_000_000, 9)];
  expect(watch('DE', sold)).toEqual([
    { place: 'EU', amount: 1_080_000, reached: 108, state: 'over', registered: false },
  ]);
  // From elsewhere there is no such threshold.
  expect(watch('GB', sold)).toEqual([]);
});

test('from the first sale on is over with the first; without a rate the amount is not known, and is not made up', () => {
  expect(watch('US-NY', [to('GB', '', 1, 1), to('AU', '', 99_000_000, 2)])).toEqual([
    { place: 'GB', amount: null, reached: 100, state: 'over', registered: false },
    { place: 'AU', amount: null, reached: 0, state: 'under', registered: false },
  ]);
  expect(watch(null, [to('GB', '', 1, 1)])).toEqual([]);
});
