import { keyIdOf, type Place } from '@tillhouse/shared/sealing/seal.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant } from '../db/transaction.ts';
import { PLATFORM, type Sealer } from './keyring.ts';

interface Kept {
  readonly read: string;
  readonly write: string;
  readonly place: Pick<Place, 'table' | 'column'>;
}

const ofPayments: Kept = {
  read: `SELECT id, secrets_sealed AS kept FROM payments.accounts
          WHERE tenant_id = $1 AND secrets_sealed IS NOT NULL FOR UPDATE`,
  write: 'UPDATE payments.accounts SET secrets_sealed = $3 WHERE tenant_id = $1 AND id = $2',
  place: { table: 'payments.accounts', column: 'secrets_sealed' },
};
const ofTaxes: Kept = {
  read: 'SELECT id, sealed AS kept FROM tax_accounts WHERE tenant_id = $1 AND sealed IS NOT NULL FOR UPDATE',
  write: 'UPDATE tax_accounts SET sealed = $3 WHERE tenant_id = $1 AND id = $2',
  place: { table: 'tax_accounts', column: 'sealed' },
};

const ofCarriers: Kept = {
  read: 'SELECT id, sealed AS kept FROM carrier_accounts WHERE tenant_id = $1 AND sealed IS NOT NULL FOR UPDATE',
  write: 'UPDATE carrier_accounts SET sealed = $3 WHERE tenant_id = $1 AND id = $2',
  place: { table: 'carrier_accounts', column: 'sealed' },
};

type Reseal = (pool: Pool, sealer: Sealer, tenantId: string, version: number) => Promise<number>;

const reseal =
  ({ read, write, place: of }: Kept): Reseal =>
  async (pool, sealer, tenantId, version) => {
    if (tenantId === PLATFORM) return 0;
    return withTenant(pool, tenantId, async (db) => {
      const rows = await db.rows<{ id: string; kept: string }>(read, [tenantId]);
      const old = rows.filter(({ kept }) => keyIdOf(kept) !== `t${version}`);
      for (const { id, kept } of old) {
        const place = { ...of, row: id };
        await db.rows(write, [tenantId, id, sealer.seal(sealer.open(kept, place), place)]);
      }
      return old.length;
    });
  };

/** Seals what opens a tenant's accounts at payment providers with its newest key, as the role `payments`. @returns how many were */
export const resealAccounts = reseal(ofPayments);
/** The same of its accounts at providers of taxes, as the role `app`. */
export const resealTaxAccounts = reseal(ofTaxes);
/** The same of its accounts at carriers. */
export const resealCarrierAccounts = reseal(ofCarriers);
