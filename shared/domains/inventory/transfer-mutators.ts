import * as z from 'zod/mini';
import { id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { changeLevels, type LevelGuard } from './change-levels.ts';
import { notEnough } from './errors.ts';
import { transferChanged } from './events.ts';
import { refuseUnknownPlaces } from './places.ts';
import { availableGuard, availableOf } from './rules.ts';
import { transferNowhere, transferNumberTaken } from './transfer-errors.ts';
import { type Transfer, transferLines, transfers } from './transfer-schema.ts';
import { allow, become, documentOf, linesOf, locked, lockLevels, moved } from './transfer-steps.ts';

const one = z.strictObject({ transferId: id });

/** Nothing leaves that was promised to somebody else. */
const promised: LevelGuard = {
  guard: availableGuard,
  refuse: ({ variantId, locationId, ...level }, deltas) =>
    notEnough({
      ...{ variantId, locationId },
      wanted: (deltas.reserved ?? 0) - (deltas.onHand ?? 0),
      available: Math.max(0, availableOf(level)),
    }),
};

export const saveTransfer = defineMutator({
  name: 'inventory.saveTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.order',
  doc: 'Writes or rewrites a transfer that is a draft: what goes from one location to another. No stock moves by it.',
  args: z.strictObject({
    transfer: z.strictObject({
      id,
      number: words(40),
      fromId: id,
      toId: id,
      note: text(300),
      expectedOn: z.nullable(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a date'))),
    }),
    lines: z.array(z.strictObject({ id, variantId: id, quantity })).check(
      z.minLength(1),
      z.maxLength(500),
      z.refine((all) => new Set(all.map((line) => line.id)).size === all.length, 'name a line twice'),
    ),
  }),
  run: async (tx, { transfer, lines }, ctx) => {
    const { fromId, toId, number } = transfer;
    if (fromId === toId) throw transferNowhere({ locationId: fromId });
    const variantIds = lines.map(({ variantId }) => variantId);
    await refuseUnknownPlaces(tx, [
      ...variantIds.map((variantId) => ({ locationId: fromId, variantId })),
      ...variantIds.slice(0, 1).map((variantId) => ({ locationId: toId, variantId })),
    ]);
    const [sameNumber] = await tx.list(transfers, { number });
    if (sameNumber && sameNumber.id !== transfer.id) throw transferNumberTaken({ number });
    const [known] = await tx.getForUpdate(transfers, [{ id: transfer.id }]);
    if (known) allow(known, ['draft']);
    const fresh = { createdAt: ctx.occurredAt, createdBy: ctx.actor.name, carrier: '', tracking: '' };
    const open = { shippedAt: null, shippedBy: null, endedAt: null };
    if (known) await tx.update(transfers, { id: transfer.id }, transfer);
    else await tx.insert(transfers, { ...transfer, ...fresh, ...open, status: 'draft' });
    const before = new Set((await linesOf(tx, transfer.id)).map((line) => line.id));
    for (const [position, { id: lineId, variantId, quantity: wanted }] of lines.entries()) {
      const values = { position, variantId, quantity: wanted };
      const none = { received: 0, rejected: 0, cancelled: 0 };
      if (before.delete(lineId)) await tx.update(transferLines, { id: lineId }, values);
      else await tx.insert(transferLines, { id: lineId, transferId: transfer.id, ...values, ...none });
    }
    for (const lineId of before) await tx.delete(transferLines, { id: lineId });
    if (!known) await tx.emit(transferChanged, { transferId: transfer.id, number, fromId, toId, status: 'draft' });
  },
});

export const readyTransfer = defineMutator({
  name: 'inventory.readyTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.order',
  doc: 'Sets the goods of a transfer aside where they lie: reserved, on hand and no longer available. Refused where there are not enough.',
  args: one,
  run: async (tx, { transferId }, ctx) => {
    const transfer = await locked(tx, transferId);
    if (transfer.status === 'ready') return;
    allow(transfer, ['draft']);
    const lines = await linesOf(tx, transferId);
    const aside = lines.map((line) => moved(ctx, line, 'ready', transfer.fromId, { reserved: line.quantity }));
    await changeLevels(tx, ctx, documentOf(transfer), aside, promised);
    await become(tx, transfer, { status: 'ready' });
  },
});

async function letGo(tx: Tx, ctx: MutationContext, transfer: Transfer): Promise<void> {
  const lines = await linesOf(tx, transfer.id);
  const free = lines.map((line) => moved(ctx, line, 'free', transfer.fromId, { reserved: -line.quantity }));
  await changeLevels(tx, ctx, documentOf(transfer), free);
}

export const reopenTransfer = defineMutator({
  name: 'inventory.reopenTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.order',
  doc: 'Makes a transfer that is ready a draft again, so that it can be changed; its goods are available again.',
  args: one,
  run: async (tx, { transferId }, ctx) => {
    const transfer = await locked(tx, transferId);
    if (transfer.status === 'draft') return;
    allow(transfer, ['ready']);
    await letGo(tx, ctx, transfer);
    await become(tx, transfer, { status: 'draft' });
  },
});

export const cancelTransfer = defineMutator({
  name: 'inventory.cancelTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.order',
  doc: 'Gives a transfer up that has not left. What is on its way is cancelled line by line where it is received.',
  args: one,
  run: async (tx, { transferId }, ctx) => {
    const transfer = await locked(tx, transferId);
    if (transfer.status === 'cancelled') return;
    allow(transfer, ['draft', 'ready']);
    if (transfer.status === 'ready') await letGo(tx, ctx, transfer);
    await become(tx, transfer, { status: 'cancelled', endedAt: ctx.occurredAt });
  },
});

export const shipTransfer = defineMutator({
  name: 'inventory.shipTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.receive',
  doc: 'The goods of a transfer left: off hand where they lay, incoming where they go. A draft is set aside first, or refused where there are not enough.',
  args: z.strictObject({ transferId: id, carrier: z.optional(text(60)), tracking: z.optional(text(120)) }),
  needs: async (tx, { transferId }) => {
    const transfer = await tx.get(transfers, { id: transferId });
    return transfer ? [{ permission: 'stock.receive', locationId: transfer.fromId }] : [];
  },
  run: async (tx, { transferId, carrier = '', tracking = '' }, ctx) => {
    const transfer = await locked(tx, transferId);
    if (transfer.status === 'in-transit') return;
    allow(transfer, ['draft', 'ready']);
    const { fromId, toId, status } = transfer;
    const lines = await linesOf(tx, transferId);
    await lockLevels(tx, transfer, lines);
    const aside = status === 'ready';
    const out = lines.map((line) => {
      const left = aside ? { reserved: -line.quantity, onHand: -line.quantity } : { onHand: -line.quantity };
      return moved(ctx, line, 'sent', fromId, left);
    });
    // What was set aside may leave also where a till has sold below it meanwhile: it is on the van.
    await changeLevels(tx, ctx, documentOf(transfer), out, aside ? undefined : promised);
    const coming = lines.map((line) => moved(ctx, line, 'coming', toId, { incoming: line.quantity }));
    await changeLevels(tx, ctx, documentOf(transfer), coming);
    const sent = { shippedAt: ctx.occurredAt, shippedBy: ctx.actor.name, carrier, tracking };
    await become(tx, transfer, { status: 'in-transit', ...sent });
  },
});
