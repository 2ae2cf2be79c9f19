import { textDirectionOf } from '@tillhouse/shared/domains/content/page-parts.ts';
import { spokenIn } from '../../platform/words/spoken.ts';

interface Words {
  readonly subject: string;
  readonly text: string;
}

export const en: Words = {
  subject: 'Your order {number} is here',
  text: 'Hello {name},\n\nwhat you ordered has come and is kept for you at {place}:\n{goods}\n\nStill to pay: {due}, by {day}. Please bring the slip, or the number {number}.\n\n{store}',
};

const words = spokenIn<Words>('layaway', en);

interface Told {
  /** Of the store: `de-AT` */
  readonly locale: string;
  readonly number: string;
  readonly name: string;
  readonly place: string;
  readonly store: string;
  /** One a line, as they are said */
  readonly goods: readonly string[];
  /** With its currency */
  readonly due: string;
  readonly day: string;
}

/** What tells a customer that a special order came, in the language of its store; English where there are no words for it. */
export function layawayLetter({ locale, goods, ...said }: Told): { readonly subject: string; readonly text: string } {
  const { subject, text } = words(locale);
  // Each line on its own: an isolate ends with its line.
  const put = textDirectionOf(locale) === 'rtl' ? (line: string) => `\u2068${line}\u2069` : (line: string) => line;
  const values: Readonly<Record<string, string>> = { ...said, goods: goods.map((line) => `- ${put(line)}`).join('\n') };
  const fill = (of: string) =>
    of
      .replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
      // Nobody is greeted by a space.
      .replace(/ (?:\u2068\u2069)?([,:،])/g, '$1');
  return { subject: fill(subject), text: fill(text) };
}
