import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutFlow } from './checkout-flow.ts';
import type { CheckoutNotice } from './checkout-shapes.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

const counts = new Set(['less-stock']);

function sentence(link: StoreLink, words: CheckoutWords, notice: CheckoutNotice, currency: string): string {
  const { code, title, before, now } = notice;
  const value = (one: unknown): string =>
    typeof one !== 'number' ? '–' : counts.has(code) ? String(one) : link.money(one, currency);
  return fill(words.noticeOf[code] ?? words.changed, { title, before: value(before), now: value(now) });
}

/** What became of it, to be read out. */
export function stateText(words: CheckoutWords, flow: CheckoutFlow | undefined): string | undefined {
  switch (flow?.state) {
    case 'paying':
      return words.paying;
    case 'leaving':
      return words.leaving;
    case 'action':
      return words.waiting;
    case 'ended':
      return words.ended;
    default:
      return undefined;
  }
}

/** What stands between the shopper and the order: no connection, another price or stock, a payment that was declined. */
export function notices(link: StoreLink, words: CheckoutWords, flow: CheckoutFlow): TemplateResult | typeof nothing {
  const { checkout, problem, offline, unheard, totalBefore, state } = flow;
  const money = (amount: number) => link.money(amount, checkout?.currency ?? '');
  const changed = state === 'open' ? flow.notices : [];
  const parts = [
    offline ? html`<p class="bar" role="status">${words.offline}</p>` : nothing,
    unheard && state === 'open' ? html`<p class="bar" role="alert">${words.askedAgain}</p>` : nothing,
    problem && state === 'open' && checkout
      ? html`<p class="bar bad" role="alert">${checkout.problem === problem ? fill(words.notPaid, { reason: problem }) : problem}</p>`
      : nothing,
    changed.length > 0 && checkout
      ? html`<div class="bar" role="alert"><p>${words.changed}</p>
          <ul>${changed.map((notice) => html`<li>${sentence(link, words, notice, checkout.currency)}</li>`)}</ul>
          ${totalBefore !== null && totalBefore !== checkout.total ? html`<p><b>${fill(words.totalWas, { before: money(totalBefore), now: money(checkout.total) })}</b></p>` : nothing}
          <button type="button" class="quiet" @click=${() => flow.accept()}>${words.take}</button></div>`
      : nothing,
  ];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="told">${parts}</div>`;
}
