import type { HistoryOrder } from '../../domains/orders/import-history.ts';
import { priceOrder } from '../../domains/pricing/rules.ts';
import type { CalendarDate, Instant } from '../../kernel/instant.ts';
import { type BasketLine, rates, soldItems } from './baskets.ts';
import { sampleId } from './ids.ts';
import { onlineDay } from './online-days.ts';
import { larkhallRegisters, larkhallStore, melksham } from './places.ts';
import { tillDays } from './till-days.ts';

function pricedLines(lines: readonly BasketLine[]): HistoryOrder['lines'] {
  const inputs = lines.map(({ key, variantId, quantity }) => {
    const item = soldItems.get(variantId);
    if (!item) throw new Error(`no sample goods ${variantId}`);
    const { taxClass, title } = item.product;
    const { scale, sku, title: variantTitle } = item.variant;
    const kept = { variantId, title, variantTitle, sku, quantity, scale, unitPrice: item.price ?? 0, taxClass };
    return { ...kept, key, taxRate: rates.get(taxClass) ?? '0' };
  });
  const totals = priceOrder(larkhallStore, inputs);
  return inputs.map(({ key: _key, ...line }, index) => ({
    ...line,
    tax: totals.lines[index]?.tax ?? 0,
    total: totals.lines[index]?.total ?? 0,
  }));
}

/** Every eighteenth sale came back in part, two days later. */
function returned(order: HistoryOrder): HistoryOrder {
  const [first] = order.lines as [HistoryOrder['lines'][number]];
  return {
    ...order,
    id: sampleId(`return:${order.id}`),
    number: `R-${order.number}`,
    kind: 'return',
    placedAt: order.placedAt + 2 * 86_400_000,
    externalRef: null,
    originalOrderId: order.id,
    shipping: 0,
    lines: [{ ...first, quantity: -first.quantity, total: -first.total, tax: -(first.tax ?? 0) }],
  };
}

/** The weeks before the shop’s own records begin, as they were brought in from the till it had before. */
export function historyOf(dates: readonly CalendarDate[], now: Instant): HistoryOrder[] {
  const orders: HistoryOrder[] = [];
  const sequences = new Map<string, number>();
  let online = 8_400;
  const shared = { kind: 'sale' as const, currency: larkhallStore.currency, pricesIncludeTax: true };
  for (const date of dates) {
    for (const day of tillDays(date, now, sequences)) {
      const register = larkhallRegisters.find(({ id }) => id === day.registerId);
      for (const { at, args } of day.sales) {
        const number = `old-${args.decided.number}`;
        const buyer = { customerId: args.customerId, customerName: args.decided.customerName };
        const place = {
          locationId: register?.locationId ?? melksham.id,
          registerId: day.registerId,
          channel: 'till' as const,
        };
        const lines = pricedLines(args.lines as BasketLine[]);
        orders.push({
          ...shared,
          ...buyer,
          ...place,
          id: args.orderId,
          number,
          placedAt: at,
          externalRef: `till:${number}`,
          lines,
        });
      }
    }
    for (const { at, orderId, customer, lines, shipping } of onlineDay(date, now)) {
      const number = `#${++online}`;
      const place = { locationId: melksham.id, channel: 'online' as const, shipping };
      const buyer = { customerId: customer.id, customerName: customer.name };
      orders.push({
        ...shared,
        ...buyer,
        ...place,
        id: orderId,
        number,
        placedAt: at,
        externalRef: `web:${number}`,
        lines: pricedLines(lines),
      });
    }
  }
  const back = orders
    .filter((_, index) => index % 18 === 17)
    .map(returned)
    .filter(({ placedAt }) => placedAt <= now);
  return [...orders, ...back];
}
