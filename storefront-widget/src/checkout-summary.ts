import { html, nothing, type TemplateResult } from 'lit';
import { type Checkout, unitsOf } from './checkout-shapes.ts';
import type { CheckoutWords } from './checkout-words.ts';
import { picture } from './pieces.ts';
import type { StoreLink } from './store-link.ts';
import { counted } from './words.ts';

const THUMBS = 4;

export interface Sum {
  readonly name: string;
  readonly value: string;
}

/** What it comes to, without the total: that stands beside the button. */
export function sums(link: StoreLink, words: CheckoutWords, checkout: Checkout): Sum[] {
  const money = (amount: number) => link.money(amount, checkout.currency);
  const offers = new Map<string, number>();
  for (const { discounts } of checkout.lines)
    for (const { name, amount } of discounts) offers.set(name, (offers.get(name) ?? 0) + amount);
  const shipping = checkout.shippingOptions.find(({ id }) => id === checkout.shippingOptionId);
  const price = checkout.shippingTotal === 0 ? words.free : money(checkout.shippingTotal);
  return [
    { name: words.subtotal, value: money(checkout.subtotal) },
    ...[...offers].map(([name, amount]) => ({ name, value: `−${money(amount)}` })),
    { name: shipping?.name ?? words.delivery, value: shipping || checkout.heldUntil ? price : words.deliveryAfter },
    ...(checkout.taxTotal > 0 && !checkout.pricesIncludeTax
      ? [{ name: words.tax, value: money(checkout.taxTotal) }]
      : []),
    ...checkout.giftCards.map(({ end, amount }) => ({ name: `${words.giftCard} ${end}`, value: `−${money(amount)}` })),
  ];
}

/** Pictures and how many, and behind them the lines; then what it comes to. */
export function summary(link: StoreLink, words: CheckoutWords, checkout: Checkout, note: unknown): TemplateResult {
  const { lines, currency } = checkout;
  const count = lines.reduce((sum, line) => sum + unitsOf(line), 0);
  const thumbs = lines.slice(0, THUMBS).map(({ image, title }) => picture(link, image, title, true));
  return html`<section class="sum" aria-label=${words.total}>
    <details><summary><span class="thumbs" aria-hidden="true">${thumbs}</span><span class="count">${counted(words.items, count, link.locale)}</span></summary>
      <ul role="list">${lines.map(
        ({ title, variantTitle, quantity, scale, total }) =>
          html`<li><span><bdi>${title}</bdi>${
            variantTitle ? html` <small><bdi>${variantTitle}</bdi></small>` : nothing
          } <small class="num">× ${unitsOf({ quantity, scale })}</small></span><span class="num">${link.money(total, currency)}</span></li>`,
      )}</ul></details>
    <dl>${sums(link, words, checkout).map(({ name, value }) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`)}</dl>
    ${note}
  </section>`;
}
