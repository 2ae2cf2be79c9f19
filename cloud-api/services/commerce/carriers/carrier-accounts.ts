import { createTx } from '@tillhouse/shared/data/tx.ts';
import { type CarrierAccount, carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { Keyring } from '../../../platform/keys/keyring.ts';
import type { OpenCarrierAccount } from './carrier.ts';

export interface CarrierKeeper {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  readonly keyring: Pick<Keyring, 'sealer'>;
}

type Texts = Readonly<Record<string, string>>;

/** Rows by the shared declarations, in a transaction of the tenant; they raise no event. */
export function inCarriers<T>(pool: Pool, tenantId: string, work: (tx: Tx, db: Connection) => Promise<T>): Promise<T> {
  return withTenant(pool, tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
    try {
      return await work(tx, db);
    } finally {
      end();
    }
  });
}

const placeOf = (row: string) => ({ table: 'carrier_accounts', row, column: 'sealed' });

export async function sealCarrierSecrets(
  { keyring }: CarrierKeeper,
  tenantId: string,
  id: string,
  secrets: Texts,
): Promise<string> {
  return (await keyring.sealer(tenantId)).seal(JSON.stringify(secrets), placeOf(id));
}

export async function opened(
  { keyring }: CarrierKeeper,
  tenantId: string,
  { sealed, ...account }: CarrierAccount,
): Promise<OpenCarrierAccount> {
  const text = sealed === null ? '{}' : (await keyring.sealer(tenantId)).open(sealed, placeOf(account.id));
  return { ...account, tenantId, secrets: JSON.parse(text) as Texts };
}

/** With its secrets; undefined where there is none of this id, or it was disconnected. */
export async function openCarrierAccount(
  keeper: CarrierKeeper,
  tenantId: string,
  id: string,
): Promise<OpenCarrierAccount | undefined> {
  const found = await inCarriers(keeper.pool, tenantId, (tx) => tx.get(carrierAccounts, { id }));
  return found && found.status !== 'removed' ? opened(keeper, tenantId, found) : undefined;
}
