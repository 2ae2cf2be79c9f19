import type { MutationContext } from '../../kernel/define-mutator.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { unitsOf } from '../register/rules.ts';
import type { ContactArgs, DeliveryArgs, EditArgs } from './edit-args.ts';
import {
  changedMeanwhile,
  lessThanSent,
  lineUnknown,
  nothingChanged,
  nothingStays,
  standsAsSold,
  totalChanged,
} from './errors.ts';
import { invoices } from '../invoices/schema.ts';
import { fulfilments, orderDeliveries, type OrderDelivery } from './fulfilment-schema.ts';
import { gone, type Standing, standingOf } from './goods.ts';
import { reliefWanted } from './vat-evidence.ts';
import { allow, become, paymentWhileHeld } from './life-cycle.ts';
import { planRefunds, type RefundPart, refundable } from './plan-refunds.ts';
import { type PricedEdit, priceEdit } from './price-edit.ts';
import { type Order, orderLines, orders, providerKinds, tenders } from './schema.ts';

export interface EditPlan extends PricedEdit {
  readonly order: Order;
  /** Columns of the order that are set */
  readonly now: Partial<Order> & { readonly version: number };
  /** What the difference to the total of before is */
  readonly difference: MinorUnits;
  /** Taken by the provider in this edit */
  readonly collect: MinorUnits;
  /** Paid back by the provider in this edit, by payment */
  readonly back: readonly RefundPart[];
  /** Units of a line that are committed or let go, of tracked goods */
  readonly stock: readonly { readonly lineId: string; readonly variantId: string; readonly delta: number }[];
  readonly delivery: { readonly before: OrderDelivery | undefined; readonly after: DeliveryArgs } | null;
  readonly contact: { readonly before: ContactArgs; readonly after: ContactArgs } | null;
  /** What of it is to send after all of it had left: it is open again, and this is a further parcel */
  readonly reopened: readonly { readonly lineId: string; readonly quantity: number }[] | null;
}

/** Quantities asked for, by line. @throws DomainError where a line is not of this order, or has left already */
function wantedOf({ orderId, lines = [] }: EditArgs, standing: readonly Standing[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of lines) {
    const line = standing.find(({ id }) => id === lineId);
    if (!line) throw lineUnknown({ orderId, lineId });
    if (quantity < line.sent) throw lessThanSent({ lineId, sent: line.sent, wanted: quantity });
    if (quantity !== line.quantity) wanted.set(lineId, quantity);
  }
  return wanted;
}

const sameDelivery = (before: OrderDelivery | undefined, after: DeliveryArgs): boolean =>
  before?.recipient === after.recipient &&
  before.address === after.address &&
  before.country === after.country &&
  before.method === after.method;

const contactOf = (order: Order, kept: OrderDelivery | undefined): ContactArgs => ({
  ...{ name: order.customerName, email: kept?.email ?? null, phone: kept?.phone ?? null },
});
const sameContact = (one: ContactArgs, other: ContactArgs): boolean =>
  one.name === other.name && one.email === other.email && one.phone === other.phone;

/** What was sold at a till or brought in is on paper; the price of what came back was paid back. @throws DomainError */
function refuseSold({ id: orderId, number, channel, historical }: Order): void {
  if (historical) throw standsAsSold({ orderId, number, why: 'history' });
  if (channel !== 'online') throw standsAsSold({ orderId, number, why: 'receipt' });
}

/** @throws DomainError where an edit would change what goods cost that came back, in part or whole */
async function refuseReturned(tx: Tx, { id: orderId, number }: Order, lines: PricedEdit['lines']): Promise<void> {
  const changed = lines.filter(({ before, after }) => {
    if (!before) return false;
    return before.quantity !== after.quantity || before.total !== after.total || before.tax !== after.tax;
  });
  if (changed.length === 0) return;
  const returns = await tx.list(orders, { originalOrderId: orderId });
  for (const { id } of returns)
    for (const { originalLineId } of await tx.list(orderLines, { orderId: id }))
      if (changed.some(({ after }) => after.id === originalLineId))
        throw standsAsSold({ orderId, number, why: 'returned' });
}

/** As it stands: what an edit that is about no money leaves as it was frozen. */
const unpriced = (order: Order, standing: readonly Standing[]): PricedEdit => ({
  lines: standing.map((line) => {
    const { sent, ...after } = line;
    return { before: line, after, sent, tracked: false };
  }),
  money: order,
  discounts: [],
  uses: [],
});

/**
 * All that an edit would do, without doing it: the preview shows it, and the command writes it.
 * @param lock when it is done: what limits promotions is locked, as when an order is placed
 * @throws DomainError for whatever the command would be refused for, but stock
 */
