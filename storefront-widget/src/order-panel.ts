import { html, type TemplateResult } from 'lit';
import type { Part } from './bring.ts';
import { wayToOrder } from './checkout-api.ts';
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
    const number = fill(words.orderNumber, { number: this.#status?.number || order.number });
    const problem = this.#problem;
    const about = { number, problem, placedFor, status: this.#status, watch: this.#watch };
    return html`<div class="done">
      <h2 tabindex="-1">${placedFor === null ? number : words.thanks}</h2>
      ${this.#more ? this.#more.orderBelow(link, words, about) : html`<p class="hush" role="status">${problem ? words.orderAway : words.saving}</p>`}
    </div>`;
  }
}
