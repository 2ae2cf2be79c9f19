import type { Tx } from '../../kernel/tx.ts';
import { variants } from '../catalog/schema.ts';
import { standingOf } from '../orders/goods.ts';
import { type Refundable, refundable } from '../orders/plan-refunds.ts';
import { type Order, type OrderLine, orderLines, orders, tenders } from '../orders/schema.ts';
import { type ClaimableLine, replacedBy } from './rules.ts';
import { type Claim, claims } from './schema.ts';

export interface ClaimFacts {
  readonly lines: readonly (OrderLine & ClaimableLine)[];
  readonly earlier: readonly Claim[];
  /** The returns of the order so far */
  readonly returns: readonly Order[];
  readonly payments: readonly Refundable[];
  /** Variants of which stock is kept */
  readonly tracked: ReadonlySet<string>;
}

/** All that a claim of an order is decided by. */
export async function claimFacts(tx: Tx, order: Order): Promise<ClaimFacts> {
  const { id: orderId } = order;
  const standing = await standingOf(tx, order);
  const returns = await tx.list(orders, { originalOrderId: orderId });
  const back = await tx.listMany(
    orderLines,
    standing.map(({ id }) => ({ originalLineId: id })),
  );
  const earlier = await tx.list(claims, { orderId });
  const replaced = replacedBy(earlier);
  const own = await tx.list(tenders, { orderId });
  const paidBack = await tx.listMany(
    tenders,
    returns.map(({ id }) => ({ orderId: id })),
  );
  const known = await tx.getMany(
    variants,
    [...new Set(standing.flatMap(({ variantId }) => variantId ?? []))].map((id) => ({ id })),
  );
  return {
    lines: standing.map((line) => ({
      ...line,
      returned: back.reduce((sum, row) => (row.originalLineId === line.id ? sum - row.quantity : sum), 0),
      replaced: replaced.get(line.id) ?? 0,
    })),
    earlier,
    returns,
    payments: refundable(own, [...own.filter(({ amount }) => amount < 0), ...paidBack]),
    tracked: new Set(known.flatMap((row) => (row.tracked ? [row.id] : []))),
  };
}
