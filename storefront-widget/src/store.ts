import { ShopApi } from './api.ts';
import { Basket } from './basket.ts';
import { Cart } from './cart.ts';
import { chooseCurrency, chosenCurrency } from './chosen-currency.ts';
import { LiveAvailability } from './live.ts';
import type { StoreFace } from './shapes.ts';
import { SignIn } from './sign-in.ts';

/** What a script tag says about its shop. */
export interface StoreOptions {
  /** Publishable key, `pk_…`; it may only read what every shopper may see. */
  readonly key: string;
  readonly api: string;
  /** Chosen by `<tillhouse-grid store="…">` where a page shows several shops. */
  readonly name?: string | undefined;
  /** BCP 47; the page's language when left out. */
  readonly locale?: string | undefined;
  /** `USD`, where the page decides it. Left out: what the shopper chose by `<tillhouse-currency>`, else the shop's own. */
  readonly currency?: string | undefined;
  /** Address of a product's own page, `{handle}` filled in. Without it products open on the same page. */
  readonly productHref?: string | undefined;
  /** Address of the page with `<tillhouse-checkout>`. Without it the checkout opens over the same page. */
  readonly checkoutHref?: string | undefined;
}

/** One shop on this page: its API, its live availability and the shopper's basket. */
export interface Store {
  readonly options: StoreOptions;
  /** Names what this browser keeps of a purchase there: one begun in one currency is not gone on with in another. */
  readonly slot: string;
  readonly api: ShopApi;
  readonly live: LiveAvailability;
  readonly basket: Basket;
  /** The basket with what the shop says of it */
  readonly cart: Cart;
  /** Who is signed in */
  readonly signIn: SignIn;
  /** What its shopper pays in from the next page on; empty: the shop's own. @returns whether this browser keeps it */
  chooseCurrency(currency: string): boolean;
  /** Asked for once, whatever stands on the page. */
  face(): Promise<StoreFace | null>;
}

const stores: Store[] = [];
const waiting = new Set<() => void>();

/** The same key and address twice is one store: a page builder may put the tag on a page twice. */
export function connectStore(options: StoreOptions): Store | undefined {
  const api = options.api.replace(/\/+$/, '');
  if (
    stores.some(({ options: known }) => known.key === options.key && known.api === api && known.name === options.name)
  )
    return undefined;
  const place = `${api}|${options.key}`;
  const currency = options.currency ?? chosenCurrency(place);
  const shop = new ShopApi(api, options.key, currency);
  const basket = new Basket(place);
  let face: Promise<StoreFace | null> | undefined;
  const store: Store = {
    options: { ...options, api },
    slot: currency ? `${place}|${currency}` : place,
    api: shop,
    live: new LiveAvailability(shop),
    basket,
    cart: new Cart(shop, basket),
    signIn: new SignIn(shop),
    chooseCurrency: (chosen) => chooseCurrency(place, chosen),
    face: () => (face ??= shop.face()),
  };
  stores.push(store);
  for (const tell of [...waiting]) tell();
  return store;
}

/**
 * The shop of the page's first tag, though another tag's file may arrive earlier: until it is here there is none, since
 * goods of another shop would be wrong. A tag that was taken out again, or loads us under another name, counts as it came.
 */
function shopOfThePage(): Store | undefined {
  const first = document.querySelector<HTMLScriptElement>('script[data-key][src*="/tillhouse"]');
  return first ? stores.find(({ options }) => options.key === first.dataset['key']) : stores[0];
}

/** The store of that name or key; without a name the page's own. */
export function storeNamed(name: string | null): Store | undefined {
  if (!name) return shopOfThePage();
  return stores.find(({ options }) => options.name === name || options.key === name);
}

/** Elements may stand in the page before their script has run. */
export function onStoreConnected(listener: () => void): () => void {
  waiting.add(listener);
  return () => waiting.delete(listener);
}
