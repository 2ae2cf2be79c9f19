const raw = Symbol('markup');

/** Text that is HTML already; nothing but `html` makes it. */
export interface Markup {
  readonly [raw]: string;
}

type Value = Markup | string | number | null | undefined | false | readonly Markup[];

/** HTML whose values are escaped, except those that are HTML already. `null`, `undefined` and `false` are nothing. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { [raw]: texts.map((text, at) => (at === 0 ? text : shown(values[at - 1]) + text)).join('') };
}

/** Text as it stands between tags and in quoted attributes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const textOf = (markup: Markup): string => markup[raw];

/** What the OpenID library or a second factor wrote as HTML. */
export const trusted = (text: string): Markup => ({ [raw]: text });

function shown(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map((each: Markup) => textOf(each)).join('');
  if (typeof value === 'object') return textOf(value as Markup);
  return escaped(String(value));
}
