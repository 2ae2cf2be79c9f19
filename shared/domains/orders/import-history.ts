import * as z from 'zod/mini';
import { amount, currency, id, instant, rate, signedAmount, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour, monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { findSale } from './link-return.ts';
import { type Order, type OrderLine, orderFlags, orderLines, orders, tenders } from './schema.ts';

const whole = z.number().check(z.int());

/** Short names of defaults keep a batch small: history comes by the hundred thousand lines. */
const historyLine = z.strictObject({
  variantId: z.nullable(id),
  title: text(300),
  variantTitle: z.optional(text(300)),
  sku: text(80),
  /** Negative in a return, as are its amounts */
  quantity: whole,
  scale: z.optional(z.number().check(z.int(), z.gte(0), z.lte(6))),
  unitPrice: signedAmount,
  discount: z.optional(signedAmount),
  /** Left out: 0, and net = total */
  tax: z.optional(signedAmount),
  total: signedAmount,
  taxClass: z.optional(text(40)),
  taxRate: z.optional(rate),
  originalLineId: z.optional(z.nullable(id)),
});

export const historyOrder = z.strictObject({
  /** Made from the source's own key, so that a file brought in again finds it */
  id,
  number: words(60),
  kind: z.enum(['sale', 'return']),
  placedAt: instant,
  externalRef: z.nullable(words(200)),
  customerId: z.nullable(id),
  customerName: text(200),
  locationId: id,
  registerId: z.optional(z.nullable(id)),
  channel: z.optional(z.enum(['import', 'till', 'online'])),
  currency,
  pricesIncludeTax: z.optional(z.boolean()),
  shipping: z.optional(amount),
  /** As the source states it; left out: the sum of the lines and shipping */
  total: z.optional(signedAmount),
  /** The sale of a return, where the importer knows it */
  originalOrderId: z.optional(z.nullable(id)),
  lines: z.array(historyLine).check(z.minLength(1), z.maxLength(2_000)),
});
export type HistoryOrder = z.infer<typeof historyOrder>;

export const importHistory = defineMutator({
  name: 'orders.importHistory',
  version: 1,
  kind: 'intent',
  permission: 'data.import',
  doc: 'Brings in up to 500 closed orders as they stand elsewhere: no stock moves, no reactions, one historical tender each. Returns are linked to their sale where one is found. Orders whose id is there already are left as they are.',
  args: z.strictObject({ orders: z.array(historyOrder).check(z.minLength(1), z.maxLength(500)) }),
  run: async (tx, args, ctx) => {
    const ids = args.orders.map(({ id }) => ({ id }));
    const known = new Set((await tx.getMany(orders, ids)).map((row) => row.id));
    const fresh = args.orders.filter(({ id }) => !known.has(id) && known.add(id));
    const written = fresh.map((order) => rowsOf(order, ctx));
    const linked = await linkReturns(tx, fresh, written);
    await tx.insertMany(
      orders,
      linked.map(({ order }) => order),
    );
    await tx.insertMany(
      orderLines,
      linked.flatMap(({ lines }) => lines),
    );
    await tx.insertMany(
      tenders,
      linked.map(({ tender }) => tender),
    );
    const unlinked = linked.filter(({ order }) => order.kind === 'return' && order.originalOrderId === null);
    await tx.insertMany(
      orderFlags,
      unlinked.map(({ order: { id: orderId, placedAt, month } }) => ({
        id: ctx.idFor(`flag:${orderId}`),
        orderId,
        code: 'historical-unlinked' as const,
        details: {},
        placedAt,
        month,
        raisedAt: ctx.occurredAt,
        // History is closed: it is noted, and nobody's task.
        resolvedAt: ctx.occurredAt,
        resolvedBy: null,
        note: null,
      })),
    );
  },
});

type Rows = ReturnType<typeof rowsOf>;

async function linkReturns(tx: Tx, fresh: readonly HistoryOrder[], written: readonly Rows[]): Promise<Rows[]> {
  const inBatch = new Map(written.map((rows) => [rows.order.id, rows]));
  const result: Rows[] = [];
  for (const [index, rows] of written.entries()) {
    const { order } = rows;
    const stated = fresh[index]?.originalOrderId ?? null;
    const found = order.kind === 'return' ? await findSale(tx, rows, stated, inBatch) : null;
    result.push(found ? { ...rows, order: { ...order, originalOrderId: found } } : rows);
  }
  return result;
}

function rowsOf(source: HistoryOrder, ctx: MutationContext) {
  const { id, placedAt, currency: money } = source;
  const { date: businessDate, hour: businessHour } = localDayAndHour(placedAt, ctx.store.timeZone);
  const month = monthOf(businessDate);
  const lines = source.lines.map((line, position): OrderLine => {
    const { tax = 0, total, discount = 0, taxRate = '0', taxClass = '', variantTitle = '', scale = 0 } = line;
    const { variantId, title, sku, quantity, unitPrice, originalLineId = null } = line;
    const kept = { variantId, title, variantTitle, sku, quantity, scale, unitPrice, taxClass, taxRate, originalLineId };
    const lineId = ctx.idFor(`line:${id}:${position}`);
    return {
      ...kept,
      id: lineId,
      orderId: id,
      position,
      ...{ discount, taxes: null, byHand: null },
      net: sum([total, -tax]),
      tax,
      total,
      businessDate,
      placedAt,
      month,
    };
  });
  const shippingTotal = source.shipping ?? 0;
  const summed = sum([...lines.map((line) => line.total), shippingTotal]);
  const total = source.total ?? summed;
  const taxTotal = sum(lines.map((line) => line.tax));
  const discountTotal = sum(lines.map((line) => line.discount));
  const includes = source.pricesIncludeTax ?? ctx.store.pricesIncludeTax;
  const shown = sum(lines.map((line) => (includes ? line.total : line.net)));
  const order: Order = {
    id,
    number: source.number,
    channel: source.channel ?? 'import',
    kind: source.kind,
    status: 'closed',
    paymentStatus: 'paid',
    fulfilmentStatus: source.kind === 'sale' ? 'handed-over' : 'none',
    customerId: source.customerId,
    customerName: source.customerName,
    locationId: source.locationId,
    registerId: source.registerId ?? null,
    sessionId: null,
    currency: money,
    pricesIncludeTax: includes,
    subtotal: sum([shown, discountTotal]),
    discountTotal,
    taxTotal,
    shippingTotal,
    // Of history nobody says what of it was tax.
    shippingTax: 0,
    shippingTaxed: null,
    feeTotal: 0,
    // The total stands as the source states it; what its lines do not explain is kept apart.
    rounding: sum([total, -summed]),
    total,
    paid: total,
    due: 0,
    units: lines.reduce((units, line) => units + (line.scale === 0 ? line.quantity : Math.sign(line.quantity)), 0),
    originalOrderId: null,
    historical: true,
    externalRef: source.externalRef,
    actorId: null,
    actorName: '',
    deviceId: null,
    placedAt,
    businessDate,
    businessHour,
    month,
    version: 1,
    taxRelief: null,
  };
  const none = {
    given: 0,
    change: 0,
    reference: '',
    originalTenderId: null,
    card: null,
    share: null,
    foreignCash: null,
  };
  const tender = {
    ...none,
    id: ctx.idFor(`tender:${id}`),
    orderId: id,
    kind: 'historical' as const,
    amount: total,
    currency: money,
    placedAt,
    month,
  };
  return { order, lines, tender };
}
