import * as z from 'zod/mini';
import { flag, id, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { boxes, millimetres } from './box-schema.ts';
import { boxCarriesNothing, boxesChanged, tooManyBoxes } from './errors.ts';

const grams = z.number().check(z.int(), z.gte(0), z.lte(1_000_000));
const MOST = 100;

export const saveBox = defineMutator({
  name: 'shipping.saveBox',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Opens a box that parcels are packed into, or changes one: its inside and its walls in millimetres, its weight and what it carries in grams. A new one comes last.',
  args: z.strictObject({
    box: z.strictObject({
      id,
      name: words(80),
      /** Inside */
      length: millimetres,
      width: millimetres,
      height: millimetres,
      wall: z.number().check(z.int(), z.gte(0), z.lte(100)),
      ownGrams: grams,
      /** With all that is in it; null: nobody says */
      mostGrams: z.nullable(grams),
      active: flag,
    }),
  }),
  run: async (tx, { box }, ctx) => {
    if (box.mostGrams !== null && box.mostGrams <= box.ownGrams) throw boxCarriesNothing({ name: box.name });
    const row = { ...box, updatedAt: ctx.occurredAt };
    if (await tx.update(boxes, { id: box.id }, row)) return;
    const all = await tx.list(boxes, {});
    if (all.length >= MOST) throw tooManyBoxes({ most: MOST });
    await tx.insert(boxes, { ...row, position: Math.max(0, ...all.map(({ position }) => position)) + 1 });
  },
});

export const removeBox = defineMutator({
  name: 'shipping.removeBox',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Takes a box out: nothing is packed into it any more. Parcels that left in it keep its name.',
  args: z.strictObject({ boxId: id }),
  run: async (tx, { boxId }) => {
    await tx.delete(boxes, { id: boxId });
  },
});

export const arrangeBoxes = defineMutator({
  name: 'shipping.arrangeBoxes',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'In which order a shop keeps its boxes. All of them are named; refused where one came or went meanwhile.',
  args: z.strictObject({ boxIds: z.array(id).check(z.maxLength(MOST)) }),
  run: async (tx, { boxIds }, ctx) => {
    const all = await tx.list(boxes, {});
    const named = new Set(boxIds);
    if (named.size !== boxIds.length || all.length !== named.size || all.some((box) => !named.has(box.id)))
      throw boxesChanged({ boxes: all.length });
    for (const [index, boxId] of boxIds.entries())
      await tx.update(boxes, { id: boxId }, { position: index + 1, updatedAt: ctx.occurredAt });
  },
});
