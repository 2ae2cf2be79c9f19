import * as z from 'zod/mini';
import { amount, flag, id, quantity, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { changeLevels } from '../inventory/change-levels.ts';
import { locationUnknown } from '../inventory/errors.ts';
import { locations } from '../inventory/schema.ts';
import { alreadyCancelled, orderUnknown } from '../orders/errors.ts';
import { lockedOrder } from '../orders/mutators.ts';
import { type Order, orders } from '../orders/schema.ts';
import { unitsOf } from '../register/rules.ts';
import { claimFacts } from './claim-facts.ts';
import { claimUnknown, nothingAwaited } from './errors.ts';
import { giveBack } from './give-back.ts';
import { claimedLines, worthOf } from './rules.ts';
import { claimReasons, claims, remedies } from './schema.ts';
import { sendAgain } from './send-again.ts';

const wanted = z.array(z.strictObject({ lineId: id, quantity })).check(z.minLength(1), z.maxLength(500));

const args = z.strictObject({
  claimId: id,
  orderId: id,
  reason: z.enum(claimReasons),
  /** `replacement`: the same again for nothing; `refund`: owed until it is paid back by `orders.refund`; `store-credit`: at once, to its customer */
  remedy: z.enum(remedies),
  /** What of the order was damaged, lost, wrong or missing; of what left, and was not given back or replaced yet */
  lines: wanted,
  /** Its goods are to come back; they are booked when they do (`claims.receiveGoods`) */
  goodsBack: flag,
  /** Of the delivery, minor units of the order: given back along with the goods */
  shipping: z.optional(amount),
  /** Where a replacement leaves from; left out: the first place that sells online and has all of it */
  locationId: z.optional(id),
  note: text(300),
});

const claimable = (order: Order | undefined, orderId: string): Order => {
  if (order?.kind !== 'sale' || order.historical) throw orderUnknown({ orderId });
  if (order.status === 'cancelled') throw alreadyCancelled({ orderId, number: order.number });
  return order;
};

export const recordClaim = defineMutator({
  name: 'claims.record',
  version: 1,
  kind: 'intent',
  permission: 'orders.claim',
  doc: 'Settles a claim: goods of an order that left were damaged, lost, wrong or missing, and its customer gets the same again for nothing, money or store credit. Money is a return without goods, `<number>` of the claim, with its credit note; a replacement is an order of its own that comes to nothing. A desk writes down that something is to be sent; the cloud writes that order. Nothing is given twice: no more than left and was not given back or replaced.',
  args,
  needs: async (tx, { orderId, lines, shipping = 0 }) => {
    const order = await tx.get(orders, { id: orderId });
    if (!order) return [{ permission: 'orders.claim' }];
    const facts = await claimFacts(tx, order);
    const parts = lines.flatMap(({ lineId, quantity: some }) => {
      const line = facts.lines.find((one) => one.id === lineId);
      return line ? [{ line, quantity: some }] : [];
    });
    const value = sum([worthOf(parts), shipping]);
    return [{ permission: 'orders.claim', value }];
  },
  run: async (tx, { claimId, orderId, reason, remedy, lines: asked, goodsBack, shipping = 0, ...rest }, ctx) => {
    const order = claimable(await lockedOrder(tx, orderId), orderId);
    if (await tx.get(claims, { id: claimId })) return;
    const facts = await claimFacts(tx, order);
    const parts = claimedLines(orderId, facts.lines, asked);
    const lines = parts.map(({ line, quantity: units }) => ({ lineId: line.id, quantity: units }));
    const number = `${order.number}-C${facts.earlier.length + 1}`;
    const replacementId = remedy === 'replacement' ? ctx.idFor('replacement') : null;
    const returned =
      replacementId === null
        ? await giveBack(tx, ctx, { order, facts, parts: lines, claim: { number, reason, remedy }, shipping })
        : null;
    await tx.insert(claims, {
      ...{ id: claimId, orderId, number, reason, remedy, lines, replacementId, returnId: returned?.id ?? null },
      units: unitsOf(parts.map(({ line, quantity: some }) => ({ quantity: some, scale: line.scale }))),
      worth: returned?.worth ?? worthOf(parts),
      goodsBack: goodsBack ? 'awaited' : 'none',
      ...{ note: rest.note, actorId: ctx.actor.id, actorName: ctx.actor.name, occurredAt: ctx.occurredAt },
      ...{ receivedAt: null, receivedBy: null, month: order.month },
    });
    if (replacementId !== null)
      await sendAgain(tx, ctx, { orderId: replacementId, order, facts, parts, locationId: rest.locationId });
  },
});

export const receiveGoods = defineMutator({
  name: 'claims.receiveGoods',
  version: 1,
  kind: 'intent',
  permission: 'orders.claim',
  doc: 'Goods of a claim that were awaited came back: they are on hand again, for sale or as damaged, or are thrown away. Money was settled with the claim.',
  args: z.strictObject({
    claimId: id,
    restock: z.enum(['available', 'damaged', 'none']),
    /** Where they arrived; left out: where the order left from */
    locationId: z.optional(id),
  }),
  run: async (tx, { claimId, restock, locationId }, ctx) => {
    const [claim] = await tx.getForUpdate(claims, [{ id: claimId }]);
    if (!claim) throw claimUnknown({ claimId });
    const { orderId, number, goodsBack } = claim;
    if (goodsBack === 'received' && claim.receivedAt === ctx.occurredAt) return;
    if (goodsBack !== 'awaited') throw nothingAwaited({ claimId, number });
    const order = await tx.get(orders, { id: orderId });
    if (!order) throw orderUnknown({ orderId });
    const place = locationId ?? order.locationId;
    if (!(await tx.get(locations, { id: place }))) throw locationUnknown({ locationId: place });
    await tx.update(
      claims,
      { id: claimId },
      { goodsBack: 'received', receivedAt: ctx.occurredAt, receivedBy: ctx.actor.name },
    );
    if (restock === 'none') return;
    const { lines, tracked } = await claimFacts(tx, order);
    const changes = claim.lines.flatMap(({ lineId, quantity: units }) => {
      const variantId = lines.find((line) => line.id === lineId)?.variantId ?? null;
      if (variantId === null || !tracked.has(variantId)) return [];
      const deltas = restock === 'damaged' ? { onHand: units, damaged: units } : { onHand: units };
      return [
        { movementId: ctx.idFor(`movement:${lineId}`), locationId: place, variantId, cause: 'return' as const, deltas },
      ];
    });
    await changeLevels(tx, ctx, { kind: 'order', id: orderId, number }, changes);
  },
});
