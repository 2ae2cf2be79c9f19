import { attemptMissing } from '@tillhouse/shared/domains/payments/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { Attempt } from '../../../platform/payments/payments.ts';
import type { PaymentsContext } from '../context.ts';
import { takingProblem } from './taking.ts';
import { type Exchange, readBook, saveBook, type Saving } from './attempt-rows.ts';
import { type Book, NOT_REACHED, nextOperation } from './book.ts';
import { isOpen, operationOf } from './operations.ts';

/** How long until the sweeper looks again at what has no answer; the last for every time after. */
const WAITS_MS = [30_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000, 6 * 60 * 60_000];
/** What was given up as not there is looked for so long, since a request may arrive after all. */
const WATCHED_MS = 24 * 60 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

export interface Change {
  readonly book: Book;
  readonly exchange?: Exchange;
}

/**
 * Changes an attempt in one transaction: its rows, what was said with the provider, and the event where others see a difference.
 * @param seen as its caller has it: where it is so still, that is one trip; else it is read under its lock, and changed from there
 * @throws DomainError where there is no such attempt
 */
export async function changeBook(
  context: PaymentsContext,
  { tenantId, attemptId }: Pick<Book, 'tenantId' | 'attemptId'>,
  change: (book: Book) => Change,
  seen?: Book,
): Promise<Book> {
  const guess = seen && guessed(() => saving(context, seen, change));
  if (seen && guess && (await context.inOneTrip(tenantId, (db) => saveBook(db, seen, guess.after, guess))))
    return saved(context, guess);
  const next = await context.inTenant(tenantId, async (db) => {
    const before = await readBook(db, tenantId, attemptId, true);
    if (!before) throw attemptMissing({ attemptId });
    const changed = saving(context, before, change);
    if (changed) db.last(saveBook(db, before, changed.after, changed));
    return changed ?? { after: before };
  });
  return 'now' in next ? saved(context, next) : next.after;
}

type Next = Saving & {
  readonly after: Book;
  readonly told?: { readonly mutationId: string; readonly payload: object };
};

function saved(context: PaymentsContext, { after, told }: Next): Book {
  if (told) context.onCommitted();
  return { ...after, saves: after.saves + 1 };
}

/** What its caller has may be old: that nothing is to be done, or may not be, is said of what stands. */
function guessed<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Undefined where nothing is to be written. */
function saving(context: PaymentsContext, before: Book, change: (book: Book) => Change): Next | undefined {
  const { book, exchange } = change(before);
  if (book === before && !exchange) return undefined;
  const isTold = isSeen(before, book);
  const after = { ...book, revision: before.revision + (isTold ? 1 : 0), looks: isTold ? 0 : book.looks };
  const mutationId = idFor(before.attemptId, `changed:${after.revision}`);
  return {
    ...{ after, exchange, now: context.now(), lookAt: lookAt(context, after) },
    ...(isTold && { told: { mutationId, payload: payloadOf(after) } }),
  };
}

/** That something is under way is nobody else's matter until it is known what became of it. */
const seenState = ({ state }: Book) => (state === 'unknown' ? 'created' : state);

const isSeen = (before: Book, after: Book): boolean =>
  seenState(before) !== seenState(after) || before.captured !== after.captured || before.refunded !== after.refunded;

/** When the sweeper has to see to it; null: it is settled. */
export function lookAt({ now, heldMs }: Pick<PaymentsContext, 'now' | 'heldMs'>, book: Book): number | null {
  const wait = WAITS_MS[Math.min(book.looks, WAITS_MS.length - 1)] as number;
  const soon = now() + wait;
  const isUnderWay = book.operations.some((each) => isOpen(each) && each.kind !== 'authorise');
  if (book.state === 'unknown' || isUnderWay || nextOperation(book, now()) !== null) return soon;
  const open = book.state === 'created' || book.state === 'action' || book.state === 'authorised';
  if (book.wanted === 'release' && (open || book.state === 'captured')) return soon;
  if (book.wanted === 'capture' && book.state === 'action') return soon;
  // It runs out there by itself; a provider may not tell.
  if (book.takes === 'sent' && book.state === 'authorised' && book.wanted !== 'authorise')
    return Math.max(book.heldUntil ?? now() + DAY_MS, soon);
  if (book.wanted === 'authorise' && open) {
    const held = Math.max(book.createdAt + heldMs, now());
    return book.state === 'action' ? Math.min(soon, held) : held;
  }
  const givenUp = operationOf(book, 'authorise')?.problem?.code === NOT_REACHED.code && book.state === 'declined';
  return givenUp && now() - book.createdAt < WATCHED_MS ? soon : null;
}

function payloadOf(book: Book) {
  const { attemptId, checkoutId, orderId, state, amount, captured, refunded, currency, provider, reference } = book;
  return { attemptId, checkoutId, orderId, state, amount, captured, refunded, currency, provider, reference };
}

export function attemptOf(context: PaymentsContext, book: Book): Attempt {
  const { attemptId, checkoutId, orderId, state, provider, method, amount, currency } = book;
  const { captured, refunded, reference, problem } = book;
  const action = state === 'action' ? { url: book.actionUrl ?? pageUrl(context, book) } : null;
  const money = { amount, currency, captured, refunded };
  const later = context.provider(provider)?.offline === true;
  const { heldUntil: until, inParts, takesInTime } = book;
  const hold = book.takes === 'sent' ? { until, inParts, takesInTime, problem: takingProblem(book) } : null;
  const paying = { later, instructions: book.instructions ?? null, hold };
  return { attemptId, checkoutId, orderId, state, provider, method, ...money, reference, action, problem, ...paying };
}

/** The tenant is in the token, since whoever opens the page is known to nobody yet. */
export function pageUrl(context: Pick<PaymentsContext, 'payOrigin'>, book: Book): string {
  const token = `${book.tenantId.replaceAll('-', '')}${book.pageSecret}`;
  return `${context.payOrigin()}/pay/${book.attemptId}?token=${token}`;
}
