import type { Tx } from '../../kernel/tx.ts';
import { locations } from '../inventory/schema.ts';
import { type PriceList, priceLists } from '../pricing/schema.ts';
import { registerClosings, registerSessions, registers } from '../register/schema.ts';
import { type StoreSettings, storeSettings } from './schema.ts';

/** The store that locations belong to which name none. */
export function mainOf(stores: readonly StoreSettings[]): StoreSettings | undefined {
  return stores.find(({ main }) => main) ?? stores[0];
}

/** The store of a location; the main one where the location is unknown or names none. Undefined before there is any. */
export async function storeAt(tx: Tx, locationId: string | null | undefined): Promise<StoreSettings | undefined> {
  const stores = await tx.list(storeSettings, {});
  // With one store there is nothing to ask: most tenants, at every sale.
  const location = locationId && stores.length > 1 ? await tx.get(locations, { id: locationId }) : undefined;
  return stores.find(({ id }) => id === location?.storeId) ?? mainOf(stores);
}

/**
 * The price list that a store sells from in a currency: its own or the default one in its own currency, in another the
 * one it names for that. Undefined where that list is in another currency: then nothing has a price.
 */
export async function listOf(
  tx: Tx,
  store: Pick<StoreSettings, 'currency' | 'currencies' | 'priceListId'> | undefined,
  currency: string | undefined = store?.currency,
): Promise<PriceList | undefined> {
  const named =
    currency === store?.currency
      ? (store?.priceListId ?? null)
      : store?.currencies.find((one) => one.currency === currency)?.priceListId;
  if (named === undefined) return undefined;
  const [list] = named ? await tx.getMany(priceLists, [{ id: named }]) : await tx.list(priceLists, { isDefault: true });
  return list && (store === undefined || list.currency === currency) ? list : undefined;
}

/** Ids of the locations of a store. */
export async function locationsOf(tx: Tx, store: Pick<StoreSettings, 'id' | 'main'>): Promise<string[]> {
  const all = await tx.list(locations, {});
  const named = new Set((await tx.list(storeSettings, {})).map(({ id }) => id));
  const own = all.filter(({ storeId }) => (storeId !== null && named.has(storeId) ? storeId === store.id : store.main));
  return own.map(({ id }) => id);
}

/** Codes of the registers at these locations whose drawer is open, as far as this side knows. */
export async function openDrawersAt(tx: Tx, locationIds: readonly string[]): Promise<string[]> {
  const codes: string[] = [];
  for (const locationId of locationIds) {
    for (const { id: registerId, code } of await tx.list(registers, { locationId })) {
      const closed = new Set((await tx.list(registerClosings, { registerId })).map((row) => row.sessionId));
      const open = (await tx.list(registerSessions, { registerId })).some((row) => !closed.has(row.id));
      if (open) codes.push(code);
    }
  }
  return codes.sort();
}
