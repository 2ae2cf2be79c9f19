import type { PaymentProblem, TakePart } from '../../../platform/payments/payments.ts';
import type { Book } from './book.ts';
import { newOperation, numbered, type Operation, withOperation } from './operations.ts';

/** What is taken of what a provider holds: in parts one after the other, each up to what is wanted by then in all. */

export const takenBy = (operations: readonly Operation[]): number =>
  operations.reduce((sum, { kind, state, amount }) => sum + (kind === 'capture' && state === 'done' ? amount : 0), 0);

/** All that is wanted of it was taken, or nothing is wanted: the rest is let go. */
export const isRestLeft = ({ wanted, isLast, captured, toTake }: Book): boolean =>
  wanted === 'capture' && isLast && captured >= toTake;

/** What of it is wanted and not taken; after the last of it, letting go of the rest. What was refused waits for a person. */
export function nextTaking(book: Book, now: number): Operation | null {
  if (isRestLeft(book)) return newOperation('release', numbered(book, 'release'), book.amount - book.captured, now);
  const own = book.operations.filter(({ kind }) => kind === 'capture');
  if (own.at(-1)?.state === 'failed') return null;
  const more = book.toTake - Math.max(book.captured, takenBy(book.operations));
  return more > 0 ? taking(book, more, now) : null;
}

/** By its key it is the last of them or not, so that it is asked in the same words however often. */
const taking = (book: Book, amount: number, now: number): Operation =>
  newOperation('capture', numbered(book, book.isLast ? 'capture' : 'part'), amount, now);

export const isLastTaking = ({ key }: Pick<Operation, 'key'>): boolean => !key.startsWith('part');

/** So much of what is held is wanted now, in all. What is under way decides first; what is due and was not sent makes room. */
export function wantTaken(book: Book, part: TakePart, now: number): Book {
  if (book.wanted === 'release' || book.state !== 'authorised') return book;
  const isSame = book.wanted === 'capture' && part.upTo === book.toTake && part.last === book.isLast;
  const next: Book = { ...book, wanted: 'capture', toTake: part.upTo, isLast: part.last };
  const own = book.operations.filter(({ kind }) => kind === 'capture');
  const failed = own.at(-1)?.state === 'failed';
  if (own.some(({ state }) => state === 'sent') || (isSame && !(failed && part.again))) return next;
  const operations = next.operations.map((each) =>
    each.kind === 'capture' && each.state === 'due' ? { ...each, state: 'failed' as const } : each,
  );
  const cleared = { ...next, operations };
  const more = part.upTo - book.captured;
  return more > 0 ? withOperation(cleared, taking(cleared, more, now)) : cleared;
}

/** Why what is wanted of it was not taken; null: it was, or it is not known yet. */
export function takingProblem({ operations, captured, toTake }: Book): PaymentProblem | null {
  const last = operations.filter(({ kind }) => kind === 'capture').at(-1);
  return last?.state === 'failed' && captured < toTake ? last.problem : null;
}
