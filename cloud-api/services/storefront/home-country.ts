import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { taxZones } from '@tillhouse/shared/domains/pricing/schema.ts';
import { STORE } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';

/**
 * The country of a store: where it is taxed; where nobody said, that of its language.
 * @param storeId null: the main store
 * @returns ISO 3166 alpha-2; empty where neither says
 */
export async function homeCountry(tx: Tx, storeId: string | null): Promise<string> {
  const [[taxed], stores] = await atOnce([
    tx.getMany(taxZones, [{ place: storeId ?? STORE }]),
    tx.list(storeSettings, {}),
  ]);
  const store = storeId === null ? mainOf(stores) : stores.find(({ id }) => id === storeId);
  return taxed?.zone?.slice(0, 2) ?? (store ? new Intl.Locale(store.locale).region : undefined) ?? '';
}
