import type { StoreHosted, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
import { lookNow, type ShopLook } from '@tillhouse/shared/domains/content/look-parts.ts';
import type { MenuEntry, MenuPlace } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import * as z from 'zod';
import type { LookRow, LookStore, PageRow, WebStore } from '../../bridge/content-views.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { id, nothing } from './params.ts';

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

/** `Tableware, Mugs` with `Tableware` above it. */
function categoriesIn(reader: Reader): string[] {
  const rows = reader.all<{ category: string }>(
    "SELECT DISTINCT category FROM products WHERE category <> '' LIMIT 2000",
  );
  const levels = rows.flatMap(({ category }) => {
    const parts = category.split(',').map((part) => part.trim());
    return parts.map((_, to) => parts.slice(0, to + 1).join(', '));
  });
  return [...new Set(levels)].filter((each) => each !== '').sort();
}

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

export const contentQueries = {
  'content.looks': looks,
  'content.pages': pages,
  'content.page': page,
  'content.menus': menus,
};
