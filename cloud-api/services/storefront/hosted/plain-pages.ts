import { html, type Markup } from '../../../platform/http/markup.ts';
import type { Page } from './layout.ts';
import { href, pathTo, type PageView } from './page-view.ts';
import { newsPart } from './news-part.ts';
import { fill } from './page-words.ts';

const element = {
  cart: html`<tillhouse-cart>`,
  checkout: html`<tillhouse-express checkout></tillhouse-express><tillhouse-checkout>`,
  order: html`<tillhouse-order>`,
  account: html`<tillhouse-account>`,
} as const;
const end = {
  cart: html`</tillhouse-cart>`,
  checkout: html`</tillhouse-checkout>`,
  order: html`</tillhouse-order>`,
  account: html`</tillhouse-account>`,
} as const;

export type ElementPage = keyof typeof element;
export const isElementPage = (name: string): name is ElementPage => Object.hasOwn(element, name);

/** What the checkout shows below that there is nothing in the basket. */
const onward = (page: PageView): Markup =>
  html`<p slot="empty"><a class="button" href="${href(page, pathTo.home)}">${page.words.toShop}</a></p>`;

export const elementHtml = (page: PageView, name: ElementPage): Markup =>
  html`${element[name]}<noscript><p class="note">${page.words.needsScript}</p></noscript>${name === 'checkout' && onward(page)}${end[name]}${name === 'order' && newsPart(page.locale)}`;

/** A page around one element of the widget: what is in it is about one shopper, so that the page says nothing itself. */
export function elementPage(page: PageView, name: ElementPage): Page {
  const { words } = page;
  const title = { cart: words.basket, checkout: words.checkout, order: words.order, account: words.account }[name];
  return {
    title,
    description: title,
    canonical: null,
    at: `/${name}`,
    body: html`<div class="wrap alone"><h1 class="${name === 'cart' ? '' : 'hush'}">${title}</h1>${elementHtml(page, name)}${name === 'cart' && html`<tillhouse-recommendations cart class="with-cart"></tillhouse-recommendations>`}</div>`,
  };
}

const lost = (title: string, text: string, more: Markup | null): Markup =>
  html`<div class="wrap lost"><h1>${title}</h1><p>${text}</p>${more}</div>`;

/** What has no price in the currency that was chosen is not there in it, and may be in the shop's own. */
function inItsOwn({ view: { store, currency }, words }: PageView): Markup | null {
  if (!store || currency === store.currency) return null;
  const back = html`<a class="more" href="?currency=${store.currency}" rel="nofollow">${fill(words.showIn, { currency: store.currency })}</a>`;
  return html`<p>${fill(words.notIn, { currency })} ${back}</p>`;
}

export function missingPage(page: PageView): Page {
  const { words } = page;
  const more = html`${inItsOwn(page)}<p><a class="button" href="${href(page, pathTo.home)}">${words.toShop}</a></p>`;
  const body = lost(words.missing, words.missingText, more);
  return { title: words.missing, description: words.missingText, canonical: null, body };
}

/** In the place of a page that a theme could not write, for who looks at it before shoppers do. */
export function faultPage(
  { words }: PageView,
  { template, line, message }: { readonly template: string; readonly line: number; readonly message: string },
): Page {
  const title = line > 0 ? `${template}:${line}` : template;
  const back = html`<p><a class="button" href="?theme=none" rel="nofollow">${words.endPreview}</a></p>`;
  return { title, description: title, canonical: null, body: lost(title, message, back) };
}
