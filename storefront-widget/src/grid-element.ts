import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ListQuery } from './api.ts';
import { cardUse } from './card-use.ts';
import { announcement, notice } from './pieces.ts';
import { productCard } from './product-card.ts';
import { withChanges } from './put-in-basket.ts';
import type { AvailabilityChange, ShopProduct } from './shapes.ts';
import type { Store } from './store.ts';
import { StoreLink } from './store-link.ts';
import { gridStyles, theme } from './styles.ts';

/** Pictures of the first row load at once; those below wait until they come near. */
const EAGER = 4;

/** `<tillhouse-grid limit="8" category="Tableware" store="…">`: products with price and live stock, four in a row. */
export class TillhouseGrid extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { type: String },
    limit: { type: Number },
    category: { type: String },
    products: { state: true },
    cursor: { state: true },
  };
  static override styles = [theme, gridStyles];
  declare store: string | null;
  declare limit: number;
  declare category: string | null;
  declare products: readonly ShopProduct[] | null;
  declare cursor: string | null;
  #newest = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  readonly #link: StoreLink;

  constructor() {
    super();
    this.store = null;
    this.limit = 12;
    this.category = null;
    this.products = null;
    this.cursor = null;
    this.#link = new StoreLink(this, {
      read: (shop) => this.#read(shop),
      variantIds: () => (this.products ?? []).flatMap((product) => product.variants.map((variant) => variant.id)),
      apply: (changes) => this.#apply(changes),
    });
  }

  #query(cursor?: string): ListQuery {
    const limit = Number.isInteger(this.limit) && this.limit > 0 ? Math.min(this.limit, 100) : 12;
    return { limit, cursor, category: this.category ?? undefined };
  }

  async #read(shop: Store): Promise<void> {
    const mine = ++this.#newest;
    const page = await shop.api.list(this.#query());
    if (mine !== this.#newest) return;
    this.products = page.products;
    this.cursor = page.nextCursor;
  }

  async #more(): Promise<void> {
    const mine = this.#newest;
    const page = await this.#link.shop?.api.list(this.#query(this.cursor ?? undefined)).catch(() => undefined);
    if (!page) this.#link.say(this.#link.words.away);
    if (!page || mine !== this.#newest) return;
    const known = new Set(this.products?.map((product) => product.id));
    const fresh = page.products.filter((product) => !known.has(product.id));
    this.products = [...(this.products ?? []), ...fresh];
    this.cursor = page.nextCursor;
    await this.updateComplete;
    // The button may be gone now: the first new product takes the focus.
    const first = fresh[0] && `[data-id="${CSS.escape(fresh[0].id)}"] .open`;
    if (first) this.renderRoot.querySelector<HTMLElement>(first)?.focus();
  }

  protected override updated(changed: PropertyValues): void {
    const asked = ['category', 'limit'].some((name) => changed.has(name));
    if (asked && this.products) void this.#link.reload();
  }

  #apply(changes: readonly AvailabilityChange[]): void {
    if (!this.products) return;
    this.products = this.products.map((product) => withChanges(product, changes));
    // A list without its variants cannot be counted here: it is read again, once for a burst of news.
    const blind = (product: ShopProduct) =>
      product.variants.length === 0 && changes.some((change) => change.productId === product.id);
    if (!this.products.some(blind)) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.#link.reload(), 250);
  }

  #skeleton(): TemplateResult {
    const bone = html`<div class="card"><div class="shot bone"></div><div class="row"></div><div class="sub"></div></div>`;
    const bones = Array.from({ length: this.#query().limit }, () => bone);
    return html`<div class="grid" aria-hidden="true">${bones}</div><div class="hush" role="status">${this.#link.words.loading}</div>`;
  }

  #content(): TemplateResult {
    const link = this.#link;
    if (!this.products) return link.problem ? notice(link) : this.#skeleton();
    if (this.products.length === 0) return html`<div class="notice"><p>${link.words.none}</p></div>`;
    const use = cardUse(link);
    const cards = repeat(
      this.products,
      (product) => product.id,
      (product, index) => productCard(link, product, index < EAGER, use),
    );
    const more = html`<div class="more"><button class="quiet" @click=${() => this.#more()}>${link.words.showMore}</button></div>`;
    return html`<ul class="grid" role="list">${cards}</ul>${this.cursor ? more : nothing}${announcement(link)}`;
  }

  protected override render(): TemplateResult {
    return html`<div class="root" part="root">${this.#content()}</div>`;
  }
}
