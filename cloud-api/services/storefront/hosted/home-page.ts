import { html } from '../../../platform/http/markup.ts';
import { shopFacts } from './json-ld.ts';
import type { Page } from './layout.ts';
import { pathTo, type PageView } from './page-view.ts';
import { pictureOf } from './pieces.ts';
import type { ShownSection } from './read-sections.ts';
import { sectionsHtml } from './sections.ts';

/** Of what search engines show below its name */
const NAMED = 8;

export function homePage(page: PageView, sections: readonly ShownSection[], languages: Page['languages'] = []): Page {
  const { words, shop, name } = page;
  const { headline, intro } = shop.hosted;
  const goods = sections.flatMap((each) => (each.kind === 'shelf' ? each.goods : []));
  const opened = sections.some(({ kind }) => kind === 'opening');
  const shown = sectionsHtml(page, sections);
  const bare = shown.length === (opened ? 1 : 0);
  return {
    title: headline && headline !== name ? `${name}: ${headline}` : name,
    description:
      intro ||
      goods
        .slice(0, NAMED)
        .map(({ title }) => title)
        .join(', ') ||
      name,
    canonical: pathTo.home,
    image: pictureOf(goods[0]?.image ?? null)?.src ?? null,
    languages,
    facts: [shopFacts(page)],
    at: pathTo.home,
    body: html`${!opened && html`<h1 class="hush">${headline || name}</h1>`}${shown}${
      bare && html`<div class="wrap"><p class="empty">${words.nothing}</p></div>`
    }`,
  };
}
