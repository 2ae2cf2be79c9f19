import { html, nothing, type TemplateResult } from 'lit';
import type { CartWords } from './cart-words.ts';
import type { Discount, PricedLine, Totals } from './priced-shapes.ts';
import type { StoreLink } from './store-link.ts';
import { fill } from './words.ts';

/** Offers by name over all lines; what is taken off otherwise stands beside them. */
function offersOf(lines: readonly PricedLine[]): Discount[] {
  const sums = new Map<string, number>();
  for (const { discounts } of lines)
    for (const { name, amount } of discounts) sums.set(name, (sums.get(name) ?? 0) + amount);
  return [...sums].map(([name, amount]) => ({ name, amount }));
}

/** What it comes to, line by line. @param delivery what stands at the delivery, null for none */
export function totalsList(
  link: StoreLink,
  words: CartWords,
  totals: Totals & { readonly lines: readonly PricedLine[] },
  delivery: string | null,
): TemplateResult {
  const money = (amount: number) => link.money(amount, totals.currency);
  const row = (name: string, value: string) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
  const { pricesIncludeTax, taxTotal } = totals;
  return html`<dl class="sums">
    ${row(words.subtotal, money(totals.subtotal))}
    ${offersOf(totals.lines).map(({ name, amount }) => row(name, `−${money(amount)}`))}
    ${delivery === null ? nothing : row(words.delivery, delivery)}
    ${taxTotal > 0 && !pricesIncludeTax ? row(words.taxOn, money(taxTotal)) : nothing}
  </dl>
  <div class="total"><span>${words.total}${
    taxTotal > 0 && pricesIncludeTax ? html`<small>${fill(words.taxIn, { price: money(taxTotal) })}</small>` : nothing
  }</span><b class="num">${money(totals.total)}</b></div>`;
}
