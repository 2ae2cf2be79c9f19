import { type Rating, ratingOf, starColumns } from '@tillhouse/shared/domains/reviews/rules.ts';
import { productReviews } from '@tillhouse/shared/domains/reviews/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { readStars } from './read-ratings.ts';

/** A review as shoppers read it. */
export interface ShownReview {
  readonly id: string;
  readonly stars: number;
  readonly title: string;
  readonly text: string;
  readonly name: string;
  /** BCP 47 */
  readonly lang: string;
  readonly verified: boolean;
  readonly writtenAt: number;
  /** What the shop says to it; null: nothing */
  readonly answer: { readonly text: string; readonly at: number } | null;
}

export interface ReviewPage extends Rating {
  /** How many have one star, two, up to five */
  readonly stars: readonly number[];
  readonly reviews: readonly ShownReview[];
  /** Where the next page begins; null after the last */
  readonly last: readonly [writtenAt: number, id: string] | null;
}

export interface ReviewsAsked {
  readonly productId: string;
  readonly most: number;
  /** The last one of the page before */
  readonly after: readonly [writtenAt: number, id: string] | null;
  /** Only those with so many */
  readonly stars: number | null;
}

export const noReviews: ReviewPage = { count: 0, average: 0, stars: [0, 0, 0, 0, 0], reviews: [], last: null };

/** What is shown of a product, the newest first. */
export async function readReviews(db: Connection, tenantId: string, asked: ReviewsAsked): Promise<ReviewPage> {
  const { productId, most, after, stars } = asked;
  const counts = await readStars(db, tenantId, productId);
  const { count, average } = ratingOf(counts);
  const sums = { count, average, stars: starColumns.map((name) => counts[name]) };
  if (count === 0) return { ...sums, reviews: [], last: null };
  const ids = await db.rows<{ id: string }>(
    `SELECT id FROM product_reviews
      WHERE tenant_id = $1 AND product_id = $2 AND state = 'shown' AND ($3::bigint IS NULL OR stars = $3)
        AND ($4::timestamptz IS NULL OR (written_at, id) < ($4::timestamptz, $5::uuid))
      ORDER BY written_at DESC, id DESC LIMIT $6`,
    [tenantId, productId, stars, after && new Date(after[0]).toISOString(), after?.[1] ?? null, most + 1],
  );
  const page = ids.slice(0, most).map(({ id }) => ({ id }));
  const rows = await withTx(db, tenantId, (tx) => tx.getMany(productReviews, page));
  const last = ids.length > most ? rows.at(-1) : undefined;
  return {
    ...sums,
    reviews: rows.map(({ id, stars: given, title, body, name, lang, verified, writtenAt, answer, answeredAt }) => ({
      ...{ id, stars: given, title, text: body, name, lang, verified, writtenAt },
      answer: answeredAt === null ? null : { text: answer, at: answeredAt },
    })),
    last: last ? [last.writtenAt, last.id] : null,
  };
}
