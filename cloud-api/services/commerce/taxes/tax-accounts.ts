import { type TaxAccount, taxAccounts } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import { type AccountKeeper, inTables, withSecrets } from '../sealed-accounts.ts';
import type { OpenTaxAccount } from './tax-provider.ts';

export const opened = (keeper: Pick<AccountKeeper, 'keyring'>, tenantId: string, account: TaxAccount) =>
  withSecrets(keeper, { table: 'tax_accounts', tenantId }, account);

/** With its secrets; undefined where there is none of this id. */
export async function openTaxAccount(
  keeper: AccountKeeper,
  tenantId: string,
  id: string,
): Promise<OpenTaxAccount | undefined> {
  const found = await inTables(keeper.pool, tenantId, (tx) => tx.get(taxAccounts, { id }));
  return found && opened(keeper, tenantId, found);
}
