import { randomBytes } from 'node:crypto';
import {
  attemptDiffers,
  attemptMissing,
  methodUnknown,
  refundDiffers,
  refundOverCaptured,
  refundRefused,
} from '@tillhouse/shared/domains/payments/errors.ts';
import type { Attempt, AttemptAsked, Payments } from '../../platform/payments/payments.ts';
import { insertAttempt, readBook, saveBook } from './attempts/attempt-rows.ts';
import {
  type Book,
  isOpen,
  newOperation,
  type Operation,
  operationOf,
  refundsAsked,
  withOperation,
} from './attempts/book.ts';
import { attemptOf, changeBook } from './attempts/change-book.ts';
import { goOn, lookUp, perform } from './attempts/steps.ts';
import { accountsOf } from './accounts/account-rows.ts';
import type { PaymentsContext } from './context.ts';

/** How often a provider that is busy is asked again before the caller hears of it. */
const BUSY_TRIES = 3;

/** Payments over the database and the providers of this context. It keeps nothing in memory. */
export function paymentsService(context: PaymentsContext): Payments {
  const shown = (book: Book): Attempt => attemptOf(context, book);
  const read = (tenantId: string, attemptId: string): Promise<Book | null> =>
    context.inTenant(tenantId, (db) => readBook(db, tenantId, attemptId, false));
  const known = async (tenantId: string, attemptId: string): Promise<Book> => {
    const book = await read(tenantId, attemptId);
    if (!book) throw attemptMissing({ attemptId });
    return book;
  };

  return {
    methods: async (tenantId, of) => {
      const accounts = await accountsOf(context, tenantId);
      return accounts.flatMap(({ provider }) => context.provider(provider)?.methods(of) ?? []);
    },
    begin: async (asked) => {
      const book = await made(context, asked);
      refuseOther(book, asked);
      if (book.state === 'unknown') return shown(await lookAgain(context, book));
      if (book.state !== 'created' || book.wanted === 'release') return shown(book);
      return shown(await authorise(context, book, asked.email));
    },
    look: async (tenantId, attemptId) => {
      const book = await read(tenantId, attemptId);
      if (!book) return null;
      return shown(isUnsettled(book) ? await goOn(context, await lookAgain(context, book)) : book);
    },
    capture: async (tenantId, attemptId) => {
      const found = await known(tenantId, attemptId);
      if (isUnsettled(found)) await lookAgain(context, found);
      // Only what is held can be taken: where the shopper has something to do yet, nothing is remembered of this.
      const wanted = await changeBook(context, tenantId, attemptId, (before) => ({
        book:
          before.wanted === 'authorise' && before.state === 'authorised' ? { ...before, wanted: 'capture' } : before,
      }));
      return shown(await goOn(context, wanted));
    },
    release: async (tenantId, attemptId, reason) => {
      const wanted = await changeBook(context, tenantId, attemptId, (before) => ({ book: toRelease(before, reason) }));
      return shown(await goOn(context, isUnsettled(wanted) ? await lookAgain(context, wanted) : wanted));
    },
    refund: async (tenantId, attemptId, refund) => {
      await known(tenantId, attemptId);
      const asked = await changeBook(context, tenantId, attemptId, (before) => ({
        book: withRefund(before, refund, context.now()),
      }));
      const key = `refund:${refund.refundId}`;
      const isSent = operationOf(asked, key)?.state === 'sent';
      const book = await goOn(context, isSent ? await lookAgain(context, asked) : asked);
      const { state, problem } = operationOf(book, key) ?? {};
      if (state === 'failed') throw refundRefused({ refundId: refund.refundId, because: problem?.message ?? '' });
      return shown(book);
    },
  };
}

/** The attempt as it stands, written down before anything is sent. */
async function made(context: PaymentsContext, asked: AttemptAsked): Promise<Book> {
  const { tenantId, attemptId, checkoutId, orderId, amount, currency, method, returnUrl, description } = asked;
  const found = await context.inTenant(tenantId, (db) => readBook(db, tenantId, attemptId, false));
  if (found) return found;
  const accounts = await accountsOf(context, tenantId);
  const account = accounts.find(({ provider }) => context.provider(provider)?.knows(method));
  if (!account) throw methodUnknown({ method });
  const now = context.now();
  const first = newOperation('authorise', 'authorise', amount, now);
  const empty: Book = {
    ...{ tenantId, attemptId, checkoutId, orderId, method, amount, currency, returnUrl, description },
    ...{ provider: account.provider, accountId: account.id, state: 'created', wanted: 'authorise' },
    ...{ captured: 0, refunded: 0, releaseReason: null, reference: null, actionUrl: null, problem: null },
    ...{ pageSecret: randomBytes(24).toString('base64url'), revision: 0, createdAt: now, looks: 0, operations: [] },
  };
  return context.inTenant(tenantId, async (db) => {
    if (await insertAttempt(db, empty, now)) {
      const book = withOperation(empty, first);
      await saveBook(db, empty, book, now, now + context.heldMs);
      return book;
    }
    return (await readBook(db, tenantId, attemptId, true)) as Book;
  });
}

function refuseOther(book: Book, asked: AttemptAsked): void {
  const same =
    book.amount === asked.amount &&
    book.currency === asked.currency &&
    book.method === asked.method &&
    book.orderId === asked.orderId &&
    book.checkoutId === asked.checkoutId;
  if (!same) throw attemptDiffers({ attemptId: asked.attemptId });
}

async function authorise(context: PaymentsContext, from: Book, email: string): Promise<Book> {
  let book = from;
  for (let tried = 0; tried < BUSY_TRIES && book.state === 'created'; tried += 1) {
    const operation = operationOf(book, 'authorise');
    if (operation?.state !== 'due') return book;
    ({ book } = await perform(context, book, operation, email));
  }
  // It may have been captured at once, or be told to be let go meanwhile.
  return goOn(context, book);
}

/** A provider that cannot be asked now changes nothing: the attempt stays as it is, and the sweeper asks again. */
async function lookAgain(context: PaymentsContext, book: Book): Promise<Book> {
  try {
    return await lookUp(context, book);
  } catch (error) {
    context.log.warn({ err: error, attemptId: book.attemptId }, 'a provider could not be asked');
    return book;
  }
}

const isUnsettled = (book: Book): boolean =>
  book.state === 'unknown' || book.state === 'action' || book.operations.some((each) => each.state === 'sent');

const isDueCapture = ({ kind, state }: Operation): boolean => kind === 'capture' && state === 'due';

function toRelease(book: Book, reason: string): Book {
  const operations = book.operations.map((each) => (isDueCapture(each) ? { ...each, state: 'failed' as const } : each));
  const next: Book = { ...book, operations, wanted: 'release', releaseReason: book.releaseReason ?? reason };
  if (book.state !== 'created') return next;
  const first = operationOf(book, 'authorise');
  return { ...(first && isOpen(first) ? withOperation(next, { ...first, state: 'failed' }) : next), state: 'released' };
}

function withRefund(book: Book, { refundId, amount }: { refundId: string; amount: number }, now: number): Book {
  const key = `refund:${refundId}`;
  const known = operationOf(book, key);
  if (known) {
    if (known.amount !== amount) throw refundDiffers({ refundId });
    return book;
  }
  const { captured } = book;
  const refunded = refundsAsked(book);
  if (amount <= 0 || refunded + amount > captured) throw refundOverCaptured({ captured, refunded, asked: amount });
  return withOperation(book, newOperation('refund', key, amount, now));
}
