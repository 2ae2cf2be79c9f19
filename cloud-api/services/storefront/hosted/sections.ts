import { linkOf } from '@tillhouse/shared/domains/content/rich-text.ts';
import type { SectionOf } from '@tillhouse/shared/domains/content/section-parts.ts';
import { html, type Markup } from '../../../platform/http/markup.ts';
import type { ShopProduct } from '../read-products.ts';
import { textHtml } from './content-page.ts';
import { href, lastPart, pathTo, type PageView } from './page-view.ts';
import { fill } from './page-words.ts';
import { cards, picture, pictureOf } from './pieces.ts';
import type { ShownSection } from './read-sections.ts';

/** A link that somebody chose, around what leads there; without one the thing itself. */
function leading(page: PageView, to: string, words: Markup, name: string): Markup {
  const link = to === '' ? null : linkOf(to);
  if (!link) return html`<div class="${name}">${words}</div>`;
  if (link.kind === 'own')
    return html`<a class="${name}" href="${href(page, link.address === '/' ? '' : link.address)}">${words}</a>`;
  return html`<a class="${name}" href="${link.address}" rel="noopener noreferrer">${words}</a>`;
}

/** Drawings stand on a board before the ground of the opening; else one photograph fills its side. */
function scene(own: string, goods: readonly ShopProduct[]): Markup | null {
  const pictures = [
    own === '' ? null : pictureOf(own),
    ...(own === '' ? goods.map(({ image }) => pictureOf(image)) : []),
  ];
  const drawings = [...new Set(pictures.flatMap((each) => (each?.fit === 'drawing' ? each.src : [])))].slice(0, 5);
  if (drawings.length >= 3 || (own !== '' && drawings.length > 0)) {
    const stand = drawings.map((src) => html`<img src="${src}" alt="" width="150" height="150">`);
    return html`<div class="scene" aria-hidden="true">${stand}</div>`;
  }
  const photo = pictures.find((each) => each?.fit === 'photo');
  return photo
    ? html`<div class="scene photo" aria-hidden="true"><img src="${photo.src}" alt="" referrerpolicy="no-referrer"></div>`
    : null;
}

function opening(
  page: PageView,
  { picture: own, label, to }: SectionOf<'opening'>,
  goods: readonly ShopProduct[],
): Markup {
  const { headline, intro } = page.shop.hosted;
  return html`<section class="hero"><div class="wrap"><div class="copy"><h1>${headline || page.name}</h1>${intro && html`<p>${intro}</p>`}${
    label && to && leading(page, to, html`${label}`, 'go')
  }</div>${scene(own, goods)}</div></section>\n`;
}

const heading = (title: string): Markup | null =>
  title === '' ? null : html`<div class="title"><h2>${title}</h2></div>`;

function shelf(page: PageView, section: Extract<ShownSection, { kind: 'shelf' }>, eager: number): Markup {
  const { category, title, goods, products } = section;
  const chosen = products.length > 0;
  const name = title || (category === '' || chosen ? page.words.all : lastPart(category));
  return html`<section class="shelf wrap">
<div class="title"><h2>${name}</h2>${
    category !== '' &&
    !chosen &&
    html`<a class="more" href="${href(page, pathTo.category(category))}">${fill(page.words.seeAll, { name: lastPart(category) })}</a>`
  }</div>
${cards(page, goods, eager)}
</section>\n`;
}

function words(page: PageView, { title, text, picture: shot, alt, side }: SectionOf<'words'>): Markup {
  const said = html`<div class="prose">${title !== '' && html`<h2>${title}</h2>`}${textHtml(page, text)}</div>`;
  return shot !== ''
    ? html`<section class="said wrap beside ${side}">${said}<div class="shot">${picture(shot, title, { alt })}</div></section>\n`
    : html`<section class="said wrap">${said}</section>\n`;
}

const tiles = (page: PageView, { title, tiles: all }: SectionOf<'tiles'>): Markup =>
  html`<section class="wrap">${heading(title)}<ul class="tiles" role="list">${all.map(
    ({ label, to, picture: shot }) =>
      html`<li>${leading(page, to, html`${shot !== '' && html`<span class="shot">${picture(shot, label)}</span>`}<span class="name">${label}</span>`, 'tile')}</li>`,
  )}</ul></section>\n`;

const quotes = ({ title, quotes: all }: SectionOf<'quotes'>): Markup =>
  html`<section class="wrap">${heading(title)}<ul class="quotes" role="list">${all.map(
    ({ words: said, who }) =>
      html`<li><blockquote><p>${said}</p></blockquote>${who !== '' && html`<p class="who">${who}</p>`}</li>`,
  )}</ul></section>\n`;

const shops = (page: PageView, { title, text, places }: Extract<ShownSection, { kind: 'shops' }>): Markup =>
  html`<section class="wrap">${heading(title)}<div class="places"><ul role="list">${places.map(
    ({ name, street }) => html`<li><b>${name}</b>${street !== '' && html`<br>${street}`}</li>`,
  )}</ul>${text !== '' && html`<div class="prose">${textHtml(page, text)}</div>`}</div></section>\n`;

/** Nothing to see of it: neither its heading stands there. */
function isEmpty(section: ShownSection): boolean {
  if (section.kind === 'shelf') return section.goods.length === 0;
  if (section.kind === 'tiles') return section.tiles.length === 0;
  if (section.kind === 'quotes') return section.quotes.length === 0;
  if (section.kind === 'shops') return section.places.length === 0 && section.text === '';
  return section.kind === 'words' && section.title === '' && section.text === '' && section.picture === '';
}

/** The sections of a page, in order. The first shelf is seen without scrolling. */
export function sectionsHtml(page: PageView, sections: readonly ShownSection[]): Markup[] {
  const shown = sections.filter((each) => !isEmpty(each));
  const goods = shown.flatMap((each) => (each.kind === 'shelf' ? each.goods : []));
  const first = shown.find(({ kind }) => kind === 'shelf');
  return shown.map((each): Markup => {
    if (each.kind === 'opening') return opening(page, each, goods);
    if (each.kind === 'shelf') return shelf(page, each, each === first ? 4 : 0);
    if (each.kind === 'words') return words(page, each);
    if (each.kind === 'tiles') return tiles(page, each);
    return each.kind === 'quotes' ? quotes(each) : shops(page, each);
  });
}
