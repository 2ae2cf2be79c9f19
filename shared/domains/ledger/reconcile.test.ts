import { expect, test } from 'vitest';
import { type Line, type Payout, reconcile } from './reconcile.ts';

const payout = (n: number, of: Partial<Payout> = {}): Payout => ({
  ...{ id: `p${n}`, provider: 'stripe', reference: `po_${n}`, currency: 'GBP', amount: 5_000, charges: 100 },
  ...{ expected: 5_000, state: 'paid', arrivesOn: `2026-11-${10 + n}`, parts: [], ...of },
});
const line = (id: string, day: string, of: Partial<Line> = {}): Line => ({
  ...{ id, day, amount: 5_000, currency: 'GBP', text: 'STRIPE PAYMENTS', ...of },
});
const standing = (payouts: Payout[], lines: Line[], today = '2026-12-24', ledger = 5_000) =>
  reconcile(payouts, new Map(payouts.map(({ id }) => [id, ledger])), lines, today).map(
    ({ id, line: found, differences }) => [id, found?.id ?? null, ...differences],
  );

test('two payouts of one amount take a line each, the one that is named first', () => {
  const lines = [line('a', '2026-11-11'), line('b', '2026-11-12', { text: 'STRIPE po_1' })];
  expect(standing([payout(1), payout(2)], lines)).toEqual([
    ['p1', 'b'],
    ['p2', 'a'],
  ]);
});

test('each kind of difference is told by itself', () => {
  expect(standing([payout(1, { expected: 4_000 })], [line('a', '2026-11-11')])).toEqual([['p1', 'a', 'expected']]);
  expect(standing([payout(1)], [line('a', '2026-11-11')], undefined, 4_999)).toEqual([['p1', 'a', 'ledger']]);
  expect(standing([payout(1)], [line('a', '2026-11-11', { amount: 4_900, text: 'po_1' })])).toEqual([
    ['p1', 'a', 'bank-amount'],
  ]);
  // In another currency, or a fortnight later, it is another payment.
  const others = [line('a', '2026-11-11', { currency: 'EUR' }), line('b', '2026-11-25')];
  expect(standing([payout(1)], others)).toEqual([['p1', null, 'bank']]);
  // What has a week to come yet is not missed.
  expect(standing([payout(1)], [], '2026-11-17')).toEqual([['p1', null]]);
});

test('what is on its way is in no book and missed by nobody; what came back has no line', () => {
  const onItsWay = payout(1, { state: 'on-its-way' });
  expect(standing([onItsWay], [], undefined, 0)).toEqual([['p1', null]]);
  expect(standing([payout(1, { state: 'failed' })], [line('a', '2026-11-11')], undefined, 0)).toEqual([['p1', null]]);
});
