import { type CartLetter, filledLetter, type LetterParts } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { offWords } from './off-words.ts';

export interface LetterUse extends Pick<LetterParts, 'name' | 'goods' | 'link'> {
  readonly to: string;
  readonly store: { readonly name: string; readonly locale: string };
  /** Where it is ended */
  readonly off: string;
  readonly messageId: string;
}

/** A letter about a basket as it is sent: as the store wrote it, and below it why it comes and how it ends. */
export function cartLetter(template: Pick<CartLetter, 'subject' | 'text'>, use: LetterUse): Letter {
  const { to, name, store, goods, link, off, messageId } = use;
  const { subject, text } = filledLetter(template, { name, goods, link, store: store.name });
  const below = `${offWords(store.locale).why.replace('{store}', store.name)}\n${off}`;
  return { to, subject, text: `${text}\n\n-- \n${below}`, messageId, unsubscribe: off };
}
