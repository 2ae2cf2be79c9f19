import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BasketLine } from './basket.ts';
import { openCheckout } from './checkout-overlay.ts';
import type { CartLine } from './cart.ts';
import { cartLine } from './cart-line.ts';
import { cartStyles } from './cart-styles.ts';
import { cartWordsFor } from './cart-words.ts';
import { couponField } from './coupon-field.ts';
import { announcement } from './pieces.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { StoreLink } from './store-link.ts';
import { totalsList } from './totals-list.ts';
import { fill } from './words.ts';

interface Removed {
  readonly line: BasketLine;
  readonly at: number;
}

/** In `<tillhouse-cart store="…">`: the basket with what it comes to at this moment, and the way to the checkout. */
export class CartView implements View {
  readonly styles = cartStyles;
  /** Taken out while it is looked at; each can go back to where it stood. */
  #removed: readonly Removed[] = [];
  readonly #host: ViewHost;
  readonly #link: StoreLink;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async () => {},
      variantIds: () => this.#link.shop?.basket.lines.map(({ variantId }) => variantId) ?? [],
      apply: (changes) => this.#link.shop?.cart.apply(changes),
      watch: (shop) => [shop.cart.watch(() => host.requestUpdate())],
    });
  }

  /** Notices and what was removed have been seen; called when a drawer closes. */
  forget(): void {
    this.#removed = [];
    this.#link.said = '';
    for (const { variantId } of this.#link.shop?.basket.lines ?? []) this.#link.shop?.cart.forgetNotice(variantId);
  }

  get #words() {
    return cartWordsFor(this.#link.locale);
  }

  #changed(): void {
    const { shop } = this.#link;
    if (shop) this.#link.tell('tillhouse-basket', { units: shop.basket.units });
  }

  readonly #setQuantity = (line: CartLine, quantity: number): void => {
    const { shop } = this.#link;
    shop?.cart.forgetNotice(line.variantId);
    shop?.basket.setQuantity(line.variantId, quantity);
    this.#link.say(`${this.#link.words.quantity}: ${quantity}`);
    this.#changed();
  };

  readonly #remove = (line: CartLine): void => {
    const { shop } = this.#link;
    const kept = shop?.basket.lines.find(({ variantId }) => variantId === line.variantId);
    if (!shop || !kept) return;
    const at = shop.basket.remove(line.variantId);
    this.#removed = [...this.#removed.filter((one) => one.line.variantId !== line.variantId), { line: kept, at }];
    this.#link.say(fill(this.#words.removed, { name: kept.face?.title ?? kept.handle }));
    this.#changed();
    void this.#focus(`[data-undo="${CSS.escape(line.variantId)}"]`);
  };

  #putBack({ line, at }: Removed): void {
    this.#removed = this.#removed.filter((one) => one.line !== line);
    this.#link.shop?.basket.putBack(line, at);
    this.#link.say(fill(this.#words.backIn, { name: line.face?.title ?? line.handle }));
    this.#changed();
    void this.#focus(`[data-id="${CSS.escape(line.variantId)}"] .bin`);
  }

  /** The button that was pressed is gone: the focus goes to what took its place, never back to the page. */
  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  readonly #checkOut = (event: Event): void => {
    const lines = this.#link.shop?.cart.wanted ?? [];
    const mine = this.#link.tell('tillhouse-checkout', { lines });
    if (!mine) event.preventDefault();
    else if (!this.#link.shop?.options.checkoutHref) openCheckout(this.#host.store);
  };

  #rows(lines: readonly CartLine[]): unknown {
    const words = this.#words;
    const use = { words, setQuantity: this.#setQuantity, remove: this.#remove };
    const rows: (CartLine | Removed)[] = [...lines];
    for (const one of this.#removed) rows.splice(Math.min(one.at, rows.length), 0, one);
    const idOf = (row: CartLine | Removed) => ('line' in row ? `-${row.line.variantId}` : row.variantId);
    return repeat(rows, idOf, (row) => {
      if (!('line' in row)) return cartLine(this.#link, row, use);
      const name = row.line.face?.title ?? row.line.handle;
      return html`<li class="undo"><span>${fill(words.removed, { name })}</span>
        <button class="link" data-undo=${row.line.variantId} @click=${() => this.#putBack(row)}>${words.undo}</button></li>`;
    });
  }

  #status(lines: readonly CartLine[]): TemplateResult | typeof nothing {
    const { shop, words } = this.#link;
    const mine = this.#words;
    const { status } = shop?.cart ?? {};
    const none = status === 'fresh' && lines.length > 0 && lines.every(({ state }) => state !== 'ok');
    const text =
      status === 'offline'
        ? mine.offline
        : status === 'away' || status === 'refused'
          ? mine.notAnswered
          : status === 'key'
            ? words.key
            : none
              ? mine.notCounted
              : '';
    return text ? html`<p class="bar" role="status">${text}</p>` : nothing;
  }

  #foot(): TemplateResult | typeof nothing {
    const link = this.#link;
    const { shop } = link;
    const words = this.#words;
    const { priced, status } = shop?.cart ?? {};
    const href = shop?.options.checkoutHref;
    if (!shop || !priced || !shop.cart.lines.some(({ state }) => state === 'ok')) return nothing;
    const money = link.money(priced.total, priced.currency);
    const label = html`<span>${words.checkOut}</span><span class="num">${money}</span>`;
    return html`<div class="foot" ?data-stale=${status !== 'fresh'} aria-busy=${status === 'asking'}>
      ${totalsList(link, words, priced, words.deliveryLater)}
      ${
        href
          ? html`<a class="cta" part="checkout" href=${href} @click=${this.#checkOut}>${label}</a>`
          : html`<button class="cta" part="checkout" @click=${this.#checkOut}>${label}</button>`
      }
      ${link.hasExpress(priced.total) ? html`<tillhouse-express store=${this.#host.store ?? nothing} .amount=${priced.total}></tillhouse-express>` : nothing}
      <div class="hush" role="status">${status === 'fresh' ? fill(words.totalSaid, { price: money }) : ''}</div>
    </div>`;
  }

  #content(): TemplateResult {
    const { shop } = this.#link;
    const words = this.#words;
    const lines = shop?.cart.lines ?? [];
    if (lines.length === 0 && this.#removed.length === 0)
      return html`<div class="empty"><p>${words.emptyBasket}</p><slot name="empty"></slot></div>`;
    const coupons = shop && lines.length > 0 ? couponField(words, shop) : nothing;
    return html`${this.#status(lines)}<ul class="lines" role="list">${this.#rows(lines)}</ul>${coupons}${this.#foot()}`;
  }

  render(): TemplateResult {
    return html`${this.#content()}${announcement(this.#link)}`;
  }
}
