import type { StoreSettings } from '@tillhouse/shared/domains/access/schema.ts';
import type { Reader } from '../database/reader.ts';

export type StoreRow = Pick<
  StoreSettings,
  | 'id'
  | 'name'
  | 'main'
  | 'locale'
  | 'currency'
  | 'priceListId'
  | 'timeZone'
  | 'pricesIncludeTax'
  | 'taxRounding'
  | 'cashRoundingIncrement'
  | 'cashRoundingMode'
  | 'receiptHeader'
  | 'receiptFooter'
> & {
  /** JSON: rates of this store in place of the tenant's */
  readonly taxes: string;
  /** JSON, as `tillOf` reads it; null: as plain tills */
  readonly till: string | null;
};

const select = `SELECT id, name, main AS isMain, locale, currency, price_list_id AS priceListId, time_zone AS timeZone,
    prices_include_tax AS included, tax_rounding AS taxRounding, taxes, cash_rounding_increment AS cashRoundingIncrement,
    cash_rounding_mode AS cashRoundingMode, receipt_header AS receiptHeader, receipt_footer AS receiptFooter, till
  FROM store_settings ORDER BY id IS (SELECT store_id FROM locations WHERE id = ?) DESC, main DESC, id LIMIT 1`;

/**
 * The store of a location, as `storeAt` of the domain has it for commands; the main one where the location is null,
 * unknown or names none. Null before the first settings arrived.
 */
export function storeAt(reader: Reader, locationId: string | null): StoreRow | null {
  const row = reader.get<Omit<StoreRow, 'pricesIncludeTax' | 'main'> & { included: number; isMain: number }>(select, [
    locationId ?? '',
  ]);
  if (!row) return null;
  const { included, isMain, ...store } = row;
  return { ...store, main: isMain === 1, pricesIncludeTax: included === 1 };
}

/**
 * The price list that sells there: `listOf` of the domain. Null where the list is in another currency than the store,
 * so that nothing has a price.
 */
export function priceListAt(reader: Reader, store: Pick<StoreRow, 'currency' | 'priceListId'> | null): string | null {
  const named = store?.priceListId ?? null;
  const row = reader.get<{ id: string; currency: string }>(
    `SELECT id, currency FROM price_lists WHERE ${named === null ? 'is_default = 1' : 'id = ?'}`,
    named === null ? [] : [named],
  );
  return row && (!store || row.currency === store.currency) ? row.id : null;
}
