import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { followOrder } from '../invoices/follow-order.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { editEntry } from '../ledger/rules.ts';
import { editArgs } from './edit-args.ts';
import { orderEdited } from './events.ts';
import { nothingPromised, orderDeliveries } from './fulfilment-schema.ts';
import { lockedOrder } from './mutators.ts';
import { type Details, noteChange, noted } from './note-change.ts';
import { type EditPlan, planEdit } from './plan-edit.ts';
import { askProvider } from './ask-provider.ts';
import { type Order, orderDiscounts, orderLines, orders, promotionUses, tenders } from './schema.ts';

export const edit = defineMutator({
  name: 'orders.edit',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Changes an order of which something is still to send: quantities, lines, delivery, address, a discount. Money and stock follow in the same transaction; refused where somebody changed it meanwhile, or where it comes to something else than was shown.',
  args: editArgs,
  run: async (tx, args, ctx) => {
    const order = await lockedOrder(tx, args.orderId);
    if (await noted(tx, ctx)) return;
    const plan = await planEdit(tx, ctx, order, args, true);
    await writeLines(tx, ctx, plan);
    await writeMoney(tx, ctx, plan);
    if (plan.delivery) await writeDelivery(tx, order, plan.delivery);
    await tx.update(orders, { id: order.id }, plan.now);
    const reason = [args.reason, args.discount?.reason].filter(Boolean).join(' · ');
    await noteChange(tx, ctx, order, { kind: 'edited', now: plan.now, note: reason, also: alsoOf(plan) });
    await followOrder(tx, ctx, { ...order, ...plan.now });
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
      const { quantity, discount, net, tax, total, taxes } = after;
      const same = quantity === before.quantity && discount === before.discount && net === before.net;
      if (!same || tax !== before.tax)
        await tx.update(orderLines, { id: after.id }, { quantity, discount, net, tax, total, taxes });
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
  const row = { orderId, currency, given: 0, change: 0, card: null, share: null, placedAt: ctx.occurredAt, month };
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

async function writeDelivery(tx: Tx, { id: orderId, month }: Order, { after }: NonNullable<EditPlan['delivery']>) {
  if (!(await tx.update(orderDeliveries, { orderId }, after)))
    await tx.insert(orderDeliveries, { orderId, ...nothingPromised, ...after, month });
}

/** What stood in the lines and on the label, and what stands there now: of what changed alone. */
function alsoOf({ lines, delivery }: EditPlan): { before: Details; after: Details } {
  const changed = lines.filter(({ before, after }) => before?.quantity !== after.quantity);
  const told = ({ id, title, variantTitle, quantity, scale }: (typeof lines)[number]['after']) => ({
    ...{ lineId: id, title: [title, variantTitle].filter(Boolean).join(', '), quantity, scale },
  });
  const label = changedLabel(delivery);
  return {
    before: {
      ...(changed.length > 0 && { lines: changed.flatMap(({ before }) => (before ? [told(before)] : [])) }),
      ...label.before,
    },
    after: { ...(changed.length > 0 && { lines: changed.map(({ after }) => told(after)) }), ...label.after },
  };
}

function changedLabel(delivery: EditPlan['delivery']): { before: Details; after: Details } {
  if (!delivery) return { before: {}, after: {} };
  const was = delivery.before ?? { recipient: '', address: '', method: '', country: null };
  const names = (['recipient', 'address', 'country', 'method'] as const).filter(
    (name) => was[name] !== delivery.after[name],
  );
  const of = (label: Details) => Object.fromEntries(names.map((name) => [name, label[name] ?? '']));
  return { before: of(was), after: of(delivery.after) };
}
