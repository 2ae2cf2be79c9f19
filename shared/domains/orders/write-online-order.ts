import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour, monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tradeEntry } from '../ledger/rules.ts';
import { taxOfDelivery } from './delivery-taxed.ts';
import { toLookAt } from '../pricing/reverse-charge.ts';
import { placeOf } from '../pricing/tax-destination.ts';
import { orderPlaced } from './events.ts';
import type { FrozenOrder } from './frozen-order.ts';
import { raiseFlag } from './flags.ts';
import { beginTaxes } from './follow-taxes.ts';
import { nothingPromised, orderDeliveries } from './fulfilment-schema.ts';
import { noteChange } from './note-change.ts';
import { type Order, orderCounters, orderDiscounts, orderLines, orders, promotionUses, tenders } from './schema.ts';

async function nextNumber(tx: Tx, series: string): Promise<string> {
  const key = { series };
  const next = () => atOnce([tx.add(orderCounters, key, { lastNumber: 1 }), tx.get(orderCounters, key)]);
  let [there, counter] = await next();
  if (!there) {
    await tx.insertOnce(orderCounters, { series, lastNumber: 10_000 });
    [there, counter] = await next();
  }
  return `#${counter?.lastNumber}`;
}

export interface ToWrite {
  readonly orderId: string;
  readonly frozen: FrozenOrder;
  /** The test provider says yes at once; else all of it is due */
  readonly paid: boolean;
  /** A provider holds it until it is sent */
  readonly isHeld?: boolean;
}

/** Writes an online order as it was frozen, with its entry in the books, and tells that it was placed. */
export async function writeOnlineOrder(
  tx: Tx,
  ctx: MutationContext,
  { orderId, frozen, paid: paidAtOnce, isHeld = false }: ToWrite,
): Promise<Order> {
  const { customerId, customerName, currency, locationId, timeZone, lines } = frozen;
  const number = await nextNumber(tx, 'online');
  const placedAt = ctx.occurredAt;
  const { date: businessDate, hour: businessHour } = localDayAndHour(placedAt, timeZone);
  const month = monthOf(businessDate);
  const paid = paidAtOnce ? frozen.total : 0;
  const evidence = frozen.delivery?.vatEvidence ?? null;
  const look = evidence && toLookAt(evidence, frozen.relief?.kind === 'reverse-charge');
  const order: Order = {
    id: orderId,
    number,
    channel: 'online',
    kind: 'sale',
    status: 'placed',
    paymentStatus: paid === frozen.total ? 'paid' : isHeld ? 'authorised' : 'unpaid',
    fulfilmentStatus: look === 'digits-only' ? 'held' : 'to-pick',
    customerId,
    customerName,
    locationId,
    registerId: null,
    sessionId: null,
    currency,
    pricesIncludeTax: frozen.pricesIncludeTax,
    taxRelief: frozen.relief,
    subtotal: frozen.subtotal,
    discountTotal: sum(lines.map(({ discount }) => discount)),
    taxTotal: frozen.taxTotal,
    shippingTotal: frozen.shippingTotal,
    shippingTax: taxOfDelivery(frozen.shippingTaxed),
    shippingTaxed: frozen.shippingTaxed ?? null,
    feeTotal: 0,
    rounding: 0,
    total: frozen.total,
    paid,
    due: frozen.total - paid,
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
  const written: Promise<unknown>[] = [tx.insert(orders, order)];
  const rows = lines.map(({ key, tracked: _tracked, discounts: _discounts, taxes, ...line }, position) => ({
    ...line,
    id: ctx.idFor(`line:${key}`),
    orderId,
    originalLineId: null,
    position,
    taxes: taxes.length > 0 ? taxes : null,
    byHand: null,
    businessDate,
    placedAt,
    month,
  }));
  const { taxing } = frozen;
  if (taxing) {
    const keyed = rows.map((row, at) => ({ ...row, key: lines[at]?.key ?? row.id }));
    written.push(beginTaxes(tx, ctx, order, { lines: keyed, taxing }));
  }
  written.push(tx.insertMany(orderLines, rows), writeDiscounts(tx, ctx, orderId, frozen));
  const taxedBy = taxing ? { provider: taxing.provider, by: taxing.by } : null;
  if (frozen.delivery)
    written.push(tx.insert(orderDeliveries, { orderId, ...nothingPromised, ...frozen.delivery, taxedBy, month }));
  const taken = paid === 0 ? [] : [{ kind: 'test' as const, amount: paid }];
  written.push(postEntry(tx, ctx, tradeEntry(order, lines, taken)));
  if (paid !== 0) {
    const reference = `test-${ctx.mutationId.slice(0, 8)}`;
    const tender = {
      kind: 'test' as const,
      amount: paid,
      given: 0,
      change: 0,
      currency,
      reference,
      card: null,
      share: null,
      foreignCash: null,
    };
    const row = { ...tender, ...{ id: ctx.idFor('tender'), orderId, originalTenderId: null, placedAt, month } };
    written.push(tx.insert(tenders, row));
  }
  await atOnce(written);
  if (taxing?.by === 'own-rates') {
    const { provider, to } = taxing;
    const details = { provider, place: placeOf(to), tax: frozen.taxTotal };
    await raiseFlag(tx, ctx, { orderId, code: 'tax-own-rates', about: orderId, details });
  }
  if (evidence && look) await waitForALook(tx, ctx, order, { why: look, number: evidence.number });
  if (order.due <= 0) await followOrder(tx, ctx, order);
  const goods = lines.filter(({ tracked }) => tracked);
  await tx.emit(orderPlaced, {
    ...{ orderId, number, locationId, customerId, total: frozen.total, currency },
    lines: goods.map(({ key, variantId, quantity }) => ({ key, variantId, quantity, restock: 'none' as const })),
  });
  return order;
}

/** Of a VAT number that no register has confirmed: a person looks, and where nothing but its digits is known nobody sends it before. */
async function waitForALook(
  tx: Tx,
  ctx: MutationContext,
  order: Order,
  details: { readonly why: NonNullable<ReturnType<typeof toLookAt>>; readonly number: string },
): Promise<void> {
  await raiseFlag(tx, ctx, { orderId: order.id, code: 'vat-unchecked', about: order.id, details });
  if (order.fulfilmentStatus !== 'held') return;
  const note = 'Nobody has looked up the VAT number yet.';
  await noteChange(
    tx,
    ctx,
    { ...order, fulfilmentStatus: 'to-pick' },
    { kind: 'held', now: { fulfilmentStatus: 'held' }, note },
  );
}

/** What promotions took, off lines and off delivery (which has the order's own id), and which of them are counted. */
async function writeDiscounts(
  tx: Tx,
  ctx: MutationContext,
  orderId: string,
  { lines, shippingDiscounts, uses, customerId }: FrozenOrder,
): Promise<void> {
  const placedAt = ctx.occurredAt;
  const row = (key: string, lineId: string) => (discount: FrozenOrder['shippingDiscounts'][number]) => ({
    ...discount,
    id: ctx.idFor(`discount:${key}:${discount.promotionId}`),
    orderId,
    lineId,
    placedAt,
  });
  const discounts = tx.insertMany(orderDiscounts, [
    ...lines.flatMap((line) => line.discounts.map(row(line.key, ctx.idFor(`line:${line.key}`)))),
    ...shippingDiscounts.map(row('', orderId)),
  ]);
  const counted = tx.insertMany(
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
  await atOnce([discounts, counted]);
}
