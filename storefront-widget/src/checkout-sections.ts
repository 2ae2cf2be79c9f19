import { html, nothing, type TemplateResult } from 'lit';
import { choiceList, daysText } from './checkout-choices.ts';
import { clockIcon, lockIcon } from './checkout-icons.ts';
import type { Checkout, PaymentMethod } from './checkout-shapes.ts';
import type { CheckoutWords } from './checkout-words.ts';
import type { StoreLink } from './store-link.ts';
import { counted, fill } from './words.ts';

/** Who buys and where it goes, as it was sent, with a way back to the fields: not of what is held, as what was approved is. */
export function personBlock(
  words: CheckoutWords,
  checkout: Checkout,
  collect: boolean,
  change: () => void,
): TemplateResult {
  const { contact, delivery, heldUntil } = checkout;
  const { line1, line2, city, region, postcode, country } = delivery ?? {};
  const place = collect ? [] : [line1, line2, city, region, postcode, country];
  return html`<div class="who"><div><b><bdi>${contact?.name}</bdi></b>
    ${[contact?.email, contact?.phone].filter(Boolean).map((text) => html`<small><bdi>${text}</bdi></small>`)}
    <small><bdi>${place.filter(Boolean).join(', ')}</bdi></small></div>
    ${heldUntil ? nothing : html`<button type="button" class="link" @click=${change}>${words.change}</button>`}</div>`;
}

/** Unticked until they tick it: nobody is reminded who did not say so. @param agreed null where they are not to be asked */
export function reminder(
  words: CheckoutWords,
  agreed: boolean | null,
  agree: (agrees: boolean) => void,
): TemplateResult | typeof nothing {
  if (agreed === null) return nothing;
  return html`<label class="agree"><input type="checkbox" .checked=${agreed}
    @change=${(event: Event) => agree((event.target as HTMLInputElement).checked)} /><span>${words.remind}</span></label>`;
}

/** Ways to send it or to collect it, each with its days and its price. */
export function deliverySection(
  link: StoreLink,
  words: CheckoutWords,
  checkout: Checkout,
  collect: boolean,
  choose: (id: string) => void,
): TemplateResult {
  const offered = checkout.shippingOptions.filter(({ kind }) => (kind === 'pick-up') === collect);
  const choices = offered.map(({ id, name, amount, earliest, latest, hint }) => ({
    id,
    name,
    says: [daysText(earliest, latest, link.locale), hint].filter(Boolean).join(' · '),
    price: amount === 0 ? words.free : link.money(amount, checkout.currency),
  }));
  const list = choiceList('delivery', words.delivery, choices, checkout.shippingOptionId, choose);
  return html`<h3 id="delivery" tabindex="-1">${words.delivery}</h3>
    ${choices.length === 0 ? html`<p class="bar">${words.noDelivery}</p>` : list}`;
}

export function paymentSection(
  words: CheckoutWords,
  { methods }: Checkout,
  chosen: string | null,
  choose: (id: string) => void,
  cards: unknown,
): TemplateResult {
  const choices = methods.map(({ id, name, kind, note }) => {
    return { id, name, says: `${words.methodSays[kind]} ${note}`, price: '' };
  });
  return html`<h3>${words.payment}</h3>
    ${choices.length === 0 ? html`<p class="bar">${words.noMethod}</p>` : choiceList('method', words.payment, choices, chosen, choose)}${cards}`;
}

export interface BarUse {
  /** The fields are open: the button sends them first */
  readonly edits: boolean;
  readonly waits: boolean;
  readonly method: PaymentMethod | undefined;
  readonly pay: () => void;
}

/** What is paid, and the one button. */
export function payBar(link: StoreLink, words: CheckoutWords, checkout: Checkout, use: BarUse): TemplateResult {
  const { taxTotal, pricesIncludeTax, currency, total, toPay } = checkout;
  const { edits, waits, method, pay } = use;
  const money = (amount: number) => link.money(amount, currency);
  const label =
    toPay < total
      ? words.due
      : taxTotal > 0 && pricesIncludeTax
        ? fill(words.taxIn, { price: money(taxTotal) })
        : words.total;
  const text = waits ? words.saving : edits ? words.goOn : method?.kind === 'offline' ? words.order : words.pay;
  return html`<div class="pay"><div><small>${label}</small><b class="num" aria-live="polite">${money(toPay)}</b></div>
    <button type="button" class="cta" part="pay" ?disabled=${waits || (!edits && !method)} @click=${pay}>
      ${edits ? nothing : lockIcon}<span>${text}</span></button></div>`;
}

/** Until when the goods are held, while they are for minutes: what was approved is for days, which is said where that is. */
export function heldBar(
  link: StoreLink,
  words: CheckoutWords,
  { heldUntil }: Checkout,
): TemplateResult | typeof nothing {
  const left = heldUntil === null ? 0 : Math.ceil((heldUntil - Date.now()) / 60_000);
  if (heldUntil === null || left <= 0 || left > 999) return nothing;
  const time = new Intl.DateTimeFormat(link.locale, { hour: '2-digit', minute: '2-digit' }).format(heldUntil);
  return html`<p class="held" role="timer">${clockIcon}<b>${fill(words.held, { time })}</b>
    <span class="num">${counted(words.minutes, left, link.locale)}</span></p>`;
}

/** Nothing to do but wait, or to go where the payment is. */
export function waiting(words: CheckoutWords, text: string, url: string | null = null): TemplateResult {
  const link = url ? html`<a class="cta" href=${url}>${lockIcon}<span>${words.openPayment}</span></a>` : nothing;
  return html`<div class="waits" role="status"><span class="spin" aria-hidden="true"></span><p>${text}</p>${link}</div>`;
}
