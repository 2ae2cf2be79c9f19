import { html, nothing, type TemplateResult } from 'lit';
import type { AccountUse } from './account-use.ts';
import { ShopError } from './api.ts';
import { asksWords } from './approve-words.ts';
import { fields, list, whole, words as text } from './shapes.ts';
import { fill } from './words.ts';

interface Asked {
  readonly id: string;
  readonly status: string;
  readonly why: string;
  readonly name: string;
  readonly reference: string;
  readonly total: number;
  readonly currency: string;
  readonly onAccount: boolean;
  readonly goods: readonly { readonly text: string; readonly total: number }[];
  readonly who: string;
  readonly reason: string;
  readonly askedAt: number;
  readonly until: number;
}

const PATH = '/shop/v1/account/requests';
/** More goods than these are folded */
const SHOWN = 6;

function read(value: unknown, locale: string): Asked {
  const one = fields(value);
  const count = new Intl.NumberFormat(locale);
  return {
    ...{ id: text(one.id), status: text(one.status), why: text(one['why']), name: text(one['buyerName']) },
    ...{ reference: text(one['reference']), total: whole(one.total), currency: text(one.currency) },
    ...{ onAccount: one['onAccount'] === true, who: text(one['decidedBy']), reason: text(one['reason']) },
    ...{ askedAt: whole(one['askedAt']), until: whole(one['expiresAt']) },
    goods: list(one.lines)
      .map(fields)
      .map((line) => ({
        text: `${count.format(whole(line.quantity) / 10 ** whole(line.scale))} × ${text(line.title)}`,
        total: whole(line.total),
      })),
  };
}

/** Orders of others of a firm, above one's own: what they are, and a yes or no. What was decided stays where it stood until it is read anew. */
export class Approvals {
  readonly #use: AccountUse;
  readonly #placed: () => Promise<unknown>;
  #asked: readonly Asked[] = [];
  /** What became of it, by its id */
  #over = new Map<string, string>();
  /** The one that is about to be declined */
  #no = '';
  #reason = '';
  #busy = false;

  /** @param placed reads what was bought anew */
  constructor(use: AccountUse, placed: () => Promise<unknown>) {
    this.#use = use;
    this.#placed = placed;
  }

  async read(): Promise<void> {
    const asked = await this.#list('?toAnswer=true');
    this.#asked = asked;
    this.#over = new Map();
    this.#no = '';
  }

