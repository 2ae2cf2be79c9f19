import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { THEME_PAGES } from './theme-data.ts';

/** What is in the folder of a theme, and how much of it. */

export interface ThemeFile {
  /** `templates/home.liquid` */
  readonly path: string;
  readonly body: Buffer;
}

const KIB = 1024;
export const LIMITS = {
  files: 200,
  /** Of all files */
  bytes: 2 * KIB * KIB,
  template: 64 * KIB,
  /** Of all templates, sections and snippets */
  templates: 512 * KIB,
  asset: 512 * KIB,
  locale: 64 * KIB,
  manifest: 32 * KIB,
} as const;

/** What an asset is sent as; a browser is told to guess nothing. */
export const ASSET_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const name = '[a-z0-9][a-z0-9_-]{0,59}';
const shapes: readonly [pattern: RegExp, most: number][] = [
  [/^theme\.json$/, LIMITS.manifest],
  [/^layout\/theme\.liquid$/, LIMITS.template],
  [new RegExp(`^templates/(?:${THEME_PAGES.join('|')})\\.liquid$`), LIMITS.template],
  [new RegExp(`^(?:sections|snippets)/${name}\\.liquid$`), LIMITS.template],
  [/^locales\/[a-z]{2,3}(?:-[A-Z]{2})?\.json$/, LIMITS.locale],
  [
    new RegExp(
      `^assets/${name}\\.(?:${Object.keys(ASSET_TYPES)
        .map((each) => each.slice(1))
        .join('|')})$`,
    ),
    LIMITS.asset,
  ],
];

/** Bytes that a file of this path may have; undefined where a theme has no such file. */
export const mostBytesOf = (path: string): number | undefined => shapes.find(([pattern]) => pattern.test(path))?.[1];

export const isTemplate = (path: string): boolean => path.endsWith('.liquid');
export const isText = (path: string): boolean => /\.(liquid|json|css|js|svg)$/.test(path);
export const assetType = (path: string): string | undefined => ASSET_TYPES[extname(path)];
export const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
export const integrityOf = (body: Buffer): string => `sha384-${createHash('sha384').update(body).digest('base64')}`;
