import * as z from 'zod/mini';
import { delta, id, quantityOrZero, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { changeLevels } from './change-levels.ts';
import { belowZero, safetyChanged, taskUnknown } from './errors.ts';
import { refuseUnknownPlaces } from './places.ts';
import { onHandGuard } from './rules.ts';
import { stockLevels, stockMovements, stockTasks } from './schema.ts';

export const adjust = defineMutator({
  name: 'inventory.adjust',
  version: 1,
  kind: 'intent',
  permission: 'stock.adjust',
  doc: 'Adds to or takes off what is on hand (up to 500 lines), with a reason. Refused where it would take a level below zero. The reason `opening` marks opening stock.',
  args: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          locationId: id,
          variantId: id,
          delta: delta.check(z.refine<number>((value) => value !== 0, 'must not be 0')),
        }),
      )
      .check(z.minLength(1), z.maxLength(500)),
    reason: words(60),
    note: text(300),
  }),
  needs: async (_tx, { lines }) =>
    [...new Set(lines.map(({ locationId }) => locationId))].map((locationId) => ({
      permission: 'stock.adjust',
      locationId,
    })),
  run: async (tx, { lines, reason, note }, ctx) => {
    const document = { kind: 'adjustment', id: ctx.idFor('adjustment'), number: '' } as const;
    if (await tx.get(stockMovements, { id: ctx.idFor('movement:0') })) return;
    await refuseUnknownPlaces(tx, lines);
    // What is added and what is taken off are written apart below, so all rows are locked in key order first.
    const keys = lines.map(({ locationId, variantId }) => ({ variantId, locationId }));
    await tx.getForUpdate(stockLevels, keys);
    const changes = lines.map(({ locationId, variantId, delta }, index) => ({
      movementId: ctx.idFor(`movement:${index}`),
      locationId,
      variantId,
      cause: reason === 'opening' ? ('opening' as const) : ('adjusted' as const),
      deltas: { onHand: delta },
      note: note === '' ? reason : `${reason}: ${note}`,
    }));
    // A level that is below zero already may be brought up step by step, so only what takes off is guarded.
    await changeLevels(
      tx,
      ctx,
      document,
      changes.filter(({ deltas }) => deltas.onHand > 0),
    );
    await changeLevels(
      tx,
      ctx,
      document,
      changes.filter(({ deltas }) => deltas.onHand < 0),
      {
        guard: onHandGuard,
        refuse: (level, deltas) =>
          belowZero({
            variantId: level.variantId,
            locationId: level.locationId,
            onHand: level.onHand,
            delta: deltas.onHand ?? 0,
          }),
      },
    );
  },
});

export const count = defineMutator({
  name: 'inventory.count',
  version: 1,
  kind: 'fact',
  permission: 'stock.count',
  doc: 'Records what was counted beside what the desk showed, and applies the difference: sales made meanwhile stay counted.',
  args: z.strictObject({
    locationId: id,
    lines: z
      .array(z.strictObject({ variantId: id, counted: quantityOrZero, sawOnHand: delta }))
      .check(z.minLength(1), z.maxLength(500)),
    note: text(300),
  }),
  needs: async (_tx, { locationId }) => [{ permission: 'stock.count', locationId }],
  run: async (tx, { locationId, lines, note }, ctx) => {
    if (await tx.get(stockMovements, { id: ctx.idFor('movement:0') })) return;
    const document = { kind: 'count', id: ctx.idFor('count'), number: '' } as const;
    const changes = lines.map(({ variantId, counted, sawOnHand }, index) => ({
      movementId: ctx.idFor(`movement:${index}`),
      locationId,
      variantId,
      cause: 'counted' as const,
      deltas: { onHand: counted - sawOnHand },
      note: `${counted} found, ${sawOnHand} expected${note === '' ? '' : `: ${note}`}`,
    }));
    await changeLevels(tx, ctx, document, changes);
  },
});

export const setSafety = defineMutator({
  name: 'inventory.setSafety',
  version: 1,
  kind: 'intent',
  permission: 'stock.adjust',
  doc: 'Sets how many units of a variant a location keeps back. Refused when somebody else changed it meanwhile.',
  args: z.strictObject({ locationId: id, variantId: id, base: quantityOrZero, safety: quantityOrZero }),
  needs: async (_tx, { locationId }) => [{ permission: 'stock.adjust', locationId }],
  run: async (tx, { locationId, variantId, base, safety }, ctx) => {
    await refuseUnknownPlaces(tx, [{ locationId, variantId }]);
    const [level] = await tx.getForUpdate(stockLevels, [{ variantId, locationId }]);
    const current = level?.safety ?? 0;
    if (current === safety) return;
    if (current !== base) throw safetyChanged({ base, current, value: safety });
    const document = { kind: 'adjustment', id: ctx.idFor('adjustment'), number: '' } as const;
    const change = { movementId: ctx.idFor('movement'), locationId, variantId, cause: 'adjusted' } as const;
    await changeLevels(tx, ctx, document, [{ ...change, deltas: { safety: safety - current }, note: 'safety' }]);
  },
});

export const finishStockTask = defineMutator({
  name: 'inventory.finishStockTask',
  version: 1,
  kind: 'intent',
  permission: 'stock.adjust',
  doc: 'Ticks off a task that a fact left behind, with a note of what was found or done. Who was first stays noted.',
  args: z.strictObject({ taskId: id, note: z.optional(text(500)) }),
  run: async (tx, { taskId, note = null }, ctx) => {
    const [task] = await tx.getForUpdate(stockTasks, [{ id: taskId }]);
    if (!task) throw taskUnknown({ taskId });
    if (task.status === 'done') return;
    const done = { status: 'done', doneAt: ctx.occurredAt, doneBy: ctx.actor.name, note } as const;
    await tx.update(stockTasks, { id: taskId }, done);
  },
});
