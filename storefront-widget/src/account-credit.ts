import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Me, usePoints } from './account-api.ts';
import type { AccountUse } from './account-use.ts';
import { fill } from './words.ts';

/** What a shopper has to pay with: store credit, and points that can become some. */
export class AccountCredit {
  readonly #use: AccountUse;
  #me: Me | null = null;
  #wanted = 0;
  #asking = false;
  /** Kept until it is done, so that a tap too many is one */
  #key = '';

  constructor(use: AccountUse) {
    this.#use = use;
  }

  known(me: Me): void {
    this.#me = me;
    this.#wanted = me.points?.balance ?? 0;
    this.#asking = false;
    this.#key = crypto.randomUUID();
  }

  async #turn(event: Event): Promise<void> {
    event.preventDefault();
    const { shop, words } = this.#use;
    const done = await this.#use.run(async () => this.known(await usePoints(shop.signIn, this.#wanted, this.#key)));
    if (!done) return;
    this.#use.say(words.pointsUsed);
    this.#use.focus('#ac-credit');
  }

  #form({ balance, least, each, currency }: NonNullable<Me['points']>): TemplateResult {
    const { words, link } = this.#use;
    const wanted = (event: Event): void => {
      this.#wanted = Number((event.target as HTMLInputElement).value);
      this.#use.changed();
    };
    const good = Number.isInteger(this.#wanted) && this.#wanted >= least && this.#wanted <= balance;
    const cancel = (): void => {
      this.#asking = false;
      this.#use.changed();
      this.#use.focus('#ac-use');
    };
    return html`<form novalidate @submit=${(event: Event) => void this.#turn(event)}>
      <label for="ac-points">${words.howMany}<input id="ac-points" type="number" inputmode="numeric" min=${least} max=${balance} .value=${live(String(this.#wanted))} @input=${wanted} /></label>
      <small>${good ? fill(words.becomes, { amount: link.money(this.#wanted * each, currency) }) : fill(words.fromTo, { least: String(least), most: String(balance) })}</small>
      <div class="row"><button class="quiet" ?disabled=${!good}>${words.usePoints}</button><button class="link" type="button" @click=${cancel}>${words.cancel}</button></div>
    </form>`;
  }

  render(): TemplateResult | typeof nothing {
    const { words, link } = this.#use;
    const { storeCredit = null, points = null } = this.#me ?? {};
    if (!storeCredit && !points) return nothing;
    const ask = (): void => {
      this.#asking = true;
      this.#use.changed();
      this.#use.focus('#ac-points');
    };
    const enough = points !== null && points.balance >= points.least && points.balance > 0;
    return html`<div class="bar" id="ac-credit" tabindex="-1">${
      storeCredit
        ? html`<p>${fill(words.storeCredit, { amount: link.money(storeCredit.amount, storeCredit.currency) })}</p>`
        : nothing
    }${
      points
        ? html`<div class="row"><p>${fill(words.points, { count: String(points.balance), amount: link.money(points.worth, points.currency) })}${points.tier ? html` <span class="badge"><bdi>${points.tier}</bdi></span>` : nothing}</p>${
            enough && !this.#asking
              ? html`<button class="link" id="ac-use" @click=${ask}>${words.usePoints}</button>`
              : nothing
          }</div>${enough ? nothing : html`<small>${fill(words.pointsFrom, { least: String(points.least) })}</small>`}${this.#asking && enough ? this.#form(points) : nothing}`
        : nothing
    }</div>`;
  }
}
