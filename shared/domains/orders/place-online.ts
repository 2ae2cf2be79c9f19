import * as z from 'zod/mini';
import { amount, currency, id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour, monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudOnly } from '../access/errors.ts';
import { chooseLocation, perVariant, type Wanted } from '../inventory/rules.ts';
import { locations, stockLevels } from '../inventory/schema.ts';
import { couponRefused, notEnoughStock, totalChanged } from './errors.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tradeEntry } from '../ledger/rules.ts';
import { orderPlaced } from './events.ts';
import { type PricedOnline, priceOnline } from './price-online.ts';
import { type Order, orderCounters, orderDiscounts, orderLines, orders, promotionUses, tenders } from './schema.ts';

const placeArgs = z.strictObject({
  orderId: id,
  customerId: z.nullable(id),
  customerName: text(200),
  lines: z.array(z.strictObject({ key: words(64), variantId: id, quantity })).check(z.minLength(1), z.maxLength(100)),
  shipping: amount,
  /** `test`: the built-in provider says yes at once; `unpaid`: pays later */
  payment: z.enum(['test', 'unpaid']),
  /** Codes the shopper entered; one that does not count refuses, so that nobody pays more than they saw */
  coupons: z.optional(z.array(words(64)).check(z.maxLength(20))),
  /** What the shopper saw; another total refuses */
  expectedTotal: z.optional(amount),
  /** The store whose page it is; left out: the main one */
  storeId: z.optional(id),
  /** One that the store sells in; left out: its own */
  currency: z.optional(currency),
  /** Left out: the first location that sells online and has all of it, warehouses first */
  locationId: z.optional(id),
});

/** Locks every level it looks at, in key order, so that of many buyers exactly as many pass as there are units. */
async function locationFor(tx: Tx, wanted: readonly Wanted[], only: string | undefined): Promise<string> {
  const open = (await tx.list(locations, { status: 'active', sellsOnline: 'yes' })).filter(
    ({ id }) => !only || id === only,
  );
  const ranked = open.sort((a, b) =>
    a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'warehouse' ? -1 : 1,
  );
  const keys = ranked.flatMap(({ id }) => wanted.map(({ variantId }) => ({ variantId, locationId: id })));
  const levels = await tx.getForUpdate(stockLevels, keys);
  const choice = chooseLocation(
    ranked.map(({ id }) => id),
    wanted,
    levels,
  );
  if ('short' in choice) throw notEnoughStock({ short: choice.short });
  return choice.locationId;
}

async function nextNumber(tx: Tx, series: string): Promise<string> {
  const key = { series };
  if (!(await tx.add(orderCounters, key, { lastNumber: 1 }))) {
    await tx.insertOnce(orderCounters, { series, lastNumber: 10_000 });
    await tx.add(orderCounters, key, { lastNumber: 1 });
  }
  return `#${(await tx.get(orderCounters, key))?.lastNumber}`;
}

export const placeOnline = defineMutator({
  name: 'orders.placeOnline',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Places an online order: prices from the cloud, stock held first and committed in the same transaction, or a refusal that charges nobody. Cloud only.',
  args: placeArgs,
  run: async (tx, args, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.placeOnline' });
    if (await tx.get(orders, { id: args.orderId })) return;
    const { lines, totals, uses, store, relief } = await priceOnline(tx, args, ctx, true);
    const refused = totals.coupons.find(({ status }) => status !== 'applied');
    if (refused) throw couponRefused({ code: refused.code, reason: refused.reason });
    if (args.expectedTotal !== undefined && args.expectedTotal !== totals.total) {
      throw totalChanged({ expected: args.expectedTotal, total: totals.total });
    }
    const goods = lines.filter(({ tracked }) => tracked);
    const locationId = await locationFor(tx, perVariant(goods), args.locationId);
    const number = await nextNumber(tx, 'online');
    const { orderId, customerId } = args;
    await writeOrder(tx, ctx, { args, store, locationId, number, lines, totals, uses, relief });
    await tx.emit(orderPlaced, {
      orderId,
      number,
      locationId,
      customerId,
      total: totals.total,
      currency: store.currency,
      lines: goods.map(({ key, variantId, quantity }) => ({ key, variantId, quantity, restock: 'none' as const })),
    });
  },
});

interface Written extends PricedOnline {
  readonly args: z.infer<typeof placeArgs>;
  readonly locationId: string;
  readonly number: string;
}

