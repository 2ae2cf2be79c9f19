import { html, nothing, type TemplateResult } from 'lit';
import { doneIcon } from './checkout-icons.ts';
import type { CheckoutWords } from './checkout-words.ts';
import { orderDetails } from './order-details.ts';
import type { OrderStatus } from './order-shapes.ts';
import type { StoreLink } from './store-link.ts';
import type { OrderProblem, OrderWatch } from './watch-order.ts';
import { fill } from './words.ts';

export interface AboutOrder {
  /** In words */
  readonly number: string;
  readonly problem: OrderProblem;
  /** Right after it was placed: where its confirmation goes */
  readonly placedFor: string | null;
  readonly status: OrderStatus | null;
  readonly watch: OrderWatch | undefined;
}

/** What stands below the heading of an order. */
export function orderBelow(
  link: StoreLink,
  words: CheckoutWords,
  { number, problem, placedFor, status, watch }: AboutOrder,
): TemplateResult {
  const letter = placedFor ? html`<br /><small>${fill(words.letter, { email: placedFor })}</small>` : nothing;
  return html`${placedFor === null ? nothing : html`<p><b>${number}</b>${letter}</p><span class="tick">${doneIcon}</span>`}
    ${problem === 'away' ? html`<p class="bar" role="status">${words.orderAway}</p>` : nothing}
    ${status && watch ? orderDetails(link, words, status, watch) : html`<p class="hush" role="status">${words.saving}</p>`}`;
}
