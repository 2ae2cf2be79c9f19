import { type Rating, ratingOf, type ReviewMode, type StarCounts } from '@tillhouse/shared/domains/reviews/rules.ts';
import type { Connection } from '../../../platform/db/connection.ts';

const counts = 'one, two, three, four, five';

/** Of several products in one look at their sums, whatever was said of them; nothing where the store shows none. */
export async function readRatings(
  db: Connection,
  tenantId: string,
  { reviews = 'off' }: { readonly reviews?: ReviewMode },
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Rating>> {
  if (reviews === 'off') return new Map();
  const rows = await db.rows<StarCounts & { id: string }>(
    `SELECT product_id AS id, ${counts} FROM review_sums WHERE tenant_id = $1 AND product_id = ANY($2::uuid[])`,
    [tenantId, productIds],
  );
  return new Map(rows.map((row) => [row.id, ratingOf(row)] as const).filter(([, { count }]) => count > 0));
}

/** How many of each, one star first. */
export async function readStars(db: Connection, tenantId: string, productId: string): Promise<StarCounts> {
  const [row] = await db.rows<StarCounts>(
    `SELECT ${counts} FROM review_sums WHERE tenant_id = $1 AND product_id = $2`,
    [tenantId, productId],
  );
  return row ?? { one: 0, two: 0, three: 0, four: 0, five: 0 };
}
