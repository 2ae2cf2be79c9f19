import type { OpenItem } from '@tillhouse/shared/domains/orders/statement.ts';
import { expect, test } from 'vitest';
import { accountOf, allotmentOf, draftOfAccount } from './account-draft.ts';

test('terms are typed as money and days; an empty limit is none', () => {
  const terms = { open: true, creditLimit: 250_000, days: 14, askAbove: 50_000 };
  expect(accountOf(draftOfAccount(terms, 'GBP'), 'GBP')).toEqual(terms);
  expect(accountOf({ open: true, limit: ' ', days: '30', askAbove: '' }, 'GBP')).toMatchObject({
    ...{ creditLimit: null, askAbove: null },
  });
  for (const wrong of [
    { open: true, limit: 'much', days: '30', askAbove: '' },
    { open: true, limit: '', days: '30', askAbove: 'much' },
    { open: true, limit: '', days: '366', askAbove: '' },
    { open: true, limit: '', days: '', askAbove: '' },
  ])
    expect(accountOf(wrong, 'GBP')).toBeNull();
});

test('what is typed beside an order goes to it, and no more than is due of it', () => {
  const items = [
    { orderId: 'a', due: 500 },
    { orderId: 'b', due: 900 },
  ] as unknown as OpenItem[];
  expect(allotmentOf(items, { b: '9.00' }, 'GBP')).toEqual({ parts: [{ orderId: 'b', amount: 900 }], wrong: false });
  expect(allotmentOf(items, { a: '5.01' }, 'GBP').wrong).toBe(true);
});
