import type { StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { ThemeSetting, ThemeValues } from '@tillhouse/shared/domains/content/theme-parts.ts';
import type { ThemeFaultRow, ThemeRow, ThemeStoreView } from '../../bridge/content-views.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

type Stored = Omit<ThemeRow, 'settings' | 'choices' | 'faults'> & {
  readonly settings: string;
  readonly choices: string;
};

function storesIn(reader: Reader): ThemeStoreView[] {
  return reader
    .all<{ id: string; name: string; slug: string | null; hosted: string | null }>(
      'SELECT id, name, slug, hosted FROM store_settings WHERE closed_at IS NULL ORDER BY main DESC, name, id',
    )
    .map(({ id, name, slug, hosted: kept }) => {
      const hosted = kept === null ? null : (JSON.parse(kept) as StoreHosted);
      return { id, name, slug: hosted?.open ? slug : null, themeId: hosted?.themeId ?? null };
    });
}

const themes = query('content.themes', {
  params: nothing,
  permission: 'desk.use',
  run: (reader) => {
    const faults = Map.groupBy(
      reader.all<ThemeFaultRow & { readonly versionId: string }>(
        `SELECT id, version_id AS versionId, template, line, message, times, last_at AS lastAt
           FROM theme_faults ORDER BY last_at DESC, id LIMIT 200`,
      ),
      ({ versionId }) => versionId,
    );
    const versions = reader
      .all<Stored>(
        `SELECT id, store_id AS storeId, number, name, release, settings, choices, publish_at AS publishAt, published_at AS publishedAt,
           created_at AS createdAt, actor_name AS actorName FROM theme_versions ORDER BY store_id, number DESC, id`,
      )
      .map(
        ({ settings, choices, ...row }): ThemeRow => ({
          ...row,
          settings: JSON.parse(settings) as ThemeSetting[],
          choices: JSON.parse(choices) as ThemeValues,
          faults: (faults.get(row.id) ?? []).map(({ versionId: _version, ...fault }) => fault),
        }),
      );
    return { stores: storesIn(reader), versions };
  },
});

export const themeQueries = { 'content.themes': themes };
