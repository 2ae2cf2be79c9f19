import { keyIdOf } from '@tillhouse/shared/sealing/seal.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant } from '../db/transaction.ts';
import { PLATFORM, type Sealer } from './keyring.ts';

/** Seals what opens a tenant's accounts at payment providers with its newest key. @returns how many were */
export async function resealAccounts(
  payments: Pool,
  sealer: Sealer,
  tenantId: string,
  version: number,
): Promise<number> {
  if (tenantId === PLATFORM) return 0;
  return withTenant(payments, tenantId, async (db) => {
    const rows = await db.rows<{ id: string; kept: string }>(
      `SELECT id, secrets_sealed AS kept FROM payments.accounts
        WHERE tenant_id = $1 AND secrets_sealed IS NOT NULL FOR UPDATE`,
      [tenantId],
    );
    const old = rows.filter(({ kept }) => keyIdOf(kept) !== `t${version}`);
    for (const { id, kept } of old) {
      const place = { table: 'payments.accounts', row: id, column: 'secrets_sealed' };
      await db.rows('UPDATE payments.accounts SET secrets_sealed = $3 WHERE tenant_id = $1 AND id = $2', [
        ...[tenantId, id, sealer.seal(sealer.open(kept, place), place)],
      ]);
    }
    return old.length;
  });
}
