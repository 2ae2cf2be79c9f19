import type { MutationContext } from '../../kernel/define-mutator.ts';
import { defineReaction } from '../../kernel/define-reaction.ts';
import type { Tx } from '../../kernel/tx.ts';
import { orderCancelled, orderEdited, orderFulfilled, orderPlaced } from '../orders/events.ts';
import {
  type GoodsLine,
  goodsReturned,
  layawayAside,
  layawayFreed,
  saleRecorded,
  saleToDeliver,
} from '../register/events.ts';
import { changeLevels, type LevelChange, type LevelGuard } from './change-levels.ts';
import { notEnough } from './errors.ts';
import { leaveTask, reportOversold } from './oversold.ts';
import { commitHeld, hold } from './reservations.ts';
import { availableGuard, availableOf } from './rules.ts';
import { reservations } from './schema.ts';

interface Goods {
  readonly orderId: string;
  readonly number: string;
  readonly locationId: string;
  readonly lines: readonly GoodsLine[];
}

const changeOf = (ctx: MutationContext, goods: Goods, line: GoodsLine): Omit<LevelChange, 'deltas' | 'cause'> => ({
  movementId: ctx.idFor(`movement:${line.key}`),
  locationId: goods.locationId,
  variantId: line.variantId,
});
const documentOf = ({ orderId, number }: Pick<Goods, 'orderId' | 'number'>) =>
  ({ kind: 'order', id: orderId, number }) as const;

/** The sale stands; that its stock did not move is left as work for a person. */
async function stockDidNotMove(tx: Tx, goods: Goods, ctx: MutationContext, reason: string): Promise<void> {
  await leaveTask(tx, ctx, {
    label: 'task:stock-not-moved',
    kind: 'stock-not-moved',
    locationId: goods.locationId,
    variantId: null,
    documentId: goods.orderId,
    title: `The stock of ${goods.number} did not move`,
    details: { reason, lines: goods.lines },
  });
}

