import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choices, Count, SearchAnswer } from './search-answer.ts';
import type { SearchWords } from './search-words.ts';

type Listed = 'category' | 'maker' | 'option';

export interface FacetUse {
  readonly words: SearchWords;
  readonly locale: string;
  readonly currency: string;
  readonly answer: SearchAnswer;
  readonly choices: Choices;
  readonly choose: (changed: Partial<Choices>) => void;
}

/** Of one kind so many stand there at once; the others open below them. */
const SHOWN = 8;

/** What can be chosen of what was found, with how much each choice would leave. */
export function facets(use: FacetUse): TemplateResult {
  const { answer, words, choices } = use;
  return html`${listed(use, words.category, 'category', answer.categories, short)}
    ${answer.options.map(({ name, values }) => listed(use, name, 'option', values, (value) => value, `${name}:`))}
    ${listed(use, words.maker, 'maker', answer.makers)}${prices(use)}
    <label class="pick"><input type="checkbox" .checked=${live(choices.inStock)} @change=${() => use.choose({ inStock: !choices.inStock })} />
      <span>${words.inStock}</span><small class="num">${use.answer.inStock}</small></label>`;
}

/** The last step of `Tableware, Mugs` says it; above it stands what all are of. */
const short = (category: string): string => category.split(', ').at(-1) ?? category;

function listed(
  use: FacetUse,
  title: string,
  kind: Listed,
  values: readonly Count[],
  name: (value: string) => string = (value) => value,
  before = '',
): TemplateResult | typeof nothing {
  const chosen = use.choices[kind]
    .filter((value) => value.startsWith(before))
    .map((value) => value.slice(before.length));
  // What was chosen stands there too when nothing is left of it.
  const gone = chosen.filter((one) => !values.some(({ value }) => value === one)).map((value) => ({ value, count: 0 }));
  const all = [...values, ...gone];
  if (all.length < 2 && chosen.length === 0) return nothing;
  const toggle = (value: string): void => {
    const full = before + value;
    const others = use.choices[kind].filter((one) => one !== full);
    use.choose({ [kind]: chosen.includes(value) ? others : [...others, full] });
  };
  const pick = ({ value, count }: Count) =>
    html`<label class="pick"><input type="checkbox" .checked=${live(chosen.includes(value))} @change=${() => toggle(value)} />
      <span><bdi>${name(value)}</bdi></span><small class="num">${count}</small></label>`;
  const more = all.slice(SHOWN);
  const rest = html`<details ?open=${more.some(({ value }) => chosen.includes(value))}><summary>+ ${more.length}</summary>${more.map(pick)}</details>`;
  return html`<fieldset><legend>${title}</legend>${all.slice(0, SHOWN).map(pick)}${more.length > 0 ? rest : nothing}</fieldset>`;
}

function prices({ answer, choices, words, locale, currency, choose }: FacetUse): TemplateResult | typeof nothing {
  const { price } = answer;
  if (!price || (price.from === price.to && choices.priceFrom === null && choices.priceTo === null)) return nothing;
  const digits = digitsOf(locale, currency);
  const field = (label: string, name: 'priceFrom' | 'priceTo', hint: number) => {
    const change = (event: Event) => {
      const typed = (event.target as HTMLInputElement).value;
      choose({ [name]: typed === '' ? null : minorUnits(typed, digits) });
    };
    const value = choices[name];
    return html`<label>${label}<input inputmode="decimal" type="text" placeholder=${majorText(hint, digits)}
      .value=${live(value === null ? '' : majorText(value, digits))} @change=${change} /></label>`;
  };
  return html`<fieldset><legend>${words.price} (${currency})</legend><div class="range">${field(words.priceFrom, 'priceFrom', price.from)}${field(words.priceTo, 'priceTo', price.to)}</div></fieldset>`;
}

const digitsOf = (locale: string, currency: string): number =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** 1250 as 12.50, from digits alone */
function majorText(minor: number, digits: number): string {
  const padded = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** What was typed, with a point or a comma, in minor units; null where it is no amount. */
export function minorUnits(typed: string, digits: number): number | null {
  const plain = typed.normalize('NFKC').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const match = /^\s*(\d{1,12})(?:[.,٫](\d*))?\s*$/.exec(plain);
  if (!match) return null;
  return Number(`${match[1]}${(match[2] ?? '').slice(0, digits).padEnd(digits, '0')}`);
}
