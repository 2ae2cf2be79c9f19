import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cardUse } from './card-use.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { announcement } from './pieces.ts';
import { productCard } from './product-card.ts';
import { withChanges } from './put-in-basket.ts';
import { reviewWords } from './review-words.ts';
import { fields, list, readProduct, type ShopProduct } from './shapes.ts';
import { StoreLink } from './store-link.ts';
import type { Store } from './store.ts';
import { gridStyles } from './styles.ts';

/**
 * `<tillhouse-recommendations product="…" limit="4">`: what goes with a product; with `cart`, with what is in the basket; with neither,
 * what sells most. Nothing where there is nothing.
 */
export class RecommendedView implements View {
  readonly styles = css`${gridStyles} h2 { margin: 0 0 20px; font: 400 26px/34px var(--display); }`;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  #products: readonly ShopProduct[] = [];
  #because: 'together' | 'alike' = 'alike';
  #asked = '';

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        const path = this.#path(shop);
        this.#asked = path;
        const answer = list(fields(await shop.api.ask(path))['recommended']).map(fields);
        if (this.#asked !== path) return;
        this.#products = answer.map(({ product }) => readProduct(product));
        const together = answer.filter(({ because }) => because === 'together').length;
        this.#because = together * 2 >= answer.length ? 'together' : 'alike';
      },
      variantIds: () => this.#products.flatMap(({ variants }) => variants.map(({ id }) => id)),
      apply: (changes) => {
        this.#products = this.#products.map((product) => withChanges(product, changes));
        this.#host.requestUpdate();
      },
      watch: (shop) => [shop.basket.onChange(() => this.changed())],
    });
  }

  #path({ basket }: Store): string {
    const of = (name: string) => this.#host.getAttribute(name) ?? '';
    const limit = `limit=${Number(of('limit')) || 4}`;
    if (of('product')) return `/shop/v1/products/${encodeURIComponent(of('product'))}/recommendations?${limit}`;
    const handles = this.#host.hasAttribute('cart') ? basket.lines.map(({ handle }) => handle).filter(Boolean) : [];
    return `/shop/v1/recommendations?${limit}${handles.length > 0 ? `&products=${encodeURIComponent([...new Set(handles)].slice(0, 20).join())}` : ''}`;
  }

  changed(): void {
    const { shop } = this.#link;
    if (shop && this.#asked && this.#path(shop) !== this.#asked) void this.#link.reload();
  }

  render(): TemplateResult | typeof nothing {
    const link = this.#link;
    if (this.#products.length === 0) return nothing;
    const use = cardUse(link);
    return html`<h2>${reviewWords(link.locale)[this.#because]}</h2><ul class="grid" role="list">${repeat(
      this.#products,
      ({ id }) => id,
      (product) => productCard(link, product, false, use),
    )}</ul>${announcement(link)}`;
  }
}
