import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cardUse } from './card-use.ts';
import { closeIcon } from './icons.ts';
import { productCard } from './product-card.ts';
import { withChanges } from './put-in-basket.ts';
import { type Choices, noChoices, readSearch, type SearchAnswer, type Sort, searchPath } from './search-answer.ts';
import { facets } from './search-facets.ts';
import type { SearchWords } from './search-words.ts';
import type { AvailabilityChange, ShopProduct } from './shapes.ts';
import type { StoreLink } from './store-link.ts';
import { counted, fill } from './words.ts';

const PAGE = 24;
const SORTS: readonly Sort[] = ['best', 'price', 'price-down', 'title'];

export interface ResultsUse {
  readonly link: StoreLink;
  readonly words: () => SearchWords;
  readonly update: () => void;
  readonly close: () => void;
  /** Takes the focus to the first of these products */
  readonly focus: (productId: string) => void;
}

/** All that was found for some words, with what it can be narrowed by. */
export class SearchResults {
  readonly #use: ResultsUse;
  readonly text: string;
  #choices: Choices = noChoices;
  #sort: Sort = 'best';
  #answer: SearchAnswer | null = null;
  #products: readonly ShopProduct[] = [];
  #away = false;
  #newest = 0;

  constructor(use: ResultsUse, text: string) {
    this.#use = use;
    this.text = text;
    void this.#ask();
  }

  get variantIds(): string[] {
    return this.#products.flatMap(({ variants }) => variants.map(({ id }) => id));
  }

  apply(changes: readonly AvailabilityChange[]): void {
    this.#products = this.#products.map((product) => withChanges(product, changes));
    this.#use.update();
  }

  async #ask(cursor: string | null = null): Promise<void> {
    const mine = ++this.#newest;
    const { link, words } = this.#use;
    const path = searchPath(this.text, this.#choices, this.#sort, PAGE, cursor);
    const answer = await link.shop?.api
      .ask(path)
      .then(readSearch)
      .catch(() => null);
    if (mine !== this.#newest) return;
    this.#away = !answer;
    if (answer) {
      this.#answer = answer;
      const known = new Set(cursor ? this.#products.map(({ id }) => id) : []);
      const fresh = answer.products.filter(({ id }) => !known.has(id));
      this.#products = cursor ? [...this.#products, ...fresh] : answer.products;
      // The button that was pressed may be gone now.
      if (cursor && fresh[0]) this.#use.focus(fresh[0].id);
    }
    link.say(answer ? this.#found(answer) : words().away);
  }

  readonly #choose = (changed: Partial<Choices>): void => {
    this.#choices = { ...this.#choices, ...changed };
    this.#use.update();
    void this.#ask();
  };

  #found({ count, atLeast }: SearchAnswer): string {
    const words = this.#use.words();
    const text = counted(words.found, count, this.#use.link.locale);
    return atLeast ? fill(words.atLeast, { text }) : text;
  }

  /** What is chosen, each to be taken away by itself. */
  #chips(words: SearchWords): TemplateResult | typeof nothing {
    const { category, maker, option, priceFrom, priceTo, inStock } = this.#choices;
    const currency = this.#products[0]?.currency;
    const money = (minor: number) => (currency ? this.#use.link.money(minor, currency) : String(minor));
    const chips: [string, Partial<Choices>][] = [
      ...category.map((one): [string, Partial<Choices>] => [
        one,
        { category: category.filter((each) => each !== one) },
      ]),
      ...option.map((one): [string, Partial<Choices>] => [
        one.replace(':', ': '),
        { option: option.filter((each) => each !== one) },
      ]),
      ...maker.map((one): [string, Partial<Choices>] => [one, { maker: maker.filter((each) => each !== one) }]),
    ];
    if (priceFrom !== null) chips.push([`≥ ${money(priceFrom)}`, { priceFrom: null }]);
    if (priceTo !== null) chips.push([`≤ ${money(priceTo)}`, { priceTo: null }]);
    if (inStock) chips.push([words.inStock, { inStock: false }]);
    if (chips.length === 0) return nothing;
    const chip = ([name, less]: (typeof chips)[number]) =>
      html`<button class="chip" aria-label=${fill(words.without, { name })} @click=${() => this.#choose(less)}><bdi>${name}</bdi>${closeIcon}</button>`;
    return html`<div class="chips">${chips.map(chip)}<button class="link" @click=${() => this.#choose(noChoices)}>${words.clear}</button></div>`;
  }

  #sorts(words: SearchWords): TemplateResult {
    const change = (event: Event): void => {
      this.#sort = (event.target as HTMLSelectElement).value as Sort;
      void this.#ask();
    };
    return html`<label class="sort"><span>${words.sort}</span><select aria-label=${words.sort} @change=${change}>${SORTS.map(
      (sort) => html`<option value=${sort} ?selected=${sort === this.#sort}>${words.sorts[sort]}</option>`,
    )}</select></label>`;
  }

  #list(answer: SearchAnswer, words: SearchWords): TemplateResult {
    const { link } = this.#use;
    if (this.#products.length === 0) {
      const none = this.#choices === noChoices ? fill(words.none, { text: this.text }) : words.nothingLeft;
      return html`<p class="empty">${none}</p>`;
    }
    const use = cardUse(link);
    const cards = repeat(
      this.#products,
      ({ id }) => id,
      (product, at) => productCard(link, product, at < 4, use),
    );
    const more = html`<div class="more"><button class="quiet" @click=${() => this.#ask(answer.nextCursor)}>${link.words.showMore}</button></div>`;
    return html`<ul class="grid" role="list">${cards}</ul>${answer.nextCursor ? more : nothing}`;
  }

  render(): TemplateResult {
    const { link, close } = this.#use;
    const words = this.#use.words();
    const answer = this.#answer;
    const title = fill(words.title, { text: this.text });
    const head = html`<div class="head"><h2><bdi>${title}</bdi></h2><span>${answer ? this.#found(answer) : ''}</span>${this.#sorts(words)}
      <button class="shut" aria-label=${words.close} @click=${close}>${closeIcon}</button></div>`;
    if (!answer) {
      const inside = this.#away ? words.away : link.words.loading;
      return html`<section class="results" aria-label=${title}>${head}<p class="empty">${inside}</p></section>`;
    }
    const currency = this.#products[0]?.currency ?? 'GBP';
    const use = { words, locale: link.locale, currency, answer, choices: this.#choices, choose: this.#choose };
    // On a phone the filter stands before what it leaves.
    const folded = (event: Event): void => (event.target as HTMLElement).closest('details')?.removeAttribute('open');
    const chosen = Object.values(this.#choices)
      .flat()
      .filter((one) => one !== null && one !== false).length;
    return html`<section class="results" aria-label=${title}>${head}${this.#chips(words)}
      <div class="found"><details class="filter" ?open=${innerWidth > 860}><summary>${words.filter}${chosen > 0 ? html` <b class="num">${chosen}</b>` : nothing}</summary>${facets(use)}
        <button class="quiet" @click=${folded}>${this.#found(answer)}</button></details>
      <div>${this.#away ? html`<p class="empty">${words.away}</p>` : nothing}${this.#list(answer, words)}</div></div></section>`;
  }
}
