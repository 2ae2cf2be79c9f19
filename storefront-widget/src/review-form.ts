import { html, nothing, type TemplateResult } from 'lit';
import { ShopError } from './api.ts';
import type { ViewHost } from './lazy-element.ts';
import { type Mine, reviewsPath, type Written } from './review-shapes.ts';
import { oneStar, starLabel } from './review-stars.ts';
import { reviewWords } from './review-words.ts';
import type { StoreLink } from './store-link.ts';

interface Use {
  readonly host: ViewHost;
  readonly link: () => StoreLink;
  /** What there is of theirs; null while nobody is signed in */
  readonly mine: () => Mine | null;
  readonly reload: () => Promise<void>;
}

/** What somebody says of one product: written, changed, taken back. */
export class ReviewForm {
  readonly #use: Use;
  #open = false;
  #draft: Written | null = null;
  #wrong = '';
  #busy = false;
  #told = '';

  constructor(use: Use) {
    this.#use = use;
  }

  #changed(focus = ''): void {
    const { host } = this.#use;
    host.requestUpdate();
    if (focus) void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(focus)?.focus());
  }

  get #known(): Written & { readonly state?: string } {
    const mine = this.#use.mine();
    return mine?.products[0]?.review ?? { stars: 0, title: '', text: '', name: mine?.name ?? '' };
  }

  #set(patch: Partial<Written>): void {
    this.#draft = { ...(this.#draft ?? this.#known), ...patch };
    this.#wrong = '';
    this.#changed();
  }

  /** @param product null: it is taken back */
  async #send(product: string, body: Written | null): Promise<void> {
    const link = this.#use.link();
    const words = reviewWords(link.locale);
    this.#wrong = body && !body.stars ? words.noStars : '';
    if (this.#wrong || this.#busy || !link.shop) return this.#changed('input');
    this.#busy = true;
    try {
      if (body) await link.shop.signIn.ask(reviewsPath(product), { method: 'POST', body });
      else
        await link.shop.signIn.ask(`/shop/v1/account/reviews/${this.#use.mine()?.products[0]?.id}`, {
          method: 'DELETE',
        });
      this.#open = false;
      this.#draft = null;
      await this.#use.reload();
      this.#told = body ? (words.state[this.#known.state ?? ''] ?? '') : words.gone;
      link.say(this.#told);
    } catch (error) {
      this.#wrong = (error instanceof ShopError && error.refusal?.detail) || link.words.away;
    } finally {
      this.#busy = false;
      this.#changed('#write');
    }
  }

  #fields(product: string): TemplateResult {
    const link = this.#use.link();
    const words = reviewWords(link.locale);
    const draft = this.#draft ?? this.#known;
    const typed = (name: 'title' | 'text' | 'name') => (event: Event) =>
      this.#set({ [name]: (event.target as HTMLInputElement).value });
    const star = (of: number) =>
      html`<label class=${of <= draft.stars ? 'on' : ''}><input type="radio" name="stars" value=${of} .checked=${of === draft.stars} aria-describedby=${this.#wrong ? 'wrong' : nothing} @change=${() => this.#set({ stars: of })} /><span class="hush">${starLabel(link, of * 100)}</span>${oneStar}</label>`;
    const submit = (event: Event): void => {
      event.preventDefault();
      // Who says no name is told so by the browser.
      if ((event.target as HTMLFormElement).checkValidity() || !draft.stars) void this.#send(product, draft);
      else (event.target as HTMLFormElement).reportValidity();
    };
    const close = (): void => {
      this.#open = false;
      this.#wrong = '';
      this.#changed('#write');
    };
    return html`<form novalidate @submit=${submit} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && close()}>
      <fieldset><legend>${words.stars}</legend><div class="pick">${[1, 2, 3, 4, 5].map(star)}</div></fieldset>
      <label>${words.title}<input maxlength="120" dir="auto" .value=${draft.title} @input=${typed('title')} /></label>
      <label>${words.text}<textarea maxlength="4000" rows="5" dir="auto" .value=${draft.text} @input=${typed('text')}></textarea></label>
      <label>${words.name}<input required maxlength="60" autocomplete="nickname" dir="auto" .value=${draft.name} @input=${typed('name')} /></label>
      ${this.#wrong ? html`<p id="wrong" class="wrong" role="alert">${this.#wrong}</p>` : nothing}
      <div class="do"><button class="cta" ?disabled=${this.#busy}>${words.send}</button><button type="button" class="quiet" @click=${close}>${words.cancel}</button></div></form>`;
  }

  render(product: string): TemplateResult {
    const link = this.#use.link();
    const words = reviewWords(link.locale);
    const { host } = this.#use;
    const known = this.#use.mine()?.products[0]?.review;
    if (this.#open && link.shop?.signIn.in) return this.#fields(product);
    if (this.#open)
      return html`<p>${words.signIn}</p><tillhouse-account store=${host.store ?? nothing}></tillhouse-account>`;
    const open = (): void => {
      this.#open = true;
      this.#told = '';
      this.#changed('input');
    };
    return html`${known ? html`<p class="mine"><b>${words.yours}</b> ${words.state[known.state] ?? ''}</p>` : this.#told ? html`<p class="mine">${this.#told}</p>` : nothing}
      <div class="do"><button class="quiet" id="write" part="write" @click=${open}>${known ? words.change : words.write}</button>${
        known
          ? html`<button class="quiet" @click=${() => void this.#send(product, null)}>${words.takeBack}</button>`
          : nothing
      }</div>`;
  }
}
