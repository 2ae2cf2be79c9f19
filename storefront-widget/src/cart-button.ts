import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { bring } from './bring.ts';
import { drawerStyles } from './drawer-styles.ts';
import { drawerWordsFor } from './drawer-words.ts';
import { bagIcon, closeIcon } from './icons.ts';
import type { View } from './lazy-element.ts';
import { StoreLink } from './store-link.ts';
import { theme } from './styles.ts';
import { counted } from './words.ts';

/** `<tillhouse-cart-button floating store="…">`: how much is in the basket, and a drawer with it. */
export class TillhouseCartButton extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { type: String },
    floating: { type: Boolean, reflect: true },
    opened: { state: true },
  };
  static override styles = [theme, drawerStyles];
  declare store: string | null;
  declare floating: boolean;
  declare opened: boolean;
  readonly #link: StoreLink;

  constructor() {
    super();
    this.store = null;
    this.floating = false;
    this.opened = false;
    this.#link = new StoreLink(this, {
      read: async ({ basket }) => {
        // Who has put something aside will look at it: also where the connection is gone by then.
        if (basket.units > 0) this.#fetch();
      },
      variantIds: () => [],
      apply: () => {},
    });
  }

  readonly #fetch = (): void => void bring('cart').catch(() => {});

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Opens the drawer; a page may call it after something was added. */
  async open(): Promise<void> {
    if (!this.#link.tell('tillhouse-cart', { units: this.#link.shop?.basket.units ?? 0 })) return;
    this.opened = true;
    await this.updateComplete;
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.#dialog?.focus();
  }

  close(): void {
    this.#dialog?.close();
  }

  /** Esc, the button and a press beside the drawer all come here; the browser gives the focus back to the button. */
  readonly #closed = (): void => {
    this.renderRoot.querySelector<HTMLElement & { view?: View }>('tillhouse-cart')?.view?.forget?.();
    this.opened = false;
  };

  readonly #pressed = (event: MouseEvent): void => {
    if (event.target === this.#dialog) this.close();
  };

  #drawer(): TemplateResult {
    const words = drawerWordsFor(this.#link.locale);
    const locale = this.#link.locale;
    return html`<div class="head"><h2 id="title">${words.basket}</h2>
        <button class="close" aria-label=${words.close} @click=${() => this.close()}>${closeIcon}</button></div>
      <div class="inside" lang=${locale}><tillhouse-cart .store=${this.store} @click=${this.#leave} @tillhouse-checkout=${() => this.close()}>
        <button slot="empty" class="quiet" @click=${() => this.close()}>${words.keepLooking}</button></tillhouse-cart></div>`;
  }

  /** A line's own link leads to its product on this page: the drawer must not stand before it. */
  readonly #leave = (event: Event): void => {
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
    if (link?.getAttribute('href')?.startsWith('#')) this.close();
  };

  protected override render(): TemplateResult {
    const { shop, locale } = this.#link;
    const units = shop?.basket.units ?? 0;
    const label = counted(drawerWordsFor(locale).openBasket, units, locale);
    return html`<div class="root" part="root">
      <button class="bag" part="button" aria-haspopup="dialog" aria-label=${label} @pointerenter=${this.#fetch} @focus=${this.#fetch}
        @click=${() => this.open()}>
        ${bagIcon}${units > 0 ? html`<span class="badge num" part="badge" aria-hidden="true">${units > 99 ? '99+' : units}</span>` : nothing}
      </button>
      <dialog tabindex="-1" aria-labelledby="title" @close=${this.#closed} @click=${this.#pressed}>${this.opened ? this.#drawer() : nothing}</dialog>
    </div>`;
  }
}
