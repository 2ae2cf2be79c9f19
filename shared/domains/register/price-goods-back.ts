import type { MutationContext } from '../../kernel/define-mutator.ts';
import { addDays, type CalendarDate, localDayAndHour } from '../../kernel/instant.ts';
import { sum, toMinorUnits } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { tillOf } from '../access/store-parts.ts';
import { type Order, type OrderLine, orderLines, orders } from '../orders/schema.ts';
import { priceOrder } from '../pricing/rules.ts';
import { storeTaxes } from '../pricing/store-taxes.ts';
import { listedPrice } from './complete-sale.ts';
import { itemUnknown, noPrice, priceUnfit } from './errors.ts';
import type { NoReceiptArgs, PriceSource } from './no-receipt-args.ts';
import { sellingRegister, sellingStore, type SellingStore, soldItems } from './till-reads.ts';

type Line = NoReceiptArgs['lines'][number];
type Sale = Pick<Order, 'kind' | 'status' | 'currency' | 'pricesIncludeTax' | 'historical'>;

/** What one unit was sold for, as prices are shown there, rounded down: minor units. */
export function paidEach(
  { total, net, quantity, scale }: Pick<OrderLine, 'total' | 'net' | 'quantity' | 'scale'>,
  included: boolean,
): number {
  return toMinorUnits((BigInt(included ? total : net) * 10n ** BigInt(scale)) / BigInt(quantity));
}

/** The first day on which a sale says what goods without a receipt are worth. */
export const pricedSince = (today: CalendarDate, days: number): CalendarDate => addDays(today, 1 - days);

/** Whether a line of a sale may say what a unit of an item is worth here. */
export function fitsPrice(
  line: Pick<OrderLine, 'variantId' | 'quantity' | 'total' | 'businessDate'>,
  sale: Sale | undefined,
  wanted: {
    readonly variantId: string;
    readonly since: CalendarDate;
    readonly store: Pick<SellingStore, 'currency' | 'pricesIncludeTax'>;
  },
): boolean {
  const { variantId, since, store } = wanted;
  return (
    sale?.kind === 'sale' &&
    sale.status !== 'cancelled' &&
    sale.currency === store.currency &&
    sale.pricesIncludeTax === store.pricesIncludeTax &&
    line.variantId === variantId &&
    line.businessDate >= since &&
    line.quantity > 0 &&
    line.total > 0
  );
}

/**
 * What goods without a receipt are worth: each unit the lowest that it was sold for of late, or what it costs now where
 * that is less, taxed as today. Amounts are negative.
 * @throws DomainError `register.item-unknown`, `register.no-price`, `register.price-unfit`, and as a sale for its drawer
 */
export async function priceGoodsBack(
  tx: Tx,
  ctx: MutationContext,
  args: Pick<NoReceiptArgs, 'registerId' | 'sessionId' | 'lines'>,
) {
  const { register, session, sequence } = await sellingRegister(tx, args);
  const settings = await sellingStore(tx, ctx, { register, session });
  const { date, hour } = localDayAndHour(ctx.occurredAt, settings.timeZone);
  const ids = args.lines.map(({ variantId }) => variantId);
  const items = await soldItems(tx, settings, ids, ctx.occurredAt);
  const taxes = await storeTaxes(tx, { store: settings, locationId: register.locationId, date });
  const till = tillOf(settings);
  const since = pricedSince(date, till.priceDays);

  const drafts: { line: Line; source: PriceSource; draft: ReturnType<typeof draftOf> }[] = [];
  const draftOf = (item: NonNullable<ReturnType<typeof items.get>>, unitPrice: number) => ({
    ...{ title: item.product.title, variantTitle: item.variant.title, sku: item.variant.sku },
    ...{ scale: item.variant.scale, tracked: item.variant.tracked, unitPrice, ownPrice: true, discount: 0 },
    taxClass: item.product.taxClass,
    ...taxes(item.product.id ?? null, item.product.taxClass),
  });
  for (const line of args.lines) {
    const { variantId, quantity } = line;
    const item = items.get(variantId);
    if (!item) throw itemUnknown({ variantId });
    const listed = listedPrice(item, { quantity }, { settings, register, occurredAt: ctx.occurredAt });
    const sold = await soldFor(tx, line, { variantId, since, store: settings });
    const least = sold && (listed === null || sold.each <= listed.amount) ? sold : null;
    const price = least?.each ?? listed?.amount ?? null;
    if (price === null) throw noPrice({ variantId, sku: item.variant.sku });
    const source: PriceSource = least ? least.source : { from: 'list' };
    drafts.push({ line, source, draft: draftOf(item, price) });
  }
  const totals = priceOrder(
    settings,
    drafts.map(({ line, draft }) => ({ ...draft, key: line.key, quantity: line.quantity })),
  );
  const lines = drafts.map(({ line, source, draft }, index) => {
    const { net = 0, tax = 0, total = 0, taxes: parts } = totals.lines[index] ?? {};
    const split = parts ? { taxAmounts: parts.map((part) => ({ ...part, amount: sum([0, -part.amount]) })) } : {};
    const amounts = { net: sum([0, -net]), tax: sum([0, -tax]), total: sum([0, -total]) };
    return { ...line, source, snapshot: { ...draft, ...amounts, ...split, variantId: line.variantId } };
  });
  return {
    ...{ register, sequence, settings, till, date, hour, lines },
    worth: totals.total,
    subtotal: totals.subtotal,
    taxTotal: totals.taxTotal,
  };
}

async function soldFor(
  tx: Tx,
  { soldLineId }: Line,
  wanted: Parameters<typeof fitsPrice>[2],
): Promise<{ each: number; source: PriceSource } | null> {
  if (!soldLineId) return null;
  const line = await tx.get(orderLines, { id: soldLineId });
  const sale = line && (await tx.get(orders, { id: line.orderId }));
  if (!line || !sale || !fitsPrice(line, sale, wanted)) throw priceUnfit({ lineId: soldLineId });
  return {
    each: paidEach(line, sale.pricesIncludeTax),
    source: { from: 'sold', number: sale.number, soldAt: sale.placedAt },
  };
}
