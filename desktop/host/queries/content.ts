import type { StoreHosted, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
import { lookNow, type ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { MenuEntry, MenuPlace } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import { MOST_ON_SHELF, MOST_SECTIONS } from '@tillhouse/shared/domains/content/section-parts.ts';
import * as z from 'zod';
import type { LookRow, LookStore, PageRow, WebStore } from '../../bridge/content-views.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { categoriesIn, firstPageGoods } from './first-page.ts';
import { id, nothing } from './params.ts';

const shelfAsked = z.strictObject({
  category: z.string().max(300),
  products: z.array(id).max(MOST_ON_SHELF),
  most: z.number().int().min(1).max(24),
});

function lookStores(reader: Reader): LookStore[] {
  const rows = reader.all<
    Pick<LookStore, 'id' | 'name' | 'locale' | 'slug' | 'currency'> & { hosted: string | null; theme: string | null }
  >(
    'SELECT id, name, locale, slug, currency, hosted, theme FROM store_settings WHERE closed_at IS NULL ORDER BY main DESC, name, id',
  );
  return rows.map(({ hosted: kept, slug, theme: colours, ...store }) => {
    const hosted = kept === null ? null : (JSON.parse(kept) as StoreHosted);
    const look = lookNow({ hosted, theme: colours === null ? null : (JSON.parse(colours) as StoreTheme) });
    return { ...store, slug: hosted?.open ? slug : null, theme: look.theme, fonts: look.fonts, look };
  });
}

const webStores = (reader: Reader): WebStore[] =>
  lookStores(reader).map(({ look: _look, currency: _currency, ...store }) => store);

interface Stored extends Omit<PageRow, 'texts' | 'storeIds'> {
  readonly texts: string;
  readonly storeIds: string;
}

const columns =
  'id, texts, store_ids AS storeIds, publish_at AS publishAt, revision, updated_at AS updatedAt FROM content_pages';

const pagesIn = (reader: Reader): PageRow[] =>
  reader.all<Stored>(`SELECT ${columns} ORDER BY updated_at DESC, id`).map(({ texts, storeIds, ...row }) => ({
    ...row,
    storeIds: JSON.parse(storeIds) as string[],
    texts: (JSON.parse(texts) as PageText[]).map(({ lang, slug, title }) => ({ lang, slug, title })),
  }));

const pages = query('content.pages', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => ({ stores: webStores(reader), pages: pagesIn(reader) }),
});

const page = query('content.page', {
  params: z.strictObject({ id }),
  permission: 'desk.use',
  run: (reader, { id: pageId }) => {
    const [row] = reader.all<Stored>(`SELECT ${columns} WHERE id = ?`, [pageId]);
    if (!row) return { page: null, stores: webStores(reader) };
    const { updatedAt: _at, texts, storeIds, ...rest } = row;
    return {
      page: { ...rest, texts: JSON.parse(texts) as PageText[], storeIds: JSON.parse(storeIds) as string[] },
      stores: webStores(reader),
    };
  },
});

const menus = query('content.menus', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => {
    const rows = reader
      .all<{ place: MenuPlace; items: string | null; revision: number }>(
        'SELECT place, items, revision FROM content_menus',
      )
      .map(({ items, ...row }) => ({ ...row, items: items === null ? null : (JSON.parse(items) as MenuEntry[]) }));
    const leaves = rows.flatMap(({ items }) => (items ?? []).flatMap((entry) => [entry, ...entry.items]));
    const ids = leaves.flatMap(({ kind, target }) => (kind === 'product' ? target : []));
    const products = reader.all<{ id: string; title: string }>(
      'SELECT p.id, p.title FROM products p JOIN json_each(?) j ON j.value = p.id',
      [JSON.stringify(ids)],
    );
    return {
      menus: rows,
      pages: pagesIn(reader),
      categories: categoriesIn(reader),
      products: Object.fromEntries(products.map(({ id: productId, title }) => [productId, title])),
      stores: webStores(reader),
    };
  },
});

const looks = query('content.looks', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => ({
    stores: lookStores(reader),
    versions: reader
      .all<Omit<LookRow, 'look'> & { look: string }>(
        `SELECT id, store_id AS storeId, number, name, look, publish_at AS publishAt, published_at AS publishedAt,
           created_at AS createdAt, actor_name AS actorName FROM look_versions ORDER BY store_id, number DESC, id`,
      )
      .map(({ look, ...row }): LookRow => ({ ...row, look: JSON.parse(look) as ShopLook })),
  }),
});

const firstPage = query('content.firstPage', {
  params: z.strictObject({ storeId: id, shelves: z.array(shelfAsked).max(MOST_SECTIONS) }),
  permission: 'desk.use',
  run: (reader, { storeId, shelves }) => ({ ...firstPageGoods(reader, storeId, shelves), pages: pagesIn(reader) }),
});

export const contentQueries = {
  'content.looks': looks,
  'content.firstPage': firstPage,
  'content.pages': pages,
  'content.page': page,
  'content.menus': menus,
};
