import { css, html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import { beginFromBasket } from './begin-checkout.ts';
import { Keeper } from './checkout-kept.ts';
import { saidIn } from './languages.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { lastWays, roomFor, waysFor } from './express-room.ts';
import { Patience } from './patience.ts';
import { announcement } from './pieces.ts';
import { ownAddress } from './return-address.ts';
import { type ExpressWay, fields, words as text } from './shapes.ts';
import { StoreLink } from './store-link.ts';
import { uuid } from './uuid.ts';
import { fill } from './words.ts';

const styles = css`
  .ways { display: grid; gap: 8px; padding: 8px 0; margin: auto; max-width: 1080px; } small { min-height: 36px; } p { margin: 0; }
  .cta { min-height: var(--cta); padding: 0 20px; border: 1px solid var(--ink); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 600 16px/24px var(--text); }
  .cta:disabled { color: var(--ink-2); border-color: var(--line); } small { font: 13px/18px var(--text); color: var(--ink-2); }
  .wrong { color: var(--sale); font: 500 14px/20px var(--text); }
`;

interface ExpressWords {
  readonly pay: string;
  readonly goes: string;
  readonly note: string;
}
export const en: ExpressWords = {
  pay: 'Buy with {name}',
  goes: 'Taking you there …',
  note: 'Your address comes from there. You see the total before you pay.',
};
const expressWords = saidIn<ExpressWords>('express', en);

type Host = ViewHost & { add?: () => void; amount?: number };

/**
 * `<tillhouse-express>`: one button a way, straight to the provider, who says where it goes; for what is in the basket. Pages of products
 * bring it by themselves and put what is looked at into the basket first.
 */
export class ExpressView implements View {
  readonly styles = styles;
  readonly #host: Host;
  readonly #link: StoreLink;
  #ways: readonly ExpressWay[] | null = null;
  #unwatch: (() => void) | undefined;
  #busy = false;
  #wrong = '';

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        const ways = (await shop.face())?.express ?? [];
        // What is in the basket is asked for where it decides.
        if (
          !this.#unwatch &&
          this.#host.amount === undefined &&
          ways.some(({ least, most }) => least !== null || most !== null)
        )
          this.#unwatch = shop.cart.watch(() => host.requestUpdate());
        this.#ways = ways;
        const begun = ways.length > 0 && host.hasAttribute('checkout') && new Keeper(shop.slot).checkout;
        if (!begun) return;
        // Who has agreed is asked to pay by the checkout beneath.
        const path = `/shop/v1/checkouts/${encodeURIComponent(begun.id)}`;
        const known = await shop.api.ask(path, { headers: { 'checkout-secret': begun.secret } }).catch(() => null);
        if (fields(fields(known)['express'])['agreed'] === true) this.#ways = [];
      },
      variantIds: () => [],
      apply: () => {},
      watch: () => [() => this.#unwatch?.()],
    });
  }

  get #words(): ExpressWords {
    return expressWords(this.#link.locale);
  }

  async #go(methodId: string): Promise<void> {
    const { shop } = this.#link;
    if (!shop || this.#busy) return;
    this.#busy = true;
    this.#wrong = '';
    this.#link.say(this.#words.goes);
    const patience = new Patience(() => {});
    try {
      this.#host.add?.();
      const kept = new Keeper(shop.slot);
      // Of what is in the basket now, whatever was begun before.
      kept.checkout = null;
      kept.beginning = null;
      const begun = await beginFromBasket(shop, kept, patience);
      const of = kept.checkout as { readonly id: string; readonly secret: string } | null;
      if (!begun || !of) return;
      kept.method = methodId;
      const headers = { 'checkout-secret': of.secret, 'idempotency-key': uuid() };
      const page = shop.options.checkoutHref;
      const returnUrl = page ? new URL(page, location.href).href : ownAddress();
      const path = `/shop/v1/checkouts/${encodeURIComponent(of.id)}/express`;
      const { url } = fields(await shop.api.ask(path, { method: 'POST', headers, body: { methodId, returnUrl } }));
      location.assign(text(url));
    } catch (error) {
      this.#wrong = (error instanceof ShopError && error.refusal?.detail) || this.#link.words.away;
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  render(): TemplateResult | typeof nothing {
    const { shop } = this.#link;
    const isEmpty = !this.#host.add && shop?.basket.units === 0;
    const all = this.#ways;
    const ways = waysFor(all ?? [], this.#host.amount ?? shop?.cart.priced?.total ?? null);
    // Their place is kept from before they are known.
    this.#host.style.minHeight = isEmpty ? '' : roomFor(all ? ways.length : shop ? lastWays(shop.slot) : 0);
    if (!shop || ways.length === 0 || isEmpty) return nothing;
    const mine = this.#words;
    return html`<div class="ways">${ways.map(
      ({ id, name }) =>
        html`<button class="cta" part="express" ?disabled=${this.#busy} @click=${() => void this.#go(id)}>${fill(mine.pay, { name })}</button>`,
    )}${this.#wrong ? html`<p class="wrong" role="alert">${this.#wrong}</p>` : html`<small>${mine.note}</small>`}</div>${announcement(this.#link)}`;
  }
}
