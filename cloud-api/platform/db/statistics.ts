import type { Pool } from './pools.ts';
import { withTransaction } from './transaction.ts';

/**
 * Lets Postgres look anew at tables that have grown to several times what it knows of them (see the migration that makes
 * `refresh_statistics`). Plans that were kept for the small table go with it.
 * @param pool of the role `system`
 * @returns the tables, as `public.products`
 */
export async function refreshStatistics(pool: Pool): Promise<string[]> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ tables: string[] }>('SELECT refresh_statistics() AS tables'),
  );
  return row?.tables ?? [];
}
