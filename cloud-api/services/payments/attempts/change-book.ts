import { attemptChanged } from '@tillhouse/shared/domains/payments/events.ts';
import { attemptMissing } from '@tillhouse/shared/domains/payments/errors.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { Attempt } from '../../../platform/payments/payments.ts';
import { recordEvents } from '../../../platform/outbox/record-events.ts';
import type { PaymentsContext } from '../context.ts';
import { type Exchange, readBook, recordExchange, saveBook } from './attempt-rows.ts';
import { type Book, isOpen, NOT_REACHED, nextOperation, operationOf } from './book.ts';

/** How long until the sweeper looks again at what has no answer; the last for every time after. */
const WAITS_MS = [30_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000, 6 * 60 * 60_000];
/** What was given up as not there is looked for so long, since a request may arrive after all. */
const WATCHED_MS = 24 * 60 * 60_000;

export interface Change {
  readonly book: Book;
  readonly exchange?: Exchange;
}

/**
 * Changes an attempt under its lock in one transaction: its rows, what was said with the provider, and the event where
 * others see a difference. @throws DomainError where there is no such attempt
 */
export async function changeBook(
  context: PaymentsContext,
  tenantId: string,
  attemptId: string,
  change: (book: Book) => Change,
): Promise<Book> {
  const { now } = context;
  let told = false;
  const saved = await context.inTenant(tenantId, async (db) => {
    const before = await readBook(db, tenantId, attemptId, true);
    if (!before) throw attemptMissing({ attemptId });
    const { book, exchange } = change(before);
    if (book === before && !exchange) return before;
    const writes: Promise<unknown>[] = exchange ? [recordExchange(db, book, exchange, now())] : [];
    told = isSeen(before, book);
    const after = { ...book, revision: before.revision + (told ? 1 : 0), looks: told ? 0 : book.looks };
    writes.push(saveBook(db, before, after, now(), lookAt(context, after)));
    if (told) {
      const mutationId = idFor(attemptId, `changed:${after.revision}`);
      const event = { event: attemptChanged, payload: payloadOf(after), mutationId, ordinal: 0, occurredAt: now() };
      writes.push(recordEvents(db, tenantId, [event]));
    }
    db.last(atOnce(writes));
    return after;
  });
  if (told) context.onCommitted();
  return saved;
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
  const paying = { later, instructions: book.instructions ?? null };
  return { attemptId, checkoutId, orderId, state, provider, method, ...money, reference, action, problem, ...paying };
}

/** The tenant is in the token, since whoever opens the page is known to nobody yet. */
export function pageUrl(context: Pick<PaymentsContext, 'payOrigin'>, book: Book): string {
  const token = `${book.tenantId.replaceAll('-', '')}${book.pageSecret}`;
  return `${context.payOrigin()}/pay/${book.attemptId}?token=${token}`;
}
