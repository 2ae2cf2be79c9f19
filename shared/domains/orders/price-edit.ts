import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeAt } from '../access/stores.ts';
import { products, variants } from '../catalog/schema.ts';
import { calculate, type CalculatedLine } from '../pricing/calculate.ts';
import type { CalculationArgs, CalculationLine } from '../pricing/calculation-args.ts';
import { groupsFor } from '../pricing/list-prices.ts';
import { type CountedUse, usesToCount } from '../pricing/promotion-uses.ts';
import { deliveryRuleAt, type ItemTaxes, storeTaxes, taxesThere } from '../pricing/store-taxes.ts';
import { partOf } from '../register/rules.ts';
import { type Delivered, deliveryOf } from './delivery-taxed.ts';
import type { EditArgs } from './edit-args.ts';
import { orderDeliveries } from './fulfilment-schema.ts';
import { standingFor } from './bought-before.ts';
import { asProviderSaid } from './edit-given.ts';
import { promotionsOfEdit } from './edit-promotions.ts';
import { discountTooHigh } from './errors.ts';
import type { Standing } from './goods.ts';
import { priceOnline } from './price-online.ts';
import { type Order, type OrderDiscount, orderDiscounts, type OrderLine, promotionUses } from './schema.ts';

export interface EditedLine {
  /** Null: it is new */
  readonly before: Standing | null;
  readonly after: OrderLine;
  readonly sent: number;
  readonly tracked: boolean;
}

/** What a promotion took off a line or, under the order's own id, off delivery; negative where it takes less than before. */
export type DiscountChange = Pick<OrderDiscount, 'lineId' | 'promotionId' | 'name' | 'amount'>;

export interface PricedEdit {
  readonly lines: readonly EditedLine[];
  readonly money: Pick<Order, 'subtotal' | 'discountTotal' | 'taxTotal' | 'total' | keyof Delivered>;
  readonly discounts: readonly DiscountChange[];
  readonly uses: readonly CountedUse[];
}

type Asked = Pick<EditArgs, 'add' | 'shipping' | 'discount'> & {
  /** Why its buyer pays no tax from now on; left out: as it was */
  readonly relief?: Order['taxRelief'] | undefined;
};
type Ctx = Pick<MutationContext, 'idFor' | 'occurredAt' | 'store'>;

const noAmounts = { discount: 0, net: 0, tax: 0, total: 0, taxes: null };
const of = (rows: readonly OrderDiscount[], lineId: string): MinorUnits =>
  sum(rows.flatMap((row) => (row.lineId === lineId ? [row.amount] : [])));

/** New lines, at what they cost now; their amounts come with those of the others. */
async function newLines(
  tx: Tx,
  ctx: Ctx,
  { order, taxedIn }: { readonly order: Order; readonly taxedIn: string | null },
  add: NonNullable<Asked['add']>,
  from: number,
) {
  if (add.length === 0) return [];
  const store = await storeAt(tx, order.locationId);
  const { currency, customerId } = order;
  const basket = { customerId, currency, lines: add, shipping: 0, taxedIn, ...(store && { storeId: store.id }) };
  const priced = await priceOnline(tx, basket, ctx);
  const { businessDate, placedAt, month } = order;
  return priced.lines.map(({ key, tracked, handle: _handle, image: _image, ...line }, at) => ({
    tracked,
    row: {
      ...{
        ...line,
        ...noAmounts,
        ...(order.taxRelief && { taxRate: '0' }),
        unitPrice: priced.totals.lines[at]?.unitPrice ?? 0,
      },
      ...{ id: ctx.idFor(`line:${key}`), orderId: order.id, originalLineId: null, position: from + at },
      ...{ businessDate, placedAt, month, byHand: null },
    } satisfies OrderLine,
  }));
}

/**
 * What an order comes to with other quantities: lines that are there keep their price and tax, new ones cost what they cost now,
 * and promotions are worked out anew over all of it. Discounts by hand go along with the units that stay.
 */
