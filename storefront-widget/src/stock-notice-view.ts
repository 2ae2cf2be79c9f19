import { css, html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import { saidIn } from './languages.ts';
import type { View, ViewHost } from './lazy-element.ts';
import { announcement } from './pieces.ts';
import { words as text, fields } from './shapes.ts';
import { StoreLink } from './store-link.ts';

const styles = css`
  form { display: grid; gap: 8px; } label { display: grid; gap: 4px; font: 500 14px/20px var(--text); } p { margin: 0; }
  input { box-sizing: border-box; width: 100%; height: 48px; padding: 0 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/22px var(--text); }
  .quiet { min-height: 48px; } .wrong { color: var(--sale); font: 500 13px/18px var(--text); } small { font: 13px/18px var(--text); color: var(--ink-2); }
`;

interface NoticeWords {
  readonly ask: string;
  readonly email: string;
  readonly send: string;
  readonly once: string;
  readonly badEmail: string;
  readonly taken: string;
  readonly there: string;
}
export const en: NoticeWords = {
  ask: 'Tell me when it is back',
  email: 'E-mail',
  send: 'Tell me',
  once: 'One letter, once it is there. Nothing else is sent.',
  badEmail: 'Write it like name@example.com.',
  taken: 'We will write to you once, when it is back.',
  there: 'It is there again: reload the page.',
};
const noticeWords = saidIn<NoticeWords>('notice', en);

/** `<tillhouse-stock-notice variant="…">`: for what is sold out, one letter when it is back. Pages of products bring it by themselves. */
export class StockNoticeView implements View {
  readonly styles = styles;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  #open = false;
  /** Variants that were asked for in this page */
  readonly #asked = new Set<string>();
  #email = '';
  #wrong = '';
  #busy = false;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#link = new StoreLink(host, {
      read: async (shop) => {
        if (!shop.signIn.in || this.#email) return;
        this.#email = text(fields(await shop.signIn.ask('/shop/v1/account')).email);
      },
      variantIds: () => [],
      apply: () => {},
    });
  }

  get #words(): NoticeWords {
    return noticeWords(this.#link.locale);
  }

  readonly #begin = async (): Promise<void> => {
    this.#open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector('input')?.focus();
  };

  async #send(event: Event, variantId: string): Promise<void> {
    event.preventDefault();
    const { shop } = this.#link;
    const words = this.#words;
    const field = this.#host.renderRoot.querySelector('input');
    this.#wrong = field?.validity.valid && this.#email ? '' : words.badEmail;
    if (this.#wrong || !shop || this.#busy) {
      this.#host.requestUpdate();
      return field?.focus();
    }
    this.#busy = true;
    try {
      const body = { variantId, email: this.#email.trim(), page: location.href };
      await shop.signIn.known.ask('/shop/v1/stock-notices', { method: 'POST', body });
      this.#asked.add(variantId);
      this.#link.say(words.taken);
    } catch (error) {
      const refused = error instanceof ShopError ? error.refusal : null;
      this.#wrong =
        refused?.status === 409 ? words.there : refused?.status === 422 ? words.badEmail : this.#link.words.away;
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  render(): TemplateResult | typeof nothing {
    const variantId = this.#host.getAttribute('variant') ?? '';
    const words = this.#words;
    if (!variantId || !this.#link.shop) return nothing;
    if (this.#asked.has(variantId)) return html`<p>${words.taken}</p>${announcement(this.#link)}`;
    if (!this.#open)
      return html`<button class="quiet" part="notice" @click=${() => void this.#begin()}>${words.ask}</button>`;
    const typed = (event: Event): void => {
      this.#email = (event.target as HTMLInputElement).value;
    };
    return html`<form novalidate @submit=${(event: Event) => void this.#send(event, variantId)}>
      <label for="notice">${words.email}<input id="notice" type="email" autocomplete="email" maxlength="254" required .value=${this.#email} aria-invalid=${this.#wrong ? 'true' : 'false'} aria-describedby="notice-says" @input=${typed} /></label>
      <small id="notice-says" class=${this.#wrong ? 'wrong' : ''} role=${this.#wrong ? 'alert' : nothing}>${this.#wrong || words.once}</small>
      <button class="quiet">${words.send}</button></form>${announcement(this.#link)}`;
  }
}
