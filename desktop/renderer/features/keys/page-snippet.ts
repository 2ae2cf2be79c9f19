import type { WidgetScript } from '../../../bridge/key-views.ts';

/** What a page is to show of the shop. */
export type Shown = 'grid' | 'product' | 'buy' | 'cart' | 'account' | 'reviews' | 'recommendations';

export interface SnippetChoice {
  readonly show: Shown;
  /** Of the product, where one is shown */
  readonly handle: string;
  /** How many products a grid has at first */
  readonly limit: number;
  /** Only those of a category with all below it; empty: all */
  readonly category: string;
  /** A button with the basket in the corner of the page */
  readonly withButton: boolean;
  /** A field that finds products, above the grid */
  readonly withSearch: boolean;
  /** A choice of what prices are told in, above what is shown; nothing where the shop sells in one currency */
  readonly withCurrency: boolean;
  /** This very version, checked by its hash, instead of always the newest */
  readonly pinned: boolean;
}

export const usualSnippet: SnippetChoice = {
  show: 'grid',
  handle: '',
  limit: 8,
  category: '',
  withButton: true,
  withSearch: false,
  withCurrency: false,
  pinned: false,
};

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function shown({ show, handle, limit, category, withSearch }: SnippetChoice): string {
  if (show === 'cart') return '<tillhouse-cart></tillhouse-cart>';
  if (show === 'account') return '<tillhouse-account></tillhouse-account>';
  if (show === 'product') return `<tillhouse-product handle="${quoted(handle.trim())}"></tillhouse-product>`;
  if (show === 'reviews') return `<tillhouse-reviews product="${quoted(handle.trim())}"></tillhouse-reviews>`;
  if (show === 'recommendations') {
    // Without a product it is what sells most.
    const of = handle.trim() === '' ? '' : ` product="${quoted(handle.trim())}"`;
    return `<tillhouse-recommendations${of} limit="4"></tillhouse-recommendations>`;
  }
  if (show === 'buy') return `<tillhouse-buy handle="${quoted(handle.trim())}"></tillhouse-buy>`;
  const only = category.trim() === '' ? '' : ` category="${quoted(category.trim())}"`;
  // The product that is chosen opens above the grid; the height keeps the grid's place until its script is there.
  const search = withSearch ? '<tillhouse-search></tillhouse-search>\n' : '';
  return `${search}<tillhouse-product></tillhouse-product>\n<tillhouse-grid limit="${limit}"${only} style="display:block;min-height:100vh"></tillhouse-grid>`;
}

/** What to put into a page for a publishable key. @param widget as the cloud tells it; null where it did not answer */
export function pageSnippet(key: string, cloudUrl: string, widget: WidgetScript | null, choice: SnippetChoice): string {
  const pinned = choice.pinned && widget !== null;
  const address = `${cloudUrl}${pinned ? widget.pinned : '/tillhouse.js'}`;
  const hash = pinned ? ` integrity="${widget.integrity}" crossorigin` : '';
  return [
    `<script src="${address}"${hash} data-key="${key}" async></script>`,
    ...(choice.withCurrency ? ['<tillhouse-currency></tillhouse-currency>'] : []),
    shown(choice),
    ...(choice.withButton && choice.show !== 'cart'
      ? ['<tillhouse-cart-button floating></tillhouse-cart-button>']
      : []),
  ].join('\n');
}
