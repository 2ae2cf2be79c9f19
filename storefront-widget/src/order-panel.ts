import { html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import type { Part } from './bring.ts';
import { readOrder } from './checkout-api.ts';
import { doneIcon } from './checkout-icons.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { MorePieces } from './more-part.ts';
import type { OrderStatus } from './order-shapes.ts';
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
  readonly #bring: () => Promise<Part>;
  readonly #ask: typeof readOne;
  #order: KnownOrder | null = null;
  #status: OrderStatus | null = null;
  #more: MorePieces | null = null;
  #problem: 'missing' | 'away' | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = SOON_MS;
  shop: Store | undefined;

  /** @param bring the part that says how an order stands */
  constructor(changed: () => void, bring: () => Promise<Part>, ask = readOne) {
    this.#changed = changed;
    this.#bring = bring;
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
      const [answer, more] = await Promise.all([this.#ask(this.shop, order), this.#bring()]);
      this.#more = more.pieces as MorePieces;
      this.#status = this.#more.readOrderStatus(answer);
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
      ${status ? this.#more?.orderDetails(link, words, status) : html`<p class="hush" role="status">${words.saving}</p>`}
    </div>`;
  }
}
