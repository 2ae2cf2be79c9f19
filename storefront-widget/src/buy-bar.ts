import { html, type TemplateResult } from 'lit';
import { minusIcon, plusIcon } from './icons.ts';
import type { ShopProduct, ShopVariant } from './shapes.ts';
import type { StoreLink } from './store-link.ts';

export interface BuyBar {
  readonly product: ShopProduct;
  readonly variant: ShopVariant | undefined;
  readonly quantity: number;
  readonly setQuantity: (quantity: number) => void;
  readonly add: (variant: ShopVariant) => void;
}

/** How many, and the one button. Nothing is charged here: it only puts units aside. */
export function buyBar(link: StoreLink, bar: BuyBar): TemplateResult {
  const { product, variant, quantity } = bar;
  const { words } = link;
  if (!variant || variant.availability === 'out') {
    return html`<div class="buy out"><button class="cta" disabled>${variant ? words.soldOut : words.notOffered}</button></div>`;
  }
  const most = variant.available;
  return html`<div class="buy">
    <div class="qty" role="group" aria-label=${words.quantity}>
      <button aria-label=${words.fewer} ?disabled=${quantity <= 1} @click=${() => bar.setQuantity(quantity - 1)}>${minusIcon}</button>
      <span class="num" aria-live="polite">${quantity}</span>
      <button aria-label=${words.more} ?disabled=${quantity >= most} @click=${() => bar.setQuantity(quantity + 1)}>${plusIcon}</button>
    </div>
    <button class="cta" part="add" @click=${() => bar.add(variant)}>
      <span>${words.add}</span><span class="num">${link.money(variant.price * quantity, product.currency)}</span>
    </button>
  </div>`;
}
