import * as z from 'zod/mini';
import type { Checkout } from './schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Who has not come back after so long does not: the checkout is ended, with what it says of a person. */
const OVER = 30 * DAY;
export const MOST_LETTERS = 3;

const cartLetter = z.strictObject({
  /** Whole hours since the shopper did something last */
  afterHours: z.number().check(z.int(), z.gte(1), z.lte(719)),
  subject: z.string().check(z.maxLength(120)),
  /** With `{link}`, which leads back; `{name}`, `{store}` and `{goods}` are put in too */
  text: z.string().check(z.maxLength(2_000), z.regex(/\{link\}/, 'without {link}, which leads back')),
});
export type CartLetter = z.infer<typeof cartLetter>;

/** The letters of a store about baskets that were left: one to three, each later than the one before. */
export const storeCartLetters = z
  .strictObject({ active: z.boolean(), letters: z.array(cartLetter).check(z.maxLength(MOST_LETTERS)) })
  .check(
    z.refine<CartLettersOfStore>(
      (value) => lettersProblem(value) === null,
      'not one to three letters, each later than the one before, with a subject and {link} in its text',
    ),
  );

export interface CartLettersOfStore {
  active: boolean;
  letters: CartLetter[];
}

export interface LeftCart extends Pick<Checkout, 'status' | 'contact' | 'lines' | 'updatedAt'> {
  /** When its shopper agreed to be written to; null: they did not, and nothing is sent */
  readonly agreedAt: number | null;
  /** Of those that were sent or are on their way, the last one’s place; null: none */
  readonly lastStep: number | null;
  /** When somebody with this address said no to letters, whatever the basket; null: never. Who agrees after that has agreed */
  readonly refusedAt: number | null;
  /** When somebody with this address bought there last; null: never */
  readonly boughtAt: number | null;
}

/** Of a checkout whose shopper agreed to none: what goes with a contact that goes. */
export const noLetters = { agreedAt: null, comeBackTo: null, cartLetterAt: null } as const;

/** Why the letters of a store cannot be kept so; null: they can. */
export function lettersProblem({ letters }: CartLettersOfStore): 'count' | 'order' | 'text' | null {
  if (letters.length < 1 || letters.length > MOST_LETTERS) return 'count';
  if (letters.some(({ subject, text }) => subject.trim() === '' || !text.includes('{link}'))) return 'text';
  const hours = letters.map(({ afterHours }) => afterHours);
  return hours.every((each, at) => each > (hours[at - 1] ?? 0) && each * HOUR < OVER) ? null : 'order';
}

function mayBeWrittenTo(cart: LeftCart, now: number): boolean {
  const { status, contact, lines, updatedAt, agreedAt, refusedAt, boughtAt } = cart;
  if (status !== 'open' || !contact || lines.length === 0) return false;
  if (agreedAt === null || now - updatedAt >= OVER) return false;
  return (refusedAt === null || refusedAt < agreedAt) && (boughtAt === null || boughtAt < updatedAt);
}

/**
 * Which letter is due for a basket that was left, by its place; null: none. At most one at a time: who was not looked at for days gets the
 * latest that is due, not all that were missed.
 */
export function dueLetter(store: CartLettersOfStore, cart: LeftCart, now: number): number | null {
  if (!store.active || !mayBeWrittenTo(cart, now)) return null;
  const due = store.letters.findLastIndex(({ afterHours }) => now - cart.updatedAt >= afterHours * HOUR);
  return due > (cart.lastStep ?? -1) ? due : null;
}

export interface LetterParts {
  readonly name: string;
  readonly store: string;
  readonly link: string;
  /** Titles of what is in the basket */
  readonly goods: readonly string[];
}

/** The letter as its reader gets it; a name in braces that is none of these stays as it is. */
export function filledLetter(
  { subject, text }: Pick<CartLetter, 'subject' | 'text'>,
  { goods, ...parts }: LetterParts,
): Pick<CartLetter, 'subject' | 'text'> {
  const of: Readonly<Record<string, string>> = { ...parts, goods: goods.map((title) => `· ${title}`).join('\n') };
  const fill = (template: string) => template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => of[key] ?? whole);
  // A subject is one line, whatever somebody has for a name.
  return { subject: fill(subject).replaceAll(/\s+/g, ' '), text: fill(text) };
}

/** When a basket is first looked at after its shopper did something; null: nobody agreed, so never. */
export const firstLook = (agreedAt: number | null, now: number): number | null =>
  agreedAt === null ? null : now + HOUR;

/**
 * When it is looked at again after that; null: never.
 * @param lastStep as it is now, with what was found due by this look
 */
export function nextLook(
  store: CartLettersOfStore,
  cart: LeftCart,
  lastStep: number | null,
  now: number,
): number | null {
  // One that is being paid may come to nothing, and a store may take its letters up again.
  if (cart.status === 'paying') return now + HOUR;
  if (!mayBeWrittenTo(cart, now)) return null;
  if (!store.active) return now + DAY;
  const next = store.letters[(lastStep ?? -1) + 1];
  return next ? Math.max(cart.updatedAt + next.afterHours * HOUR, now + HOUR) : null;
}
