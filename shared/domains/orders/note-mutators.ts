import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { noteUnknown, orderUnknown } from './errors.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { orderChanges, orders } from './schema.ts';

export const addNote = defineMutator({
  name: 'orders.addNote',
  version: 1,
  kind: 'intent',
  permission: 'orders.note',
  doc: 'Writes a note onto the timeline of an order.',
  args: z.strictObject({ orderId: id, note: words(1_000) }),
  run: async (tx, { orderId, note }, ctx) => {
    const order = await tx.get(orders, { id: orderId });
    if (!order) throw orderUnknown({ orderId });
    await noteChange(tx, ctx, order, { kind: 'note', note });
  },
});

export const correctNote = defineMutator({
  name: 'orders.correctNote',
  version: 1,
  kind: 'intent',
  permission: 'orders.note',
  doc: 'Says a note of an order anew. What stood there stays on the timeline, beside who changed it; a note that was corrected meanwhile is corrected from what it says now. An empty text takes it back.',
  args: z.strictObject({ orderId: id, noteId: id, note: text(1_000) }),
  run: async (tx, { orderId, noteId, note }, ctx) => {
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    const written = await tx.list(orderChanges, { orderId });
    const corrections = written
      .filter(({ kind, after }) => kind === 'note' && after['corrects'] === noteId)
      .sort((a, b) => a.occurredAt - b.occurredAt);
    const first = written.find(({ id: changeId, kind }) => changeId === noteId && kind === 'note');
    if (!first || first.after['corrects'] !== undefined) throw noteUnknown({ orderId, noteId });
    const before = String((corrections.at(-1) ?? first).note);
    if (before === note) return;
    await noteChange(tx, ctx, order, {
      kind: 'note',
      note,
      also: { before: { note: before }, after: { note, corrects: noteId } },
    });
  },
});
