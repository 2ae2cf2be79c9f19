import { type CarrierAccount, carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { type AccountKeeper, inTables, withSecrets } from '../sealed-accounts.ts';
import type { OpenCarrierAccount } from './carrier.ts';

export async function opened(
  keeper: Pick<AccountKeeper, 'keyring'>,
  tenantId: string,
  account: CarrierAccount,
): Promise<OpenCarrierAccount> {
  return { ...(await withSecrets(keeper, { table: 'carrier_accounts', tenantId }, account)), tenantId };
}

/** With its secrets; undefined where there is none of this id, or it was disconnected. */
export async function openCarrierAccount(
  keeper: AccountKeeper,
  tenantId: string,
  id: string,
): Promise<OpenCarrierAccount | undefined> {
  const found = await inTables(keeper.pool, tenantId, (tx) => tx.get(carrierAccounts, { id }));
  return found && found.status !== 'removed' ? opened(keeper, tenantId, found) : undefined;
}
