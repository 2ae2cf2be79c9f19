import { html, textOf, trusted } from '../../../platform/http/markup.ts';
import { pathTo } from './page-view.ts';

/** Products of one file; beyond it `sitemap.xml` names the files. */
export const PART = 5_000;

const head = trusted('<?xml version="1.0" encoding="UTF-8"?>\n');

export interface MapEntry {
  /** After the address of the shop */
  readonly path: string;
  /** `2026-11-26` */
  readonly changed?: string;
}

export function siteMap(address: string, entries: readonly MapEntry[]): string {
  return textOf(html`${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.map(
  ({ path, changed }) =>
    html`<url><loc>${address + (path || '/')}</loc>${changed && html`<lastmod>${changed}</lastmod>`}</url>\n`,
)}</urlset>
`);
}

export function siteMapIndex(address: string, parts: number): string {
  return textOf(html`${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${Array.from({ length: parts }, (_, at) => html`<sitemap><loc>${address}/sitemap-${at + 1}.xml</loc></sitemap>\n`)}</sitemapindex>
`);
}

/** What is about one shopper, or one search, is nothing for others to find. */
export const robots = (address: string): string =>
  `User-agent: *\n${['/cart', '/checkout', '/order', '/account', pathTo.search].map((path) => `Disallow: ${path}\n`).join('')}\nSitemap: ${address}/sitemap.xml\n`;