async function writeOrder(
  tx: Tx,
  ctx: MutationContext,
  { args, store, locationId, number, lines, totals, uses, relief }: Written,
): Promise<void> {
  const { orderId, customerId, customerName, payment } = args;
  const { currency, pricesIncludeTax, timeZone } = store;
  const placedAt = ctx.occurredAt;
  const { date: businessDate, hour: businessHour } = localDayAndHour(placedAt, timeZone);
  const month = monthOf(businessDate);
  const paid = payment === 'test' ? totals.total : 0;
  const order: Order = {
    id: orderId,
    number,
    channel: 'online',
    kind: 'sale',
    status: 'placed',
    paymentStatus: paid === totals.total ? 'paid' : 'unpaid',
    fulfilmentStatus: 'to-pick',
    customerId,
    customerName,
    locationId,
    registerId: null,
    sessionId: null,
    currency,
    pricesIncludeTax,
    taxRelief: relief,
    subtotal: totals.subtotal,
    discountTotal: sum(totals.lines.map(({ discount }) => discount)),
    taxTotal: totals.taxTotal,
    shippingTotal: totals.shippingTotal,
    feeTotal: 0,
    rounding: 0,
    total: totals.total,
    paid,
    due: totals.total - paid,
    units: lines.reduce((units, { quantity, scale }) => units + (scale === 0 ? quantity : 1), 0),
    originalOrderId: null,
    historical: false,
    externalRef: null,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    deviceId: null,
    placedAt,
    businessDate,
    businessHour,
    month,
    version: 1,
  };
  await tx.insert(orders, order);
  await tx.insertMany(
    orderLines,
    lines.map(({ key, ...line }, position) => {
      const priced = totals.lines[position];
      const { discount = 0, net = 0, tax = 0, total = 0, unitPrice = 0, taxes = [] } = priced ?? {};
      const { variantId, quantity, scale, sku, title, variantTitle, taxClass } = line;
      const taxRate = relief ? '0' : line.taxRate;
      const kept = { variantId, quantity, scale, sku, title, variantTitle, taxClass, taxRate, unitPrice };
      const id = ctx.idFor(`line:${key}`);
      return {
        ...kept,
        id,
        orderId,
        originalLineId: null,
        position,
        taxes: taxes.length > 1 && !relief ? taxes.map(({ name, amount }) => ({ name, amount })) : null,
        byHand: null,
        discount,
        net,
        tax,
        total,
        businessDate,
        placedAt,
        month,
      };
    }),
  );
  await writeDiscounts(tx, ctx, { args, totals, uses });
  const tenderOf = paid === 0 ? [] : [{ kind: 'test' as const, amount: paid }];
  await postEntry(tx, ctx, tradeEntry(order, totals.lines, tenderOf));
  if (paid === 0) return;
  const reference = `test-${ctx.mutationId.slice(0, 8)}`;
  const tender = {
    kind: 'test' as const,
    amount: paid,
    given: 0,
    change: 0,
    currency,
    reference,
    originalTenderId: null,
    card: null,
  };
  await tx.insert(tenders, { ...tender, id: ctx.idFor('tender'), orderId, placedAt, month });
}

/** What promotions took, off lines and off delivery (which has the order's own id), and which of them are counted. */
async function writeDiscounts(
  tx: Tx,
  ctx: MutationContext,
  { args: { orderId, customerId }, totals, uses }: Pick<Written, 'args' | 'totals' | 'uses'>,
): Promise<void> {
  const placedAt = ctx.occurredAt;
  const row = (key: string, lineId: string) => (discount: { promotionId: string; name: string; amount: number }) => ({
    ...discount,
    id: ctx.idFor(`discount:${key}:${discount.promotionId}`),
    orderId,
    lineId,
    placedAt,
  });
  await tx.insertMany(orderDiscounts, [
    ...totals.lines.flatMap(({ key, discounts }) => discounts.map(row(key, ctx.idFor(`line:${key}`)))),
    ...totals.shipping.discounts.map(row('', orderId)),
  ]);
  await tx.insertMany(
    promotionUses,
    uses.map((use) => ({
      ...use,
      id: ctx.idFor(`use:${use.promotionId}`),
      orderId,
      customerId,
      deviceId: null,
      placedAt,
    })),
  );
}