export async function priceEdit(
  tx: Tx,
  ctx: Ctx,
  {
    order,
    standing,
    wanted,
    args,
    lock,
  }: {
    order: Order;
    standing: readonly Standing[];
    wanted: ReadonlyMap<string, number>;
    args: Asked;
    lock: boolean;
  },
): Promise<PricedEdit> {
  const { relief = order.taxRelief } = args;
  const given = await tx.list(orderDiscounts, { orderId: order.id });
  const had = await tx.list(promotionUses, { orderId: order.id });
  const { promotions, coupons } = await promotionsOfEdit(tx, order, given, had, lock);
  const then = { at: order.placedAt, besides: order.id };
  const buyer = await standingFor(tx, order.customerId, promotions, then);
  const { taxedIn = null, taxedBy = null } = (await tx.get(orderDeliveries, { orderId: order.id })) ?? {};
  const byProvider = taxedBy?.by === 'provider';
  const added = await newLines(tx, ctx, { order, taxedIn }, args.add ?? [], standing.length);
  const known = await knownGoods(tx, [...standing, ...added.map(({ row }) => row)]);
  const kept = standing.map((line) => {
    const quantity = wanted.get(line.id) ?? line.quantity;
    const byHand = sum([line.discount, -of(given, line.id)]);
    const manual = quantity < line.quantity ? partOf(byHand, line.quantity, 0, quantity) : byHand;
    const { sent, ...row } = line;
    const tracked = known.get(line.variantId ?? '')?.tracked ?? false;
    return { before: line, sent, tracked, manual, row: { ...row, quantity } };
  });
  const all = [...kept, ...added.map((one) => ({ ...one, before: null, sent: 0, manual: 0 }))];
  const live = all.filter(({ row }) => row.quantity > 0);
  const off = shareOut(live, args.discount?.amount ?? 0, order.id);

  const store = await storeAt(tx, order.locationId);
  const { date } = localDayAndHour(order.placedAt, store?.timeZone ?? ctx.store.timeZone);
  const there = taxedIn === null ? null : await taxesThere(tx, taxedIn, date);
  const taxes = there ?? (await storeTaxes(tx, { store: store ?? { taxes: [] }, locationId: null, date }));
  const shippingWas = sum([order.shippingTaxed?.shown ?? order.shippingTotal, of(given, order.id)]);
  // What was delivered untaxed stays so: an order keeps what it said.
  const placed = order.shippingTaxed?.rule ?? (shippingWas > 0 ? 'untaxed' : undefined);
  const own = store ?? { taxes: [], pricesIncludeTax: order.pricesIncludeTax };
  const rule = placed ?? (await deliveryRuleAt(tx, own, taxedIn));
  /** By line: what it is taxed by where its buyer pays tax */
  const rates = new Map<string, string>();
  const asked: CalculationArgs = {
    currency: order.currency,
    settings: {
      pricesIncludeTax: order.pricesIncludeTax,
      timeZone: store?.timeZone ?? ctx.store.timeZone,
      taxRounding: store?.taxRounding ?? 'line',
    },
    at: order.placedAt,
    channel: 'online',
    customer: {
      known: order.customerId !== null,
      groups: [...(await groupsFor(tx, order.customerId))],
      ...{ segments: [...buyer.segments], firstOrder: buyer.firstOrder },
      ...(relief && { relief }),
    },
    lines: live.map(({ row, manual }, at): CalculationLine => {
      const goods = known.get(row.variantId ?? '');
      // The sum of several taxes is kept on a line, not its parts; those are looked up, and count while they still sum to it.
      // Who pays no tax has none on the line, but what an included price holds is still to be taken out of it.
      const now = taxes(goods?.productId ?? null, row.taxClass);
      const rate = order.taxRelief ? now.taxRate : row.taxRate;
      rates.set(row.id, rate);
      const parts = now.taxes && now.taxRate === rate ? { taxes: [...now.taxes] } : { taxRate: rate };
      const discount = sum([manual, off[at] ?? 0]);
      return {
        ...{ key: row.id, quantity: row.quantity, scale: row.scale, title: row.title, ...parts },
        ...(row.sku && { sku: row.sku }),
        ...(row.variantId && { variantId: row.variantId }),
        ...(goods && { productId: goods.productId, categories: goods.categories, tags: goods.tags, unit: goods.unit }),
        prices: [{ list: 'Order', amount: row.unitPrice }],
        ...(discount > 0 && { discount }),
      };
    }),
    shipping: { amount: args.shipping ?? shippingWas, taxedAs: rule, ...deliveryTaxes(order, taxes(null, 'standard')) },
    promotions,
    coupons,
  };
  const first = calculate(asked);
  const rateOf = ({ id, taxRate }: OrderLine) =>
    args.relief === undefined ? {} : { taxRate: relief ? '0' : (rates.get(id) ?? taxRate) };
  const before = new Map(standing.map((line) => [line.id, line]));
  const totals = byProvider ? calculate(asProviderSaid(asked, first, { order, before })) : first;
  const amounts = new Map(totals.lines.map((line) => [line.key, line]));
  const lines = all.map(
    ({ row, before, sent, tracked }): EditedLine => ({
      ...{ before, sent, tracked },
      after: { ...row, ...rateOf(row), ...amountsOf(amounts.get(row.id), row.taxes) },
    }),
  );
  const counted = new Set(had.map(({ promotionId }) => promotionId));
  const { subtotal, taxTotal } = totals;
  return {
    lines,
    money: {
      ...{ subtotal, taxTotal, discountTotal: sum(totals.lines.map(({ discount }) => discount)) },
      ...deliveryOf(rule, totals, byProvider),
      total: sum([totals.total, order.feeTotal, order.rounding]),
    },
    discounts: changesOf(given, [
      ...totals.lines.flatMap(({ key, discounts }) => discounts.map((one) => ({ ...one, lineId: key }))),
      ...totals.shipping.discounts.map((one) => ({ ...one, lineId: order.id })),
    ]),
    uses: usesToCount(promotions, totals.promotions, coupons).filter(({ promotionId }) => !counted.has(promotionId)),
  };
}

