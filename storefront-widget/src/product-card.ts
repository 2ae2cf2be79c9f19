import { html, nothing, type TemplateResult } from 'lit';
import { plusIcon } from './icons.ts';
import { picture, priceText, priorText, unitPriceText } from './pieces.ts';
import { swatchesOf } from './picture-source.ts';
import { addressOf } from './product-address.ts';
import type { ShopProduct } from './shapes.ts';
import { stockText } from './stock-text.ts';
import type { StoreLink } from './store-link.ts';
import { tint } from './tint.ts';
import { counted, fill } from './words.ts';

export interface CardUse {
  readonly add: (product: ShopProduct) => void;
  readonly open: (event: MouseEvent, product: ShopProduct) => void;
}

function tag(link: StoreLink, product: ShopProduct): TemplateResult | typeof nothing {
  if (product.availability === 'out') return html`<span class="tag">${link.words.soldOut}</span>`;
  const { compareAt, priceFrom } = product;
  if (compareAt === null || compareAt <= priceFrom) return nothing;
  const percent = Math.floor(((compareAt - priceFrom) * 100) / compareAt);
  if (percent === 0) return nothing;
  return html`<span class="tag sale">${counted({ other: link.words.percentOff }, percent, link.locale)}</span>`;
}

/** One variant goes into the basket at once; several have to be chosen from first. */
function button(link: StoreLink, product: ShopProduct, href: string, use: CardUse): TemplateResult | typeof nothing {
  if (product.availability === 'out') return nothing;
  const { words } = link;
  if (product.variants.length !== 1) {
    const label = fill(words.choose, { name: product.title });
    const open = (event: MouseEvent) => use.open(event, product);
    return html`<a class="add" part="add" href=${href} aria-label=${label} @click=${open}>${plusIcon}</a>`;
  }
  const label = fill(words.addNamed, { name: product.title });
  return html`<button class="add" part="add" aria-label=${label} @click=${() => use.add(product)}>${plusIcon}</button>`;
}

function dots(product: ShopProduct): TemplateResult | typeof nothing {
  const colours = product.options.map((option) => swatchesOf(option.values)).find((found) => found !== null);
  if (!colours) return nothing;
  const few = colours.slice(0, 5);
  return html`<span class="dots" aria-hidden="true">${few.map((colour) => html`<i ${tint('--d', colour)}></i>`)}</span>`;
}

/** Small, and said in full to who does not see it; nothing where nobody has said anything. */
function rated({ words, locale }: StoreLink, { rating }: ShopProduct): TemplateResult | typeof nothing {
  if (!rating) return nothing;
  const one = { maximumFractionDigits: 1, minimumFractionDigits: 1 };
  const stars = new Intl.NumberFormat(locale, one).format(rating.average / 100);
  const count = new Intl.NumberFormat(locale).format(rating.count);
  const said = fill(counted(words.rated, rating.count, locale), { stars });
  return html`<span class="rated num" part="rating"><span aria-hidden="true">★ ${stars}<span class="many"> (${count})</span></span><span class="hush">${said}</span></span>`;
}

/** A product in the grid: picture, name and price, stock in words. */
export function productCard(link: StoreLink, product: ShopProduct, eager: boolean, use: CardUse): TemplateResult {
  const href = addressOf(product.handle, link.shop?.options.productHref);
  const stock = stockText(product.available, product.availability, link.words, link.locale);
  const price = link.money(product.priceFrom, product.currency);
  const shown = product.priceTo > product.priceFrom ? fill(link.words.from, { price }) : price;
  const open = (event: MouseEvent) => use.open(event, product);
  return html`<li class="card" part="card" data-id=${product.id}>
    <div class="frame">${picture(link, product.image, product.title, eager, tag(link, product))}${button(link, product, href, use)}</div>
    <div class="row">
      <h3 class="name"><a class="open" href=${href} title=${product.title} @click=${open}>${product.title}</a></h3>
      ${priceText(link, shown, product.priceFrom, product.compareAt, product.currency)}
    </div>
    ${unitPriceText(link, product.unitPrice, product.currency)}${priorText(link, product.priorPrice, product.currency)}
    <div class="sub"><span class="stock ${product.availability}">${stock}</span>${dots(product)}${rated(link, product)}</div>
  </li>`;
}
