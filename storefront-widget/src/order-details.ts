import { html, nothing, type TemplateResult } from 'lit';
import { countryName } from './checkout-form.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { OrderStatus } from './order-shapes.ts';
import { saidIn } from './languages.ts';
import { addressOf } from './product-address.ts';
import { parcelWords } from './parcel-words.ts';
import type { StoreLink } from './store-link.ts';
import { ownAddress } from './return-address.ts';
import type { OrderWatch } from './watch-order.ts';
import { fill } from './words.ts';

/** Of the words of reviews, which are in a part that an order does not need */
const reviewWords = saidIn('reviews', { write: 'Write a review' });

/** The page of a product, where its reviews stand. */
function reviewAt({ shop }: StoreLink, handle: string): string {
  const pages = shop?.options.productHref;
  return addressOf(handle, pages) + (pages ? '#reviews' : '');
}

/** Of the half hour for which links to papers open, with some minutes to spare */
const GOOD_MS = 25 * 60_000;

/** A page that stood open for longer, or slept, has links that are over: pressed, they are read anew first. */
function fresh(order: OrderStatus, watch: OrderWatch) {
  let renewed = false;
  return async (event: Event): Promise<void> => {
    if (renewed || Date.now() - order.readAt < GOOD_MS) return;
    event.preventDefault();
    const paper = event.currentTarget as HTMLElement;
    renewed = true;
    await watch.read();
    // Once its address is the new one. Without an answer the shop says what to do.
    setTimeout(() => paper.click());
  };
}

/** What was bought, what came of it and where it goes. */
export function orderDetails(
  link: StoreLink,
  words: CheckoutWords,
  order: OrderStatus,
  watch: OrderWatch,
): TemplateResult {
  const opens = fresh(order, watch);
  const money = (amount: number) => link.money(amount, order.currency);
  const date = (at: number) => new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium' }).format(at);
  const word = (code: string) => words.status[code] ?? '';
  const { write: review } = reviewWords(link.locale);
  const row = (name: unknown, value: string) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
  const shipping = order.shippingTotal === 0 ? words.free : money(order.shippingTotal);
  const goesTo = [...order.delivery, order.country && countryName(link.locale, order.country)]
    .filter(Boolean)
    .join(', ');
  const track = (number: unknown) => fill(words.tracking, { number: String(number) });
  // One that is only placed has no word for that: its payment and its parcels say more.
  const happened = parcelWords(link.locale);
  const goods = order.ready ? happened['ready-to-collect'] : word(order.fulfilmentStatus);
  // What a shop pays back is the shopper's once their bank has it: until its provider says so it is on its way.
  const asked = order.paymentStatus === 'refunded' && order.refunds.some((refund) => refund.asked);
  const states = [word(order.status), word(asked ? 'refund-asked' : order.paymentStatus), goods];
  return html`<ul class="states" role="list">${states.filter(Boolean).map((text) => html`<li class="stock">${text}</li>`)}</ul>
    ${order.parcels.map(({ number, carrier, tracking, href, state, at }) => {
      const text = track(tracking);
      const wrong = state === 'exception' || state === 'returned';
      return html`<p class=${wrong ? 'bar' : 'bar fine'}><b>${fill(words.parcel, { number })}</b> ${[happened[state], date(at), carrier].filter(Boolean).join(' · ')}
        ${tracking ? html`<br />${href ? html`<a class="link" href=${href} target="_blank" rel="noreferrer">${text}</a>` : text}` : nothing}</p>`;
    })}
    ${order.returnsLabels.map(
      ({
        kind,
        carrier,
        tracking,
        format,
        href,
      }) => html`<p class="bar fine"><b>${happened[`paper-${kind}`]}</b> ${carrier}${tracking ? html`<br />${track(tracking)}` : nothing}
        <br /><a class="quiet" href="${link.shop?.options.api}${href}" target="_blank" @click=${opens}>${fill(happened['save'] ?? '', { format: `${format}`.toUpperCase() })}</a></p>`,
    )}
    <ul class="bought" role="list">${order.lines.map(
      ({
        title,
        variantTitle,
        quantity,
        total,
        toReview,
      }) => html`<li><span><bdi>${title}</bdi>${variantTitle ? html` <small><bdi>${variantTitle}</bdi></small>` : nothing} <small class="num">× ${quantity}</small>${toReview ? html`<br /><a class="link" href=${reviewAt(link, toReview)} aria-label=${`${review}: ${title}`}>${review}</a>` : nothing}</span>
        <span class="num">${money(total)}</span></li>`,
    )}</ul>
    <dl>${row(words.delivery, shipping)}${order.taxTotal > 0 && !order.pricesIncludeTax ? row(words.tax, money(order.taxTotal)) : nothing}
      <div class="all"><dt>${words.total}</dt><dd class="num">${money(order.total)}</dd></div>
      ${order.due > 0 ? row(words.due, money(order.due)) : nothing}
      ${order.refunds.map(({ amount, at, asked }) => row(fill(asked ? words.refundAsked : words.refunded, { date: date(at) }), money(amount)))}</dl>
    ${order.pay.href ? html`<p><a class="cta" href=${`${order.pay.href}&back=${encodeURIComponent(ownAddress())}`}>${order.pay.title}</a></p>` : nothing}
    ${order.instructions ? html`<p class="bar how"><bdi>${order.instructions}</bdi></p>` : nothing}
    ${order.invoices.map(({ title, href }) => html`<p><a class="link" href="${link.shop?.options.api}${href}" target="_blank" @click=${opens}>${title}</a></p>`)}
    ${goesTo ? html`<p><small>${words.goesTo}</small><br /><bdi>${goesTo}</bdi></p>` : nothing}`;
}
