import { expect, test } from 'vitest';
import { refundable } from '../orders/plan-refunds.ts';
import { completeReturn, type ReturnFacts } from './complete-return.ts';
import type { ReturnArgs } from './sale-args.ts';
import { bringBack, ids, refundsUnitByUnit, register, sell } from './testing/bring-back.ts';

test(
  'refunding unit by unit, in any order, pays back exactly what was paid, tax and cash to the coin',
  {
    timeout: 60_000,
  },
  () => refundsUnitByUnit(2_000),
);

test('a full refund in cash pays back 15.70 of 15.72, by one return or by three', () => {
  const rules = { cashRoundingIncrement: 5, cashRoundingMode: 'half-up' as const };
  const items = [1, 2, 3].map(() => ({ unitPrice: 524, quantity: 1, taxRate: '15/100', off: 0 }));
  const more = { pricesIncludeTax: true, taxRounding: 'line' as const, shipping: 0, cardShare: 0 };
  const sold = sell(items, more, rules);
  expect(sold.sale.total).toBe(1_570);
  const totals = (steps: number[][]) => bringBack(sold, steps, rules).earlier.map(({ total }) => total);
  expect(totals([[1, 1, 1]])).toEqual([-1_570]);
  // Each part rounds its own cash; the last gives back what is left.
  expect(totals([[1, 0, 0], [0, 1, 0], [0, 0, 1]])).toEqual([-525, -525, -520]); // biome-ignore format: one return a row is clearer
});

test('a fee is kept, delivery goes back once, and no payment gives back more than it took', () => {
  const rules = { cashRoundingIncrement: 1, cashRoundingMode: 'half-up' as const };
  const items = [{ unitPrice: 3_800, quantity: 2, taxRate: '20/100', off: 0 }];
  const sold = sell(items, { pricesIncludeTax: true, taxRounding: 'line', shipping: 500, cardShare: 100 }, rules);
  const facts: ReturnFacts = {
    ...{ sale: sold.sale, soldLines: sold.lines, returnedBefore: new Map(), earlier: [], tracked: new Map() },
    ...{ payments: refundable(sold.payments, []), register, sequence: 1, occurredAt: 0 },
    settings: { timeZone: 'UTC', ...rules },
  };
  const one = { key: 'a', originalLineId: ids(0x100), quantity: 1, restock: 'available' as const };
  const args: ReturnArgs = {
    ...{ orderId: ids(9), originalOrderId: ids(1), registerId: ids(4), sessionId: ids(5), reason: '', lines: [one] },
  };
  const { decided } = completeReturn({ ...args, fee: 380, shipping: 500 }, facts);
  expect(decided).toMatchObject({ total: -3_920, fee: 380, shipping: -500, taxTotal: -717 });
  const code = (more: Partial<ReturnArgs>, given = facts) => {
    try {
      completeReturn({ ...args, ...more }, given);
      return 'done';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  expect(code({ fee: 3_801 })).toBe('register.fee-too-high');
  expect(code({ shipping: 501 })).toBe('register.more-than-paid');
  expect(code({ owed: 3_801 })).toBe('register.refunds-exceed');
  const card = { key: 'c', kind: 'card' as const, reference: '', tenderId: ids(0x201) };
  expect(code({ refunds: [{ ...card, amount: 3_800 }] })).toBe('done');
  const spent = {
    ...facts,
    payments: refundable(sold.payments, [{ kind: 'card', amount: -5_000, originalTenderId: null }]),
  };
  expect(code({ refunds: [{ ...card, amount: 3_101 }] }, spent)).toBe('register.more-than-paid');
  expect(code({ lines: [one, { ...one, key: 'b', quantity: 2 }] })).toBe('register.more-than-sold');
});
