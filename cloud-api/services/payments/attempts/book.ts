import type { AttemptState, PaymentProblem } from '../../../platform/payments/payments.ts';
import type { ToldPayment, ToldRefund } from '../providers/provider.ts';
import {
  newOperation,
  numbered,
  operationOf,
  isOpen,
  type Operation,
  type OperationKind,
  withOperation,
} from './operations.ts';
import { isRestLeft, nextTaking, takenBy } from './taking.ts';

/** Everything that we hold to be so of one attempt. Never changed in place. */
export interface Book {
  readonly tenantId: string;
  readonly attemptId: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly provider: string;
  readonly accountId: string;
  readonly method: string;
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly state: AttemptState;
  readonly wanted: 'authorise' | 'keep' | 'capture' | 'release';
  /** Whether its money is taken with the order or with its goods; with `takesInTime` before it runs out, sent or not */
  readonly takes: 'placed' | 'sent';
  readonly takesInTime: boolean;
  /** Until when what is held may be taken, epoch milliseconds; null: nobody said */
  readonly heldUntil: number | null;
  /** It may be taken in several parts */
  readonly inParts: boolean;
  /** Minor units: what is wanted of it in all; and whether that is all that ever will be */
  readonly toTake: number;
  readonly isLast: boolean;
  readonly releaseReason: string | null;
  readonly reference: string | null;
  readonly actionUrl: string | null;
  readonly problem: PaymentProblem | null;
  readonly returnUrl: string;
  readonly description: string;
  readonly pageSecret: string;
  /** The provider's id of what its shopper agreed to before; null: nothing */
  readonly agreement?: string | null;
  readonly revision: number;
  /** Epoch milliseconds */
  readonly createdAt: number;
  readonly looks: number;
  /** What a shopper who pays later is told */
  readonly instructions?: string | null;
  readonly operations: readonly Operation[];
  /** How often it was written since it was made: whoever changes it says what they saw */
  readonly saves: number;
}

/** After so long without an answer a provider may have forgotten the key: what was not done is not asked again. */
export const KEYS_LIVE_MS = 23 * 60 * 60_000;

export const NOT_REACHED: PaymentProblem = {
  code: 'payments.not-reached',
  message: 'The payment service could not be reached. Nothing was charged. Please try again.',
};

const GONE: PaymentProblem = {
  code: 'payments.authorisation-over',
  message: 'The authorisation has run out or was let go at the provider, so that nothing can be taken of it.',
};

/** Paid back, or on its way; what failed came back to the shop. */
const refundedBy = (book: Book): number =>
  book.operations.reduce(
    (sum, { kind, state, amount }) => sum + (kind === 'refund' && state === 'done' ? amount : 0),
    0,
  );

/** Paid back, or asked for and not known to have failed: never more than was captured. */
export const refundsAsked = (book: Book): number =>
  book.operations.reduce(
    (sum, { kind, state, amount }) => sum + (kind === 'refund' && state !== 'failed' ? amount : 0),
    0,
  );

/** Written down before the first byte goes out. */
export function sent(book: Book, operation: Operation, now: number): Book {
  const state = operation.kind === 'authorise' ? 'unknown' : book.state;
  return { ...withOperation(book, { ...operation, state: 'sent', sentAt: now }), state };
}

/** The provider did nothing of it and may be asked the same again. */
export function busy(book: Book, operation: Operation): Book {
  const state = operation.kind === 'authorise' && book.state === 'unknown' ? 'created' : book.state;
  return { ...withOperation(book, { ...operation, state: 'due', sentAt: null }), state };
}

/** The provider refused it: nothing of it was done. */
export function refused(book: Book, operation: Operation, problem: PaymentProblem): Book {
  const failed = withOperation(book, { ...operation, state: 'failed', problem });
  const begins = operation.kind === 'authorise' || operation.kind === 'hold';
  if (!begins || book.state === 'released') return failed;
  return { ...failed, state: 'declined', problem };
}

/** How far along; what was told before something else was done does not take an attempt back. */
const rank: Record<AttemptState, number> = {
  ...{ created: 0, unknown: 1, action: 2, declined: 3, authorised: 4, captured: 5, released: 6, refunded: 6 },
};

/**
 * Takes over what the provider's own book says. It may be older than what is known here, since answers and looks cross:
 * captured money, and refunds that were done, stay so.
 * @param actsWithinMs what was asked longer ago and is not in this book was not done
 */
export function told(book: Book, payment: ToldPayment, now: number, actsWithinMs: number): Book {
  let next = payment.refunds.reduce(withRefund, book);
  const captured = Math.max(book.captured, payment.captured);
  const before = { was: book.captured, before: takenBy(book.operations) };
  const operations = next.operations.map((each) => settled(each, payment, { ...before, captured }, now, actsWithinMs));
  const { heldUntil = book.heldUntil, inParts = book.inParts } = payment;
  next = { ...next, operations, captured, heldUntil, inParts, reference: payment.reference };
  const over = payment.state === 'declined' && book.wanted === 'release' ? 'released' : payment.state;
  const found = captured > 0 && over !== 'authorised' ? 'captured' : over;
  if (rank[found] > rank[next.state]) {
    // What was given up as not there is there after all: nobody waits for it any more.
    const wanted = book.state === 'declined' ? 'release' : next.wanted;
    next = { ...next, state: found, wanted, problem: found === 'declined' ? payment.problem : null };
  }
  if (payment.agreed && next.state === 'action' && next.wanted !== 'release' && !operationOf(next, 'hold')) {
    next = withOperation(next, newOperation('hold', 'hold', book.amount, now));
  }
  next = { ...next, actionUrl: next.state === 'action' ? payment.actionUrl : null };
  return withMoney(next);
}

