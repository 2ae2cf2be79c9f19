import fc from 'fast-check';
import { expect } from 'vitest';
import { sum } from '../../../kernel/money.ts';
import { planRefunds, refundable } from '../../orders/plan-refunds.ts';
import type { DeliveryTaxed } from '../../orders/frozen-parts.ts';
import type { Order, OrderLine, Tender } from '../../orders/schema.ts';
import { settleInCash } from '../../pricing/cash-rounding.ts';
import { deliveryLines } from '../../pricing/delivery-tax.ts';
import { priceOrder } from '../../pricing/rules.ts';
import { completeReturn, type ReturnFacts } from '../complete-return.ts';
import type { ReturnArgs } from '../sale-args.ts';

export const ids = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export interface Sold {
  readonly sale: Order;
  readonly lines: readonly OrderLine[];
  readonly payments: readonly Pick<Tender, 'id' | 'kind' | 'amount' | 'originalTenderId'>[];
}

export interface CashRules {
  readonly cashRoundingIncrement: number;
  readonly cashRoundingMode: 'half-up' | 'up' | 'down';
}

const item = fc.record({
  unitPrice: fc.integer({ min: 0, max: 50_000 }),
  quantity: fc.integer({ min: 1, max: 6 }),
  taxRate: fc.constantFrom('0', '20/100', '55/1000', '1075/10000'),
  off: fc.integer({ min: 0, max: 100 }),
});
const cashRules = fc.constantFrom<CashRules>(
  { cashRoundingIncrement: 1, cashRoundingMode: 'half-up' as const },
  { cashRoundingIncrement: 5, cashRoundingMode: 'half-up' as const },
  { cashRoundingIncrement: 10, cashRoundingMode: 'up' as const },
  { cashRoundingIncrement: 5, cashRoundingMode: 'down' as const },
);

/** A sale as it was frozen: `cardShare` hundredths by card, the rest in cash, which is rounded. */
export function sell(
  items: readonly { unitPrice: number; quantity: number; taxRate: string; off: number }[],
  more: { pricesIncludeTax: boolean; taxRounding: 'line' | 'document'; shipping: number; cardShare: number },
  rules: CashRules,
): Sold {
  const drafts = items.map((one, at) => ({
    ...one,
    key: String(at),
    scale: 0,
    discount: Math.floor((one.unitPrice * one.quantity * one.off) / 100),
  }));
  const delivery = deliveryLines(
    'goods',
    { amount: more.shipping, discount: 0, own: { taxRate: '20/100' } },
    drafts.map(({ unitPrice, quantity, discount, taxRate }) => ({
      worth: unitPrice * quantity - discount,
      taxes: { taxRate },
    })),
    'delivery',
  );
  const totals = priceOrder(more, [...drafts, ...delivery]);
  const parts = totals.lines.slice(drafts.length).map(({ taxRate, net, tax }) => ({ taxRate, net, tax, taxes: null }));
  const shippingTotal = sum(parts.flatMap(({ net, tax }) => [net, tax]));
  const card = Math.floor((totals.total * more.cardShare) / 100);
  const { cash, rounding } = settleInCash(totals.total, card, {
    increment: rules.cashRoundingIncrement,
    mode: rules.cashRoundingMode,
  });
  const rest = more.cardShare === 100 ? { cash: 0, rounding: 0 } : { cash, rounding };
  const pay = (id: number, kind: 'card' | 'cash', amount: number) =>
    amount === 0 ? [] : [{ id: ids(id), kind, amount, originalTenderId: null }];
  return {
    sale: {
      id: ids(1),
      currency: 'GBP',
      pricesIncludeTax: more.pricesIncludeTax,
      shippingTotal,
      shippingTax: sum(parts.map(({ tax }) => tax)),
      shippingTaxed: more.shipping === 0 ? null : { rule: 'goods', shown: more.shipping, parts },
      rounding: rest.rounding,
      total: sum([totals.total, rest.rounding]),
      due: 0,
      customerId: null,
      customerName: '',
    } as Order,
    lines: drafts.map((draft, at) => {
      const { discount = 0, net = 0, tax = 0, total = 0 } = totals.lines[at] ?? {};
      return {
        ...draft,
        ...{ discount, net, tax, total, variantId: null, id: ids(0x100 + at) },
      } as unknown as OrderLine;
    }),
    payments: [...pay(0x201, 'card', card), ...pay(0x202, 'cash', rest.cash)],
  };
}

export const register = { code: 'B2', generation: 1, locationId: ids(3) };

interface Returned {
  readonly total: number;
  readonly tax: number;
  readonly shippingTotal: number;
  readonly shippingTaxed: DeliveryTaxed | null;
  readonly feeTotal: number;
}

