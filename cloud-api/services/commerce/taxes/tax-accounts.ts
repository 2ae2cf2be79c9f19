import { createTx } from '@tillhouse/shared/data/tx.ts';
import { type TaxAccount, taxAccounts } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { Keyring } from '../../../platform/keys/keyring.ts';
import type { OpenTaxAccount } from './tax-provider.ts';

export interface TaxKeeper {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, 'sealer'>;
}

type Texts = Readonly<Record<string, string>>;

/** Rows by the shared declarations, in a transaction of the tenant; they raise no event. */
export function inTaxes<T>(pool: Pool, tenantId: string, work: (tx: Tx, db: Connection) => Promise<T>): Promise<T> {
  return withTenant(pool, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    try {
      return await work(tx, db);
    } finally {
      end();
    }
  });
}

const placeOf = (row: string) => ({ table: 'tax_accounts', row, column: 'sealed' });

export async function sealTaxSecrets(
  { keyring }: TaxKeeper,
  tenantId: string,
  id: string,
  secrets: Texts,
): Promise<string> {
  return (await keyring.sealer(tenantId)).seal(JSON.stringify(secrets), placeOf(id));
}

export async function opened(
  { keyring }: TaxKeeper,
  tenantId: string,
  { sealed, ...account }: TaxAccount,
): Promise<OpenTaxAccount> {
  const text = sealed === null ? '{}' : (await keyring.sealer(tenantId)).open(sealed, placeOf(account.id));
  return { ...account, secrets: JSON.parse(text) as Texts };
}

/** With its secrets; undefined where there is none of this id. */
export async function openTaxAccount(
  keeper: TaxKeeper,
  tenantId: string,
  id: string,
): Promise<OpenTaxAccount | undefined> {
  const found = await inTaxes(keeper.pool, tenantId, (tx) => tx.get(taxAccounts, { id }));
  return found && opened(keeper, tenantId, found);
}
