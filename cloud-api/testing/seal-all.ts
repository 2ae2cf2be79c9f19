import { vi } from 'vitest';
import { sealAudit } from '../platform/audit/seal.ts';
import type { Pool } from '../platform/db/pools.ts';
import { withTransaction } from '../platform/db/transaction.ts';

/**
 * Seals every entry there is. Once is not always enough: an entry waits for the oldest transaction of the whole server,
 * and the server of the tests is shared by files that run side by side.
 */
export async function sealAll(pool: Pool): Promise<void> {
  await vi.waitFor(
    async () => {
      await sealAudit(pool);
      const [row] = await withTransaction(pool, (connection) =>
        connection.rows<{ open: number }>('SELECT count(*)::int AS open FROM audit.entries WHERE position IS NULL'),
      );
      if (row?.open !== 0) throw new Error(`${row?.open} entries of the audit wait to be sealed`);
    },
    { timeout: 60_000, interval: 20 },
  );
}