  async #list(query = ''): Promise<Asked[]> {
    const { shop, link } = this.#use;
    return list(fields(await shop.signIn.ask(PATH + query))['requests']).map((one) => read(one, link.locale));
  }

  #ask(id: string, where: string): void {
    this.#no = id;
    this.#reason = '';
    this.#use.changed();
    this.#use.focus(where);
  }

  async #answer(of: Asked, yes: boolean): Promise<void> {
    const { shop, link, run, say, changed, focus } = this.#use;
    // One order after another: a second press is not meant for the next.
    if (this.#busy) return;
    this.#busy = true;
    changed();
    const body = { yes, reason: yes ? '' : this.#reason.trim() };
    const done = await run(async () => {
      const answer = await shop.signIn.ask(`${PATH}/${of.id}/answer`, { method: 'POST', body }).catch((error) => {
        // Somebody else was faster, or it is over: what became of it is shown.
        if (error instanceof ShopError && ['missing', 'refused'].includes(error.problem)) return null;
        throw error;
      });
      const words = asksWords(link.locale);
      const said = answer
        ? fill(yes ? (of.onAccount ? words.saidYes : words.pays) : words.saidNo, { name: of.name })
        : this.#became((await this.#list()).find(({ id }) => id === of.id));
      this.#over.set(of.id, said);
      this.#no = '';
      say(said);
    });
    this.#busy = false;
    changed();
    if (!done) return;
    focus(`#d-${of.id}`);
    await run(async () => void (await this.#placed()));
  }

  #became(now: Asked | undefined): string {
    const words = asksWords(this.#use.link.locale);
    const { status = '', who = '', name = '', reason = '' } = now ?? {};
    if (status === 'expired' || status === 'waiting') return words.late;
    if (!who) return words.gone;
    const how = status === 'approved' ? words.yesMeanwhile : who === name ? words.withdrawn : words.noMeanwhile;
    return `${fill(how, { who })}${reason ? ` “${reason}”` : ''}`;
  }

  #goods({ goods, currency }: Asked, all: string): TemplateResult {
    const { link } = this.#use;
    const rows = (from: number, to?: number) =>
      html`<ul role="list" class="bought">${goods
        .slice(from, to)
        .map(
          (line) => html`<li><bdi>${line.text}</bdi><span class="num">${link.money(line.total, currency)}</span></li>`,
        )}</ul>`;
    if (goods.length <= SHOWN) return rows(0);
    const count = new Intl.NumberFormat(link.locale).format(goods.length - SHOWN);
    return html`${rows(0, SHOWN)}<details><summary class="link">${fill(all, { count })}</summary>${rows(SHOWN)}</details>`;
  }

  #buttons(of: Asked): TemplateResult {
    const { id, name } = of;
    const words = asksWords(this.#use.link.locale);
    if (this.#no !== id)
      return html`<div class="row"><button class="cta" aria-describedby=${`a-${id}`} ?disabled=${this.#busy} @click=${() => this.#answer(of, true)}>${words.yes}</button>
        <button class="quiet" id=${`n-${id}`} aria-describedby=${`a-${id}`} ?disabled=${this.#busy} @click=${() => this.#ask(id, `#r-${id}`)}>${words.no}</button></div>`;
    const typed = ({ target }: Event): void => {
      this.#reason = (target as HTMLInputElement).value;
    };
    const send = (event: Event): void => {
      event.preventDefault();
      void this.#answer(of, false);
    };
    return html`<form @submit=${send}><label for=${`r-${id}`}>${fill(words.reason, { name })}<input id=${`r-${id}`} dir="auto" maxlength="500" autocomplete="off"
      .value=${this.#reason} @input=${typed} /></label>
      <div class="row"><button class="cta" ?disabled=${this.#busy}>${words.sure}</button>
      <button type="button" class="quiet" ?disabled=${this.#busy} @click=${() => this.#ask('', `#n-${id}`)}>${words.back}</button></div></form>`;
  }

  #one(of: Asked): TemplateResult {
    const { id, name, total, currency, reference, askedAt, until, why, onAccount } = of;
    const { link } = this.#use;
    const words = asksWords(link.locale);
    const time = new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium', timeStyle: 'short' });
    const over = this.#over.get(id);
    const more =
      over === undefined
        ? html`<p>${why === 'every-order' ? words.everyOrder : words.overLimit} ${fill(onAccount ? words.onAccount : words.paysThen, { name })}</p>
          <p>${fill(words.until, { until: time.format(until) })}</p>${this.#buttons(of)}`
        : html`<p id=${`d-${id}`} tabindex="-1"><b>${over}</b></p>`;
    return html`<li class="bar" aria-busy=${this.#busy}><div class="order"><b id=${`a-${id}`}><bdi>${name}</bdi></b><span class="num">${link.money(total, currency)}</span>
      <small>${fill(words.since, { at: time.format(askedAt) })}</small></div>
      ${this.#goods(of, words.all)}${reference ? html`<p>${words.reference} <bdi>${reference}</bdi></p>` : nothing}${more}</li>`;
  }

  render(): TemplateResult | typeof nothing {
    if (this.#asked.length === 0) return nothing;
    return html`<h3 id="asks">${asksWords(this.#use.link.locale).title}</h3>
      <ul role="list">${this.#asked.map((of) => this.#one(of))}</ul>`;
  }
}
