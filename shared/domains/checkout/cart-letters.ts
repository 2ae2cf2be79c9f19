import type { Checkout } from './schema.ts';

const HOUR = 3_600_000;
/** Who has not come back after so long does not: the checkout is ended, with what it says of a person. */
const OVER = 30 * 24 * HOUR;
export const MOST_LETTERS = 3;

export interface CartLetter {
  /** Whole hours since the shopper did something last */
  readonly afterHours: number;
  readonly subject: string;
  readonly text: string;
}

export interface CartLettersOfStore {
  readonly active: boolean;
  /** One to three, each later than the one before */
  readonly letters: readonly CartLetter[];
}

export interface LeftCart extends Pick<Checkout, 'status' | 'contact' | 'lines' | 'updatedAt'> {
  /** When its shopper agreed to be written to; null: they did not, and nothing is sent */
  readonly agreedAt: number | null;
  /** Of those that were sent or are on their way, the last one’s place; null: none */
  readonly lastStep: number | null;
  /** Said at any checkout of the store */
  readonly optedOut: boolean;
  /** When somebody with this address bought there last; null: never */
  readonly boughtAt: number | null;
}

/** Why the letters of a store cannot be kept so; null: they can. */
export function lettersProblem({ letters }: CartLettersOfStore): 'count' | 'order' | 'text' | null {
  if (letters.length < 1 || letters.length > MOST_LETTERS) return 'count';
  if (letters.some(({ subject, text }) => subject.trim() === '' || !text.includes('{link}'))) return 'text';
  const hours = letters.map(({ afterHours }) => afterHours);
  return hours.every((each, at) => each > (hours[at - 1] ?? 0) && each * HOUR < OVER) ? null : 'order';
}

/**
 * Which letter is due for a basket that was left, by its place; null: none. At most one at a time: who was not looked at for days gets the
 * latest that is due, not all that were missed.
 */
export function dueLetter(store: CartLettersOfStore, cart: LeftCart, now: number): number | null {
  const { status, contact, lines, updatedAt, agreedAt, lastStep, optedOut, boughtAt } = cart;
  if (!store.active || status !== 'open' || !contact || lines.length === 0) return null;
  if (agreedAt === null || optedOut || now - updatedAt >= OVER) return null;
  if (boughtAt !== null && boughtAt >= updatedAt) return null;
  const due = store.letters.findLastIndex(({ afterHours }) => now - updatedAt >= afterHours * HOUR);
  return due > (lastStep ?? -1) ? due : null;
}
