import { html, nothing, type TemplateResult } from 'lit';
import type { View, ViewHost } from './lazy-element.ts';
import { announcement, picture } from './pieces.ts';
import { addressOf } from './product-address.ts';
import { SearchResults } from './search-results.ts';
import { searchStyles } from './search-styles.ts';
import { searchWordsFor } from './search-words.ts';
import type { ShopProduct } from './shapes.ts';
import { StoreLink } from './store-link.ts';
import { counted, fill } from './words.ts';

const SETTLE_MS = 140;
const MOST = 8;

/** In `<tillhouse-search store="…">`: products as they are typed, best first; and all of them, to be narrowed, on Enter. */
export class SearchView implements View {
  readonly styles = searchStyles;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  #text = '';
  #found: readonly ShopProduct[] | null = null;
  #active = -1;
  #open = false;
  #away = false;
  #newest = 0;
  #results: SearchResults | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async () => {},
      variantIds: () => this.#results?.variantIds ?? [],
      apply: (changes) => this.#results?.apply(changes),
      watch: () => [() => clearTimeout(this.#timer)],
    });
    host.addEventListener('focusout', (event) => {
      if (!host.contains(event.relatedTarget as Node | null) && event.relatedTarget !== host) this.#close();
    });
  }

  get #words() {
    return searchWordsFor(this.#link.locale);
  }

  #close(): void {
    this.#open = false;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  readonly #typed = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    this.#active = -1;
    this.#open = this.#text.trim() !== '';
    clearTimeout(this.#timer);
    if (this.#open) this.#timer = setTimeout(() => void this.#ask(), SETTLE_MS);
    else this.#found = null;
    this.#host.requestUpdate();
  };

  async #ask(): Promise<void> {
    const mine = ++this.#newest;
    const page = await this.#link.shop?.api.list({ limit: MOST, q: this.#text.trim() }).catch(() => null);
    if (mine !== this.#newest || !this.#open) return;
    this.#away = !page;
    if (page) this.#found = page.products;
    const count = this.#found?.length ?? 0;
    this.#link.say(this.#away ? this.#words.away : counted(this.#words.found, count, this.#link.locale));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const count = this.#found?.length ?? 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count > 0) {
      event.preventDefault();
      this.#open = true;
      this.#active = (this.#active + step + count + (this.#active < 0 && step < 0 ? 1 : 0)) % count;
      this.#host.requestUpdate();
    } else if (event.key === 'Escape' && this.#open) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.#active < 0) this.#showAll();
      else this.#host.renderRoot.querySelectorAll<HTMLElement>('[role=option]')[this.#active]?.click();
    }
  };

  /** All that the words find, below the field; unless the page has a place of its own for that. */
  readonly #showAll = (): void => {
    const text = this.#text.trim();
    if (text === '' || !this.#link.shop) return;
    clearTimeout(this.#timer);
    this.#newest += 1;
    this.#close();
    if (!this.#link.tell('tillhouse-search', { text })) return;
    this.#results = new SearchResults(
      {
        link: this.#link,
        words: () => this.#words,
        update: () => this.#host.requestUpdate(),
        close: () => {
          this.#results = null;
          this.#host.requestUpdate();
          this.#host.renderRoot.querySelector('input')?.focus();
        },
        focus: (id) =>
          void this.#host.updateComplete.then(() =>
            this.#host.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] .open`)?.focus(),
          ),
      },
      text,
    );
    this.#host.requestUpdate();
  };

  #result(product: ShopProduct, at: number): TemplateResult {
    const link = this.#link;
    const price = link.money(product.priceFrom, product.currency);
    const opens = (event: Event): void => {
      if (!link.tell('tillhouse-open', { productId: product.id, handle: product.handle })) event.preventDefault();
      this.#close();
    };
    return html`<a id=${`result-${at}`} role="option" tabindex="-1" aria-selected=${at === this.#active}
      href=${addressOf(product.handle, link.shop?.options.productHref)} @click=${opens}>
      ${picture(link, product.image, product.title, true)}<span><b><bdi>${product.title}</bdi></b><small><bdi>${product.category}</bdi></small></span>
      <span class="num">${product.priceTo > product.priceFrom ? fill(link.words.from, { price }) : price}</span></a>`;
  }

  #list(): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    const words = this.#words;
    if (this.#away) return html`<p class="none">${words.away}</p>`;
    if (!this.#found) return nothing;
    if (this.#found.length === 0) return html`<p class="none">${fill(words.none, { text: this.#text.trim() })}</p>`;
    return html`<div class="list"><div id="results" role="listbox" aria-label=${words.results}>${this.#found.map((product, at) => this.#result(product, at))}</div>
      <button class="all" @click=${this.#showAll}>${fill(words.showAll, { text: this.#text.trim() })}</button></div>`;
  }

  render(): TemplateResult {
    const words = this.#words;
    const shown = this.#open && (this.#found?.length ?? 0) > 0;
    return html`<div class="search" role="search">
      <input type="search" role="combobox" aria-autocomplete="list" aria-expanded=${shown} aria-controls=${shown ? 'results' : nothing}
        aria-activedescendant=${shown && this.#active >= 0 ? `result-${this.#active}` : nothing} aria-label=${words.search} placeholder=${words.search}
        autocomplete="off" spellcheck="false" enterkeyhint="search" maxlength="200" @input=${this.#typed} @keydown=${this.#key} />
      ${this.#list()}</div>${this.#results?.render() ?? nothing}${announcement(this.#link)}`;
  }
}
