import { boolean, instant, integer, json, quantity, text, uuid } from '@tillhouse/shared/kernel/columns.ts';
import type { Actor, MutationContext, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { defineMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { fieldEdits } from '@tillhouse/shared/domains/catalog/field-edits-schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import '@tillhouse/shared/domains/customers/edit-mutators.ts';
import { defineTable } from '@tillhouse/shared/kernel/define-table.ts';
import { defineError } from '@tillhouse/shared/kernel/errors.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import * as z from 'zod/mini';

/**
 * A shop of three groups, small enough to be checked whole: stock moved by facts, reserved and edited by intents, and the
 * house's own customers, whose fields people edit at several desks.
 */

export const levels = defineTable('sim.sim_levels', {
  doc: 'on hand is moved by facts only, reserved by intents only',
  columns: { itemId: uuid(), onHand: quantity(), reserved: quantity() },
  key: ['itemId'],
  group: 'trade',
});

export const moves = defineTable('sim.sim_moves', {
  doc: 'The ledger of on hand.',
  columns: { id: uuid(), itemId: uuid(), change: quantity(), at: instant() },
  key: ['id'],
  appendOnly: true,
  group: 'trade',
});

export const sales = defineTable('sim.sim_sales', {
  doc: 'One row a sale.',
  columns: { id: uuid(), itemId: uuid(), units: quantity(), lines: json(z.array(z.string())), paid: boolean() },
  key: ['id'],
  appendOnly: true,
  group: 'trade',
});

export const items = defineTable('sim.sim_items', {
  doc: 'What is sold.',
  columns: { id: uuid(), sku: text(), title: text(), price: integer() },
  key: ['id'],
  unique: [['sku']],
  group: 'catalogue',
});

export const flags = defineTable('sim.sim_flags', {
  doc: 'Sales of what was not there, for a person. Made in the cloud only.',
  columns: { id: uuid(), saleId: uuid(), missing: quantity() },
  key: ['id'],
  appendOnly: true,
  group: 'trade',
});

export const simTables = [levels, moves, sales, items, flags, customers, fieldEdits];

const stale = defineError<{ price: number }>('sim.price-changed', 'conflict', () => 'Somebody else changed the price.');
const short = defineError<{ itemId: string }>('sim.not-enough', 'refused', () => 'Not enough left.');
const taken = defineError<{ sku: string }>('sim.sku-taken', 'conflict', () => 'That SKU is taken.');
const unknown = defineError<{ id: string }>('sim.unknown-item', 'not-found', () => 'No such item.');

const permission = 'sim.all';
export const simActor: Actor = {
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Sim',
  roleId: 'sim',
  permissions: [permission, 'customers.edit', 'customers.contact'],
};
export const simStore: StoreContext = { currency: 'EUR', timeZone: 'UTC', pricesIncludeTax: true };

async function sell(tx: Tx, itemId: string, units: number, paid: boolean, ctx: MutationContext): Promise<void> {
  const id = ctx.idFor('sale');
  await tx.insert(sales, { id, itemId, units, lines: [itemId], paid });
  await tx.insert(moves, { id: ctx.idFor('move'), itemId, change: -units, at: ctx.occurredAt });
  await tx.insertOnce(levels, { itemId, onHand: 0, reserved: 0 });
  await tx.add(levels, { itemId }, { onHand: -units });
  if (!ctx.authority) return;
  const level = await tx.get(levels, { itemId });
  const missing = -(level?.onHand ?? 0);
  if (missing > 0) await tx.insert(flags, { id: ctx.idFor('oversold'), saleId: id, missing });
}

export const recordSale = defineMutator({
  name: 'sim.recordSale',
  version: 2,
  kind: 'fact',
  permission,
  doc: 'A sale of some units, paid or on account; the level is made when it is not there.',
  args: z.object({ itemId: z.string(), units: z.number(), onAccount: z.optional(z.boolean()) }),
  earlier: { 1: (args) => ({ ...(args as object), onAccount: false }) },
  run: (tx, { itemId, units, onAccount }, ctx) => sell(tx, itemId, units, !onAccount, ctx),
});

export const receiveGoods = defineMutator({
  name: 'sim.receiveGoods',
  version: 1,
  kind: 'fact',
  permission,
  doc: 'Units that came in.',
  args: z.object({ itemId: z.string(), units: z.number() }),
  run: async (tx, { itemId, units }, ctx) => {
    await tx.insert(moves, { id: ctx.idFor('move'), itemId, change: units, at: ctx.occurredAt });
    await tx.insertOnce(levels, { itemId, onHand: 0, reserved: 0 });
    await tx.add(levels, { itemId }, { onHand: units });
  },
});

export const editItem = defineMutator({
  name: 'sim.editItem',
  version: 1,
  kind: 'intent',
  permission,
  doc: 'Sets the price when it still is what the person saw.',
  args: z.object({ id: z.string(), price: z.object({ base: z.number(), value: z.number() }) }),
  run: async (tx, { id, price }) => {
    const [item] = await tx.getForUpdate(items, [{ id }]);
    if (!item) throw unknown({ id });
    if (item.price !== price.base) throw stale({ price: item.price });
    await tx.update(items, { id }, { price: price.value });
  },
});

export const retitle = defineMutator({
  name: 'sim.retitle',
  version: 1,
  kind: 'intent',
  permission,
  doc: 'Sets the title; the last to arrive wins. Counts it on the level too, so that it spans two groups.',
  args: z.object({ id: z.string(), title: z.string() }),
  run: async (tx, { id, title }) => {
    if (!(await tx.update(items, { id }, { title }))) throw unknown({ id });
    await tx.add(levels, { itemId: id }, { reserved: 1 });
  },
});

export const reserve = defineMutator({
  name: 'sim.reserve',
  version: 2,
  kind: 'intent',
  permission,
  doc: 'Reserves units while less than forty are reserved. Version 1 called the quantity units.',
  args: z.object({ itemId: z.string(), quantity: z.number() }),
  earlier: {
    1: (args) => {
      const { itemId, units } = args as { itemId: string; units: number };
      return { itemId, quantity: units };
    },
  },
  run: async (tx, { itemId, quantity }) => {
    const guard = { sum: { reserved: -1 as const }, atLeast: -40 };
    if (!(await tx.addIf(levels, { itemId }, { reserved: quantity }, guard))) throw short({ itemId });
  },
});

/** The same commands as the program before wrote them into an outbox, by name: version and arguments. */
export const asBefore: Readonly<Record<string, (args: Record<string, unknown>) => Record<string, unknown>>> = {
  'sim.recordSale': ({ itemId, units }) => ({ itemId, units }),
  'sim.reserve': ({ itemId, quantity }) => ({ itemId, units: quantity }),
};

export const createItem = defineMutator({
  name: 'sim.createItem',
  version: 1,
  kind: 'intent',
  permission,
  doc: 'A new item with its level.',
  args: z.object({ id: z.string(), sku: z.string() }),
  run: async (tx, { id, sku }) => {
    // Written before it is refused: what a refused command wrote has to go.
    await tx.insertOnce(levels, { itemId: id, onHand: 0, reserved: 0 });
    if ((await tx.list(items, { sku })).length > 0) throw taken({ sku });
    await tx.insert(items, { id, sku, title: sku, price: 100 });
  },
});

export const removeItem = defineMutator({
  name: 'sim.removeItem',
  version: 1,
  kind: 'intent',
  permission,
  doc: 'Takes an item out of the catalogue; its stock stays.',
  args: z.object({ id: z.string() }),
  run: async (tx, { id }) => {
    if (!(await tx.delete(items, { id }))) throw unknown({ id });
  },
});
