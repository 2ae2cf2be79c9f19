import { html, nothing, type TemplateResult } from 'lit';
import type { CartLine } from './cart.ts';
import type { CartWords } from './cart-words.ts';
import { binIcon, minusIcon, plusIcon } from './icons.ts';
import { picture } from './pieces.ts';
import { addressOf } from './product-address.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

export interface LineUse {
  readonly words: CartWords;
  readonly setQuantity: (line: CartLine, quantity: number) => void;
  readonly remove: (line: CartLine) => void;
}

/** Money of a line where the shop has not answered: what was last seen of it. */
function amountOf(line: CartLine): { amount: number; currency: string } | null {
  const { face, quantity } = line;
  return face ? { amount: face.price * quantity, currency: face.currency } : null;
}

function note(link: StoreLink, line: CartLine, words: CartWords): TemplateResult | typeof nothing {
  if (line.state !== 'ok') return html`<p class="note low">${line.state === 'out' ? words.outNow : words.gone}</p>`;
  const { notice } = line;
  if (!notice) return nothing;
  const { kind, before, now } = notice;
  const currency = line.face?.currency ?? '';
  const text = (value: number) => (kind === 'less' ? String(value) : link.money(value, currency));
  const sentence = kind === 'less' ? words.less : words.priceNow;
  return html`<p class="note">${fill(sentence, { before: text(before), now: text(now) })}</p>`;
}

function stepper(link: StoreLink, line: CartLine, name: string, use: LineUse): TemplateResult {
  const { quantity, most } = line;
  const { words } = link;
  return html`<div class="step" role="group" aria-label=${`${words.quantity}: ${name}`}>
    <button aria-label=${words.fewer} ?disabled=${quantity <= 1} @click=${() => use.setQuantity(line, quantity - 1)}>${minusIcon}</button>
    <span class="num">${quantity}</span>
    <button aria-label=${words.more} ?disabled=${most !== null && quantity >= most}
      @click=${() => use.setQuantity(line, quantity + 1)}>${plusIcon}</button>
  </div>`;
}

/** One line: picture, name with its options, how many, what it comes to, and what changed. */
export function cartLine(link: StoreLink, line: CartLine, use: LineUse): TemplateResult {
  const { priced, face, state, handle } = line;
  const title = priced?.title || face?.title || handle;
  const variant = priced?.variantTitle || face?.variantTitle || '';
  const name = variant ? `${title}, ${variant}` : title;
  const currency = face?.currency ?? '';
  const known = amountOf(line);
  const money = (amount: number) => link.money(amount, currency);
  const before = priced && priced.total < priced.amount ? html`<del>${money(priced.amount)}</del>` : nothing;
  const sum = priced && currency ? html`${before}${money(priced.total)}` : known ? money(known.amount) : '';
  const each = (priced?.unitPrice ?? face?.price) && line.quantity > 1 ? (priced?.unitPrice ?? face?.price ?? 0) : null;
  const offers = priced?.discounts.map(
    ({ name: offer, amount }) => html`<small><bdi>${offer}</bdi> <span class="num">−${money(amount)}</span></small>`,
  );
  return html`<li class="line" part="line" data-id=${line.variantId} ?data-off=${state !== 'ok'}>
    ${picture(link, face?.image ?? null, title, true)}
    <div class="what">
      <a class="title" href=${addressOf(handle, link.shop?.options.productHref)}><bdi>${title}</bdi></a>
      ${variant ? html`<small><bdi>${variant}</bdi></small>` : nothing}
      ${each !== null && currency && state === 'ok' ? html`<small class="num">${fill(use.words.each, { price: money(each) })}</small>` : nothing}
      ${state === 'ok' ? offers : nothing}
    </div>
    <span class="sum num">${state === 'ok' ? sum : nothing}</span>
    <div class="do">
      ${state === 'ok' ? stepper(link, line, name, use) : nothing}
      <button class="bin" aria-label=${fill(use.words.remove, { name })} @click=${() => use.remove(line)}>${binIcon}</button>
    </div>
    ${note(link, line, use.words)}
  </li>`;
}
