import type { Tx } from '../../kernel/tx.ts';
import { type Order, type OrderLine, orderLines, orders } from './schema.ts';

interface Rows {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Sales looked through for one return; older ones are not searched, so a batch stays quick. */
const LOOK_BACK = 12;

/** The sale named by the source if it exists, else the customer's latest earlier sale that holds every returned item. */
export async function findSale(
  tx: Tx,
  back: Rows,
  stated: string | null,
  inBatch: ReadonlyMap<string, Rows>,
): Promise<string | null> {
  if (stated !== null) {
    const named = inBatch.get(stated)?.order ?? (await tx.get(orders, { id: stated }));
    return named?.kind === 'sale' ? named.id : null;
  }
  const { customerId, placedAt } = back.order;
  if (customerId === null) return null;
  const kept = await tx.list(orders, { customerId, kind: 'sale' });
  const fresh = [...inBatch.values()].flatMap(({ order }) =>
    order.customerId === customerId && order.kind === 'sale' ? [order] : [],
  );
  const candidates = [...kept, ...fresh]
    .filter((order) => order.placedAt <= placedAt)
    .sort((a, b) => b.placedAt - a.placedAt || (a.id < b.id ? -1 : 1))
    .slice(0, LOOK_BACK);
  for (const { id } of candidates) {
    const sold = inBatch.get(id)?.lines ?? (await tx.list(orderLines, { orderId: id }));
    if (holdsAll(sold, back.lines)) return id;
  }
  return null;
}

function holdsAll(sold: readonly OrderLine[], returned: readonly OrderLine[]): boolean {
  return returned.every((line) => {
    const same = sold.filter((row) =>
      line.variantId === null ? row.sku === line.sku : row.variantId === line.variantId,
    );
    return same.reduce((units, row) => units + row.quantity, 0) >= -line.quantity;
  });
}
