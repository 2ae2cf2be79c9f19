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
  static override properties: PropertyDeclarations = { store: { type: String } };
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
  readonly #link: StoreLink;

  constructor() {
    super();
    this.store = null;
    // For its look and its language; what is inside asks for itself.
    this.#link = new StoreLink(this, { read: async () => {}, variantIds: () => [], apply: () => {} });
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
    return html`<div class="root" part="root"><dialog tabindex="-1" aria-label=${words.checkout} @close=${() => this.remove()}>
      <div class="head"><button class="close" aria-label=${words.closeCheckout} @click=${close}>${closeIcon}</button></div>
      <div class="inside" lang=${this.#link.locale}><tillhouse-checkout .store=${this.store}></tillhouse-checkout></div>
    </dialog></div>`;
  }
}

/** Goes to the checkout: the page's own place for it, or over the page where it has none. */
export function openCheckout(store: string | null): void {
  const shop = storeNamed(store);
  const own = [...document.querySelectorAll<HTMLElement>('tillhouse-checkout')].find(
    (element) => storeNamed(element.getAttribute('store')) === shop,
  );
  if (own) {
    own.tabIndex = -1;
    own.focus();
    own.scrollIntoView();
    return;
  }
  if (document.querySelector(TAG)) return;
  document.body.append(Object.assign(document.createElement(TAG) as CheckoutOverlay, { store }));
}

/** The browser came back from a payment: its checkout is shown, also on a page that has no place for one. */
export function resumeCheckout({ options: { api, key } }: Store): void {
  const id = new URLSearchParams(location.search).get('th-checkout');
  if (!id) return;
  try {
    const kept = JSON.parse(localStorage.getItem(`tillhouse-checkout:${api}|${key}:open`) ?? 'null') as {
      id?: string;
    } | null;
    if (kept?.id !== id) return;
  } catch {
    return;
  }
  const open = (): void => {
    if (!document.querySelector('tillhouse-checkout')) openCheckout(key);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', open, { once: true });
  else open();
}
