import * as z from 'zod/mini';
import { amount, id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour, monthOf } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudOnly } from '../access/errors.ts';
import { storeSettings } from '../access/schema.ts';
import { products, variants } from '../catalog/schema.ts';
import { chooseLocation, perVariant, type Wanted } from '../inventory/rules.ts';
import { locations, stockLevels } from '../inventory/schema.ts';
import { priceListOr } from '../pricing/price-list.ts';
import { priceOrder } from '../pricing/rules.ts';
import { prices, taxRates } from '../pricing/schema.ts';
import { notEnoughStock, notOnSale, totalChanged } from './errors.ts';
import { orderPlaced } from './events.ts';
import { orderCounters, orderLines, orders, tenders } from './schema.ts';

const placeArgs = z.strictObject({
  orderId: id,
  customerId: z.nullable(id),
  customerName: text(200),
  lines: z.array(z.strictObject({ key: words(64), variantId: id, quantity })).check(z.minLength(1), z.maxLength(100)),
  shipping: amount,
  /** `test`: the built-in provider says yes at once; `unpaid`: pays later */
  payment: z.enum(['test', 'unpaid']),
  /** What the shopper saw; another total refuses */
  expectedTotal: z.optional(amount),
  /** Left out: the first location that sells online and has all of it, warehouses first */
  locationId: z.optional(id),
});

/** Items with the cloud's own prices and rates; refused when one is not sold online. */
async function itemsFor(tx: Tx, variantIds: readonly string[]) {
  const found = await tx.getMany(
    variants,
    variantIds.map((id) => ({ id })),
  );
  const owners = new Map(
    (
      await tx.getMany(
        products,
        [...new Set(found.map((row) => row.productId))].map((id) => ({ id })),
      )
    ).map((row) => [row.id, row]),
  );
  const { id: priceListId } = await priceListOr(tx, null);
  const priced = new Map(
    (
      await tx.getMany(
        prices,
        found.map(({ id }) => ({ variantId: id, priceListId })),
      )
    ).map((row) => [row.variantId, row]),
  );
  const items = new Map(
    found.flatMap((variant) => {
      const [product, price] = [owners.get(variant.productId), priced.get(variant.id)];
      const sold = product?.status === 'active' && product.soldOnline && variant.status === 'active';
      return sold && price ? [[variant.id, { variant, product, price: price.amount }] as const] : [];
    }),
  );
  const missing = variantIds.find((id) => !items.has(id));
  if (missing) throw notOnSale({ variantId: missing });
  return items;
}

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
    const items = await itemsFor(tx, [...new Set(args.lines.map(({ variantId }) => variantId))]);
    const rates = new Map((await tx.list(taxRates, {})).map((row) => [row.taxClass, row.rate]));
    const [settings] = await tx.list(storeSettings, {});
    const lines = args.lines.map((line) => {
      const item = items.get(line.variantId);
      if (!item) throw notOnSale({ variantId: line.variantId });
      const { scale, sku, title: variantTitle, tracked } = item.variant;
      const { taxClass, title } = item.product;
      const taxRate = rates.get(taxClass) ?? '0';
      return { ...line, scale, sku, variantTitle, tracked, taxClass, title, taxRate, unitPrice: item.price };
    });
    const { pricesIncludeTax } = ctx.store;
    const totals = priceOrder({ pricesIncludeTax, taxRounding: settings?.taxRounding ?? 'line' }, lines, args.shipping);
    if (args.expectedTotal !== undefined && args.expectedTotal !== totals.total) {
      throw totalChanged({ expected: args.expectedTotal, total: totals.total });
    }
    const goods = lines.filter(({ tracked }) => tracked);
    const locationId = await locationFor(tx, perVariant(goods), args.locationId);
    const number = await nextNumber(tx, 'online');
    const { orderId, customerId } = args;
    await writeOrder(tx, ctx, { args, locationId, number, lines, totals });
    await tx.emit(orderPlaced, {
      orderId,
      number,
      locationId,
      customerId,
      total: totals.total,
      currency: ctx.store.currency,
      lines: goods.map(({ key, variantId, quantity }) => ({ key, variantId, quantity, restock: 'none' as const })),
    });
  },
});

interface Written {
  readonly args: z.infer<typeof placeArgs>;
  readonly locationId: string;
  readonly number: string;
  readonly lines: readonly {
    readonly key: string;
    readonly variantId: string;
    readonly quantity: number;
    readonly scale: number;
    readonly sku: string;
    readonly title: string;
    readonly variantTitle: string;
    readonly taxClass: string;
    readonly taxRate: string;
    readonly unitPrice: number;
  }[];
  readonly totals: ReturnType<typeof priceOrder>;
}

async function writeOrder(
  tx: Tx,
  ctx: MutationContext,
  { args, locationId, number, lines, totals }: Written,
): Promise<void> {
  const { orderId, customerId, customerName, payment, shipping } = args;
  const { currency, pricesIncludeTax, timeZone } = ctx.store;
  const placedAt = ctx.occurredAt;
  const { date: businessDate, hour: businessHour } = localDayAndHour(placedAt, timeZone);
  const month = monthOf(businessDate);
  const paid = payment === 'test' ? totals.total : 0;
  await tx.insert(orders, {
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
    subtotal: totals.subtotal,
    discountTotal: totals.discountTotal,
    taxTotal: totals.taxTotal,
    shippingTotal: shipping,
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
  });
  await tx.insertMany(
    orderLines,
    lines.map(({ key, ...line }, position) => {
      const priced = totals.lines[position];
      const { discount = 0, net = 0, tax = 0, total = 0 } = priced ?? {};
      const { variantId, quantity, scale, sku, title, variantTitle, taxClass, taxRate, unitPrice } = line;
      const kept = { variantId, quantity, scale, sku, title, variantTitle, taxClass, taxRate, unitPrice };
      const id = ctx.idFor(`line:${key}`);
      return {
        ...kept,
        id,
        orderId,
        originalLineId: null,
        position,
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
  if (paid === 0) return;
  const reference = `test-${ctx.mutationId.slice(0, 8)}`;
  const tender = { kind: 'test' as const, amount: paid, given: 0, change: 0, currency, reference, placedAt, month };
  await tx.insert(tenders, { ...tender, id: ctx.idFor('tender'), orderId });
}