/** By the rate it had where it was taxed for itself, as lines keep theirs. */
function deliveryTaxes({ taxRelief, shippingTaxed }: Order, { taxRate, taxes }: ItemTaxes) {
  const [had] = shippingTaxed?.rule === 'standard' && !taxRelief ? shippingTaxed.parts : [];
  const rate = had && /^\d+(\/\d+)?$/.test(had.taxRate) && had.taxRate !== taxRate ? had.taxRate : undefined;
  if (rate !== undefined) return { taxRate: rate };
  return taxes ? { taxes: [...taxes] } : { taxRate };
}

function amountsOf(line: CalculatedLine | undefined, before: OrderLine['taxes']) {
  if (!line) return noAmounts;
  const { discount, net, tax, total, taxes } = line;
  return { discount, net, tax, total, taxes: taxes.length > 1 ? partsOfTax(taxes) : splitTax(before, tax) };
}

const partsOfTax = (taxes: CalculatedLine['taxes']) => taxes.map(({ name, amount }) => ({ name, amount }));

/** By the parts of before, where only their sum was worked out anew. */
function splitTax(before: OrderLine['taxes'], tax: MinorUnits): OrderLine['taxes'] {
  if (!before) return null;
  const parts = allocate(
    tax,
    before.map(({ amount }) => Math.abs(amount)),
  );
  return before.map(({ name }, at) => ({ name, amount: parts[at] ?? 0 }));
}

/** By what the goods cost, so that no line is asked for more than it has. @throws DomainError where they cost less */
function shareOut(
  lines: readonly { readonly row: OrderLine; readonly manual: MinorUnits }[],
  amount: MinorUnits,
  orderId: string,
): MinorUnits[] {
  if (amount === 0) return lines.map(() => 0);
  const worth = lines.map(({ row: { unitPrice, quantity, scale }, manual }) =>
    Math.max(0, partOf(unitPrice, 10 ** scale, 0, quantity) - manual),
  );
  const goods = sum(worth);
  if (amount > goods) throw discountTooHigh({ orderId, discount: amount, goods });
  return allocate(amount, worth);
}

interface Goods {
  readonly productId: string;
  readonly unit: string;
  readonly tracked: boolean;
  readonly categories: string[];
  readonly tags: string[];
}

async function knownGoods(tx: Tx, rows: readonly Pick<OrderLine, 'variantId'>[]): Promise<Map<string, Goods>> {
  const ids = [...new Set(rows.flatMap(({ variantId }) => variantId ?? []))];
  const found = await tx.getMany(
    variants,
    ids.map((id) => ({ id })),
  );
  const owners = await tx.getMany(
    products,
    [...new Set(found.map(({ productId }) => productId))].map((id) => ({ id })),
  );
  const byId = new Map(owners.map((row) => [row.id, row]));
  return new Map(
    found.map(({ id, productId, unit, tracked }): [string, Goods] => {
      const { category = '', tags = [] } = byId.get(productId) ?? {};
      return [id, { productId, unit, tracked, categories: category ? [category] : [], tags: [...tags] }];
    }),
  );
}

/** Rows of discounts are only ever added, so a change is a row of the difference. */
function changesOf(given: readonly OrderDiscount[], now: readonly DiscountChange[]): DiscountChange[] {
  const sums = new Map<string, DiscountChange>();
  const count = (row: DiscountChange, sign: 1 | -1) => {
    const key = `${row.lineId} ${row.promotionId}`;
    const { lineId, promotionId, name } = row;
    sums.set(key, { lineId, promotionId, name, amount: sum([sums.get(key)?.amount ?? 0, sign * row.amount]) });
  };
  for (const row of given) count(row, -1);
  for (const row of now) count(row, 1);
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}
