import { html, nothing, type TemplateResult } from 'lit';
import type { Part } from './bring.ts';
import { wayToOrder } from './checkout-api.ts';
import { doneIcon } from './checkout-icons.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { OrderPieces } from './order-part.ts';
import type { OrderStatus } from './order-shapes.ts';
import type { Store } from './store.ts';
import type { StoreLink } from './store-link.ts';
import type { OrderProblem, OrderWatch, OrderWay } from './watch-order.ts';
import { fill } from './words.ts';

interface KnownOrder {
  readonly id: string;
  readonly number: string;
  readonly token: string;
}

const wayOf = ({ api }: Store, { id, token }: KnownOrder): OrderWay => wayToOrder(api, id, token);

const AGAIN_MS = 4_000;

/** How an order stands, for as long as it is looked at. */
export class OrderPanel {
  readonly #changed: () => void;
  readonly #bring: () => Promise<Part>;
  readonly #way: typeof wayOf;
  #order: KnownOrder | null = null;
  #status: OrderStatus | null = null;
  #more: OrderPieces | null = null;
  #problem: OrderProblem = null;
  #watch: OrderWatch | undefined;
  shop: Store | undefined;

  /** @param bring the part that says how an order stands */
  constructor(changed: () => void, bring: () => Promise<Part>, way = wayOf) {
    this.#changed = changed;
    this.#bring = bring;
    this.#way = way;
  }

  show(order: KnownOrder | null): void {
    if (order?.id === this.#order?.id && order?.token === this.#order?.token) return;
    this.end();
    this.#order = order;
    this.#status = null;
    void this.#follow();
  }

  end(): void {
    this.#watch?.end();
    this.#order = null;
  }

  async #follow(): Promise<void> {
    const order = this.#order;
    if (!order || !this.shop) return;
    const more = (await this.#bring().catch(() => null))?.pieces as OrderPieces | undefined;
    if (this.#order !== order) return;
    if (!more) {
      setTimeout(() => this.#order === order && void this.#follow(), AGAIN_MS);
      return this.#take('away');
    }
    this.#more = more;
    this.#watch = new more.OrderWatch(this.#way(this.shop, order), (answer, problem) => {
      if (!problem) this.#status = more.readOrderStatus(answer);
      this.#take(problem);
      return this.#status?.paymentStatus === 'unpaid';
    });
  }

  #take(problem: OrderProblem): void {
    this.#problem = problem;
    this.#changed();
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
      ${status && this.#watch ? this.#more?.orderDetails(link, words, status, this.#watch) : html`<p class="hush" role="status">${words.saving}</p>`}
    </div>`;
  }
}
