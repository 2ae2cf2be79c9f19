import { css, html, nothing, type TemplateResult } from 'lit';
import { AccountAddresses } from './account-addresses.ts';
import { readMe } from './account-api.ts';
import { AccountCredit } from './account-credit.ts';
import { AccountDetails } from './account-details.ts';
import { AccountEntry } from './account-entry.ts';
import { AccountOrders } from './account-orders.ts';
import { accountStyles } from './account-styles.ts';
import type { AccountUse } from './account-use.ts';
import { accountWords } from './account-words.ts';
import { ShopError } from './api.ts';
import type { CheckoutPieces } from './checkout-part.ts';
import { followerOf } from './follow-cart.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { announcement } from './pieces.ts';
import type { Store } from './store.ts';
import { StoreLink } from './store-link.ts';
import { counted, fill } from './words.ts';

const tabs = ['orders', 'addresses', 'details'] as const;
type Tab = (typeof tabs)[number];

/** In `<tillhouse-account store="…">`: signing in by a code, and what a shopper has at this shop. */
export class AccountView implements View {
  readonly styles = css`${accountStyles}`;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  #shop: Store | undefined;
  #entry: AccountEntry | undefined;
  #credit: AccountCredit | undefined;
  #panels: { orders: AccountOrders; addresses: AccountAddresses; details: AccountDetails } | undefined;
  #pieces: CheckoutPieces | null = null;
  #tab: Tab = 'orders';
  #email = '';
  #told = '';
  #problem = '';
  #in = false;
  #open = false;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        if (shop.signIn.in) await this.#enter(shop, false);
      },
      variantIds: () => [],
      apply: () => {},
      watch: (shop) => {
        this.#begin(shop);
        return [shop.signIn.onChange(() => void this.#turned(shop)), () => this.#panels?.orders.end()];
      },
    });
  }

  get #words() {
    return accountWords(this.#link.locale);
  }

  #begin(shop: Store): void {
    this.#shop = shop;
    const view = this;
    const use: AccountUse = {
      shop,
      // The link calls this while it is being made.
      get link() {
        return view.#link;
      },
      get words() {
        return view.#words;
      },
      changed: () => this.#host.requestUpdate(),
      say: (text) => this.#link.say(text),
      focus: (selector) => void this.#focus(selector),
      run: (work) => this.#run(work),
      pieces: () => this.#pieces,
      order: () => this.#host.bringPart('order'),
      firm: () => this.#host.bringPart('firm'),
      approve: () => this.#host.bringPart('approve'),
      buying: () => this.#pieces?.checkoutWords(this.#link.locale) ?? null,
    };
    this.#entry = new AccountEntry(use);
    this.#credit = new AccountCredit(use);
    this.#panels = {
      orders: new AccountOrders(use),
      addresses: new AccountAddresses(use),
      details: new AccountDetails(use, (told) => this.#left(told)),
    };
  }

  async #turned(shop: Store): Promise<void> {
    this.#link.tell('tillhouse-account', { signedIn: shop.signIn.in });
    if (shop.signIn.in === this.#in) return;
    if (shop.signIn.in) return void (await this.#run(() => this.#enter(shop, true)));
    this.#in = false;
    this.#email = '';
    this.#tab = 'orders';
    this.#begin(shop);
    this.#host.requestUpdate();
  }

  /** @param fresh somebody has just signed in here: the basket that lay here and theirs become one, which is said */
  async #enter(shop: Store, fresh: boolean): Promise<void> {
    const [me] = await Promise.all([readMe(shop.signIn), this.#panels?.orders.read(), this.#bring()]);
    this.#in = true;
    this.#email = me.email;
    this.#panels?.details.known(me);
    this.#credit?.known(me);
    if (!fresh) return;
    this.#told = '';
    void this.#focus('h2');
    const brought = await followerOf(shop).brought();
    if (brought > 0) this.#told = counted(this.#words.brought, brought, this.#link.locale);
    this.#link.say(this.#told);
  }

  async #bring(): Promise<void> {
    if (this.#pieces) return;
    const { pieces } = await this.#host.bringPart('checkout');
    this.#pieces = pieces as CheckoutPieces;
    const sheet = this.#pieces.checkoutStyles.styleSheet;
    const root = this.#host.renderRoot as ShadowRoot;
    // Before the account's own, which says the last word.
    if (sheet) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
  }

  async #run(work: () => Promise<void>): Promise<boolean> {
    this.#problem = '';
    try {
      await work();
      return true;
    } catch (error) {
      const over = error instanceof ShopError && error.problem === 'key';
      const words = this.#words;
      if (!over) this.#problem = (error instanceof ShopError && error.refusal?.detail) || words.away;
      return false;
    } finally {
      this.#host.requestUpdate();
    }
  }

  async #left(told: string): Promise<void> {
    // It lies in the account; whoever sits here next is not to see it.
    this.#shop?.basket.replace([], []);
    this.#told = told;
    this.#link.say(told);
    await this.#focus('#ac-email');
  }

  readonly #signOut = (): void =>
    void this.#run(async () => {
      const shop = this.#shop;
      if (!shop) return;
      // What was just put in is in the account before it leaves this browser.
      await followerOf(shop).sync();
      await shop.signIn.end();
      await this.#left(this.#words.signedOut);
    });

  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #choose(tab: Tab): void {
    this.#tab = tab;
    this.#panels?.orders.end();
    this.#host.requestUpdate();
    void this.#run(async () => this.#panels?.[tab].read());
  }

  readonly #key = (event: KeyboardEvent): void => {
    const rtl = getComputedStyle(event.target as Element).direction === 'rtl';
    const steps: Record<string, number> = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(this.#tab) + step + tabs.length) % tabs.length] ?? 'orders';
    this.#choose(next);
    void this.#focus(`#tab-${next}`);
  };

  #tabs(): TemplateResult {
    const words = this.#words;
    return html`<div class="tabs" role="tablist" aria-label=${words.account} @keydown=${this.#key}>${tabs.map(
      (tab) => html`<button role="tab" id=${`tab-${tab}`} aria-selected=${tab === this.#tab} aria-controls="ac-panel"
        tabindex=${tab === this.#tab ? 0 : -1} @click=${() => this.#choose(tab)}>${words[tab]}</button>`,
    )}</div><div role="tabpanel" id="ac-panel" aria-labelledby=${`tab-${this.#tab}`}>${this.#panels?.[this.#tab].render()}</div>`;
  }

  /** With the attribute `offer`: closed until somebody wants it, and gone once they are in. */
  #offer(): TemplateResult | typeof nothing {
    if (this.#shop?.signIn.in) return nothing;
    const turned = (event: Event): void => {
      this.#open = (event.target as HTMLDetailsElement).open;
      this.#host.requestUpdate();
    };
    return html`<details class="offer" @toggle=${turned}><summary>${this.#words.offer}</summary>${
      this.#open ? this.#entry?.render() : nothing
    }${announcement(this.#link)}</details>`;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#host.hasAttribute('offer')) return this.#offer();
    const words = this.#words;
    const dismiss = (): void => {
      this.#told = '';
      this.#host.requestUpdate();
    };
    const told = this.#told
      ? html`<div class="bar row"><p>${this.#told}</p><button class="link" @click=${dismiss}>${words.dismiss}</button></div>`
      : nothing;
    const problem = this.#problem ? html`<p class="bar bad" role="alert">${this.#problem}</p>` : nothing;
    const waits = this.#shop?.signIn.in && !this.#in;
    return html`<div class="ac"><div class="top"><div><h2 tabindex="-1">${this.#in ? words.account : words.signIn}</h2>${
      this.#in ? html`<small><bdi>${fill(words.hello, { email: this.#email })}</bdi></small>` : nothing
    }</div>${this.#in ? html`<button class="quiet" @click=${this.#signOut}>${words.signOut}</button>` : nothing}</div>${problem}${told}${
      waits
        ? html`<p class="hush" role="status">${this.#link.words.loading}</p>`
        : this.#in
          ? html`${this.#credit?.render()}${this.#tabs()}`
          : (this.#entry?.render() ?? nothing)
    }${announcement(this.#link)}</div>`;
  }
}
