import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { editEntry } from '../ledger/rules.ts';
import { editArgs } from './edit-args.ts';
import { orderEdited } from './events.ts';
import {
  type Fulfilment,
  fulfilmentLines,
  fulfilments,
  nothingPromised,
  orderDeliveries,
  unpacked,
} from './fulfilment-schema.ts';
import { lookedAt } from './vat-evidence.ts';
import { followTaxes } from './follow-taxes.ts';
import { lockedOrder } from './mutators.ts';
import { type Details, noteChange, noted } from './note-change.ts';
import { type EditPlan, planEdit } from './plan-edit.ts';
import { askProvider } from './ask-provider.ts';
import { takeForGoods } from './take-money.ts';
import { type Order, orderDiscounts, orderLines, orders, promotionUses, tenders } from './schema.ts';

export const edit = defineMutator({
  name: 'orders.edit',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Changes an order that was placed, also after all of it left: quantities, lines, delivery, address, contact, a discount. Money and stock follow in the same transaction; what is added after all of it left opens it again and goes out as a further parcel. What left is taken back by a return, not by this. Of a sale at a till or of imported history only address and contact. Refused where somebody changed it meanwhile, or where it comes to something else than was shown.',
  args: editArgs,
  run: async (tx, args, ctx) => {
    const order = await lockedOrder(tx, args.orderId);
    if (await noted(tx, ctx)) return;
    const plan = await planEdit(tx, ctx, order, args, true);
    await writeLines(tx, ctx, plan);
    await writeMoney(tx, ctx, plan);
    if (plan.reopened) await keepWhatLeft(tx, ctx, plan);
    if (plan.delivery || plan.contact) await writeDelivery(tx, order, plan);
    await tx.update(orders, { id: order.id }, plan.now);
    const reason = [args.reason, args.discount?.reason].filter(Boolean).join(' · ');
    await noteChange(tx, ctx, order, { kind: 'edited', now: plan.now, note: reason, also: alsoOf(plan) });
    await followOrder(tx, ctx, { ...order, ...plan.now });
    await followTaxes(tx, ctx, order.id);
    if (args.relief) await lookedAt(tx, ctx, order.id, reason);
    await takeForGoods(tx, ctx, { ...order, ...plan.now });
    const { id: orderId, number, locationId, currency } = order;
    await tx.emit(orderEdited, {
      ...{ orderId, number, locationId, currency, total: plan.now.total ?? order.total, difference: plan.difference },
      lines: plan.stock.map(({ lineId: key, variantId, delta }) => ({ key, variantId, delta })),
    });
  },
});

async function writeLines(tx: Tx, ctx: MutationContext, { order, lines, discounts, uses }: EditPlan): Promise<void> {
  for (const { before, after } of lines) {
    if (!before) await tx.insert(orderLines, after);
    else {
      const { quantity, discount, net, tax, total, taxes, taxRate } = after;
      const same = quantity === before.quantity && discount === before.discount && net === before.net;
      if (!same || tax !== before.tax || taxRate !== before.taxRate)
        await tx.update(orderLines, { id: after.id }, { quantity, discount, net, tax, total, taxes, taxRate });
    }
  }
  const { id: orderId, customerId } = order;
  const placedAt = ctx.occurredAt;
  await tx.insertMany(
    orderDiscounts,
    discounts.map((row) => ({
      ...row,
      ...{ id: ctx.idFor(`discount:${row.lineId}:${row.promotionId}`), orderId, placedAt },
    })),
  );
  await tx.insertMany(
    promotionUses,
    uses.map((use) => ({
      ...use,
      ...{ id: ctx.idFor(`use:${use.promotionId}`), orderId, customerId, deviceId: null, placedAt },
    })),
  );
}

