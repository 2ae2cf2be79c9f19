import { html, type TemplateResult } from 'lit';
import type { CartWords } from './cart-words.ts';
import { closeIcon } from './icons.ts';
import type { Store } from './store.ts';
import { fill } from './words.ts';

const LONGEST = 64;
const MOST = 20;

/** Codes that were typed, each with what it did or why it does not count, and room for one more. */
export function couponField(words: CartWords, shop: Store): TemplateResult {
  const { basket, cart } = shop;
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('code') as HTMLInputElement;
    const code = field.value.trim();
    field.value = '';
    const same = (one: string) => one.toLowerCase() === code.toLowerCase();
    if (code && !basket.coupons.some(same)) basket.setCoupons([...basket.coupons, code].slice(-MOST));
  };
  const remove = (event: Event, code: string): void => {
    const form = (event.target as HTMLElement).closest('.codes')?.querySelector<HTMLElement>('input, summary');
    basket.setCoupons(basket.coupons.filter((one) => one !== code));
    form?.focus();
  };
  const rows = basket.coupons.map((code) => {
    const answer = cart.priced?.coupons.find((one) => one.code.toLowerCase() === code.toLowerCase());
    return html`<li ?data-off=${answer?.applied === false}><span><b><bdi>${code}</bdi></b> <small>${answer?.reason ?? ''}</small></span>
      <button class="bin" aria-label=${fill(words.codeGone, { name: code })} @click=${(event: Event) => remove(event, code)}>${closeIcon}</button></li>`;
  });
  return html`<div class="codes">
    <ul role="list" aria-live="polite">${rows}</ul>
    <details ?open=${basket.coupons.length > 0}><summary>${words.haveCode}</summary>
      <form @submit=${add}><input name="code" dir="auto" maxlength=${LONGEST} autocomplete="off" autocapitalize="characters" spellcheck="false"
        aria-label=${words.code} placeholder=${words.code} /><button class="quiet">${words.apply}</button></form>
    </details>
  </div>`;
}
