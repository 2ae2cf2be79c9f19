import { html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import { readOrder } from './checkout-api.ts';
import { countryName } from './checkout-form.ts';
import { doneIcon } from './checkout-icons.ts';
import type { CheckoutWords } from './checkout-words.ts';
import { type OrderStatus, readOrderStatus } from './order-shapes.ts';
import type { Store } from './store.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

interface KnownOrder {
  readonly id: string;
  readonly number: string;
  readonly token: string;
}

const readOne = ({ api }: Store, { id, token }: KnownOrder): Promise<unknown> => readOrder(api, id, token);

/** An order that is on its way changes in minutes, not in seconds; the money for one that was just placed is seconds away. */
const AGAIN_MS = 20_000;
const SOON_MS = 1_000;

/** How an order stands, asked again while it is looked at. */
export class OrderPanel {
  readonly #changed: () => void;
  readonly #ask: typeof readOne;
  #order: KnownOrder | null = null;
  #status: OrderStatus | null = null;
  #problem: 'missing' | 'away' | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = SOON_MS;
  shop: Store | undefined;

  constructor(changed: () => void, ask = readOne) {
    this.#changed = changed;
    this.#ask = ask;
  }

  show(order: KnownOrder | null): void {
    if (order?.id === this.#order?.id && order?.token === this.#order?.token) return;
    this.#order = order;
    this.#status = null;
    this.#wait = SOON_MS;
    void this.#read();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#order = null;
  }

  async #read(): Promise<void> {
    clearTimeout(this.#timer);
    const order = this.#order;
    if (!order || !this.shop) return;
    try {
      this.#status = readOrderStatus(await this.#ask(this.shop, order));
      this.#problem = null;
    } catch (error) {
      this.#problem = error instanceof ShopError && error.problem === 'missing' ? 'missing' : 'away';
    }
    if (this.#order !== order) return;
    this.#changed();
    if (this.#problem === 'missing') return;
    const soon = this.#status?.paymentStatus === 'unpaid' || this.#problem === 'away';
    this.#wait = soon ? Math.min(this.#wait * 2, AGAIN_MS) : AGAIN_MS;
    this.#timer = setTimeout(() => void this.#look(), this.#wait);
  }

  async #look(): Promise<void> {
    if (document.visibilityState === 'visible') return this.#read();
    document.addEventListener('visibilitychange', () => void this.#read(), { once: true });
  }

  #details(link: StoreLink, words: CheckoutWords, order: OrderStatus): TemplateResult {
    const money = (amount: number) => link.money(amount, order.currency);
    const date = (at: number) => new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium' }).format(at);
    const word = (code: string) => words.status[code] ?? '';
    const row = (name: unknown, value: string) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
    const shipping = order.shippingTotal === 0 ? words.free : money(order.shippingTotal);
    const goesTo = [...order.delivery, order.country && countryName(link.locale, order.country)]
      .filter(Boolean)
      .join(', ');
    // One that is only placed has no word for that: its payment and its parcels say more.
    const states = [order.status, order.paymentStatus, order.fulfilmentStatus].map(word);
    return html`<ul class="states" role="list">${states.filter(Boolean).map((text) => html`<li class="stock">${text}</li>`)}</ul>
      ${order.parcels.map(
        ({
          number,
          carrier,
          tracking,
          sentAt,
        }) => html`<p class="bar"><b>${fill(words.parcel, { number })}</b> ${[carrier, date(sentAt)].filter(Boolean).join(' · ')}
          ${tracking ? html`<br /><bdi>${fill(words.tracking, { number: tracking })}</bdi>` : nothing}</p>`,
      )}
      <ul class="bought" role="list">${order.lines.map(
        ({
          title,
          variantTitle,
          quantity,
          total,
        }) => html`<li><span><bdi>${title}</bdi>${variantTitle ? html` <small><bdi>${variantTitle}</bdi></small>` : nothing} <small class="num">× ${quantity}</small></span>
          <span class="num">${money(total)}</span></li>`,
      )}</ul>
      <dl>${row(words.delivery, shipping)}${order.taxTotal > 0 && !order.pricesIncludeTax ? row(words.tax, money(order.taxTotal)) : nothing}
        <div class="all"><dt>${words.total}</dt><dd class="num">${money(order.total)}</dd></div>
        ${order.due > 0 ? row(words.due, money(order.due)) : nothing}
        ${order.refunds.map(({ amount, at, asked }) => row(fill(asked ? words.refundAsked : words.refunded, { date: date(at) }), money(amount)))}</dl>
      ${order.instructions ? html`<p class="bar how"><bdi>${order.instructions}</bdi></p>` : nothing}
      ${order.invoices.map(({ title, href }) => html`<p><a class="link" href="${this.shop?.options.api}${href}" target="_blank">${title}</a></p>`)}
      ${goesTo ? html`<p><small>${words.goesTo}</small><br /><bdi>${goesTo}</bdi></p>` : nothing}`;
  }

  /** @param placedFor right after it was placed: where its confirmation goes */
  render(link: StoreLink, words: CheckoutWords, placedFor: string | null): TemplateResult {
    const order = this.#order;
    if (!order || this.#problem === 'missing') return html`<p class="bar">${words.noOrder}</p>`;
    const status = this.#status;
    const thanks = placedFor !== null;
    const number = fill(words.orderNumber, { number: status?.number || order.number });
    return html`<div class="done">
      ${thanks ? html`<span class="tick">${doneIcon}</span>` : nothing}
      <h2 tabindex="-1">${thanks ? words.thanks : number}</h2>
      ${thanks ? html`<p><b>${number}</b>${placedFor ? html`<br /><small>${fill(words.letter, { email: placedFor })}</small>` : nothing}</p>` : nothing}
      ${this.#problem === 'away' ? html`<p class="bar" role="status">${words.orderAway}</p>` : nothing}
      ${status ? this.#details(link, words, status) : html`<p class="hush" role="status">${words.saving}</p>`}
    </div>`;
  }
}
