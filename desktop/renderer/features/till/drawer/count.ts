import { cashSet } from '../cash-notes.ts';

/** How many of each note and coin were counted, as typed; by value in minor units. */
export type Count = Readonly<Record<number, string>>;

/** Notes and coins of a currency, the largest first, in the two columns of a counting sheet. */
export function countColumns(currency: string): readonly [readonly number[], readonly number[]] {
  const { notes, coins } = cashSet(currency);
  const all = [...notes, ...coins];
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)];
}

/** Pieces of one value; nothing typed is none. */
export const piecesOf = (typed: string | undefined): number => Number(typed || '0');

/** Minor units of all that was counted. */
export function countedSum(count: Count): number {
  return Object.entries(count).reduce((sum, [value, typed]) => sum + Number(value) * piecesOf(typed), 0);
}

/** What a counting field takes: up to five digits. */
export function typedCount(text: string): string {
  return text
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, 5);
}

/** What is written down with the closing: why it differs, and what was counted first where it was counted again. */
export function closingNote(reason: string, first: string | null): string {
  const words = [reason.trim(), first === null ? '' : `Counted first: ${first}`].filter(Boolean);
  return words.join(' · ').slice(0, 300);
}
