import { allowBy, bring } from './bring.ts';
import { TillhouseBuy } from './buy-element.ts';
import { TillhouseCartButton } from './cart-button.ts';
import { CheckoutOverlay, resume } from './checkout-overlay.ts';
import { TillhouseGrid } from './grid-element.ts';
import { TillhouseProduct } from './product-element.ts';
import { bringLanguage, type LanguageFiles, offerLanguages } from './languages.ts';
import { lazyElement } from './lazy-element.ts';
import { connectStore, type Store, type StoreOptions } from './store.ts';

type Connecting = { connectStore?: (options: StoreOptions) => void };

/**
 * Called by the loader of each script tag. Two versions of this file may meet on one page (shops on two clouds): the
 * names of elements can be taken only once, so the later file hands its store to the elements that are there.
 */
export async function connect(
  options: StoreOptions,
  nonce = '',
  languages: LanguageFiles = {},
  from = '',
): Promise<void> {
  allowBy(nonce);
  offerLanguages(languages, from, nonce);
  // Until then the page's own words stand inside of the elements: none of them is read in English first.
  await bringLanguage(options.locale || document.documentElement.lang);
  const there = customElements.get('tillhouse-grid') as unknown as Connecting | undefined;
  if (there?.connectStore) {
    there.connectStore(options);
    return;
  }
  // Before the elements, which find it as they are defined.
  const store = connectStore(options);
  customElements.define('tillhouse-grid', Object.assign(TillhouseGrid, { connectStore: connectHere }));
  customElements.define('tillhouse-product', TillhouseProduct);
  customElements.define('tillhouse-buy', TillhouseBuy);
  customElements.define('tillhouse-account', lazyElement('account', 'account'));
  customElements.define('tillhouse-cart', lazyElement('cart', 'cart'));
  customElements.define('tillhouse-checkout', lazyElement('checkout', 'checkout'));
  customElements.define('tillhouse-search', lazyElement('search', 'search'));
  customElements.define('tillhouse-stock-notice', lazyElement('more', 'notice', ['variant'], true));
  customElements.define('tillhouse-express', lazyElement('express', 'express', [], true));
  customElements.define('tillhouse-currency', lazyElement('more', 'currency', [], true));
  customElements.define('tillhouse-reviews', lazyElement('reviews', 'reviews', ['product', 'order', 'form'], true));
  customElements.define(
    'tillhouse-recommendations',
    lazyElement('reviews', 'recommended', ['product', 'cart', 'limit'], true),
  );
  customElements.define('tillhouse-order', lazyElement('checkout', 'order', ['order', 'token']));
  customElements.define('tillhouse-checkout-overlay', CheckoutOverlay);
  customElements.define('tillhouse-cart-button', TillhouseCartButton);
  begin(store);
}

const connectHere = (options: StoreOptions): void => begin(connectStore(options));

function begin(store: Store | undefined): void {
  if (!store) return;
  const follow = (): void => {
    if (store.signIn.in)
      bring('account').then(
        (part) => part.follow?.(store),
        () => {},
      );
  };
  store.signIn.onChange(follow);
  follow();
  resume(store);
  // A link to an order may be followed from this very page.
  addEventListener('hashchange', () => resume(store));
}
