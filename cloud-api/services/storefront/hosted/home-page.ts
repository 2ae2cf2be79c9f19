import { html, type Markup } from '../../../platform/http/markup.ts';
import type { ShopProduct } from '../read-products.ts';
import { shopFacts } from './json-ld.ts';
import type { Page } from './layout.ts';
import { href, lastPart, pathTo, type PageView } from './page-view.ts';
import { fill } from './page-words.ts';
import { cards, pictureOf } from './pieces.ts';

export interface Shelf {
  /** Empty: of every category */
  readonly category: string;
  readonly products: readonly ShopProduct[];
}

/** Drawings stand on a board before the ground of the hero; else one photograph fills its side. */
function scene(shelves: readonly Shelf[]): Markup | null {
  const pictures = shelves.flatMap(({ products }) => products.map(({ image }) => pictureOf(image)));
  const drawings = [...new Set(pictures.flatMap((each) => (each?.fit === 'drawing' ? each.src : [])))].slice(0, 5);
  if (drawings.length >= 3) {
    const stand = drawings.map((src) => html`<img src="${src}" alt="" width="150" height="150">`);
    return html`<div class="scene" aria-hidden="true">${stand}</div>`;
  }
  const photo = pictures.find((each) => each?.fit === 'photo');
  return photo ? html`<div class="scene photo" aria-hidden="true"><img src="${photo.src}" alt=""></div>` : null;
}

export function homePage(page: PageView, shelves: readonly Shelf[], languages: Page['languages'] = []): Page {
  const { words, shop, name } = page;
  const { headline, intro } = shop.hosted;
  const shown = shelves.filter(({ products }) => products.length > 0);
  const body = html`<section class="hero"><div class="wrap"><div class="copy"><h1>${headline || name}</h1>${intro && html`<p>${intro}</p>`}</div>${scene(shown)}</div></section>
<div class="wrap">${shown.map(
    ({ category, products }, at) => html`<section class="shelf">
<div class="title"><h2>${category === '' ? words.all : lastPart(category)}</h2>${
      category !== '' &&
      html`<a class="more" href="${href(page, pathTo.category(category))}">${fill(words.seeAll, { name: lastPart(category) })}</a>`
    }</div>
${cards(page, products, at === 0 ? 4 : 0)}
</section>`,
  )}${shown.length === 0 && html`<p class="empty">${words.nothing}</p>`}</div>`;
  return {
    title: headline && headline !== name ? `${name}: ${headline}` : name,
    description:
      intro ||
      shown
        .flatMap(({ products }) => products.map(({ title }) => title))
        .slice(0, 8)
        .join(', ') ||
      name,
    canonical: pathTo.home,
    image: pictureOf(shown[0]?.products[0]?.image ?? null)?.src ?? null,
    languages,
    facts: [shopFacts(page)],
    at: pathTo.home,
    body,
  };
}
