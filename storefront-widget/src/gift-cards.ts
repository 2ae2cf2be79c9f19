import { html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import type { CheckoutFlow } from './checkout-flow.ts';
import { closeIcon } from './icons.ts';
import { saidIn } from './languages.ts';
import { fields, whole, words as text } from './shapes.ts';
import type { Store } from './store.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

interface CardWords {
  readonly code: string;
  readonly apply: string;
  readonly credit: string;
  readonly off: string;
  readonly tooMany: string;
}
export const en: CardWords = {
  code: 'Code on the card',
  apply: 'Use it',
  credit: 'Use my store credit',
  off: 'Take {name} off',
  tooMany: 'Too many tries. Wait a minute and try once more.',
};
const cardWords = saidIn<CardWords>('gift', en);

/** Why the last one was not taken */
let said = '';

interface Credit {
  readonly currency: string;
  readonly amount: number;
}
/** What who is signed in has to pay with, asked for once: nobody is offered what they have none of. */
const credits = new WeakMap<object, { credit: Credit | null }>();

function creditOf({ signIn }: Store, flow: CheckoutFlow): Credit | null {
  if (!signIn.in) return null;
  const known = credits.get(signIn);
  if (known) return known.credit;
  const asked = { credit: null as Credit | null };
  credits.set(signIn, asked);
  const ends = signIn.onChange(() => {
    ends();
    credits.delete(signIn);
  });
  signIn.ask('/shop/v1/account').then(
    (answer) => {
      const credit = fields(fields(answer)['storeCredit']);
      const [currency, amount] = [text(credit['currency']), whole(credit['amount'])];
      if (amount <= 0) return;
      asked.credit = { currency, amount };
      void flow.refresh();
    },
    () => credits.delete(signIn),
  );
  return null;
}

/** Gift cards that pay, each with a way off, and room for one more; store credit, for who has some. */
export function giftCards(link: StoreLink, flow: CheckoutFlow | undefined): TemplateResult | typeof nothing {
  const { shop } = link;
  const { checkout } = flow ?? {};
  const begun = flow?.kept.checkout;
  if (!shop || !flow || !checkout || !begun) return nothing;
  const words = cardWords(link.locale);
  const put = async (body: object): Promise<void> => {
    const path = `/shop/v1/checkouts/${encodeURIComponent(begun.id)}/gift-cards`;
    const headers = { 'checkout-secret': begun.secret };
    said = '';
    try {
      await shop.signIn.known.ask(path, { method: 'POST', headers, body });
      await flow.refresh();
    } catch (error) {
      said = (error instanceof ShopError && error.refusal?.status === 422 && error.refusal.detail) || words.tooMany;
    }
    link.say(said);
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('card') as HTMLInputElement;
    if (!field.value.trim()) return field.focus();
    await put({ code: field.value.trim() });
    if (!said) field.value = '';
  };
  const off = (id: string) =>
    void flow.change({ giftCards: checkout.giftCards.filter((one) => one.id !== id).map((one) => one.id) });
  const credit = creditOf(shop, flow);
  // One without a code is the store credit.
  const isOn = checkout.giftCards.some(({ end }) => !end);
  const name = (end: string) => (end ? `…${end}` : words.credit);
  return html`<ul role="list">${checkout.giftCards.map(
    ({ id, end, amount }) =>
      html`<li><span>${end ? `…${end}` : words.credit} <small class="num">−${link.money(amount, checkout.currency)}</small></span>
      <button type="button" class="bin" aria-label=${fill(words.off, { name: name(end) })} @click=${() => off(id)}>${closeIcon}</button></li>`,
  )}</ul>
  <form @submit=${submit}><label>${words.code}<input name="card" dir="auto" maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" /></label>
    <button class="quiet">${words.apply}</button></form>
  ${said ? html`<p class="wrong">${said}</p>` : nothing}
  ${credit && credit.currency === checkout.currency && !isOn ? html`<button type="button" class="link" @click=${() => put({})}>${words.credit} (${link.money(credit.amount, credit.currency)})</button>` : nothing}`;
}
