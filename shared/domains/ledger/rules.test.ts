import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from '../../kernel/money.ts';
import type { Order } from '../orders/schema.ts';
import {
  cancellationEntry,
  closingEntry,
  type Entry,
  movementEntry,
  openingEntry,
  refundEntry,
  tradeEntry,
} from './rules.ts';

const order = (more: Partial<Order> = {}) =>
  ({
    ...{ id: 'o', number: 'B2-1', kind: 'sale', registerId: 'r', currency: 'GBP', taxTotal: 262, shippingTotal: 0 },
    ...{ shippingTax: 0, shippingTaxed: null },
    ...{ feeTotal: 0, rounding: -2, total: 1_570, businessDate: '2026-11-23', placedAt: 1, due: 0 },
    ...more,
  }) as Order;
const shown = ({ lines }: Entry) => lines.map(({ account, detail, amount }) => [account, detail, amount]);
const when = { occurredAt: 2, businessDate: '2026-11-24' };

describe('the entry', () => {
  test('of a sale: earnings and tax by rate against drawer and card, the coin on its own', () => {
    const lines = [
      { tax: 162, taxRate: '20/100' },
      { tax: 100, taxRate: '20/100' },
      { tax: 0, taxRate: '0' },
    ];
    const entry = tradeEntry(order(), lines, [
      { kind: 'card', amount: 1_000 },
      { kind: 'cash', amount: 570 },
    ]);
    expect(shown(entry)).toEqual([
      ['sales', '', -1_310],
      ['tax', '20/100', -262],
      ['rounding', '', 2],
      ['tender', 'card', 1_000],
      ['drawer', 'r', 570],
    ]);
    expect(entry).toMatchObject({
      kind: 'sale',
      causeId: 'o',
      orderId: 'o',
      reference: 'B2-1',
      businessDate: '2026-11-23',
    });
  });

  test('of delivery that is taxed: what it earned without its tax, which stands with that of its rate', () => {
    const parts = [
      { taxRate: '20/100', net: 300, tax: 60, taxes: null },
      { taxRate: '0', net: 120, tax: 0, taxes: null },
    ];
    const sent = order({
      ...{ taxTotal: 322, shippingTotal: 480, shippingTax: 60, rounding: 0, total: 2_050 },
      shippingTaxed: { rule: 'goods', shown: 480, parts },
    });
    expect(shown(tradeEntry(sent, [{ tax: 262, taxRate: '20/100' }], []))).toEqual([
      ['sales', '', -1_308],
      ['tax', '20/100', -322],
      ['shipping', '', -420],
      ['due', '', 2_050],
    ]);
  });

  test('of a return: what came back stands beside what was sold, and what a provider still owes is due', () => {
    const back = order({
      kind: 'return',
      taxTotal: -200,
      rounding: 0,
      feeTotal: 100,
      shippingTotal: -500,
      total: -1_600,
    });
    expect(shown(tradeEntry(back, [{ tax: -200, taxRate: '20/100' }], [{ kind: 'cash', amount: -600 }]))).toEqual([
      ['refund', '', 1_000],
      ['tax', '20/100', 200],
      ['shipping', '', 500],
      ['fee', '', -100],
      ['drawer', 'r', -600],
      ['due', '', -1_000],
    ]);
    expect(shown(refundEntry(back, { kind: 'test', amount: 1_000 }, when))).toEqual([
      ['tender', 'test', -1_000],
      ['due', '', 1_000],
    ]);
  });

  test('of a cancellation takes back all of the sale, paid or not', () => {
    for (const paid of [0, 1_570]) {
      const sold = order({ registerId: null, due: 1_570 - paid });
      const tenders = paid > 0 ? [{ kind: 'test' as const, amount: paid }] : [];
      const both = [
        ...tradeEntry(sold, [{ tax: 262, taxRate: '20/100' }], tenders).lines,
        ...cancellationEntry(
          sold,
          [{ tax: 262, taxRate: '20/100' }],
          tenders.map(({ kind, amount }) => ({ kind, amount: -amount })),
          when,
        ).lines,
      ];
      const left = Map.groupBy(both, ({ account, detail }) => account + detail);
      for (const [account, lines] of left)
        expect([account, sum(lines.map(({ amount }) => amount))]).toEqual([account, 0]);
    }
  });

  test('of a drawer: its float from the safe, cash by hand, and all that was counted back', () => {
    const drawer = { causeId: 's', registerId: 'r', currency: 'GBP', ...when };
    const entries = [openingEntry(drawer, 10_000), movementEntry(drawer, -500), closingEntry(drawer, 9_500, 9_490)];
    expect(entries.flatMap(shown)).toEqual([
      ['drawer', 'r', 10_000],
      ['safe', '', -10_000],
      ['drawer', 'r', -500],
      ['payout', '', 500],
      ['drawer', 'r', -9_500],
      ['safe', '', 9_490],
      ['variance', '', 10],
    ]);
    expect(movementEntry(drawer, 0).lines).toEqual([]);
  });

  test('sums to nothing, whatever the order and its lines say', () => {
    const money = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const line = fc.record({ tax: money, taxRate: fc.constantFrom('0', '20/100', '55/1000') });
    const tender = fc.record({
      kind: fc.constantFrom('cash' as const, 'card' as const, 'test' as const),
      amount: money,
    });
    const any = fc.record({
      of: fc.record({
        taxTotal: money,
        shippingTotal: money,
        shippingTax: money,
        shippingTaxed: fc.option(
          fc.record({
            ...{ rule: fc.constant('goods' as const), shown: money },
            parts: fc.array(
              fc.record({ taxRate: fc.constantFrom('0', '20/100'), net: money, tax: money, taxes: fc.constant(null) }),
              {
                maxLength: 2,
              },
            ),
          }),
        ),
        feeTotal: money,
        rounding: money,
        total: money,
        due: money,
      }),
      kind: fc.constantFrom('sale' as const, 'return' as const),
      lines: fc.array(line, { maxLength: 4 }),
      tenders: fc.array(tender, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, ({ of, kind, lines, tenders }) => {
        const entry = tradeEntry(order({ ...of, kind }), lines, tenders);
        expect(sum(entry.lines.map(({ amount }) => amount))).toBe(0);
        expect(new Set(entry.lines.map(({ account, detail }) => `${account} ${detail}`)).size).toBe(entry.lines.length);
      }),
    );
  });
});
