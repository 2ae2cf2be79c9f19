import type { PageSection, SectionOf } from '@tillhouse/shared/domains/content/section-parts.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { type Priced, readProductPage, readProductsById, type ShopProduct } from '../read-products.ts';

/** Where a chain has more, a list of them is a page of its own. */
const MOST_SHOPS = 50;

/** A section with what the catalogue has of it. */
export type ShownSection =
  | (SectionOf<'shelf'> & { readonly goods: readonly ShopProduct[] })
  | (SectionOf<'shops'> & { readonly places: readonly Place[] })
  | Exclude<PageSection, { kind: 'shelf' | 'shops' }>;

export interface Place {
  readonly name: string;
  readonly street: string;
}

export async function readSections(
  db: Connection,
  tenantId: string,
  ask: Priced & { readonly storeId: string },
  sections: readonly PageSection[],
): Promise<ShownSection[]> {
  const shown: ShownSection[] = [];
  for (const section of sections) {
    if (section.hidden) continue;
    if (section.kind === 'shelf') shown.push({ ...section, goods: await goodsOf(db, tenantId, ask, section) });
    else if (section.kind === 'shops') shown.push({ ...section, places: await shopsOf(db, tenantId, ask.storeId) });
    else shown.push(section);
  }
  return shown;
}

async function goodsOf(
  db: Connection,
  tenantId: string,
  ask: Priced,
  { products, category, most }: SectionOf<'shelf'>,
): Promise<ShopProduct[]> {
  if (products.length > 0) return (await readProductsById(db, tenantId, ask, products)).slice(0, most);
  const page = { ...ask, limit: most, after: null, category: category || null };
  return (await readProductPage(db, tenantId, page)).products;
}

/** Those that say no store are of the main one. */
const shopsOf = (db: Connection, tenantId: string, storeId: string): Promise<Place[]> =>
  db.rows<Place>(
    `SELECT l.name, l.street FROM locations l
      WHERE l.tenant_id = $1 AND l.kind = 'shop' AND l.status = 'active'
        AND coalesce(l.store_id, (SELECT s.id FROM store_settings s WHERE s.tenant_id = $1 AND s.main)) = $2
      ORDER BY l.name LIMIT ${MOST_SHOPS}`,
    [tenantId, storeId],
  );
