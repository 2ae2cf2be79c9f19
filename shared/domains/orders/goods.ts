import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { fulfilmentLines } from './fulfilment-schema.ts';
import { type Order, type OrderLine, orderLines } from './schema.ts';

/** A line with how much of it has left. */
export interface Standing extends OrderLine {
  readonly sent: number;
}

/** All of it left the shop. */
export const gone = ({ fulfilmentStatus }: Pick<Order, 'fulfilmentStatus'>): boolean =>
  fulfilmentStatus === 'shipped' || fulfilmentStatus === 'handed-over';

/** The lines of an order with what of each has left: all of it where the order left before parts were kept. */
export async function standingOf(tx: Tx, order: Pick<Order, 'id' | 'fulfilmentStatus'>): Promise<Standing[]> {
  const { id: orderId } = order;
  const lines = await tx.list(orderLines, { orderId });
  const sent = new Map<string, number>();
  for (const { lineId, quantity } of await tx.list(fulfilmentLines, { orderId }))
    sent.set(lineId, (sent.get(lineId) ?? 0) + quantity);
  const left = gone(order);
  return lines
    .map((line) => ({ ...line, sent: left ? line.quantity : (sent.get(line.id) ?? 0) }))
    .sort((a, b) => a.position - b.position);
}

/** Part of a line, as events name goods. */
export interface Part {
  readonly line: Pick<OrderLine, 'id' | 'variantId'>;
  readonly quantity: number;
}

/** The tracked goods among these parts, as events of an order name them; nothing of a line is no goods. */
export async function goodsOf(tx: Tx, { id: orderId, number, locationId }: Order, parts: readonly Part[]) {
  const ids = [...new Set(parts.flatMap(({ line }) => line.variantId ?? []))];
  const known = await tx.getMany(
    variants,
    ids.map((id) => ({ id })),
  );
  const tracked = new Set(known.flatMap((row) => (row.tracked ? [row.id] : [])));
  return {
    orderId,
    number,
    locationId,
    lines: parts.flatMap(({ line: { id, variantId }, quantity }) =>
      quantity !== 0 && variantId !== null && tracked.has(variantId)
        ? [{ key: id, variantId, quantity, restock: 'none' as const }]
        : [],
    ),
  };
}
