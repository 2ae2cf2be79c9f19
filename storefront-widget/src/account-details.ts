import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { eraseAccount, type Me, type Place, readMe, readPlaces } from './account-api.ts';
import type { AccountUse } from './account-use.ts';
import { fill } from './words.ts';

/** Who it is, where they are signed in, and the way out. */
export class AccountDetails {
  readonly #use: AccountUse;
  readonly #left: (told: string) => Promise<void>;
  #places: readonly Place[] | null = null;
  #name = '';
  #phone = '';
  #asking = false;

  /** @param left what is to be said once nobody is signed in any more */
  constructor(use: AccountUse, left: (told: string) => Promise<void>) {
    this.#use = use;
    this.#left = left;
  }

  known({ name, phone }: Me): void {
    this.#name = name;
    this.#phone = phone;
  }

  async read(): Promise<void> {
    this.#places = await readPlaces(this.#use.shop.signIn);
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.#name.trim()) return this.#use.focus('#ac-name');
    const body = { name: this.#name.trim(), phone: this.#phone.trim() };
    const saved = await this.#use.run(async () => this.known(await readMe(this.#use.shop.signIn, body)));
    if (saved) this.#use.say(this.#use.words.saved);
  }

  readonly #everywhere = (): void =>
    void this.#use.run(async () => {
      await this.#use.shop.signIn.end(true);
      await this.#left(this.#use.words.signedOut);
    });

  readonly #erase = (): void =>
    void this.#use.run(async () => {
      await eraseAccount(this.#use.shop.signIn);
      await this.#use.shop.signIn.end();
      await this.#left(this.#use.words.gone);
    });

  #field(id: string, label: string, fillWith: string, value: string, typed: (text: string) => void): TemplateResult {
    return html`<label for=${id}>${label}<input id=${id} dir="auto" autocomplete=${fillWith} maxlength=${fillWith === 'tel' ? 40 : 200}
      type=${fillWith === 'tel' ? 'tel' : 'text'} .value=${live(value)} @input=${(event: Event) => typed((event.target as HTMLInputElement).value)} /></label>`;
  }

  #out(): TemplateResult {
    const { words } = this.#use;
    const ask = (asking: boolean): void => {
      this.#asking = asking;
      this.#use.changed();
      this.#use.focus(asking ? '#ac-sure' : '#ac-give');
    };
    if (!this.#asking)
      return html`<button class="link" id="ac-give" @click=${() => ask(true)}>${words.giveUp}</button>`;
    return html`<div class="bar bad" role="group" aria-label=${words.giveUp}><p>${words.giveUpSays}</p><div class="row">
      <button class="quiet" id="ac-sure" @click=${this.#erase}>${words.sure}</button>
      <button class="link" @click=${() => ask(false)}>${words.cancel}</button></div></div>`;
  }

  render(): TemplateResult {
    const { words, link } = this.#use;
    const date = (at: number) => new Intl.DateTimeFormat(link.locale, { dateStyle: 'medium' }).format(at);
    return html`<form novalidate @submit=${(event: Event) => this.#save(event)}>
        ${this.#field('ac-name', words.name, 'name', this.#name, (value) => {
          this.#name = value;
        })}
        ${this.#field('ac-phone', words.phone, 'tel', this.#phone, (value) => {
          this.#phone = value;
        })}
        <div class="row"><button class="quiet">${words.save}</button></div>
      </form>
      <h3>${words.places}</h3>
      <ul role="list" class="list">${this.#places?.map(
        ({
          label,
          current,
          signedInAt,
        }) => html`<li class="place"><span><bdi>${label}</bdi> ${current ? html`<span class="badge">${words.here}</span>` : nothing}</span>
          <small>${fill(words.since, { date: date(signedInAt) })}</small></li>`,
      )}</ul>
      <div class="row"><button class="quiet" @click=${this.#everywhere}>${words.everywhere}</button>${this.#out()}</div>`;
  }
}
