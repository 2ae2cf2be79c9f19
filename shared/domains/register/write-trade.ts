import type { MutationContext } from '../../kernel/define-mutator.ts';
import { monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tradeEntry } from '../ledger/rules.ts';
import { noteAccountSale } from '../orders/on-account.ts';
import { taxOfDelivery } from '../orders/delivery-taxed.ts';
import { nothingPromised, orderDeliveries } from '../orders/fulfilment-schema.ts';
import {
  type Order,
  orderDiscounts,
  orderLines,
  orders,
  promotionUses,
  returnedLines,
  type Tender,
  tenders,
} from '../orders/schema.ts';
import { orderIdUsed } from './errors.ts';
import { noteByProvider } from './by-provider.ts';
import { unitsOf } from './rules.ts';
import { moveCredits, tenderId } from './move-credits.ts';
import { tradePoints } from './trade-points.ts';
import type { Decided, LineSnapshot, Loads, ReturnArgs, SaleArgs, SaleTender } from './sale-args.ts';
import { drawerMovements, receiptCounters, receipts } from './schema.ts';
import { writeTip } from './tips.ts';

/** A sale or a return as its till decided it. Amounts and quantities of a return are negative. */
export interface Trade {
  readonly kind: 'sale' | 'return';
  readonly orderId: string;
  readonly registerId: string;
  readonly sessionId: string;
  readonly customerId: string | null;
  readonly originalOrderId: string | null;
  readonly decided: Decided;
  readonly lines: readonly {
    readonly key: string;
    readonly variantId: string | null;
    readonly originalLineId: string | null;
    readonly quantity: number;
    readonly snapshot: LineSnapshot;
    /** Containers: their deposit, or some that are brought back; no goods, so nobody counts them */
    readonly beside?: 'deposit' | 'empties';
    /** It sold a gift card, or put money on one; of a return, what it sold */
    readonly loads?: Loads | undefined;
    /** Of a return */
    readonly back?: Pick<ReturnArgs['lines'][number], 'reason' | 'condition' | 'restock'>;
  }[];
  readonly tenders: readonly (SaleTender & {
    readonly originalTenderId?: string | null;
    /** Of a gift card made for what is paid back: its code */
    readonly loads?: Loads | undefined;
  })[];
  readonly reason: string;
  /** Of a sale: what its customer pays later */
  readonly onAccount?: number | undefined;
  /** Given along with a payment, by its key */
  readonly tips?: SaleArgs['tips'];
  /** Of a sale whose goods leave later */
  readonly deliver?: SaleArgs['deliver'];
}

/** Of who sold it, in the way of the payment that it came with. */
async function writeTips(tx: Tx, ctx: MutationContext, { tips = [], tenders: paid, ...trade }: Trade): Promise<void> {
  const { orderId, registerId, sessionId, decided } = trade;
  for (const { key, amount } of tips) {
    const tender = paid.find((one) => one.key === key);
    if (!tender) continue;
    const way = tender.kind === 'cash' ? ('cash' as const) : ('card' as const);
    const of = { orderId, tenderId: tenderId(ctx, tender), registerId, sessionId };
    const who = { staffId: ctx.actor.id, staffName: ctx.actor.name };
    const id = ctx.idFor(`tip:${key}`);
    const tip = { id, kind: 'given' as const, amount, currency: decided.currency, way, ...who, ...of };
    const how = { day: decided.businessDate, reference: decided.number, card: tender.card };
    await writeTip(tx, ctx, tip, how);
  }
}

/** Names the lines by their ids, as they are kept. */
function shareRow(
  { idFor }: Pick<MutationContext, 'idFor'>,
  { part, rounding, lines }: NonNullable<SaleTender['share']>,
): NonNullable<Tender['share']> {
  return { part, rounding, lines: lines.map(({ key, ...of }) => ({ lineId: idFor(`line:${key}`), ...of })) };
}

