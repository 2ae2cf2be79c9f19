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

test('is collected where the place itself, its country or, for all of the EU, one of its members is registered', () => {
  const registered = (home: string, sold: SoldTo[], ...collects: string[]) =>
    watch(home, sold, collects).map((each) => each.registered);
  const texas = [to('US', 'TX', 100, 1)];
  expect([registered('GB', texas, 'US'), registered('GB', texas, 'US-NY'), registered('GB', texas)]).toEqual([
    ...[[true], [false], [false]],
  ]);
  const france = [to('FR', '', 100, 1)];
  expect([registered('DE', france, 'AT'), registered('DE', france, 'CH')]).toEqual([[true], [false]]);
});

test('what is near is so from four fifths on, and the nearest stands first, equal ones by their place', () => {
  const sold = [to('US', 'WY', 8_000_000, 1), to('US', 'AZ', 8_000_000, 1), to('US', 'CO', 7_999_999, 1)];
  expect(watch('GB', sold).map(({ place, reached, state }) => [place, reached, state])).toEqual([
    ['US-AZ', 80, 'near'],
    ['US-WY', 80, 'near'],
    ['US-CO', 79, 'under'],
  ]);
  expect(watch('GB', sold.toReversed()).map(({ place }) => place)).toEqual(['US-AZ', 'US-WY', 'US-CO']);
});

test('each place counts its own span: a calendar year, this one or the last, or the last twelve months', () => {
  const spans = {
    year: { amount: 3_000_000, orders: 2 },
    lastYear: none,
    twelveMonths: { amount: 9_000_000, orders: 5 },
  };
  expect(watch('GB', [to('US', 'AZ', 0, 0, spans)])).toMatchObject([{ place: 'US-AZ', reached: 30 }]);
  expect(watch('US-NY', [to('CH', '', 0, 0, { ...spans, currency: 'CHF' })])).toMatchObject([
    { place: 'CH', reached: 90 },
  ]);
});

test('nothing sold is nothing to watch, and a place that counts from the first sale is not over before it', () => {
  expect(watch('US-NY', [to('US', 'AZ', 9_000_000, 0)])).toEqual([]);
  expect(watch('US-NY', [])).toEqual([]);
  const gaveBack = to('GB', '', -500, 0, { currency: 'GBP' });
  expect(watch('US-NY', [gaveBack])).toEqual([]);
});

test('what came back makes it less, and never less than nothing; far over is told as far over', () => {
  expect(watch('GB', [to('US', 'AZ', -5_000_000, 1)])).toMatchObject([{ amount: -5_000_000, reached: 0 }]);
  expect(watch('GB', [to('US', 'AZ', 900_000_000, 1)])).toMatchObject([{ reached: 999, state: 'over' }]);
});

test('a part of a country is of that country: what goes to the home of a shop is not abroad', () => {
  expect(watch('AU-NSW', [to('AU', '', 99_000_000, 9)])).toEqual([]);
  expect(watch('DE-BY', [to('FR', '', 100, 1), to('DE', '', 99_000_000, 9)])).toMatchObject([
    { place: 'EU', amount: 90 },
  ]);
});

test('before a threshold began there is none', () => {
  const on = (today: '2018-06-20' | '2018-06-21') =>
    watchThresholds({
      ...{ home: 'GB', collects: [], sold: [to('US', 'AZ', 100, 1)], today, rate: () => undefined },
    }).length;
  expect([on('2018-06-20'), on('2018-06-21')]).toEqual([0, 1]);
});
