import { css, html, nothing, type TemplateResult } from 'lit';
import type { View, ViewHost } from './lazy-element.ts';
import { announcement } from './pieces.ts';
import { addressOf } from './product-address.ts';
import { ReviewForm } from './review-form.ts';
import { type Mine, type Review, type ReviewPage, readMine, readReviews } from './review-shapes.ts';
import { starLabel, starNumber, starRow } from './review-stars.ts';
import { reviewWords } from './review-words.ts';
import { StoreLink } from './store-link.ts';
import { counted } from './words.ts';

const styles = css`
  h2 { margin: 0 0 16px; font: 400 26px/34px var(--display); } h3 { margin: 4px 0 0; font: 600 16px/24px var(--text); overflow-wrap: anywhere; } p { margin: 0; }
  svg { fill: var(--low); flex: none; } .off { fill: var(--line); } .stars { width: 90px; height: 18px; } .star { width: 32px; height: 32px; fill: var(--line); stroke: var(--control); }
  .stars:dir(rtl), .bar:dir(rtl) { transform: scaleX(-1); }
  .all { display: grid; grid-template-columns: minmax(200px, 260px) minmax(0, 1fr); gap: 24px 48px; align-items: start; } .list { max-width: 68ch; }
  .sums { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; } .sums b { font: 400 44px/1 var(--display); } small, .who, .mine { color: var(--ink-2); font: 14px/20px var(--text); }
  ul { list-style: none; margin: 0; padding: 0; } .sums ul { flex-basis: 100%; }
  .spread { display: grid; grid-template-columns: 34px minmax(0, 1fr) 34px; align-items: center; gap: 10px; width: 100%; min-height: 28px; padding: 0; border: 0; background: none; font: 14px/20px var(--text); text-align: start; }
  .spread[aria-pressed='true'] { font-weight: 700; } .spread span:last-child { text-align: end; } .bar { width: 100%; height: 6px; }
  .review { padding-block: 0 20px; } .review + .review { padding-block: 20px; border-block-start: 1px solid var(--line); }
  .says { margin-block-start: 8px; white-space: pre-line; overflow-wrap: anywhere; } .got { color: var(--ok); font-weight: 600; }
  .answer { margin-block-start: 12px; padding: 12px 16px; border-inline-start: 2px solid var(--action); background: var(--action-soft); border-radius: var(--radius); }
  form { display: grid; gap: 14px; max-width: 520px; } label { display: block; } label, legend { padding: 0; font: 500 14px/20px var(--text); } fieldset { border: 0; margin: 0; padding: 0; }
  form label > input, textarea { display: block; width: 100%; min-height: 48px; margin-block-start: 4px; padding: 10px 12px; border: 1px solid var(--control); border-radius: var(--radius); background: var(--ground); color: var(--ink); font: 16px/24px var(--text); }
  .pick { display: flex; } .pick label { position: relative; display: grid; place-items: center; width: 44px; height: 44px; border-radius: var(--radius); cursor: pointer; } .pick input { position: absolute; inset: 0; min-height: 0; margin: 0; opacity: 0; cursor: pointer; }
  .pick .on .star { fill: var(--low); stroke: var(--low); } .pick label:focus-within { outline: 2px solid var(--focus); outline-offset: -2px; }
  .do { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 8px; } .cta { height: 44px; padding: 0 28px; border: 1px solid var(--action); border-radius: var(--radius); background: var(--action); color: var(--on-action); font: 600 16px/24px var(--text); }
  .wrong { color: var(--sale); font: 500 14px/20px var(--text); }
  .to a { display: inline-block; padding: 11px 0; text-decoration: underline; }
  @container (max-width: 720px) { .all { grid-template-columns: minmax(0, 1fr); } }
`;

const none: ReviewPage = { taken: false, count: 0, average: 0, stars: [], reviews: [], next: null };

/**
 * `<tillhouse-reviews product="…">`: what shoppers say of a product, and a form to say something; with `form` the form alone, for
 * a page that shows the rest itself. Without a product, what who is signed in bought and may speak of, that of one `order`.
 */
export class ReviewsView implements View {
  readonly styles = styles;
  readonly #host: ViewHost;
  readonly #link: StoreLink;
  readonly #form: ReviewForm;
  #page = none;
  #mine: Mine | null = null;
  #stars = 0;
  #shown = '';

