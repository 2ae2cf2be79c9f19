import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { type Order, orderLines } from './schema.ts';

/** The tracked goods of an order, as its events name them. */
export async function goodsOf(tx: Tx, { id: orderId, number, locationId }: Order) {
  const lines = await tx.list(orderLines, { orderId });
  const ids = [...new Set(lines.flatMap(({ variantId }) => variantId ?? []))];
  const tracked = new Set(
    (
      await tx.getMany(
        variants,
        ids.map((id) => ({ id })),
      )
    ).flatMap((row) => (row.tracked ? [row.id] : [])),
  );
  return {
    orderId,
    number,
    locationId,
    lines: lines.flatMap(({ id, variantId, quantity }) =>
      variantId !== null && tracked.has(variantId) ? [{ key: id, variantId, quantity, restock: 'none' as const }] : [],
    ),
  };
}
