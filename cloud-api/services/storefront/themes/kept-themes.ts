import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { settledValues, type ThemeValues } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { type ThemeVersion, themeVersions } from '@tillhouse/shared/domains/content/theme-schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import { sourceOf } from './theme-source.ts';
import type { ThemeSource } from './theme-engine.ts';
import { assetType, type ThemeFile } from './theme-files.ts';

/** A version of a theme, ready to write pages with. It never changes. */
export interface KeptTheme {
  readonly id: string;
  readonly storeId: string;
  readonly settings: ThemeValues;
  /** What of them is a colour, which styles paint with: `--set-…` */
  readonly colours: Readonly<Record<string, string>>;
  /** @param base before its assets @param scripts whether its scripts may run there */
  readonly source: (base: string, scripts: boolean) => ThemeSource;
  /** Names of its scripts, for the content policy */
  readonly scripts: readonly string[];
}

const KEPT_MS = 600_000;
const MOST_VERSIONS = 60;
/** Of at most half a MiB each */
const MOST_ASSETS = 64;

export interface OfShop {
  readonly tenantId: string;
  readonly storeId: string;
}

/** By the name of a CSS variable. They have passed the schema of a colour: nothing here is free text. */
export const coloursOf = (declared: ThemeVersion['settings'], values: ThemeValues): Record<string, string> =>
  Object.fromEntries(
    declared.flatMap(({ id, type }) =>
      type === 'colour' ? [[`--set-${id.replaceAll('_', '-')}`, String(values[id])]] : [],
    ),
  );

export async function readVersion(db: Connection, tenantId: string, id: string): Promise<ThemeVersion | undefined> {
  const [row] = await db.rows<Record<string, unknown>>(
    'SELECT * FROM theme_versions WHERE tenant_id = $1 AND id = $2',
    [tenantId, id],
  );
  return row && (decodeRow(themeVersions as unknown as Table, row, 'postgres') as unknown as ThemeVersion);
}

/** The files of a version, but for those that are not asked for. */
export async function readFiles(
  db: Connection,
  tenantId: string,
  { files }: Pick<ThemeVersion, 'files'>,
  wanted: (path: string) => boolean = () => true,
): Promise<ThemeFile[]> {
  const asked = files.filter(({ path }) => wanted(path));
  const rows = await db.rows<{ hash: string; body: string }>(
    'SELECT hash, body FROM theme_files WHERE tenant_id = $1 AND hash = ANY($2)',
    [tenantId, asked.map(({ hash }) => hash)],
  );
  const bodies = new Map(rows.map(({ hash, body }) => [hash, body]));
  return asked.flatMap(({ path, hash }) => {
    const body = bodies.get(hash);
    return body === undefined ? [] : [{ path, body: Buffer.from(body, 'base64') }];
  });
}

/** Themes that pages are written with, as they are in the database. */
export class KeptThemes {
  readonly #pool: Pool;
  readonly #versions = new TtlMap<string, KeptTheme>(KEPT_MS, MOST_VERSIONS);
  readonly #assets = new TtlMap<string, Buffer>(KEPT_MS, MOST_ASSETS);

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Undefined where this very shop has no such version. */
  async version({ tenantId, storeId }: OfShop, id: string): Promise<KeptTheme | undefined> {
    const name = `${tenantId} ${storeId} ${id}`;
    const known = this.#versions.get(name);
    if (known) return known;
    const read = await withTenant(this.#pool, tenantId, async (db) => {
      const row = await readVersion(db, tenantId, id);
      if (row?.storeId !== storeId) return undefined;
      return { row, files: await readFiles(db, tenantId, row, (path) => !/\.(png|jpg|webp|woff2|svg)$/.test(path)) };
    });
    if (!read) return undefined;
    const { row, files } = read;
    const names = row.files.flatMap(({ path }) => (path.startsWith('assets/') ? path.slice('assets/'.length) : []));
    const settings = settledValues(row.settings, row.choices);
    const theme: KeptTheme = {
      ...{ id, storeId, settings, colours: coloursOf(row.settings, settings) },
      source: (base, scripts) => sourceOf(files, { names, address: `${base}/theme/${id}/`, scripts }),
      scripts: names.filter((each) => each.endsWith('.js')),
    };
    this.#versions.set(name, theme);
    return theme;
  }

  /** @param name `theme.css`; undefined where this shop's version has no such file */
  async asset(
    { tenantId, storeId }: OfShop,
    id: string,
    name: string,
  ): Promise<{ readonly type: string; readonly body: Buffer } | undefined> {
    const type = assetType(name);
    if (type === undefined) return undefined;
    const key = `${tenantId} ${storeId} ${id} ${name}`;
    const body = this.#assets.get(key) ?? (await this.#readAsset({ tenantId, storeId }, id, `assets/${name}`));
    if (!body) return undefined;
    this.#assets.set(key, body);
    return { type, body };
  }

  #readAsset({ tenantId, storeId }: OfShop, id: string, path: string): Promise<Buffer | undefined> {
    return withTenant(this.#pool, tenantId, async (db) => {
      const row = await readVersion(db, tenantId, id);
      if (row?.storeId !== storeId) return undefined;
      const [file] = await readFiles(db, tenantId, row, (each) => each === path);
      return file?.body;
    });
  }
}
