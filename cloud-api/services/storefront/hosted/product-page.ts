import { html, type Markup } from '../../../platform/http/markup.ts';
import type { ShopProduct } from '../read-products.ts';
import type { Recommended } from '../recommendations/read-recommended.ts';
import type { ReviewPage } from '../reviews/read-reviews.ts';
import { breadcrumbFacts, type Crumb, crumbsTo, productFacts, ratingFacts } from './json-ld.ts';
import type { Page } from './layout.ts';
import { href, moneyText, pathTo, partsOf, type PageView } from './page-view.ts';
import { picture, pictureOf, priceText, priorText, stockText, unitPriceText } from './pieces.ts';
import { ratedLine, reviewSection } from './review-section.ts';
import { withSection } from './with-section.ts';

/** The way down to a page, which itself is no link. */
export function crumbTrail(page: PageView, crumbs: readonly Crumb[], label: string): Markup {
  const last = crumbs.length - 1;
  return html`<nav class="crumbs" aria-label="${label}"><ol>${crumbs.map(({ name, path }, at) =>
    at === last
      ? html`<li><span aria-current="page">${name}</span></li>`
      : html`<li><a href="${href(page, path)}">${name}</a></li>`,
  )}</ol></nav>`;
}

/** What can be had, as a table: what stands in the place of the element until its script is there, or where none runs. */
function choices(page: PageView, { variants, currency }: ShopProduct): Markup {
  return html`<div class="kept"><ul class="variants" role="list">${variants.map(
    ({ title, price, available, availability }) =>
      html`<li><span>${title}</span>${stockText(page, available, availability)}<span class="num">${moneyText(price, currency, page.locale)}</span></li>`,
  )}</ul><noscript><p class="note">${page.words.needsScript}</p></noscript></div>`;
}

/** Choosing and buying, with what stands in its place where no script runs. */
export const buyHtml = (page: PageView, product: ShopProduct): Markup =>
  html`<tillhouse-buy handle="${product.handle}" data-options="${product.options.length}">${choices(page, product)}</tillhouse-buy>`;

/** What stands below a product. */
export interface Below {
  /** What shoppers say of it; null where the shop shows none */
  readonly said: ReviewPage | null;
  /** Whether it is the first page of that */
  readonly first: boolean;
  readonly recommended: readonly Recommended[];
}

export function productPage(
  page: PageView,
  product: ShopProduct,
  languages: Page['languages'] = [],
  { said, first, recommended }: Below = { said: null, first: true, recommended: [] },
): Page {
  const { title, description, supplier, category, handle } = product;
  const crumbs = [...crumbsTo(page, category), { name: title, path: pathTo.product(handle) }];
  const image = pictureOf(product.image)?.src ?? null;
  const body = html`<div class="wrap">${crumbTrail(page, crumbs, title)}
<article class="product">
<div class="shot">${picture(product.image, title, { alt: title, eager: true })}</div>
<div class="info">
<div class="t"><h1>${title}</h1>${priceText(page, product)}</div>
${supplier && html`<p class="by">${supplier}</p>`}
${ratedLine(page, product.rating)}
${unitPriceText(page, product)}${priorText(page, product)}
${buyHtml(page, product)}
${description && html`<p class="care">${description}</p>`}
</div>
</article>
${withSection(page, recommended)}
${said && reviewSection(page, handle, said, first)}</div>`;
  return {
    title,
    description: (description || [title, supplier].filter(Boolean).join(', ')).slice(0, 300),
    canonical: pathTo.product(handle),
    kind: 'product',
    image,
    languages,
    facts: [{ ...productFacts(page, product, image), ...(said && ratingFacts(said)) }, breadcrumbFacts(page, crumbs)],
    at: partsOf(category)[0] ?? '',
    body,
  };
}
