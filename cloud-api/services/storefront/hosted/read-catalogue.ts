import type { StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import { priceListOf, type StoreRow } from '../../../platform/access/stores.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { onSale } from '../read-products.ts';
import { addressOf } from './hosted-shops.ts';

/** As many departments as a shopper reads through. */
const MOST_CATEGORIES = 24;

/** The first levels of the categories that something is on sale in, those with the most first. @param priceListId null: nothing is */
export async function readDepartments(db: Connection, tenantId: string, priceListId: string | null): Promise<string[]> {
  const rows = await db.rows<{ category: string }>(
    `SELECT trim(split_part(p.category, ',', 1)) AS category FROM products p
      WHERE ${onSale} AND p.category <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_CATEGORIES}`,
    [tenantId, priceListId],
  );
  return rows.map(({ category }) => category).filter((category) => category !== '');
}

/** The same with all below them. */
export async function readCategories(db: Connection, tenantId: string, priceListId: string | null): Promise<string[]> {
  const rows = await db.rows<{ category: string }>(
    `SELECT DISTINCT p.category FROM products p WHERE ${onSale} AND p.category <> '' ORDER BY 1 LIMIT 2000`,
    [tenantId, priceListId],
  );
  return rows.map(({ category }) => category);
}

/** Handles of what is on sale with the day of their last change, a part of them. */
export async function readHandles(
  db: Connection,
  tenantId: string,
  priceListId: string | null,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<{ readonly handle: string; readonly changed: string }[]> {
  return db.rows<{ handle: string; changed: string }>(
    `SELECT p.handle, to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS changed FROM products p
      WHERE ${onSale} ORDER BY p.handle LIMIT $3 OFFSET $4`,
    [tenantId, priceListId, most, from],
  );
}

export async function countOnSale(db: Connection, tenantId: string, priceListId: string | null): Promise<number> {
  const [row] = await db.rows<{ count: number }>(`SELECT count(*)::bigint AS count FROM products p WHERE ${onSale}`, [
    tenantId,
    priceListId,
  ]);
  return row?.count ?? 0;
}

export interface OtherLanguage {
  readonly lang: string;
  readonly address: string;
  readonly storeId: string;
}

interface Sibling {
  readonly storeId: string;
  readonly locale: string;
  readonly slug: string;
  readonly hosted: StoreHosted;
  readonly domains: string[];
  readonly currency: string;
  readonly currencies: StoreRow['currencies'];
  readonly priceListId: string | null;
}

/**
 * The hosted shops of this tenant by language, this one among them; none where there is one alone. With a handle those that
 * have it on sale: another language must not lead to a page that is not there.
 */
export async function readLanguages(
  db: Connection,
  tenantId: string,
  publicOrigin: string,
  handle: string | null = null,
): Promise<OtherLanguage[]> {
  const shops = await db.rows<Sibling>(
    `SELECT s.id AS "storeId", s.locale, s.slug, s.hosted, s.currency, s.currencies, s.price_list_id AS "priceListId",
            ARRAY(SELECT d.domain FROM store_domains d WHERE d.tenant_id = s.tenant_id AND d.store_id = s.id) AS domains
       FROM store_settings s
      WHERE s.tenant_id = $1 AND s.slug IS NOT NULL AND s.closed_at IS NULL AND s.hosted @> '{"open": true}'
      ORDER BY s.main DESC, s.id LIMIT 20`,
    [tenantId],
  );
  const found = new Map<string, OtherLanguage>();
  if (shops.length < 2) return [];
  for (const shop of shops) {
    if (found.has(shop.locale)) continue;
    if (handle !== null) {
      const list = await priceListOf(db, tenantId, shop);
      const [there] = await db.rows(`SELECT 1 FROM products p WHERE ${onSale} AND p.handle = $3`, [
        tenantId,
        list,
        handle,
      ]);
      if (!there) continue;
    }
    const { locale: lang, storeId } = shop;
    found.set(lang, { lang, storeId, address: addressOf(shop, publicOrigin) });
  }
  return found.size < 2 ? [] : [...found.values()];
}
