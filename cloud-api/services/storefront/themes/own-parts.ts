import { html, textOf } from '../../../platform/http/markup.ts';
import { headParts, type Page } from '../hosted/layout.ts';
import type { PageView } from '../hosted/page-view.ts';
import { elementHtml } from '../hosted/plain-pages.ts';
import { buyHtml } from '../hosted/product-page.ts';
import type { PageFacts } from './page-facts.ts';
import type { OwnParts } from './theme-tags.ts';

/** What stands in a page of a theme for what is ours. */
export function ownParts(view: PageView, page: Page, facts: PageFacts, preview: boolean): OwnParts {
  const { words } = view;
  const notes = html`<a class="skip" href="#content">${words.skip}</a>
<p class="offline" role="status" data-offline hidden>${words.offline}</p>${
    preview &&
    html`
<p class="preview-bar" role="note">${words.themePreview} <a href="?theme=none" rel="nofollow">${words.endPreview}</a></p>`
  }`;
  return {
    head: textOf(headParts(view, page, { preview })),
    notes: textOf(notes),
    cartButton: ['<tillhouse-cart-button>', '</tillhouse-cart-button>'],
    buy: facts.kind === 'product' ? textOf(buyHtml(view, facts.product)) : '',
    cart: textOf(elementHtml(view, 'cart')),
    account: textOf(elementHtml(view, 'account')),
    order: textOf(elementHtml(view, 'order')),
  };
}

/** The same for where a theme is written: without the bar of a preview, and kept by no worker. */
export const partsAtHome = (view: PageView, page: Page, facts: PageFacts): OwnParts => ({
  ...ownParts(view, page, facts, true),
  notes: ownParts(view, page, facts, false).notes,
});