/** Brings units back one after the other, as a till does it: cards first, the rest in cash. */
export function bringBack({ sale, lines, payments }: Sold, steps: readonly (readonly number[])[], rules: CashRules) {
  const returned = new Map<string, number>();
  const earlier: Returned[] = [];
  const back: { kind: Tender['kind']; amount: number; originalTenderId: string | null }[] = [];
  const deliveryLeft = () => sum([sale.shippingTotal, ...earlier.map(({ shippingTotal }) => shippingTotal)]);
  steps.forEach((units, at) => {
    const facts: ReturnFacts = {
      sale,
      soldLines: lines,
      returnedBefore: returned,
      earlier,
      payments: refundable(payments, back),
      tracked: new Map(),
      register,
      sequence: at + 1,
      settings: { timeZone: 'UTC', ...rules },
      occurredAt: 0,
    };
    const args: ReturnArgs = {
      ...{ orderId: ids(0x300 + at), originalOrderId: sale.id, registerId: ids(4), sessionId: ids(5), reason: '' },
      lines: units.flatMap((quantity, line) =>
        quantity === 0
          ? []
          : [{ key: String(line), originalLineId: ids(0x100 + line), quantity, restock: 'none' as const }],
      ),
      // Some of delivery with each, the rest with the last.
      shipping: at === steps.length - 1 ? deliveryLeft() : Math.floor(deliveryLeft() / 3),
      payBack: { kind: 'cash', reference: '' },
    };
    // A screen plans with what it would come to without rounding; cash takes the rest.
    const worth = -completeReturn({ ...args, payBack: { kind: 'card', reference: '' } }, facts).decided.total;
    const { parts } = planRefunds(worth, facts.payments);
    const refunds = parts.flatMap(({ kind, tenderId, amount }) =>
      kind === 'card' ? [{ key: tenderId, kind: 'card' as const, amount, reference: '', tenderId }] : [],
    );
    const { decided } = completeReturn({ ...args, refunds }, facts);
    const { total, taxTotal: tax, shipping = 0, shippingTaxed = null } = decided;
    earlier.push({ total, tax, shippingTotal: shipping, shippingTaxed, feeTotal: 0 });
    const onCards = refunds.map(({ amount, tenderId }) => ({
      kind: 'card' as const,
      amount: -amount,
      originalTenderId: tenderId,
    }));
    const cash = total - sum(onCards.map(({ amount }) => amount));
    back.push(...onCards, { kind: 'cash', amount: cash, originalTenderId: null });
    units.forEach((quantity, line) => {
      const id = ids(0x100 + line);
      returned.set(id, (returned.get(id) ?? 0) + quantity);
    });
  });
  return { earlier, back };
}

const sale = fc.record({
  items: fc.array(item, { minLength: 1, maxLength: 5 }),
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('line' as const, 'document' as const),
  shipping: fc.integer({ min: 0, max: 900 }),
  cardShare: fc.constantFrom(0, 37, 100),
  rules: cashRules,
  order: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
});

/** Every unit of a sale in an order that chance decides, one return each. */
function unitByUnit(items: readonly { quantity: number }[], order: readonly number[]): number[][] {
  const all = items.flatMap(({ quantity }, line) => Array.from({ length: quantity }, () => line));
  return all
    .map((line, at) => ({ line, rank: order[at % order.length] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => items.map((_, at) => (at === line ? 1 : 0)));
}

/** Refunding unit by unit, in any order, pays back exactly what was paid, tax and cash to the coin. */
export function refundsUnitByUnit(numRuns: number): void {
  fc.assert(
    fc.property(sale, ({ items, rules, order, ...more }) => {
      const sold = sell(items, more, rules);
      const { earlier, back } = bringBack(sold, unitByUnit(items, order), rules);
      expect(sum([...earlier.map(({ total }) => total), sold.sale.total])).toBe(0);
      expect(sum([...earlier.map(({ tax }) => tax), ...sold.lines.map(({ tax }) => tax), sold.sale.shippingTax])).toBe(
        0,
      );
      // Each part of delivery is given back to the penny, and never a penny more on the way.
      sold.sale.shippingTaxed?.parts.forEach((part, at) => {
        for (const figure of ['net', 'tax'] as const) {
          const back = earlier.map(({ shippingTaxed }) => shippingTaxed?.parts[at]?.[figure] ?? 0);
          expect(sum([...back, part[figure]])).toBe(0);
          for (const one of back) expect(one).toBeLessThanOrEqual(0);
        }
      });
      expect(sum([...back, ...sold.payments].map(({ amount }) => amount))).toBe(0);
      for (const { total } of earlier) expect(total).toBeLessThanOrEqual(0);
      for (const { kind, amount } of back)
        if (kind === 'cash') expect(Math.abs(amount % rules.cashRoundingIncrement)).toBe(0);
    }),
    { numRuns },
  );
}
