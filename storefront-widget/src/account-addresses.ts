import { html, nothing, type TemplateResult } from 'lit';
import {
  type Addresses,
  addressFields,
  listAddresses,
  type OwnAddress,
  removeAddress,
  saveAddress,
} from './account-api.ts';
import type { AccountUse } from './account-use.ts';

/** Where things are sent; the usual one is what a checkout begins with. */
export class AccountAddresses {
  readonly #use: AccountUse;
  #all: Addresses | null = null;
  /** The one that is changed; `new`; null: none */
  #editing: string | null = null;
  #values: Readonly<Record<string, string>> = {};
  #problems: Readonly<Record<string, never>> = {};
  #busy = false;

  constructor(use: AccountUse) {
    this.#use = use;
  }

  async read(): Promise<void> {
    this.#all = await listAddresses(this.#use.shop.signIn);
  }

  #edit(one: OwnAddress | null): void {
    const { countries = [] } = this.#all ?? {};
    const region = new Intl.Locale(navigator.language).region ?? '';
    const country = countries.includes(region) ? region : (countries[0] ?? region);
    this.#editing = one?.id ?? 'new';
    this.#values = one ? { ...one.address } : { country };
    this.#problems = {};
    this.#use.changed();
    this.#use.focus('#name');
  }

  #done(): void {
    this.#editing = null;
    this.#use.changed();
    this.#use.focus('#ac-add');
  }

  async #save(): Promise<void> {
    const pieces = this.#use.pieces();
    if (!pieces || this.#busy) return;
    // Whose it is, is known; the form's rules ask for an address of theirs too.
    this.#problems = pieces.problemsOf({ ...this.#values, email: 'a@b.cc' }, true) as Record<string, never>;
    const first = pieces.fieldsOf(this.#values['country'] ?? '', true).find((name) => name in this.#problems);
    if (first) {
      this.#use.changed();
      return this.#use.focus(`#${first}`);
    }
    this.#busy = true;
    const address = addressFields(this.#values);
    const before = this.#all?.addresses.find(({ id }) => id === this.#editing);
    const id = this.#editing === 'new' ? null : this.#editing;
    const body = { address: { ...address, postcode: address.postcode.toUpperCase() }, usual: before?.usual ?? false };
    const saved = await this.#use.run(async () => {
      this.#all = await saveAddress(this.#use.shop.signIn, id, body);
    });
    this.#busy = false;
    if (!saved) return;
    this.#use.say(this.#use.words.saved);
    this.#done();
  }

  readonly #usual = ({ id, address }: OwnAddress): void =>
    void this.#use.run(async () => {
      this.#all = await saveAddress(this.#use.shop.signIn, id, { address, usual: true });
      this.#use.say(this.#use.words.saved);
    });

  readonly #remove = ({ id }: OwnAddress): void =>
    void this.#use.run(async () => {
      this.#all = await removeAddress(this.#use.shop.signIn, id);
      this.#use.say(this.#use.words.removed);
      this.#use.focus('#ac-add');
    });

  #form(): TemplateResult {
    const { words, link } = this.#use;
    const pieces = this.#use.pieces();
    const buying = this.#use.buying();
    if (!pieces || !buying) return html`<p class="hush" role="status">${link.words.loading}</p>`;
    const { countries = [] } = this.#all ?? {};
    const own = this.#values['country'] ?? '';
    return html`${pieces.checkoutForm({
      ...{
        words: buying,
        locale: link.locale,
        values: this.#values,
        problems: this.#problems,
        withAddress: true,
        known: true,
      },
      countries: countries.includes(own) || !own ? countries : [...countries, own],
      busy: this.#busy,
      typed: (name, value) => {
        this.#values = { ...this.#values, [name]: value };
        this.#use.changed();
      },
      submit: () => void this.#save(),
      focus: (name) => this.#use.focus(`#${name}`),
    })}<div class="row"><button class="quiet" ?disabled=${this.#busy} @click=${() => this.#save()}>${words.save}</button>
      <button class="link" @click=${() => this.#done()}>${words.cancel}</button></div>`;
  }

  #place(one: OwnAddress): TemplateResult {
    const { words, link } = this.#use;
    const { name, line1, line2, city, region, postcode, country } = one.address;
    const land = new Intl.DisplayNames(link.locale, { type: 'region' }).of(country || 'GB') ?? country;
    const town = this.#use.pieces()?.ruleFor(country).first ? [postcode, city, region] : [city, region, postcode];
    const where = [line1, line2, town.filter(Boolean).join(' '), land].filter(Boolean).join(', ');
    const labelled = (text: string) => `${text}: ${name}, ${line1}`;
    return html`<li class="place"><div><b><bdi>${name}</bdi></b> ${one.usual ? html`<span class="badge">${words.usual}</span>` : nothing}<br />
        <small><bdi>${where}</bdi></small></div>
      <div class="row">${
        one.usual
          ? nothing
          : html`<button class="link" aria-label=${labelled(words.makeUsual)} @click=${() => this.#usual(one)}>${words.makeUsual}</button>`
      }
        <button class="link" aria-label=${labelled(words.edit)} @click=${() => this.#edit(one)}>${words.edit}</button>
        <button class="link" aria-label=${labelled(words.remove)} @click=${() => this.#remove(one)}>${words.remove}</button></div></li>`;
  }

  render(): TemplateResult {
    const { words, link } = this.#use;
    if (!this.#all) return html`<p class="hush" role="status">${link.words.loading}</p>`;
    if (this.#editing) return this.#form();
    return html`${
      this.#all.addresses.length === 0
        ? html`<p class="bar">${words.noAddresses}</p>`
        : html`<ul role="list" class="list">${this.#all.addresses.map((one) => this.#place(one))}</ul>`
    }<div class="row"><button class="quiet" id="ac-add" @click=${() => this.#edit(null)}>${words.add}</button></div>`;
  }
}
