import type { StoreHosted, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';
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

const pages = query('content.pages', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => ({
    stores: webStores(reader),
    pages: reader.all<Stored>(`SELECT ${columns} ORDER BY updated_at DESC, id`).map(
      ({ texts, storeIds, ...row }): PageRow => ({
        ...row,
        storeIds: JSON.parse(storeIds) as string[],
        texts: (JSON.parse(texts) as PageText[]).map(({ lang, slug, title }) => ({ lang, slug, title })),
      }),
    ),
  }),
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

export const contentQueries = { 'content.pages': pages, 'content.page': page };
