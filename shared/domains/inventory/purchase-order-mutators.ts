import * as z from 'zod/mini';
import { id, quantity, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { changeLevels, type LevelChange } from './change-levels.ts';
import {
  lineReceived,
  orderNumberTaken,
  purchaseOrderClosed,
  purchaseOrderMoved,
  purchaseOrderUnknown,
} from './errors.ts';
import { refuseUnknownPlaces } from './places.ts';
import { purchaseOrderLines, purchaseOrders } from './schema.ts';

export const savePurchaseOrder = defineMutator({
  name: 'inventory.savePurchaseOrder',
  version: 1,
  kind: 'intent',
  permission: 'stock.order',
  doc: 'Writes or rewrites an open purchase order. What is on its way counts as incoming at its location.',
  args: z.strictObject({
    order: z.strictObject({
      id,
      number: words(40),
      supplier: words(120),
      locationId: id,
      bay: text(40),
      expectedOn: z.nullable(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a date'))),
    }),
    lines: z.array(z.strictObject({ id, variantId: id, ordered: quantity })).check(z.minLength(1), z.maxLength(500)),
  }),
  run: async (tx, { order, lines }, ctx) => {
    const { locationId } = order;
    await refuseUnknownPlaces(
      tx,
      lines.map(({ variantId }) => ({ locationId, variantId })),
    );
    const [sameNumber] = await tx.list(purchaseOrders, { number: order.number });
    if (sameNumber && sameNumber.id !== order.id) throw orderNumberTaken({ number: order.number });
    const [known] = await tx.getForUpdate(purchaseOrders, [{ id: order.id }]);
    if (known && known.status !== 'open') throw purchaseOrderClosed({ number: known.number, status: known.status });
    if (known && known.locationId !== locationId) throw purchaseOrderMoved({ number: known.number });
    if (known) await tx.update(purchaseOrders, { id: order.id }, order);
    else await tx.insert(purchaseOrders, { ...order, status: 'open' as const, createdAt: ctx.occurredAt });

    const before = new Map(
      (await tx.list(purchaseOrderLines, { purchaseOrderId: order.id })).map((row) => [row.id, row]),
    );
    const changes: LevelChange[] = [];
    const incoming = (lineId: string, variantId: string, delta: number) => {
      if (delta === 0) return;
      const movementId = ctx.idFor(`movement:${lineId}:${variantId}`);
      changes.push({
        movementId,
        locationId,
        variantId,
        cause: 'adjusted',
        deltas: { incoming: delta },
        note: 'ordered',
      });
    };
    for (const line of lines) {
      const row = before.get(line.id);
      before.delete(line.id);
      if (row && row.variantId !== line.variantId && row.received !== 0) {
        throw lineReceived({ variantId: row.variantId, received: row.received });
      }
      if (row && row.variantId !== line.variantId) incoming(line.id, row.variantId, -row.ordered);
      incoming(line.id, line.variantId, line.ordered - (row?.variantId === line.variantId ? row.ordered : 0));
      const values = { variantId: line.variantId, ordered: line.ordered };
      if (row) await tx.update(purchaseOrderLines, { id: line.id }, values);
      else
        await tx.insert(purchaseOrderLines, {
          id: line.id,
          purchaseOrderId: order.id,
          locationId,
          ...values,
          received: 0,
        });
    }
    for (const row of before.values()) {
      if (row.received !== 0) throw lineReceived({ variantId: row.variantId, received: row.received });
      incoming(row.id, row.variantId, -row.ordered);
      await tx.delete(purchaseOrderLines, { id: row.id });
    }
    await changeLevels(tx, ctx, { kind: 'purchase-order', id: order.id, number: order.number }, changes);
  },
});

export const closePurchaseOrder = defineMutator({
  name: 'inventory.closePurchaseOrder',
  version: 1,
  kind: 'intent',
  permission: 'stock.receive',
  doc: 'Ends an open purchase order as received (short or not) or cancelled; what did not come is no longer incoming.',
  args: z.strictObject({ purchaseOrderId: id, status: z.enum(['received', 'cancelled']) }),
  run: async (tx, { purchaseOrderId, status }, ctx) => {
    const [order] = await tx.getForUpdate(purchaseOrders, [{ id: purchaseOrderId }]);
    if (!order) throw purchaseOrderUnknown({ purchaseOrderId });
    if (order.status === status) return;
    if (order.status !== 'open') throw purchaseOrderClosed({ number: order.number, status: order.status });
    await tx.update(purchaseOrders, { id: purchaseOrderId }, { status });
    const lines = await tx.list(purchaseOrderLines, { purchaseOrderId });
    const changes = lines.flatMap(({ id, variantId, ordered, received }): LevelChange[] => {
      if (ordered === received) return [];
      const change = { movementId: ctx.idFor(`movement:${id}`), locationId: order.locationId, variantId } as const;
      return [{ ...change, cause: 'adjusted', deltas: { incoming: received - ordered }, note: `order ${status}` }];
    });
    await changeLevels(tx, ctx, { kind: 'purchase-order', id: order.id, number: order.number }, changes);
  },
});
