import * as z from 'zod/mini';
import { id, quantity, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { changeLevels } from './change-levels.ts';
import { purchaseOrderClosed, scanUndone, scanUnknown } from './errors.ts';
import { goodsReceived } from './events.ts';
import { purchaseOrderLines, purchaseOrders, stockMovements, stockTasks } from './schema.ts';

/** The order and line that a scan belongs to; null for goods that came without an order. */
const against = z.nullable(z.strictObject({ purchaseOrderId: id, lineId: id, number: words(40) }));

export const receive = defineMutator({
  name: 'inventory.receive',
  version: 1,
  kind: 'fact',
  permission: 'stock.receive',
  doc: 'Goods came in: one scan is one movement, whose id is the scan’s. Against a line of a purchase order, or blind.',
  args: z.strictObject({
    scanId: id,
    /** One delivery as the screen sees it */
    receivingId: id,
    locationId: id,
    variantId: id,
    quantity,
    against,
  }),
  needs: async (_tx, { locationId }) => [{ permission: 'stock.receive', locationId }],
  bound: (args) => args,
  prepare: async (tx, args) => {
    const order = args.against && (await tx.get(purchaseOrders, { id: args.against.purchaseOrderId }));
    if (order && order.status !== 'open') throw purchaseOrderClosed({ number: order.number, status: order.status });
    return args;
  },
  run: async (tx, args, ctx) => {
    const { scanId, locationId, variantId, quantity, against } = args;
    if (await tx.get(stockMovements, { id: scanId })) return;
    if (against) await tx.add(purchaseOrderLines, { id: against.lineId }, { received: quantity });
    const document = against
      ? ({ kind: 'purchase-order', id: against.purchaseOrderId, number: against.number } as const)
      : ({ kind: 'receiving', id: args.receivingId, number: '' } as const);
    const deltas = against ? { onHand: quantity, incoming: -quantity } : { onHand: quantity };
    const change = { movementId: scanId, locationId, variantId, cause: 'received' as const, deltas };
    await changeLevels(tx, ctx, document, [change]);
    const purchaseOrderId = against?.purchaseOrderId ?? null;
    await tx.emit(goodsReceived, { documentId: document.id, purchaseOrderId, locationId, variantId, quantity });
    if (!against || !ctx.authority) return;
    const line = await tx.get(purchaseOrderLines, { id: against.lineId });
    if (!line || line.received <= line.ordered) return;
    await tx.insertOnce(stockTasks, {
      id: ctx.idFor('task:over-received'),
      kind: 'over-received',
      locationId,
      variantId,
      documentId: against.purchaseOrderId,
      title: `More received than ordered on ${against.number}`,
      details: { ordered: line.ordered, received: line.received },
      status: 'open',
      createdAt: ctx.occurredAt,
      doneAt: null,
      doneBy: null,
      note: null,
    });
  },
});

/** What the scan did, so that the cloud need not look it up. */
const undone = z.strictObject({ receivingId: id, locationId: id, variantId: id, quantity, against });

export const undoReceive = defineMutator({
  name: 'inventory.undoReceive',
  version: 1,
  kind: 'fact',
  permission: 'stock.receive',
  doc: 'Takes a scan back by a movement of its own; the ledger keeps both. `scan` is filled in at the desk.',
  args: z.strictObject({ scanId: id, scan: z.optional(undone) }),
  bound: ({ scanId }) => ({ scanId }),
  prepare: async (tx, { scanId }) => {
    const movement = await tx.get(stockMovements, { id: scanId });
    if (movement?.cause !== 'received' || movement.onHand < 1) throw scanUnknown({ scanId });
    const same = await tx.list(stockMovements, { documentId: movement.documentId });
    if (same.some((row) => row.reversesId === scanId)) throw scanUndone({ scanId });
    const { locationId, variantId, onHand: quantity, documentId, documentNumber, documentKind } = movement;
    const lines =
      documentKind === 'purchase-order' ? await tx.list(purchaseOrderLines, { purchaseOrderId: documentId }) : [];
    const line = lines.find((row) => row.variantId === variantId);
    const against = line ? { purchaseOrderId: documentId, lineId: line.id, number: documentNumber } : null;
    return { scanId, scan: { receivingId: documentId, locationId, variantId, quantity, against } };
  },
  run: async (tx, { scanId, scan }, ctx) => {
    if (!scan) throw scanUnknown({ scanId });
    const { locationId, variantId, quantity, against } = scan;
    const document = against
      ? ({ kind: 'purchase-order', id: against.purchaseOrderId, number: against.number } as const)
      : ({ kind: 'receiving', id: scan.receivingId, number: '' } as const);
    const same = await tx.list(stockMovements, { documentId: document.id });
    if (same.some((row) => row.reversesId === scanId)) return;
    if (against) await tx.add(purchaseOrderLines, { id: against.lineId }, { received: -quantity });
    const deltas = against ? { onHand: -quantity, incoming: quantity } : { onHand: -quantity };
    const change = { movementId: ctx.idFor('movement'), locationId, variantId, cause: 'received' as const, deltas };
    await changeLevels(tx, ctx, document, [{ ...change, reversesId: scanId, note: 'scan undone' }]);
    const purchaseOrderId = against?.purchaseOrderId ?? null;
    await tx.emit(goodsReceived, {
      documentId: document.id,
      purchaseOrderId,
      locationId,
      variantId,
      quantity: -quantity,
    });
  },
});
