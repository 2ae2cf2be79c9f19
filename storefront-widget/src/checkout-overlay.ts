import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { drawerStyles } from './drawer-styles.ts';
import { drawerWordsFor } from './drawer-words.ts';
import { closeIcon } from './icons.ts';
import { type Store, storeNamed } from './store.ts';
import { StoreLink } from './store-link.ts';
import { theme } from './styles.ts';

const TAG = 'tillhouse-checkout-overlay';

/** The checkout over a page that has no place of its own for it. */
export class CheckoutOverlay extends LitElement {
  static override properties: PropertyDeclarations = { store: { type: String }, order: { type: Boolean } };
  static override styles = [
    theme,
    drawerStyles,
    css`
      dialog { inset: 0; width: min(1120px, 100vw); margin-inline: auto; }
      .head { border: 0; justify-content: end; height: 52px; background: none; pointer-events: none; } .close { pointer-events: auto; background: var(--ground); border-radius: 50%; }
      .inside { margin-block-start: -52px; padding-inline: clamp(16px, 4vw, 40px); }
    `,
  ];
  declare store: string | null;
  /** How an order stands, instead of the way to one */
  declare order: boolean;
  readonly #link: StoreLink;

  constructor() {
    super();
    this.store = null;
    this.order = false;
    // For its look and its language; what is inside asks for itself.
    this.#link = new StoreLink(this, { read: async () => {}, variantIds: () => [], apply: () => {} });
  }

  /** Whether it stands open with this: how an order stands, or the way to one. */
  shows(order: boolean): boolean {
    return this.order === order && this.renderRoot.querySelector('dialog')?.open !== false;
  }

  protected override firstUpdated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    dialog?.showModal();
    // Not the button that closes it, which is the first in it.
    dialog?.focus();
  }

  protected override render(): TemplateResult {
    const words = drawerWordsFor(this.#link.locale);
    const close = (): void => this.renderRoot.querySelector('dialog')?.close();
    return html`<div class="root" part="root"><dialog tabindex="-1" aria-label=${this.order ? words.order : words.checkout} @close=${() => this.remove()}>
      <div class="head"><button class="close" aria-label=${this.order ? words.closeOrder : words.closeCheckout} @click=${close}>${closeIcon}</button></div>
      <div class="inside" lang=${this.#link.locale}>${
        this.order
          ? html`<tillhouse-order .store=${this.store}></tillhouse-order>`
          : html`<tillhouse-checkout .store=${this.store}></tillhouse-checkout>`
      }</div>
    </dialog></div>`;
  }
}

/** The page's own place for it, which then has the focus; or over the page where it has none. */
function open(tag: 'tillhouse-checkout' | 'tillhouse-order', store: string | null): void {
  const shop = storeNamed(store);
  const own = [...document.querySelectorAll<HTMLElement>(tag)].find(
    (element) => storeNamed(element.getAttribute('store')) === shop,
  );
  if (own) {
    own.tabIndex = -1;
    own.focus();
    own.scrollIntoView();
  } else {
    const order = tag === 'tillhouse-order';
    const there = document.querySelector<CheckoutOverlay>(TAG);
    if (there?.shows(order)) return;
    // One that shows the other of the two, or that is just closing, gives way.
    there?.remove();
    document.body.append(Object.assign(document.createElement(TAG) as CheckoutOverlay, { store, order }));
  }
}

export const openCheckout = (store: string | null): void => open('tillhouse-checkout', store);

function isBegun({ options: { api, key } }: Store, id: string): boolean {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`tillhouse-checkout:${api}|${key}:open`) ?? 'null');
    return (kept as { id?: unknown } | null)?.id === id;
  } catch {
    return false;
  }
}

/** The browser came back from a payment, or by the link of a letter: that is shown, also on a page that has no place for it. */
export function resume(store: Store): void {
  const { key } = store.options;
  const begun = new URLSearchParams(location.search).get('th-checkout');
  const led = storeNamed(null) === store ? location.hash : '';
  const shows =
    (begun !== null && isBegun(store, begun)) || led.startsWith('#th-cart=')
      ? 'tillhouse-checkout'
      : led.startsWith('#th-order=')
        ? 'tillhouse-order'
        : null;
  if (!shows) return;
  const show = (): void => {
    if (!document.querySelector(shows)) open(shows, key);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show, { once: true });
  else show();
}
