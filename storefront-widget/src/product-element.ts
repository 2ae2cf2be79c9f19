import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { buyBar } from './buy-bar.ts';
import { chooseValue, firstChoice, variantWith } from './choose-variant.ts';
import { backIcon } from './icons.ts';
import { optionPicker } from './option-picker.ts';
import { announcement, notice, picture, priceText, priorText, unitPriceText } from './pieces.ts';
import { handleInAddress } from './product-address.ts';
import { putInBasket, withChanges } from './put-in-basket.ts';
import type { ShopProduct, ShopVariant } from './shapes.ts';
import { stockText } from './stock-text.ts';
import type { Store } from './store.ts';
import { StoreLink } from './store-link.ts';
import { productStyles, theme } from './styles.ts';
import { fill } from './words.ts';

/**
 * `<tillhouse-product handle="stoneware-mug">`: one product with its options, price and live stock. Without `handle` it
 * shows the product named in the page's address and hides itself when there is none.
 */
export class TillhouseProduct extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { type: String },
    handle: { type: String },
    product: { state: true },
    values: { state: true },
    quantity: { state: true },
  };
  static override styles = [theme, productStyles];
  declare store: string | null;
  declare handle: string | null;
  declare product: ShopProduct | null;
  declare values: readonly string[];
  declare quantity: number;
  #newest = 0;
  readonly #link: StoreLink;

  constructor() {
    super();
    this.store = null;
    this.handle = null;
    this.product = null;
    this.values = [];
    this.quantity = 1;
    this.#link = new StoreLink(this, {
      read: (shop) => this.#read(shop),
      variantIds: () => this.product?.variants.map((variant) => variant.id) ?? [],
      apply: (changes) => {
        if (this.product) this.product = withChanges(this.product, changes);
        this.#setQuantity(this.quantity);
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onHash);
    this.#hideOrShow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onHash);
  }

  get #wanted(): string | null {
    return this.handle ?? handleInAddress(location.hash);
  }

  #hideOrShow(): void {
    if (this.handle === null) this.hidden = this.#wanted === null;
  }

  readonly #onHash = (): void => {
    if (this.handle !== null) return;
    this.#hideOrShow();
    if (this.#wanted !== this.product?.handle) this.#startOver();
    this.requestUpdate();
  };

  #startOver(): void {
    this.product = null;
    this.#link.problem = null;
    void this.#link.reload();
  }

  async #read(shop: Store): Promise<void> {
    const handle = this.#wanted;
    const mine = ++this.#newest;
    if (!handle) return;
    // With what is bought by one button known, nothing below it moves once that is.
    const [product] = await Promise.all([shop.api.product(handle), shop.face()]);
    if (mine !== this.#newest) return;
    const same = this.product?.id === product.id;
    this.product = product;
    if (!same || !variantWith(product, this.values)) this.values = firstChoice(product);
    if (!same) this.quantity = 1;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('handle') || !this.#link.shop || this.#wanted === this.product?.handle) return;
    this.#hideOrShow();
    if (this.product) this.#startOver();
  }

  get #variant(): ShopVariant | undefined {
    return this.product ? variantWith(this.product, this.values) : undefined;
  }

  #setQuantity(quantity: number): void {
    this.quantity = Math.max(1, Math.min(quantity, this.#variant?.available ?? 1));
  }

  #add(product: ShopProduct, variant: ShopVariant): void {
    const link = this.#link;
    if (!link.shop) return;
    const detail = { productId: product.id, variantId: variant.id, quantity: this.quantity };
    if (!link.tell('tillhouse-add', detail)) return;
    link.say(putInBasket(link.shop, product, variant, this.quantity, link.words));
    this.quantity = 1;
    link.tell('tillhouse-basket', { units: link.shop.basket.units });
  }

  #stock(variant: ShopVariant | undefined): TemplateResult {
    const { words, locale, shop } = this.#link;
    const word = variant?.availability ?? 'out';
    const text = variant ? stockText(variant.available, word, words, locale) : words.notOffered;
    const kept = variant ? (shop?.basket.quantityOf(variant.id) ?? 0) : 0;
    const basket = kept > 0 ? html`<small>${fill(words.inBasket, { count: String(kept) })}</small>` : nothing;
    return html`<div class="get"><span class="stock ${word}" role="status" part="stock">${text}</span>${basket}</div>`;
  }

  /** Options, stock and the button: all that has to be decided. */
  protected choices(product: ShopProduct): TemplateResult {
    const link = this.#link;
    const variant = this.#variant;
    const choose = (option: number) => (value: string) => {
      this.values = chooseValue(product, this.values, option, value);
      this.#setQuantity(this.quantity);
    };
    const { locale, words } = link;
    const picker = (option: number) =>
      optionPicker({ product, option, values: this.values, locale, words, choose: choose(option) });
    return html`${product.options.map((_, option) => picker(option))}
      ${this.#stock(variant)}
      ${buyBar(link, {
        product,
        variant,
        quantity: this.quantity,
        setQuantity: (quantity) => this.#setQuantity(quantity),
        add: (chosen) => this.#add(product, chosen),
      })}${
        variant?.availability === 'out'
          ? html`<tillhouse-stock-notice .store=${this.store} variant=${variant.id}></tillhouse-stock-notice>`
          : variant && link.hasExpress(variant.price * this.quantity)
            ? html`<tillhouse-express .store=${this.store} .amount=${variant.price * this.quantity} .add=${() => this.#add(product, variant)}></tillhouse-express>`
            : nothing
      }`;
  }

  protected page(product: ShopProduct): TemplateResult {
    const link = this.#link;
    const variant = this.#variant;
    const price = variant?.price ?? product.priceFrom;
    return html`<div class="page">
      ${picture(link, variant?.image ?? product.image, product.title, true)}
      <div class="info">
        <div class="t"><h2>${product.title}</h2>${priceText(link, link.money(price, product.currency), price, variant?.compareAt ?? null, product.currency)}</div>
        ${unitPriceText(link, variant ? variant.unitPrice : product.unitPrice, product.currency)}${priorText(link, variant?.priorPrice, product.currency)}
        <p class="by">${product.supplier || product.category}</p>
        ${this.choices(product)}
        ${product.description ? html`<p class="care">${product.description}</p>` : nothing}
      </div>
    </div>`;
  }

  protected skeleton(): TemplateResult {
    return html`<div class="page" aria-hidden="true"><div class="shot bone"></div><div class="info"><div class="t bone"></div></div></div>
      <div class="hush" role="status">${this.#link.words.loading}</div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const link = this.#link;
    if (!this.#wanted) return nothing;
    const back = html`<a class="back" href="#">${backIcon}<span>${link.words.back}</span></a>`;
    const content = this.product ? this.page(this.product) : link.problem ? notice(link) : this.skeleton();
    return html`<div class="root" part="root">${this.handle === null ? back : nothing}${content}${announcement(link)}</div>`;
  }
}
