import type { CartLetter } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { offWords } from './off-words.ts';

export interface LetterUse {
  readonly to: string;
  readonly name: string;
  readonly store: { readonly name: string; readonly locale: string };
  /** Titles of what is in the basket */
  readonly goods: readonly string[];
  readonly link: string;
  /** Where it is ended */
  readonly off: string;
  readonly messageId: string;
}

/** A letter about a basket as it is sent: as the store wrote it, and below it why it comes and how it ends. */
export function cartLetter({ subject, text }: Pick<CartLetter, 'subject' | 'text'>, use: LetterUse): Letter {
  const { to, name, store, goods, link, off, messageId } = use;
  const of: Readonly<Record<string, string>> = {
    ...{ name, link, store: store.name, goods: goods.map((title) => `· ${title}`).join('\n') },
  };
  const fill = (template: string) => template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => of[key] ?? whole);
  const words = offWords(store.locale);
  const below = `${words.why.replace('{store}', store.name)}\n${off}`;
  // A subject is one line, whatever somebody has for a name.
  const line = fill(subject).replaceAll(/\s+/g, ' ');
  return { to, subject: line, text: `${fill(text)}\n\n-- \n${below}`, messageId, unsubscribe: off };
}
