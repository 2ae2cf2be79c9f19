import { html, type Markup } from '../../../platform/http/markup.ts';
import type { ShopProduct } from '../read-products.ts';
import { href, moneyText, pathTo, type PageView } from './page-view.ts';
import { counted, fill } from './page-words.ts';
import { ratedShort } from './review-section.ts';

export interface Picture {
  /** An address that a browser may load */
  readonly src: string;
  /** `#rrggbb` behind it; null for the tint of the theme */
  readonly ground: string | null;
  /** Photographs fill their frame; drawings stand in it. */
  readonly fit: 'photo' | 'drawing';
}

/** As the widget reads a picture's address: drawings of the sample set, `https:`, and paths of the shop itself. */
export function pictureOf(address: string | null): Picture | null {
  if (!address) return null;
  const [, kind, shape = '', query = ''] = /^(still|sample):([^?]*)\??(.*)$/s.exec(address) ?? [];
  if (kind) {
    const tints = new URLSearchParams(query);
    const [ground] = /^[0-9a-f]{6}$/.exec(tints.get('g') ?? '') ?? [];
    tints.delete('g');
    const src = `/media/samples/${encodeURIComponent(shape)}.svg${tints.size > 0 ? `?${tints}` : ''}`;
    return { src, ground: ground ? `#${ground}` : null, fit: 'drawing' };
  }
  if (/^\/(?!\/)/.test(address) || /^https?:\/\//.test(address))
    return URL.canParse(address, 'https://shop.invalid') ? { src: address, ground: null, fit: 'photo' } : null;
  return null;
}

/** Two letters that stand for a thing without a picture. */
export function lettersOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return ((words[0]?.[0] ?? '') + (words[1]?.[0] ?? words[0]?.[1] ?? '')).toUpperCase();
}

/** @param alt empty where the name stands beside it @param eager seen without scrolling */
export function picture(address: string | null, title: string, { alt = '', eager = false } = {}): Markup {
  const shown = pictureOf(address);
  if (!shown) return html`<span class="letters" aria-hidden="true">${lettersOf(title)}</span>`;
  // A colour of its own for each picture: the content policy allows no style in an element, a drawing may have a fill.
  const ground =
    shown.ground &&
    html`<svg class="ground" aria-hidden="true" preserveAspectRatio="none"><rect width="100%" height="100%" fill="${shown.ground}"/></svg>`;
  return html`${ground}<img class="${shown.fit}" src="${shown.src}" alt="${alt}" width="500" height="400" ${eager ? html`fetchpriority="high"` : html`loading="lazy" decoding="async"`}>`;
}

export function priceText(page: PageView, { priceFrom, priceTo, compareAt, currency }: ShopProduct): Markup {
  const { words, locale } = page;
  const price = moneyText(priceFrom, currency, locale);
  const shown = priceTo > priceFrom ? fill(words.from, { price }) : price;
  if (compareAt === null || compareAt <= priceFrom) return html`<span class="price num">${shown}</span>`;
  return html`<span class="price num"><del><span class="hush">${words.was} </span>${moneyText(compareAt, currency, locale)}</del><ins>${shown}</ins></span>`;
}

/** The lowest price of before a reduction, where the store has to name it. */
export const priorText = (page: PageView, { priorPrice, currency }: ShopProduct): Markup | null =>
  priorPrice === null
    ? null
    : html`<p class="prior">${fill(page.words.prior, { price: moneyText(priorPrice, currency, page.locale) })}</p>`;

const signs: Readonly<Record<string, string>> = { '100g': '100 g', '100ml': '100 ml', m2: 'm²' };

/** The price of a kilogram or litre of it, which stands beside its price. */
export function unitPriceWords(page: PageView, { unitPrice, currency }: ShopProduct): string {
  if (!unitPrice) return '';
  const per = unitPrice.per === 'piece' ? page.words.piece : (signs[unitPrice.per] ?? unitPrice.per);
  return `${moneyText(unitPrice.amount, currency, page.locale)} / ${per}`;
}

export function unitPriceText(page: PageView, product: ShopProduct): Markup | null {
  const words = unitPriceWords(page, product);
  return words === '' ? null : html`<p class="prior num">${words}</p>`;
}

/** From this number on the count says nothing to a shopper. */
const MANY = 99;

export function stockWords(page: PageView, available: number, word: ShopProduct['availability']): string {
  const { words, locale } = page;
  const many = new Intl.NumberFormat(locale).format(available);
  if (word === 'out') return words.soldOut;
  if (word === 'low') return fill(words.countLeft, { count: many });
  return available >= MANY ? words.inStock : fill(words.countInStock, { count: many });
}

export const stockText = (page: PageView, available: number, word: ShopProduct['availability']): Markup =>
  html`<span class="stock ${word}">${stockWords(page, available, word)}</span>`;

/** What is off the price that stands crossed out beside it; 0: nothing worth a word. */
export const percentOff = ({ compareAt, priceFrom }: Pick<ShopProduct, 'compareAt' | 'priceFrom'>): number =>
  compareAt === null || compareAt <= priceFrom ? 0 : Math.floor(((compareAt - priceFrom) * 100) / compareAt);

function tag(page: PageView, product: ShopProduct): Markup | null {
  if (product.availability === 'out') return html`<span class="tag">${page.words.soldOut}</span>`;
  const percent = percentOff(product);
  if (percent === 0) return null;
  return html`<span class="tag sale">${counted({ other: page.words.percentOff }, percent, page.locale)}</span>`;
}

/** Products as cards that lead to their pages. @param eager how many are seen without scrolling */
export function cards(page: PageView, products: readonly ShopProduct[], eager = 0): Markup {
  return html`<ul class="grid" role="list">${products.map(
    (product, at) => html`<li class="card">
<div class="shot">${picture(product.image, product.title, { eager: at < eager })}${tag(page, product)}</div>
<div class="row"><h3 class="name"><a class="open" href="${href(page, pathTo.product(product.handle))}">${product.title}</a></h3>${priceText(page, product)}</div>
${unitPriceText(page, product)}${priorText(page, product)}
<p class="sub">${stockText(page, product.available, product.availability)}${ratedShort(page, product.rating)}</p>
</li>
`,
  )}</ul>`;
}
