import { daysOf, monthsBefore } from '@tillhouse/shared/domains/recommendations/months.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool, Pools } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import { type Repeating, repeating } from '../../../platform/repeating.ts';
import type { StorefrontContext } from '../context.ts';

/** As long as what was bought together counts, and the month that is under way. */
const MONTHS = 12;
/** Of each product and month; and who buys more at once buys for a shop. */
const MOST_OTHERS = 24;
const MOST_IN_ORDER = 30;
const AGAIN_MS = 6 * 3_600_000;
const FIRST_MS = 60_000;

const counted = `o.tenant_id = $1 AND o.kind = 'sale' AND o.status <> 'cancelled'`;

/**
 * Reckons the pairs of those months whose orders are others than when they were reckoned last: sold, cancelled, or brought in
 * since. A month is written as a whole, so that stopped anywhere or done twice it is the same. @returns how many months were
 */
export async function reckonPairs(db: Connection, tenantId: string, now: number): Promise<number> {
  // Another process that is at it does the same.
  const [turn] = await db.rows<{ mine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('pairs ' || $1, 0)) AS mine`,
    [tenantId],
  );
  if (!turn?.mine) return 0;
  const oldest = monthsBefore(now, MONTHS);
  for (const table of ['product_pairs', 'pair_months'] as const)
    await db.rows(`DELETE FROM ${table} WHERE tenant_id = $1 AND month < $2`, [tenantId, oldest]);
  const changed = await db.rows<{ month: string; orders: number }>(
    `WITH now AS (
       SELECT o.month, count(*)::bigint AS orders FROM orders o
        WHERE ${counted} AND o.business_date >= $2::date GROUP BY o.month)
     SELECT coalesce(now.month, m.month) AS month, coalesce(now.orders, 0)::bigint AS orders
       FROM now FULL JOIN (SELECT * FROM pair_months WHERE tenant_id = $1) m ON m.month = now.month
      WHERE m.orders IS DISTINCT FROM coalesce(now.orders, 0)`,
    [tenantId, daysOf(oldest)[0]],
  );
  for (const { month, orders } of changed) {
    await reckonMonth(db, tenantId, month);
    await db.rows(
      `INSERT INTO pair_months (tenant_id, month, orders, reckoned_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, month) DO UPDATE SET orders = $3, reckoned_at = $4`,
      [tenantId, month, orders, new Date(now).toISOString()],
    );
  }
  return changed.length;
}

async function reckonMonth(db: Connection, tenantId: string, month: string): Promise<void> {
  await db.rows('DELETE FROM product_pairs WHERE tenant_id = $1 AND month = $2', [tenantId, month]);
  await db.rows(
    `WITH baskets AS (
       SELECT DISTINCT l.order_id, v.product_id FROM orders o
         JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
        WHERE ${counted} AND o.business_date >= $3::date AND o.business_date < $4::date),
     small AS (SELECT order_id FROM baskets GROUP BY 1 HAVING count(*) BETWEEN 2 AND ${MOST_IN_ORDER}),
     pairs AS (
       SELECT a.product_id, b.product_id AS other_id, count(*) AS orders
         FROM small JOIN baskets a USING (order_id) JOIN baskets b USING (order_id)
        WHERE a.product_id <> b.product_id GROUP BY 1, 2),
     best AS (SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY orders DESC, other_id) AS place FROM pairs)
     INSERT INTO product_pairs (tenant_id, product_id, other_id, month, orders)
       SELECT $1, product_id, other_id, $2, orders FROM best WHERE place <= ${MOST_OTHERS}
       UNION ALL SELECT $1, product_id, product_id, $2, count(*) FROM baskets GROUP BY product_id`,
    [tenantId, month, ...daysOf(month)],
  );
}

/** All tenants, one after the other. */
export async function reckonAll(
  system: Pool,
  { pool, now, log, cache }: Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'cache'>,
): Promise<void> {
  const tenants = await readAtOnce(system, null, (db) =>
    db.rows<{ id: string }>('SELECT DISTINCT tenant_id AS id FROM store_settings ORDER BY 1'),
  );
  for (const { id } of tenants) {
    try {
      const months = await withTenant(pool, id, (db) => reckonPairs(db, id, now()));
      if (months > 0) cache.dropTenant(id);
    } catch (error) {
      log.warn({ err: error, tenantId: id }, 'what was bought together was not reckoned');
    }
  }
}

export function startReckoning(pools: Pools, context: StorefrontContext): Repeating[] {
  const work = async (): Promise<boolean> => {
    await reckonAll(pools.system, context);
    return false;
  };
  const often = repeating(AGAIN_MS, work, (error) =>
    context.log.warn({ err: error }, 'what was bought together was not reckoned'),
  );
  const first = setTimeout(() => often.wake(), FIRST_MS);
  first.unref();
  const stop = (): Promise<void> => {
    clearTimeout(first);
    return often.stop();
  };
  return [{ wake: () => often.wake(), stop }];
}
