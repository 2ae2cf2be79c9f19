import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { reviewChange } from './events.ts';
import { starColumns } from './rules.ts';
import { type ProductReview, productReviews, reviewSums } from './schema.ts';

type Counted = Pick<ProductReview, 'productId' | 'state' | 'stars'>;

/** Counts what is shown now in the place of what was; in the cloud, which has the sums. */
export async function recount(
  tx: Tx,
  ctx: Pick<MutationContext, 'authority'>,
  before: Counted | undefined,
  after: Counted | undefined,
): Promise<void> {
  const productId = (after ?? before)?.productId ?? '';
  if (ctx.authority) {
    const deltas = { one: 0, two: 0, three: 0, four: 0, five: 0 };
    const count = (of: Counted | undefined, by: number): void => {
      const name = of?.state === 'shown' ? starColumns[of.stars - 1] : undefined;
      if (name) deltas[name] += by;
    };
    count(before, -1);
    count(after, 1);
    if (starColumns.some((name) => deltas[name] !== 0)) {
      await tx.insertOnce(reviewSums, { productId, one: 0, two: 0, three: 0, four: 0, five: 0 });
      await tx.add(reviewSums, { productId }, deltas);
    }
  }
  if (before?.state === 'shown' || after?.state === 'shown') await tx.emit(reviewChange, { productId });
}

/** All that somebody said, with its stars. */
export async function forgetReviews(
  tx: Tx,
  ctx: Pick<MutationContext, 'authority'>,
  customerId: string,
): Promise<void> {
  for (const review of await tx.list(productReviews, { customerId })) {
    await tx.delete(productReviews, { id: review.id });
    await recount(tx, ctx, review, undefined);
  }
}