/** Inserts order, lines, tenders, receipt and drawer movement. False when this order is there already. */
export async function writeTrade(tx: Tx, ctx: MutationContext, trade: Trade): Promise<boolean> {
  const { orderId, registerId, sessionId, decided } = trade;
  const { generation, sequence, number, locationId, businessDate, businessHour, currency } = decided;
  const placedAt = ctx.occurredAt;
  const month = monthOf(businessDate);
  const paid = sum(trade.tenders.map(({ amount }) => amount));
  const due = sum([decided.total, -paid]);
  const order: Order = {
    id: orderId,
    number,
    channel: 'till',
    kind: trade.kind,
    status: trade.onAccount === undefined && !trade.deliver ? 'closed' : 'placed',
    paymentStatus: due === 0 ? 'paid' : paid === 0 ? 'unpaid' : 'part-paid',
    fulfilmentStatus: trade.deliver ? 'to-pick' : trade.kind === 'sale' ? 'handed-over' : 'none',
    customerId: trade.customerId,
    customerName: decided.customerName,
    locationId: trade.deliver?.locationId ?? locationId,
    registerId,
    sessionId,
    currency,
    pricesIncludeTax: decided.pricesIncludeTax,
    taxRelief: decided.taxRelief ?? null,
    subtotal: decided.subtotal,
    discountTotal: decided.discountTotal,
    taxTotal: decided.taxTotal,
    shippingTotal: decided.shipping ?? 0,
    shippingTax: taxOfDelivery(decided.shippingTaxed),
    shippingTaxed: decided.shippingTaxed ?? null,
    feeTotal: decided.fee ?? 0,
    rounding: decided.rounding,
    total: decided.total,
    paid,
    due,
    units: unitsOf(
      trade.lines.flatMap(({ quantity, snapshot, beside }) => (beside ? [] : [{ quantity, scale: snapshot.scale }])),
    ),
    originalOrderId: trade.originalOrderId,
    historical: false,
    externalRef: null,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    deviceId: ctx.deviceId,
    placedAt,
    businessDate,
    businessHour,
    month,
    version: 1,
  };
  const fresh = await tx.insertOnce(orders, order);
  if (!fresh) {
    // The same sale again is nothing new; another one under its id must not vanish.
    if (await tx.get(receipts, { id: ctx.idFor('receipt') })) return false;
    throw orderIdUsed({ orderId });
  }
  await tx.insertMany(
    orderLines,
    trade.lines.map(({ key, variantId, originalLineId, quantity, snapshot }, position) => {
      const { tracked: _tracked, ownPrice: _ownPrice, discounts: _discounts, taxes: _taxes, ...more } = snapshot;
      const { taxAmounts: taxes = null, byHand = null, relief, ...rest } = more;
      // What was inside the price is not what was paid.
      const kept = { ...rest, taxes, byHand, ...(relief && { taxRate: '0' }) };
      const id = ctx.idFor(`line:${key}`);
      return { ...kept, id, orderId, originalLineId, position, variantId, quantity, businessDate, placedAt, month };
    }),
  );
  await tx.insertMany(
    orderDiscounts,
    trade.lines.flatMap(({ key, snapshot }) =>
      (snapshot.discounts ?? []).map((discount) => ({
        ...discount,
        id: ctx.idFor(`discount:${key}:${discount.promotionId}`),
        orderId,
        lineId: ctx.idFor(`line:${key}`),
        placedAt,
      })),
    ),
  );
  await tx.insertMany(
    promotionUses,
    (decided.uses ?? []).map((use) => ({
      ...use,
      id: ctx.idFor(`use:${use.promotionId}`),
      orderId,
      customerId: trade.customerId,
      deviceId: ctx.deviceId,
      placedAt,
    })),
  );
  await tx.insertMany(
    tenders,
    trade.tenders.map((tender) => {
      const {
        kind,
        amount,
        given,
        change,
        reference,
        exchangeOf = null,
        originalTenderId = exchangeOf,
        card = null,
        foreign = null,
      } = tender;
      const share = tender.share ? shareRow(ctx, tender.share) : null;
      const row = { kind, amount, given, change, reference, originalTenderId, card, share, foreignCash: foreign };
      return { ...row, id: tenderId(ctx, tender), orderId, currency, placedAt, month };
    }),
  );
  await tx.insertMany(
    returnedLines,
    trade.lines.flatMap(({ key, back }) => {
      if (!back) return [];
      const { reason = 'other', condition = back.restock === 'damaged' ? 'damaged' : 'like-new', restock } = back;
      return [{ lineId: ctx.idFor(`line:${key}`), orderId, reason, condition, restock, placedAt, month }];
    }),
  );
  await tx.insert(receipts, {
    id: ctx.idFor('receipt'),
    registerId,
    generation,
    sequence,
    number,
    orderId,
    fiscal: decided.fiscal ?? null,
    placedAt,
    month,
  });
  if (trade.deliver) {
    const { locationId: _from, ...deliver } = trade.deliver;
    await tx.insert(orderDeliveries, { ...nothingPromised, ...deliver, orderId, month });
  }
  await noteByProvider(tx, ctx, order, trade);
  if (decided.account) await noteAccountSale(tx, order, decided.account);
  await moveCredits(tx, ctx, trade);
  await tradePoints(tx, ctx, trade);
  const taxed = trade.lines.map(({ snapshot: { tax, taxRate, relief, total }, loads }) => ({
    ...{ tax, taxRate: relief ? '0' : taxRate },
    ...(loads && { credit: { kind: loads.kind, amount: total } }),
  }));
  await postEntry(tx, ctx, tradeEntry(order, taxed, trade.tenders));
  const counter = { registerId, generation };
  if (!(await tx.add(receiptCounters, counter, { lastSequence: 1 }))) {
    await tx.insertOnce(receiptCounters, { ...counter, lastSequence: 0 });
    await tx.add(receiptCounters, counter, { lastSequence: 1 });
  }
  await writeTips(tx, ctx, trade);
  // Of another currency only the change came out of what is counted in the store's.
  const cash = sum(
    trade.tenders.map(({ kind, amount, foreign, change }) => (kind !== 'cash' ? 0 : foreign ? -change : amount)),
  );
  if (cash === 0) return true;
  await tx.insert(drawerMovements, {
    id: ctx.idFor('drawer'),
    sessionId,
    registerId,
    kind: trade.kind === 'sale' ? 'sale' : 'refund',
    amount: cash,
    orderId,
    reason: trade.reason,
    actorName: ctx.actor.name,
    occurredAt: placedAt,
  });
  return true;
}
