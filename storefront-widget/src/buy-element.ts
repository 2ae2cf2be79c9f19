import { html, type TemplateResult } from 'lit';
import { TillhouseProduct } from './product-element.ts';
import type { ShopProduct } from './shapes.ts';

/** `<tillhouse-buy handle="stoneware-mug">`: a button for one product, in a page that tells of it in its own words. */
export class TillhouseBuy extends TillhouseProduct {
  /** The page around it keeps its place. */
  protected override skeleton(): TemplateResult {
    return html``;
  }

  protected override page(product: ShopProduct): TemplateResult {
    return html`<div class="info only" role="group" aria-label=${product.title}>${this.choices(product)}</div>`;
  }
}
