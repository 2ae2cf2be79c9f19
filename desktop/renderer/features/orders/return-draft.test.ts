import { describe, expect, test } from 'vitest';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { emptyReturn, type LineDraft, previewReturn, shippingLeft, withCondition } from './return-draft.ts';

const line = (id: string, quantity: number, total: number) => ({
  ...{ id, variantId: null, title: id, variantTitle: '', sku: '', image: null, quantity, scale: 0 },
  ...{ unitPrice: total / quantity, discount: 0, net: total, tax: 0, total, taxClass: '', taxRate: '0' },
  ...{ tracked: true, returned: 0, discounts: [], back: null },
});
const payment = (id: string, kind: string, amount: number) => ({
  ...{ id, kind, amount, given: amount, change: 0, reference: `ref-${id}`, placedAt: 0, orderId: 'sale' },
});
/** 40.00 by card, 20.00 by the provider and 15.02 in cash, rounded to 15.00; 5.00 of it delivery. */
const order = {
  ...{ id: 'sale', currency: 'GBP', pricesIncludeTax: true, shippingTotal: 500, rounding: -2, total: 7_500, due: 0 },
  ...{ customerId: null, customerName: '', returns: [] },
  lines: [line('a', 2, 4_002), line('b', 1, 3_000)],
  payments: [payment('c', 'card', 4_000), payment('p', 'test', 2_000), payment('m', 'cash', 1_500)],
  refundable: [
    { tenderId: 'c', kind: 'card', paid: 4_000, left: 4_000 },
    { tenderId: 'p', kind: 'test', paid: 2_000, left: 2_000 },
    { tenderId: 'm', kind: 'cash', paid: 1_500, left: 1_500 },
  ],
  settings: { timeZone: 'UTC', cashRoundingIncrement: 5, cashRoundingMode: 'half-up' },
} as unknown as OrderPage;
const counter = { orderId: 'back', registerId: 'r', sessionId: 's', code: 'B2', locationId: 'l', now: 0 };
const said = (quantity: number): LineDraft => ({
  ...{ quantity, reason: 'faulty', condition: 'like-new', restock: 'available' },
});

describe('a return as the screen shows it', () => {
  test('goes to the card, then to the provider, and only the rest over the counter', () => {
    const part = previewReturn(order, { ...emptyReturn, lines: { a: said(2) } }, counter);
    expect(part?.cards).toEqual([{ tenderId: 'c', kind: 'card', amount: 4_000 }]);
    expect(part?.args).toMatchObject({ refunds: [{ tenderId: 'c', amount: 4_000, reference: 'ref-c' }], owed: 2 });
    expect(part?.args.payBack).toBeUndefined();
    expect(part?.cash).toBe(0);

    const whole = { ...emptyReturn, lines: { a: said(2), b: said(1) }, shipping: true };
    const all = previewReturn(order, whole, counter);
    expect(all?.decided).toMatchObject({ total: -7_500, rounding: 2, shipping: -500 });
    expect(all?.provider).toEqual([{ tenderId: 'p', kind: 'test', amount: 2_000 }]);
    expect(all?.cash).toBe(1_500);
    expect([...(all?.worth ?? [])]).toEqual([
      ['a', 4_002],
      ['b', 3_000],
    ]);
  });

  test('all in cash is rounded to a coin', () => {
    const cash = previewReturn(order, { ...emptyReturn, lines: { a: said(1) }, way: 'cash' }, counter);
    expect(cash?.args).toMatchObject({ payBack: { kind: 'cash' } });
    expect([cash?.cash, cash?.decided.rounding]).toEqual([2_000, 1]);
  });

  test('a gift card gets back what it paid, and a customer may have it all as store credit', () => {
    const refundable = [
      { tenderId: 'c', kind: 'gift-card', paid: 4_000, left: 4_000 },
      { tenderId: 'm', kind: 'cash', paid: 3_500, left: 3_500 },
    ];
    const paid = { ...order, customerId: 'k', refundable } as unknown as OrderPage;
    const part = previewReturn(paid, { ...emptyReturn, lines: { b: said(1) } }, counter);
    expect(part?.args.refunds).toMatchObject([{ kind: 'gift-card', tenderId: 'c', amount: 3_000 }]);
    expect([part?.cash, part?.credit]).toEqual([0, 0]);
    const kept = previewReturn(paid, { ...emptyReturn, lines: { a: said(1) }, way: 'credit' }, counter);
    expect(kept?.args).toMatchObject({ payBack: { kind: 'store-credit' } });
    // To the penny: only coins are rounded.
    expect([kept?.cash, kept?.credit]).toEqual([0, 2_001]);
  });

  test('what was not paid for is set against what is open first, and only the rest is given back', () => {
    const open = { ...order, due: 3_500, refundable: [{ tenderId: 'm', kind: 'cash', paid: 4_000, left: 4_000 }] };
    const part = previewReturn(open as unknown as OrderPage, { ...emptyReturn, lines: { b: said(1) } }, counter);
    expect(part).toMatchObject({ against: 3_000, cash: 0, args: { owed: 3_000 } });
    expect(part?.args.payBack).toBeUndefined();
    const returns = [{ total: -3_000, due: -3_000, shippingTotal: 0, feeTotal: 0, shippingTaxed: null }];
    const more = { ...open, returns } as unknown as OrderPage;
    for (const way of ['original', 'cash', 'credit'] as const) {
      const rest = previewReturn(more, { ...emptyReturn, lines: { a: said(1) }, way }, counter);
      expect([rest?.against, rest?.args.owed, (rest?.cash ?? 0) + (rest?.credit ?? 0)]).toEqual([
        ...[500, 500],
        way === 'credit' ? 1_501 : 1_500,
      ]);
    }
  });

  test('is nothing until something is ticked, and says why it cannot be', () => {
    expect(previewReturn(order, emptyReturn, counter)).toBeNull();
    const fee = { ...emptyReturn, lines: { b: said(1) }, fee: 3_001 };
    expect(() => previewReturn(order, fee, counter)).toThrow(/fee is more/);
    expect(() => previewReturn(order, { ...emptyReturn, lines: { b: said(2) } }, counter)).toThrow(/Only 1/);
  });

  test('delivery goes back once; damaged goods go to damaged stock', () => {
    const before = [{ shippingTotal: -300 }] as unknown as OrderPage['returns'];
    expect(shippingLeft({ ...order, returns: before })).toBe(200);
    expect(withCondition(said(1), 'damaged').restock).toBe('damaged');
    expect(withCondition({ ...said(1), restock: 'damaged' }, 'used').restock).toBe('available');
  });
});