defineReaction({
  name: 'inventory.take-sold',
  on: saleRecorded,
  run: async (tx, sale, ctx) => {
    const changes = sale.lines.map((line) => ({
      ...changeOf(ctx, sale, line),
      cause: 'sale' as const,
      deltas: { onHand: -line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(sale), changes);
    if (ctx.authority) await reportOversold(tx, ctx, sale);
  },
  onFailure: stockDidNotMove,
});

defineReaction({
  name: 'inventory.commit-sold',
  on: saleToDeliver,
  run: async (tx, sale, ctx) => {
    const changes = sale.lines.map((line) => ({
      ...changeOf(ctx, sale, line),
      cause: 'committed' as const,
      deltas: { committed: line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(sale), changes);
    if (ctx.authority) await reportOversold(tx, ctx, sale);
  },
  onFailure: stockDidNotMove,
});

defineReaction({
  name: 'inventory.take-back',
  on: goodsReturned,
  run: async (tx, back, ctx) => {
    const changes = back.lines.flatMap((line): LevelChange[] => {
      if (line.restock === 'none') return [];
      const deltas =
        line.restock === 'damaged' ? { onHand: line.quantity, damaged: line.quantity } : { onHand: line.quantity };
      return [{ ...changeOf(ctx, back, line), cause: 'return', deltas }];
    });
    await changeLevels(tx, ctx, documentOf(back), changes);
  },
  onFailure: stockDidNotMove,
});

defineReaction({
  name: 'inventory.commit-placed',
  on: orderPlaced,
  run: async (tx, order, ctx) => {
    const { orderId, number, locationId } = order;
    const lines = order.lines.map(({ variantId, quantity }) => ({ locationId, variantId, quantity }));
    if (lines.length === 0) return;
    const before = await hold(tx, ctx, { orderId, number, expiresAt: ctx.occurredAt, lines });
    await commitHeld(tx, ctx, { orderId, number }, before);
  },
});

const committedStays: LevelGuard = {
  guard: { sum: { committed: 1 }, atLeast: 0 },
  refuse: (level, deltas) =>
    notEnough({
      variantId: level.variantId,
      locationId: level.locationId,
      wanted: -(deltas.committed ?? 0),
      available: availableOf(level),
    }),
};

/** Another location sends only what it has promised nobody. */
const spare: LevelGuard = {
  guard: availableGuard,
  refuse: (level, deltas) =>
    notEnough({
      variantId: level.variantId,
      locationId: level.locationId,
      wanted: -(deltas.onHand ?? 0),
      available: Math.max(0, availableOf(level)),
    }),
};

defineReaction({
  name: 'inventory.uncommit-cancelled',
  on: orderCancelled,
  run: async (tx, order, ctx) => {
    const changes = order.lines.map((line) => ({
      ...changeOf(ctx, order, line),
      cause: 'released' as const,
      deltas: { committed: -line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(order), changes, committedStays);
  },
});

/** What an order wants more of is promised only where it is to spare. */
const stillToSpare: LevelGuard = {
  guard: availableGuard,
  refuse: (level, deltas) =>
    notEnough({
      variantId: level.variantId,
      locationId: level.locationId,
      wanted: deltas.committed ?? 0,
      available: Math.max(0, availableOf(level)),
    }),
};

defineReaction({
  name: 'inventory.follow-edited',
  on: orderEdited,
  run: async (tx, order, ctx) => {
    // One variant on two lines, one up and one down, moves by what is left of both.
    const net = new Map<string, number>();
    for (const { variantId, delta } of order.lines) net.set(variantId, (net.get(variantId) ?? 0) + delta);
    const changes = order.lines.map(
      ({ key, variantId, delta }): LevelChange => ({
        ...{ movementId: ctx.idFor(`movement:${key}`), locationId: order.locationId, variantId },
        cause: delta > 0 ? 'committed' : 'released',
        deltas: { committed: delta },
      }),
    );
    const down = changes.filter(({ variantId }) => (net.get(variantId) ?? 0) <= 0);
    const up = changes.filter(({ variantId }) => (net.get(variantId) ?? 0) > 0);
    await changeLevels(tx, ctx, documentOf(order), down, committedStays);
    await changeLevels(tx, ctx, documentOf(order), up, stillToSpare);
  },
});

defineReaction({
  name: 'inventory.take-fulfilled',
  on: orderFulfilled,
  run: async (tx, order, ctx) => {
    const elsewhere = order.takenFrom;
    const changes = order.lines.map((line) => ({
      ...changeOf(ctx, order, line),
      cause: elsewhere ? ('released' as const) : ('fulfilled' as const),
      deltas: elsewhere ? { committed: -line.quantity } : { onHand: -line.quantity, committed: -line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(order), changes, committedStays);
    if (!elsewhere) return;
    const taken = order.lines.map((line) => ({
      ...{ movementId: ctx.idFor(`taken:${line.key}`), locationId: elsewhere, variantId: line.variantId },
      cause: 'fulfilled' as const,
      deltas: { onHand: -line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(order), taken, spare);
  },
});

/** Reserved for a customer at a till, until it is handed over or given up: for ever, as far as the sweeper knows. */
const NEVER = Date.UTC(2199, 0, 1);

interface Aside {
  readonly layawayId: string;
  readonly number: string;
  readonly locationId: string;
  readonly lines: readonly Pick<GoodsLine, 'key' | 'variantId' | 'quantity'>[];
}
const goodsOfAside = ({ layawayId, lines, ...of }: Aside): Goods => ({
  ...{ ...of, orderId: layawayId, lines: lines.map((line) => ({ ...line, restock: 'none' as const })) },
});

defineReaction({
  name: 'inventory.set-aside',
  on: layawayAside,
  run: async (tx, aside, ctx) => {
    const goods = goodsOfAside(aside);
    const changes = goods.lines.map((line) => ({
      ...changeOf(ctx, goods, line),
      cause: 'reserved' as const,
      deltas: { reserved: line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(goods), changes);
    if (!ctx.authority) return;
    await tx.insertMany(
      reservations,
      goods.lines.map(({ key, variantId, quantity }) => ({
        ...{ id: ctx.idFor(`reservation:${key}`), locationId: goods.locationId, variantId, quantity },
        ...{ orderId: goods.orderId, status: 'held' as const, expiresAt: NEVER, createdAt: ctx.occurredAt },
      })),
    );
    await reportOversold(tx, ctx, goods);
  },
  onFailure: (tx, aside, ctx, reason) => stockDidNotMove(tx, goodsOfAside(aside), ctx, reason),
});

defineReaction({
  name: 'inventory.free-aside',
  on: layawayFreed,
  run: async (tx, freed, ctx) => {
    const goods = goodsOfAside(freed);
    const changes = goods.lines.map((line) => ({
      ...{ ...changeOf(ctx, goods, line), movementId: ctx.idFor(`freed:${line.key}`) },
      cause: 'released' as const,
      deltas: { reserved: -line.quantity },
    }));
    await changeLevels(tx, ctx, documentOf(goods), changes);
    if (!ctx.authority) return;
    const status = freed.end === 'handed-over' ? ('consumed' as const) : ('released' as const);
    for (const { id } of await tx.list(reservations, { orderId: freed.layawayId, status: 'held' }))
      await tx.update(reservations, { id }, { status });
  },
});
