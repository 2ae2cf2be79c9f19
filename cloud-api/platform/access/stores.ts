import type { StoreSettings } from '@tillhouse/shared/domains/access/schema.ts';
import type { Connection } from '../db/connection.ts';

/** What is asked of a store outside its own commands. */
export type StoreRow = Pick<
  StoreSettings,
  | 'id'
  | 'name'
  | 'main'
  | 'locale'
  | 'currency'
  | 'currencies'
  | 'priceListId'
  | 'timeZone'
  | 'pricesIncludeTax'
  | 'taxRounding'
  | 'taxes'
  | 'cashRoundingIncrement'
  | 'cashRoundingMode'
  | 'returnLimit'
  | 'theme'
  | 'namesPriorPrice'
  | 'deliveryTax'
> & { readonly closed: boolean };

const columns = `s.id, s.name, s.main, s.locale, s.currency, s.currencies, s.price_list_id AS "priceListId",
  s.time_zone AS "timeZone", s.prices_include_tax AS "pricesIncludeTax", s.tax_rounding AS "taxRounding", s.taxes,
  s.cash_rounding_increment AS "cashRoundingIncrement", s.cash_rounding_mode AS "cashRoundingMode",
  s.return_limit AS "returnLimit", s.theme, s.names_prior_price AS "namesPriorPrice",
  s.delivery_tax AS "deliveryTax", s.closed_at IS NOT NULL AS closed`;

/**
 * The store of a location, as `storeAt` of the domain has it for commands; the main one where the location is null,
 * unknown or names none. Undefined before the tenant has settings.
 */
export async function storeAt(
  db: Connection,
  tenantId: string,
  locationId: string | null = null,
): Promise<StoreRow | undefined> {
  const [row] = await db.rows<StoreRow>(
    `SELECT ${columns} FROM store_settings s WHERE s.tenant_id = $1
      ORDER BY s.id IS NOT DISTINCT FROM (SELECT store_id FROM locations WHERE tenant_id = $1 AND id = $2::uuid) DESC,
        s.main DESC, s.id LIMIT 1`,
    [tenantId, locationId],
  );
  return row;
}

/** One of the tenant's stores by its id. */
export async function storeNamed(db: Connection, tenantId: string, storeId: string): Promise<StoreRow | undefined> {
  const [row] = await db.rows<StoreRow>(
    `SELECT ${columns} FROM store_settings s WHERE s.tenant_id = $1 AND s.id = $2`,
    [tenantId, storeId],
  );
  return row;
}

/** The store that answers at a web address; undefined where none of this tenant does. */
export async function storeAtDomain(db: Connection, tenantId: string, domain: string): Promise<StoreRow | undefined> {
  const [row] = await db.rows<StoreRow>(
    `SELECT ${columns} FROM store_settings s JOIN store_domains d ON d.tenant_id = s.tenant_id AND d.store_id = s.id
      WHERE s.tenant_id = $1 AND d.domain = $2`,
    [tenantId, domain],
  );
  return row;
}

/**
 * The price list a store sells from in a currency: `listOf` of the domain. Null where the list is in another currency,
 * so that nothing has a price.
 */
export async function priceListOf(
  db: Connection,
  tenantId: string,
  store: Pick<StoreRow, 'currency' | 'currencies' | 'priceListId'> | undefined,
  currency: string | undefined = store?.currency,
): Promise<string | null> {
  const named =
    currency === store?.currency
      ? (store?.priceListId ?? null)
      : store?.currencies.find((one) => one.currency === currency)?.priceListId;
  if (named === undefined) return null;
  const [list] = await db.rows<{ id: string; currency: string }>(
    `SELECT id, currency FROM price_lists
      WHERE tenant_id = $1 AND CASE WHEN $2::uuid IS NULL THEN is_default ELSE id = $2 END`,
    [tenantId, named],
  );
  return list && (!store || list.currency === currency) ? list.id : null;
}
