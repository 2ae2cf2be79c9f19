import type { MutationContext } from '../../kernel/define-mutator.ts';
import { monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeAt } from '../access/stores.ts';
import { moveCredit } from '../credit/move-credit.ts';
import { followReturn } from '../invoices/follow-order.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tradeEntry } from '../ledger/rules.ts';
import { taxOfDelivery } from '../orders/delivery-taxed.ts';
import { followTaxes } from '../orders/follow-taxes.ts';
import { paymentOf } from '../orders/life-cycle.ts';
import { type Order, orderLines, orders, returnedLines, sentBackKinds, tenders } from '../orders/schema.ts';
import { completeReturn, openOfSale } from '../register/complete-return.ts';
import { payBackOf } from '../register/move-credits.ts';
import { unitsOf } from '../register/rules.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { noWayBack } from './errors.ts';
import type { ClaimPart } from './rules.ts';
import type { Claim } from './schema.ts';

/** Reasons of returns have no word for what never came. */
const reasonOf = (reason: Claim['reason']) =>
  reason === 'damaged' || reason === 'wrong-item' ? reason : ('other' as const);

interface GiveBack {
  readonly order: Order;
  readonly facts: ClaimFacts;
  readonly parts: readonly ClaimPart[];
  readonly claim: Pick<Claim, 'number' | 'reason' | 'remedy'>;
  /** Of the delivery, minor units */
  readonly shipping: number;
}

/**
 * The money of a claim is a return without goods: its lines carry their parts of what was paid, its tax and its credit note follow as of any.
 * What is still open of the order stays owed against it; store credit is given at once, the rest is owed until a provider has paid it back
 * (`orders.refund`).
 * @returns the id of that return, and what it came to
 */
export async function giveBack(tx: Tx, ctx: MutationContext, asked: GiveBack): Promise<{ id: string; worth: number }> {
  const { order: sale, facts, parts, claim, shipping } = asked;
  const store = await storeAt(tx, sale.locationId);
  const lines = parts.map(({ lineId, quantity }) => ({
    ...{ key: lineId, originalLineId: lineId, quantity, restock: 'none' as const },
  }));
  const { decided, lines: complete } = completeReturn(
    {
      ...{ orderId: ctx.idFor('return'), originalOrderId: sale.id, registerId: '', sessionId: '', reason: '', lines },
      ...(shipping > 0 && { shipping }),
    },
    {
      ...{ sale, soldLines: facts.lines, earlier: facts.returns, payments: facts.payments, sequence: 0 },
      returnedBefore: new Map(facts.lines.map(({ id, returned }) => [id, returned])),
      tracked: new Map([...facts.tracked].map((id) => [id, true])),
      register: { code: '', generation: 1, locationId: sale.locationId },
      settings: {
        timeZone: store?.timeZone ?? ctx.store.timeZone,
        cashRoundingIncrement: 1,
        cashRoundingMode: 'half-up',
      },
      occurredAt: ctx.occurredAt,
    },
  );
  const worth = -decided.total;
  const owed = sum([worth, -Math.min(worth, openOfSale(sale, facts.returns))]);
  const inCredit = claim.remedy === 'store-credit' ? owed : 0;
  if (claim.remedy === 'refund') {
    const ways = facts.payments.filter(({ kind }) => sentBackKinds.includes(kind));
    const possible = sum(ways.map(({ left }) => left));
    if (possible < owed) throw noWayBack({ orderId: sale.id, worth: owed, possible });
  }
  const { businessDate, businessHour, currency } = decided;
  const [placedAt, month] = [ctx.occurredAt, monthOf(businessDate)];
  const id = ctx.idFor('return');
  const money = { paid: sum([0, -inCredit]), due: sum([decided.total, inCredit]) };
  const back: Order = {
    ...{ id, number: claim.number, channel: 'online', kind: 'return', status: 'closed', fulfilmentStatus: 'none' },
    ...{ ...money, paymentStatus: paymentOf(money), currency, pricesIncludeTax: decided.pricesIncludeTax },
    ...{ customerId: sale.customerId, customerName: sale.customerName, locationId: sale.locationId },
    ...{ registerId: null, sessionId: null, taxRelief: null, subtotal: decided.subtotal },
    ...{ discountTotal: decided.discountTotal, taxTotal: decided.taxTotal, shippingTotal: decided.shipping ?? 0 },
    ...{ shippingTax: taxOfDelivery(decided.shippingTaxed), shippingTaxed: decided.shippingTaxed ?? null },
    ...{ feeTotal: 0, rounding: decided.rounding, total: decided.total, originalOrderId: sale.id, historical: false },
    units: unitsOf(complete.map(({ quantity, snapshot }) => ({ quantity: -quantity, scale: snapshot?.scale ?? 0 }))),
    ...{ externalRef: null, actorId: ctx.actor.id, actorName: ctx.actor.name, deviceId: ctx.deviceId },
    ...{ placedAt, businessDate, businessHour, month, version: 1 },
  };
  await tx.insert(orders, back);
  const rows = complete.flatMap(({ key, originalLineId, quantity, snapshot }, position) => {
    if (!snapshot) return [];
    const { tracked: _, ownPrice: _own, taxAmounts: taxes = null, discounts: _given, ...line } = snapshot;
    const { byHand: _by, relief: _relief, taxes: _rates, ...kept } = line;
    const of = { id: ctx.idFor(`line:${key}`), orderId: id, originalLineId, position, quantity: -quantity, taxes };
    return [{ ...kept, ...of, byHand: null, businessDate, placedAt, month }];
  });
  await tx.insertMany(orderLines, rows);
  const [reason, condition] = [reasonOf(claim.reason), claim.reason === 'damaged' ? 'damaged' : 'like-new'] as const;
  await tx.insertMany(
    returnedLines,
    rows.map((row) => ({ ...{ lineId: row.id, orderId: id, reason, condition, restock: 'none' }, placedAt, month })),
  );
  const given = inCredit === 0 ? [] : [{ kind: 'store-credit' as const, amount: sum([0, -inCredit]) }];
  await postEntry(tx, ctx, tradeEntry(back, rows, given));
  if (inCredit > 0) await inStoreCredit(tx, ctx, back, inCredit);
  if (ctx.authority) await followReturn(tx, ctx, { orderId: id });
  await followTaxes(tx, ctx, sale.id);
  return { id, worth };
}

/** @throws DomainError `credit.of-nobody`, `credit.other-currency`, `credit.blocked` */
async function inStoreCredit(tx: Tx, ctx: MutationContext, back: Order, amount: number): Promise<void> {
  const { id: orderId, customerId, currency, businessDate, placedAt, month, number: reference } = back;
  const way = { kind: 'store-credit' as const, reference };
  const { credit } = await payBackOf(tx, way, { customerId, currency, date: businessDate });
  const accountId = credit?.creditId ?? '';
  const id = ctx.idFor('tender');
  await tx.insert(tenders, {
    ...{ id, orderId, ...way, amount: sum([0, -amount]), given: 0, change: 0, currency, originalTenderId: null },
    ...{ card: null, share: null, foreignCash: null, placedAt, month },
  });
  const named = { kind: way.kind, currency, customerId: accountId };
  const movement = { id, accountId, kind: 'refunded' as const, amount, orderId, reason: reference };
  await moveCredit(tx, ctx, named, movement, { occurredAt: ctx.occurredAt, businessDate });
}