export async function planEdit(
  tx: Tx,
  ctx: Pick<MutationContext, 'idFor' | 'occurredAt' | 'store'>,
  order: Order,
  args: EditArgs,
  lock: boolean,
): Promise<EditPlan> {
  const { id: orderId, number } = order;
  if (args.version !== order.version)
    throw changedMeanwhile({ orderId, number, seen: args.version, version: order.version });
  allow('orders.edit', order);
  const standing = await standingOf(tx, order);
  const wanted = wantedOf(args, standing);
  const [kept] = await tx.list(orderDeliveries, { orderId });
  const moved = args.delivery && !sameDelivery(kept, args.delivery) ? args.delivery : undefined;
  const was = contactOf(order, kept);
  const contact = args.contact && !sameContact(was, args.contact) ? { before: was, after: args.contact } : null;
  const { add = [], shipping, discount } = args;
  const relief = args.relief ? reliefWanted(order, kept, args.relief) : undefined;
  const changes = wanted.size > 0 || add.length > 0 || shipping !== undefined || discount !== undefined;
  const priced = changes || relief !== undefined;
  if (!priced && !moved && !contact) throw nothingChanged({ orderId });
  if (priced) refuseSold(order);
  const edit = priced
    ? await priceEdit(tx, ctx, { order, standing, wanted, args: { add, shipping, discount, relief }, lock })
    : unpriced(order, standing);
  const { lines, money } = edit;
  if (priced) await refuseReturned(tx, order, lines);
  if (lines.every(({ after }) => after.quantity === 0)) throw nothingStays({ orderId, number });
  if (args.expectedTotal !== undefined && args.expectedTotal !== money.total)
    throw totalChanged({ expected: args.expectedTotal, total: money.total });

  const open = sum([money.total, -order.paid]);
  const paid = await tx.list(tenders, { orderId });
  const left = refundable(
    paid,
    paid.filter(({ amount }) => amount < 0),
  ).filter(({ kind }) => providerKinds.includes(kind));
  const now = args.settle === 'now' && order.channel === 'online' && !order.historical;
  const collect = now ? Math.max(0, open) : 0;
  const back = now && open < 0 ? planRefunds(-open, left).parts : [];
  const paidAfter = sum([order.paid, collect, ...back.map(({ amount }) => -amount)]);
  const settled = { paid: paidAfter, due: sum([money.total, -paidAfter]) };
  const complete = lines.every(({ after, sent }) => sent >= after.quantity);
  const how = complete ? await howItLeft(tx, order) : undefined;
  const reopens = !complete && gone(order);
  const closes = how !== undefined && settled.due === 0;
  const { subtotal, discountTotal, taxTotal, shippingTotal, shippingTax, shippingTaxed, total } = money;
  return {
    ...edit,
    order,
    now: become('orders.edit', order, {
      ...{ subtotal, discountTotal, taxTotal, shippingTotal, shippingTax, shippingTaxed, total, ...settled },
      units: unitsOf(lines.flatMap(({ after }) => (after.quantity === 0 ? [] : [after]))),
      ...(priced && { paymentStatus: paymentWhileHeld(order, settled) }),
      ...(how && { fulfilmentStatus: how }),
      ...(reopens && { fulfilmentStatus: 'part-shipped' as const }),
      ...(priced && { status: closes ? ('closed' as const) : ('placed' as const) }),
      ...(contact && { customerName: contact.after.name }),
      ...(relief !== undefined && { taxRelief: relief }),
    }),
    difference: sum([total, -order.total]),
    collect,
    back,
    stock: lines.flatMap(({ before, after, tracked }) => {
      const delta = after.quantity - (before?.quantity ?? 0);
      return tracked && delta !== 0 && after.variantId !== null
        ? [{ lineId: after.id, variantId: after.variantId, delta }]
        : [];
    }),
    delivery: moved ? { before: kept, after: moved } : null,
    contact,
    reopened: reopens
      ? lines.flatMap(({ after: { id: lineId, quantity }, sent }) =>
          quantity > sent ? [{ lineId, quantity: quantity - sent }] : [],
        )
      : null,
  };
}

/** Number of the invoice that an edit takes back and issues anew; null where there is none, or it stays. */
export async function invoiceTakenBack(tx: Tx, { order, difference, delivery, lines }: EditPlan) {
  const changed = difference !== 0 || delivery !== null || lines.some(({ before, after }) => before?.net !== after.net);
  if (!changed || order.channel !== 'online') return null;
  const issued = await tx.list(invoices, { orderId: order.id });
  const back = new Set(issued.map(({ creditedId }) => creditedId));
  return issued.find(({ kind, id }) => kind === 'invoice' && !back.has(id))?.number ?? null;
}

/** As the last parcel did; undefined where nothing has left, so that an order of which all was taken off is not called sent. */
async function howItLeft(tx: Tx, order: Order) {
  // What left before parcels were kept has none.
  if (order.fulfilmentStatus === 'shipped' || order.fulfilmentStatus === 'handed-over') return order.fulfilmentStatus;
  const { id: orderId } = order;
  const parcels = await tx.list(fulfilments, { orderId });
  return parcels.sort((a, b) => a.occurredAt - b.occurredAt).at(-1)?.how;
}
