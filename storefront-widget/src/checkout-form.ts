import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type FieldProblem, ruleFor } from './address-rules.ts';
import type { CheckoutWords } from './checkout-words.ts';
import { counted, fill } from './words.ts';

export type FieldName = 'email' | 'name' | 'phone' | 'country' | 'line1' | 'line2' | 'city' | 'region' | 'postcode';
export type FieldValues = Readonly<Partial<Record<FieldName, string>>>;

export interface FormUse {
  readonly words: CheckoutWords;
  readonly locale: string;
  readonly values: FieldValues;
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly countries: readonly string[];
  /** Collected goods go to no address */
  readonly withAddress: boolean;
  /** Only where it goes: who it is, is known */
  readonly known?: boolean;
  readonly busy: boolean;
  readonly typed: (name: FieldName, value: string) => void;
  readonly submit: () => void;
  readonly focus: (name: string) => void;
}

/** What a browser may fill in, and which keyboard a phone shows. */
const hints: Readonly<Record<FieldName, { readonly fill: string; readonly mode?: string; readonly type?: string }>> = {
  email: { fill: 'email', mode: 'email', type: 'email' },
  name: { fill: 'name' },
  phone: { fill: 'tel', mode: 'tel', type: 'tel' },
  country: { fill: 'shipping country' },
  line1: { fill: 'shipping address-line1' },
  line2: { fill: 'shipping address-line2' },
  city: { fill: 'shipping address-level2' },
  region: { fill: 'shipping address-level1' },
  postcode: { fill: 'shipping postal-code' },
};
const optional = new Set<FieldName>(['phone', 'line2']);

const wide = new Set<FieldName>(['email', 'name', 'country', 'line1', 'line2', 'phone', 'region']);

/** The fields in the order in which an address of that country is written. */
export function fieldsOf(country: string, withAddress: boolean): readonly FieldName[] {
  if (!withAddress) return ['email', 'name', 'phone'];
  const { first, regions } = ruleFor(country);
  const place: FieldName[] = first ? ['postcode', 'city'] : ['city', 'postcode'];
  if (regions.length > 0) place.push('region');
  return ['email', 'name', 'country', 'line1', 'line2', ...place, 'phone'];
}

function problemText(words: CheckoutWords, problem: FieldProblem, country: string): string {
  return fill(words.problems[problem], { example: ruleFor(country).example });
}

/** What a country is called there; its code where it has no name. */
export const countryName = (locale: string, code: string): string =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;

/** The first, which is the shop's own, stays first; the others by what they are called. */
export function countryNames(countries: readonly string[], locale: string): (readonly [string, string])[] {
  const [home, ...others] = countries.map((code) => [code, countryName(locale, code)] as const);
  return home ? [home, ...others.toSorted(([, a], [, b]) => a.localeCompare(b, locale))] : [];
}

function choices(use: FormUse, name: 'country' | 'region'): (readonly [string, string])[] {
  if (name === 'country') return countryNames(use.countries, use.locale);
  return ruleFor(use.values.country ?? '').regions.map((code) => [code, code]);
}

function control(use: FormUse, name: FieldName, note: unknown): TemplateResult {
  const { values, words, problems } = use;
  const value = values[name] ?? '';
  const hint = hints[name];
  const rule = ruleFor(values.country ?? '');
  const wrong = name in problems;
  const typed = (event: Event) => use.typed(name, (event.target as HTMLInputElement).value);
  const described = note === nothing ? nothing : `${name}-note`;
  if (name === 'country' || name === 'region') {
    return html`<select id=${name} name=${name} autocomplete=${hint.fill} aria-invalid=${wrong} aria-describedby=${described}
      aria-required="true" @change=${typed}><option value="" ?selected=${!value}>${words.choose}</option>
      ${choices(use, name).map(([code, text]) => html`<option value=${code} ?selected=${code === value}>${text}</option>`)}</select>`;
  }
  const digits = name === 'postcode' && rule.digits;
  return html`<input id=${name} name=${name} dir="auto" type=${hint.type ?? 'text'} .value=${live(value)} autocomplete=${hint.fill}
    inputmode=${digits ? 'numeric' : (hint.mode ?? nothing)} autocapitalize=${name === 'postcode' ? 'characters' : name === 'email' ? 'off' : 'words'}
    spellcheck="false" maxlength=${name === 'email' ? 254 : 200} enterkeyhint="next" aria-required=${!optional.has(name)}
    aria-invalid=${wrong} aria-describedby=${described} @input=${typed} />`;
}

function field(use: FormUse, name: FieldName): TemplateResult {
  const { words, values, problems } = use;
  const problem = problems[name];
  const rule = ruleFor(values.country ?? '');
  const example = name === 'postcode' && rule.example ? fill(words.example, { example: rule.example }) : '';
  const note = problem
    ? html`<span id=${`${name}-note`} class="wrong">${problemText(words, problem, values.country ?? '')}</span>`
    : example
      ? html`<span id=${`${name}-note`} class="hint">${example}</span>`
      : nothing;
  const may = optional.has(name) || (name === 'postcode' && !rule.postcode);
  return html`<div class=${wide.has(name) ? 'field wide' : 'field'}>
    <label for=${name}>${words.fields[name]}${may ? html` <small>${words.optional}</small>` : nothing}</label>
    ${control(use, name, note)}${note}
  </div>`;
}

const namesOf = ({ values, withAddress, known }: FormUse): FieldName[] =>
  fieldsOf(values.country ?? '', withAddress).filter((name) => !known || (name !== 'email' && name !== 'phone'));

/** What is missing, all at once, each a way to its field. */
function summary(use: FormUse): TemplateResult | typeof nothing {
  const { words, problems, locale } = use;
  const wrong = namesOf(use).filter((name) => name in problems);
  if (wrong.length === 0) return nothing;
  return html`<div class="mend" role="alert"><p>${counted(words.mend, wrong.length, locale)}</p><ul role="list">
    ${wrong.map((name) => html`<li><button type="button" class="link" @click=${() => use.focus(name)}>${words.fields[name]}</button></li>`)}
  </ul></div>`;
}

/** Who buys, and where it goes. */
export function checkoutForm(use: FormUse): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    use.submit();
  };
  const names = namesOf(use);
  // The one button stands below, beside the total; Enter in a field is the same press.
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    use.submit();
  };
  return html`<form class="form" novalidate @submit=${submit} @keydown=${enter} aria-busy=${use.busy}>
    ${summary(use)}
    <div class="fields">${names.map((name) => field(use, name))}</div>
  </form>`;
}
