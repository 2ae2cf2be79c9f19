import { css, html, nothing, type TemplateResult } from 'lit';
import { saidIn } from './languages.ts';
import type { View, ViewHost } from './lazy-element.ts';
import type { StoreFace } from './shapes.ts';
import { StoreLink } from './store-link.ts';

const styles = css`
  label { display: inline-flex; align-items: center; gap: 8px; }
  select { min-width: 0; height: 48px; padding: 0 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
`;
export const en = { currency: 'Currency' };
const currencyWords = saidIn<typeof en>('currency', en);

/** `US dollar · USD`; the code alone where the browser has no name for it. */
export function currencyName(locale: string, currency: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'currency' }).of(currency) ?? currency;
  return name === currency ? currency : `${name} · ${currency}`;
}

/** In `<tillhouse-currency store="…">`: what the shopper pays in. Nothing where the shop sells in one alone, or the page decides it. */
export class CurrencyView implements View {
  readonly styles = styles;
  readonly #link: StoreLink;
  #face: StoreFace | null = null;

  constructor(host: ViewHost) {
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        this.#face = await shop.face();
      },
      variantIds: () => [],
      apply: () => {},
    });
  }

  readonly #choose = ({ target }: Event): void => {
    const { shop } = this.#link;
    const { value } = target as HTMLSelectElement;
    // Every price of the page is another then: it is read anew, as it was, with the basket that it keeps.
    if (shop?.chooseCurrency(value === this.#face?.currencies[0] ? '' : value)) location.reload();
  };

  render(): TemplateResult | typeof nothing {
    const { currency = '', currencies = [] } = this.#face ?? {};
    if (currencies.length < 2 || this.#link.shop?.options.currency) return nothing;
    const { locale } = this.#link;
    return html`<label part="currency"><span>${currencyWords(locale).currency}</span>
      <select @change=${this.#choose}>
        ${currencies.map((each) => html`<option value=${each} ?selected=${each === currency}>${currencyName(locale, each)}</option>`)}
      </select></label>`;
  }
}