function withRefund(book: Book, refund: ToldRefund): Book {
  const key = refund.key ?? `refund:at-provider:${refund.reference}`;
  const known = operationOf(book, key);
  if (known?.state === 'failed' || (known?.state === 'done' && refund.state === 'done')) return book;
  const { reference, amount, state } = refund;
  const made = known ?? newOperation('refund', key, amount, book.createdAt);
  return withOperation(book, { ...made, reference, amount, state });
}

interface Taken {
  /** In all, as known now and before this was told */
  readonly captured: number;
  readonly was: number;
  /** By operations that were done before */
  readonly before: number;
}

function settled(
  operation: Operation,
  payment: ToldPayment,
  { captured, was, before }: Taken,
  now: number,
  actsWithinMs: number,
): Operation {
  const { kind, state, sentAt } = operation;
  if (!isOpen(operation)) return operation;
  const { reference } = payment;
  if (kind === 'authorise') {
    const said = payment.state === 'declined' ? 'failed' : 'done';
    return { ...operation, state: said, reference, problem: payment.problem };
  }
  if (kind === 'hold' && (captured > 0 || payment.state === 'authorised'))
    return { ...operation, state: 'done', reference };
  // Parts are taken one after the other, so that the sum says which of them were.
  if (kind === 'capture' && captured >= before + operation.amount) return { ...operation, state: 'done', reference };
  const over = payment.state === 'released' || payment.state === 'declined';
  // What was taken before stays; what was left of it is let go.
  const letGo = over || (payment.state === 'captured' && captured === was);
  if (kind === 'release' && letGo) return { ...operation, state: 'done', reference };
  if (kind === 'hold' && over) return { ...operation, state: 'failed' };
  if (kind === 'capture' && (over || payment.state === 'captured'))
    return { ...operation, state: 'failed', problem: GONE };
  if (kind === 'release' && payment.state === 'captured') return { ...operation, state: 'failed' };
  if (state === 'due' || sentAt === null || now - sentAt <= actsWithinMs) return operation;
  return now - sentAt > KEYS_LIVE_MS
    ? { ...operation, state: 'failed', problem: NOT_REACHED }
    : { ...operation, state: 'due', sentAt: null };
}

/** What was paid back, and the state that follows from it. */
function withMoney(book: Book): Book {
  const refunded = refundedBy(book);
  const back = book.wanted === 'release' ? 'released' : 'refunded';
  const paid =
    book.captured > 0 && (book.state === 'captured' || book.state === 'released' || book.state === 'refunded');
  const state = paid ? (refunded >= book.captured ? back : 'captured') : book.state;
  return { ...book, refunded, state };
}

/** The provider knows nothing of it: then nothing was done, once it can no longer be under way. */
export function unheardOf(book: Book, now: number, actsWithinMs: number): Book {
  const asked = operationOf(book, 'authorise');
  if (asked?.state !== 'sent' || asked.sentAt === null || now - asked.sentAt <= actsWithinMs) return book;
  return refused(book, asked, NOT_REACHED);
}

/** Between planning and sending another request may have changed what it is about. */
export function isStillWanted(book: Book, { kind }: Operation): boolean {
  if (kind === 'authorise') return book.wanted !== 'release' && book.state === 'created';
  if (kind === 'hold') return book.wanted !== 'release' && book.state === 'action';
  if (kind === 'capture') return book.wanted === 'capture' && book.state === 'authorised';
  const open = book.state === 'authorised' || book.state === 'action';
  if (kind === 'release') return open && (book.wanted === 'release' || isRestLeft(book));
  return true;
}

/**
 * What is to be asked of the provider next: what is due, or what follows from what is wanted; null: nothing, or
 * something has no answer yet.
 */
export function nextOperation(book: Book, now: number): Operation | null {
  // Authorising takes what only its caller has; it goes on with it itself.
  const due = book.operations.find(
    (each) => each.state === 'due' && each.kind !== 'authorise' && isStillWanted(book, each),
  );
  if (due) return due;
  const sentBefore = (kind: OperationKind) =>
    book.operations.some((each) => each.kind === kind && each.state === 'sent');
  if (book.wanted === 'capture' && book.state === 'authorised') {
    if (sentBefore('capture') || sentBefore('release')) return null;
    return nextTaking(book, now);
  }
  if (book.wanted !== 'release') return null;
  if (book.state === 'action' || book.state === 'authorised') {
    // A hold or a capture under way decides first what there is to let go.
    if (sentBefore('hold') || sentBefore('capture') || sentBefore('release')) return null;
    return newOperation('release', numbered(book, 'release'), book.amount, now);
  }
  const left = book.captured - refundsAsked(book);
  if (book.state !== 'captured' || left <= 0 || sentBefore('refund')) return null;
  return newOperation('refund', numbered(book, 'refund:release'), left, now);
}