async function writeMoney(tx: Tx, ctx: MutationContext, plan: EditPlan): Promise<void> {
  const { order, lines, now, collect, back } = plan;
  const { id: orderId, currency, month } = order;
  const row = {
    orderId,
    currency,
    given: 0,
    change: 0,
    card: null,
    share: null,
    foreignCash: null,
    placedAt: ctx.occurredAt,
    month,
  };
  const reference = `test-${ctx.mutationId.slice(0, 8)}`;
  const paid = [
    ...(collect > 0
      ? [{ id: ctx.idFor('tender'), kind: 'test' as const, amount: collect, originalTenderId: null }]
      : []),
    ...back.map(({ tenderId, kind, amount: part }) => ({
      ...{ id: ctx.idFor(`refund:${tenderId}`), kind, amount: sum([0, -part]), originalTenderId: tenderId },
    })),
  ];
  await tx.insertMany(
    tenders,
    paid.map((one) => ({ ...row, ...one, reference })),
  );
  for (const { id, kind, amount: moved } of paid)
    if (kind === 'online')
      await askProvider(tx, ctx, { id, orderId, saleId: orderId, amount: sum([0, -moved]), currency });
  const before = { order, lines: lines.flatMap((line) => line.before ?? []) };
  const after = { order: { ...order, ...now } as Order, lines: lines.map((line) => line.after) };
  await postEntry(tx, ctx, editEntry(before, after, paid, momentOf(ctx)));
}

/** What left before parcels were kept is written as one, so that what is added later is all that is still to send. */
async function keepWhatLeft(tx: Tx, ctx: MutationContext, { order, lines }: EditPlan): Promise<void> {
  const { id: orderId, month, locationId } = order;
  if ((await tx.list(fulfilments, { orderId })).length > 0) return;
  const fulfilmentId = ctx.idFor('fulfilment');
  const how: Fulfilment['how'] = order.fulfilmentStatus === 'handed-over' ? 'handed-over' : 'shipped';
  await tx.insert(fulfilments, {
    ...{ id: fulfilmentId, orderId, number: `${order.number}-1`, locationId, how, carrier: '', tracking: '', month },
    ...{ state: null, stateAt: null },
    ...{ actorId: ctx.actor.id, actorName: order.actorName, occurredAt: order.placedAt },
    ...unpacked,
  });
  const sent = lines.filter((line) => line.sent > 0);
  await tx.insertMany(
    fulfilmentLines,
    sent.map((line) => ({ fulfilmentId, lineId: line.after.id, orderId, quantity: line.sent, month })),
  );
}

async function writeDelivery(tx: Tx, { id: orderId, month }: Order, { delivery, contact }: EditPlan): Promise<void> {
  const reached = contact && { email: contact.after.email, phone: contact.after.phone };
  const now = { ...delivery?.after, ...reached };
  if (await tx.update(orderDeliveries, { orderId }, now)) return;
  // Its name stands on the order itself.
  if (!delivery && !contact?.after.email && !contact?.after.phone) return;
  const nowhere = { recipient: '', address: '', country: null, method: '' };
  await tx.insert(orderDeliveries, { orderId, ...nothingPromised, ...nowhere, ...now, month });
}

/** What stood in the lines and on the label, and what stands there now: of what changed alone. */
function alsoOf({ lines, delivery, contact }: EditPlan): { before: Details; after: Details } {
  const changed = lines.filter(({ before, after }) => before?.quantity !== after.quantity);
  const told = ({ id, title, variantTitle, quantity, scale }: (typeof lines)[number]['after']) => ({
    ...{ lineId: id, title: [title, variantTitle].filter(Boolean).join(', '), quantity, scale },
  });
  const label = changedLabel(delivery);
  const reached = contact ? changedOf(contact.before, contact.after, ['email', 'phone']) : nothingSaid;
  return {
    before: {
      ...(changed.length > 0 && { lines: changed.flatMap(({ before }) => (before ? [told(before)] : [])) }),
      ...{ ...label.before, ...reached.before },
    },
    after: {
      ...(changed.length > 0 && { lines: changed.map(({ after }) => told(after)) }),
      ...label.after,
      ...reached.after,
    },
  };
}

const nothingSaid = { before: {}, after: {} };

function changedOf<T extends object>(was: T, now: T, names: readonly (keyof T & string)[]) {
  const changed = names.filter((name) => was[name] !== now[name]);
  const of = (one: T): Details => Object.fromEntries(changed.map((name) => [name, one[name] ?? '']));
  return { before: of(was), after: of(now) };
}

function changedLabel(delivery: EditPlan['delivery']): { before: Details; after: Details } {
  if (!delivery) return nothingSaid;
  const was = delivery.before ?? { recipient: '', address: '', method: '', country: null };
  return changedOf(was, delivery.after, ['recipient', 'address', 'country', 'method']);
}
