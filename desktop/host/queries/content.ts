import type { StoreHosted, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { MenuEntry, MenuPlace } from '@tillhouse/shared/domains/content/menu-parts.ts';
import type { PageText } from '@tillhouse/shared/domains/content/page-parts.ts';
import * as z from 'zod';
import type { PageRow, WebStore } from '../../bridge/content-views.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { id, nothing } from './params.ts';

export const webStores = (reader: Reader): WebStore[] =>
  reader
    .all<Omit<WebStore, 'theme' | 'fonts'> & { hosted: string | null; theme: string | null }>(
      'SELECT id, name, locale, slug, hosted, theme FROM store_settings WHERE closed_at IS NULL ORDER BY main DESC, name, id',
    )
    .map(({ hosted, slug, theme, ...store }) => {
      const shop = hosted === null ? null : (JSON.parse(hosted) as StoreHosted);
      return {
        ...store,
        slug: shop?.open ? slug : null,
        theme: theme === null ? null : (JSON.parse(theme) as StoreTheme),
        fonts: shop?.fonts ?? 'classic',
      };
    });

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

export const contentQueries = { 'content.pages': pages, 'content.page': page, 'content.menus': menus };
