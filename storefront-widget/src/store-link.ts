import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ShopError } from './api.ts';
import { languageAround } from './language-of.ts';
import { bringLanguage } from './languages.ts';
import { moneyText } from './money-text.ts';
import { keepWays, lastWays, waysFor } from './express-room.ts';
import type { AvailabilityChange, ExpressWay, StoreFace } from './shapes.ts';
import { onStoreConnected, type Store, storeNamed } from './store.ts';
import { type Words, wordsFor } from './words.ts';

type Host = ReactiveControllerHost & HTMLElement & { store: string | null };

/** What the page hears of; those that lead somewhere can be prevented. */
export type ShopEvent =
  | 'tillhouse-open'
  | 'tillhouse-search'
  | 'tillhouse-add'
  | 'tillhouse-basket'
  | 'tillhouse-cart'
  | 'tillhouse-checkout'
  | 'tillhouse-order'
  | 'tillhouse-account';

/** What an element does with its store. */
export interface StoreUse {
  /** Reads what the element shows; may throw ShopError. */
  readonly read: (shop: Store) => Promise<void>;
  readonly variantIds: () => readonly string[];
  readonly apply: (changes: readonly AvailabilityChange[]) => void;
  /** Whatever else it follows; returns how that ends. */
  readonly watch?: (shop: Store) => (() => void)[];
}

/** Ties an element to its store: reads once the store is there, passes on live news, keeps what went wrong. */
export class StoreLink implements ReactiveController {
  readonly #host: Host;
  readonly #use: StoreUse;
  #ends: (() => void)[] = [];
  shop: Store | undefined;
  problem: ShopError | null = null;
  /** The store's own; counts where neither the script tag nor the page says one */
  #locale = '';
  /** Ways to pay by one button, as the shop has them */
  express: readonly ExpressWay[] | null = null;
  /** Read out by the live region. */
  said = '';

  constructor(host: Host, use: StoreUse) {
    this.#host = host;
    this.#use = use;
    host.addController(this);
  }

  hostConnected(): void {
    this.#find();
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.shop = undefined;
  }

  #find(): void {
    const shop = storeNamed(this.#host.store);
    if (!shop) {
      // The element stands in the page before the script of its shop has run.
      if (this.#ends.length === 0) this.#ends.push(onStoreConnected(() => !this.shop && this.#find()));
      return;
    }
    this.shop = shop;
    const face = shop.face().then((its) => its && this.shop === shop && this.#wear(its));
    this.#ends.push(shop.live.watch({ variantIds: this.#use.variantIds, apply: this.#use.apply }));
    this.#ends.push(shop.basket.onChange(() => this.#host.requestUpdate()));
    this.#ends.push(...(this.#use.watch?.(shop) ?? []));
    // What is read by then would be said in another language first.
    const bring = () => bringLanguage(this.locale, () => this.#host.requestUpdate());
    const said = this.#isSaid ? bring() : face.then(bring);
    void (said ? said.then(() => this.reload()) : this.reload());
  }

  /** Whether script tag or page say the language; else the shop does. */
  get #isSaid(): boolean {
    return Boolean(this.shop?.options.locale || languageAround(this.#host));
  }

  /** Takes the store's look; through the object model, since a page's content policy may forbid style attributes. */
  #wear({ locale, look, express }: StoreFace): void {
    this.express = express;
    if (this.shop) keepWays(this.shop.slot, express.length);
    for (const [name, value] of look) this.#host.style.setProperty(`--th-${name}`, value);
    this.#locale = locale;
    this.#host.requestUpdate();
  }

  /** Reads again from the shop; what is shown stays until the answer is here. */
  async reload(): Promise<void> {
    if (!this.shop) return;
    this.shop.api.language = this.locale;
    try {
      await this.#use.read(this.shop);
      this.problem = null;
    } catch (error) {
      this.problem = error instanceof ShopError ? error : new ShopError('away');
    }
    this.#host.requestUpdate();
  }

  say(text: string): void {
    this.said = text;
    this.#host.requestUpdate();
  }

  get locale(): string {
    const wanted =
      this.shop?.options.locale || languageAround(this.#host) || this.#locale || navigator.language || 'en';
    try {
      return Intl.NumberFormat.supportedLocalesOf(wanted).length > 0 ? wanted : 'en';
    } catch {
      return 'en';
    }
  }

  /** Whether so much is bought by one button: as the shop says, until then as it said last. */
  hasExpress(amount: number): boolean {
    if (this.express) return waysFor(this.express, amount).length > 0;
    return this.shop !== undefined && lastWays(this.shop.slot) > 0;
  }

  get words(): Words {
    return wordsFor(this.locale);
  }

  money(minorUnits: number, currency: string): string {
    return moneyText(minorUnits, currency, this.locale);
  }

  /** Tells the page. Returns false when a listener called `preventDefault()`: then the element does nothing itself. */
  tell(type: ShopEvent, detail: object): boolean {
    return this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