  constructor(host: ViewHost) {
    this.#host = host;
    this.#form = new ReviewForm({
      host,
      link: () => this.#link,
      mine: () => this.#mine,
      reload: () => this.#link.reload(),
    });
    this.#link = new StoreLink(host, {
      read: async ({ api, signIn }) => {
        const { product, order } = this;
        this.#shown = `${product} ${order}`;
        const asks = product && !this.alone;
        const [page, mine] = await Promise.all([
          asks ? readReviews(api, product, { cursor: null, stars: this.#stars }) : none,
          signIn.in ? readMine(signIn, { product, order }).catch(() => null) : null,
        ]);
        if (this.#shown !== `${product} ${order}`) return;
        this.#page = page;
        this.#mine = mine;
      },
      variantIds: () => [],
      apply: () => {},
      watch: ({ signIn }) => [signIn.onChange(() => void this.#link.reload())],
    });
  }

  get product(): string | null {
    return this.#host.getAttribute('product');
  }

  get order(): string | null {
    return this.#host.getAttribute('order');
  }

  get alone(): boolean {
    return this.#host.hasAttribute('form');
  }

  changed(): void {
    if (this.#shown && this.#shown !== `${this.product} ${this.order}`) void this.#link.reload();
  }

  async #more(product: string): Promise<void> {
    const { shop } = this.#link;
    const page = await (shop &&
      readReviews(shop.api, product, { cursor: this.#page.next, stars: this.#stars }).catch(() => null));
    if (!page) return this.#link.say(this.#link.words.away);
    const [first] = page.reviews;
    this.#page = { ...page, reviews: [...this.#page.reviews, ...page.reviews] };
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`[data-id="${first?.id}"]`)?.focus();
  }

  #sums(): TemplateResult {
    const link = this.#link;
    const { count, average, stars } = this.#page;
    const number = new Intl.NumberFormat(link.locale);
    const only = (of: number): void => {
      this.#stars = this.#stars === of ? 0 : of;
      void this.#link.reload();
    };
    return html`<div class="sums"><b class="num">${starNumber(link, average)}</b><span>${starRow(link, average)}<br /><small>${counted(reviewWords(link.locale).count, count, link.locale)}</small></span>
      <ul role="list">${[5, 4, 3, 2, 1].map((of) => {
        const many = stars[of - 1] ?? 0;
        return html`<li><button class="spread" aria-pressed=${this.#stars === of} ?disabled=${many === 0} @click=${() => only(of)}><span class="num" aria-hidden="true">${number.format(of)} ★</span><span class="hush">${starLabel(link, of * 100)}</span><svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none"><rect class="off" width="100" height="6"></rect><rect width=${Math.round((many * 100) / count)} height="6"></rect></svg><span class="num">${number.format(many)}</span></button></li>`;
      })}</ul></div>`;
  }

  #one({ id, stars, title, text, name, lang, verified, writtenAt, answer }: Review): TemplateResult {
    const link = this.#link;
    const words = reviewWords(link.locale);
    const date = new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium' }).format(writtenAt);
    return html`<li class="review" tabindex="-1" data-id=${id} part="review">${starRow(link, stars * 100)}
      ${title ? html`<h3 lang=${lang} dir="auto">${title}</h3>` : nothing}<p class="who"><bdi>${name}</bdi> · ${date}${verified ? html` · <span class="got">${words.verified}</span>` : nothing}</p>
      ${text ? html`<p class="says" lang=${lang} dir="auto">${text}</p>` : nothing}
      ${answer ? html`<div class="answer"><p class="who">${words.answers}</p><p class="says" dir="auto">${answer}</p></div>` : nothing}</li>`;
  }

  /** What they bought: each leads to the page where something is said of it. */
  #bought(): TemplateResult | typeof nothing {
    const link = this.#link;
    const words = reviewWords(link.locale);
    const products = (this.#mine?.taken && this.#mine.products) || [];
    if (products.length === 0) return nothing;
    return html`<h3>${words.bought}</h3><ul class="to" role="list">${products.map(
      ({ handle, title, review }) =>
        html`<li><a href="${addressOf(handle, link.shop?.options.productHref)}${link.shop?.options.productHref ? '#reviews' : ''}"><bdi>${title}</bdi></a>${review ? starRow(link, review.stars * 100) : nothing}</li>`,
    )}</ul>`;
  }

  render(): TemplateResult | typeof nothing {
    const link = this.#link;
    const { product } = this;
    if (!link.shop) return nothing;
    if (!product) return this.#bought();
    const form = html`${this.#form.render(product)}${announcement(link)}`;
    if (this.alone) return form;
    const { taken, count, reviews, next } = this.#page;
    if (!taken) return nothing;
    const words = reviewWords(link.locale);
    const clear = (): void => {
      this.#stars = 0;
      void link.reload();
    };
    return html`<h2>${words.reviews}</h2><div class="all">${count > 0 ? this.#sums() : html`<p>${words.none}</p>`}
      <div class="list">${this.#stars > 0 ? html`<p class="do"><button class="quiet" @click=${clear}>${words.all}</button></p>` : nothing}
      <ul role="list">${reviews.map((each) => this.#one(each))}</ul>
      ${next ? html`<p class="do"><button class="quiet" @click=${() => void this.#more(product)}>${link.words.showMore}</button></p>` : nothing}${form}</div></div>`;
  }
}
