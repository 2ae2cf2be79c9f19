import type { AvailabilityWord } from './shapes.ts';
import { counted, type Words } from './words.ts';

/** Stock in words. From this number on the count says nothing to a shopper, and the shop may have capped it anyway. */
const MANY = 99;

export function stockText(available: number, word: AvailabilityWord, words: Words, locale: string): string {
  if (word === 'out') return words.soldOut;
  if (word === 'low') return counted(words.countLeft, available, locale);
  return available >= MANY || available <= 0 ? words.inStock : counted(words.countInStock, available, locale);
}
