import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { carrierNames } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';

/**
 * Carries to the desks which carriers a store is connected to, so that they offer and ask for labels there alone. Paused ones count: what
 * was bought with them is still looked at.
 * @param storeId null: the main store
 */
export async function tellStore(tx: Tx, storeId: string | null): Promise<void> {
  const stores = await tx.list(storeSettings, storeId === null ? { main: true } : { id: storeId });
  const [store] = await tx.getForUpdate(
    storeSettings,
    stores.map(({ id }) => ({ id })),
  );
  if (!store) return;
  const accounts = (await tx.list(carrierAccounts, {})).filter(({ status }) => status !== 'removed');
  const own = accounts.filter((each) => each.storeId === store.id || (each.storeId === null && store.main));
  const sendsWith = carrierNames.filter((name) => own.some(({ carrier }) => carrier === name));
  await tx.update(storeSettings, { id: store.id }, { sendsWith });
}
