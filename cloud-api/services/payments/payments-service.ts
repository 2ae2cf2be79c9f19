import { randomBytes } from 'node:crypto';
import {
  agreementDiffers,
  attemptDiffers,
  attemptMissing,
  captureOverAuthorised,
  methodUnknown,
  refundDiffers,
  refundOverCaptured,
  refundRefused,
} from '@tillhouse/shared/domains/payments/errors.ts';
import { isDuplicate } from '@tillhouse/shared/data/duplicate.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Attempt, AttemptAsked, Payments } from '../../platform/payments/payments.ts';
import { insertAttempt, readBook } from './attempts/attempt-rows.ts';
import { type Book, nextOperation, refundsAsked } from './attempts/book.ts';
import { isOpen, newOperation, type Operation, operationOf, withOperation } from './attempts/operations.ts';
import { attemptOf, changeBook, lookAt } from './attempts/change-book.ts';
import { wantTaken } from './attempts/taking.ts';
import { ask, goOn, lookUp, sending } from './attempts/steps.ts';
import { boundsOf, inOrder, instructionsFor, offers, takingOf } from './accounts/account-rules.ts';
import { transferReference } from './providers/offline.ts';
import { accountsIn, accountsOf } from './accounts/account-rows.ts';
import { type AgreementRow, findAgreement } from './agreements/agreement-rows.ts';
import { agreementsService } from './agreements/agreements.ts';
import type { PaymentsContext } from './context.ts';

/** How often a provider that is busy is asked again before the caller hears of it. */
const BUSY_TRIES = 3;

/** Payments over the database and the providers of this context. It keeps nothing in memory. */
export function paymentsService(context: PaymentsContext): Payments {
  const shown = (book: Book): Attempt => attemptOf(context, book);
  const read = (tenantId: string, attemptId: string): Promise<Book | null> =>
    context.inOneTrip(tenantId, (db) => readBook(db, tenantId, attemptId, false));
  const known = async (tenantId: string, attemptId: string): Promise<Book> => {
    const book = await read(tenantId, attemptId);
    if (!book) throw attemptMissing({ attemptId });
    return book;
  };

  return {
    ...agreementsService(context),
    methods: async (tenantId, of) => {
      const accounts = context.offered.get(tenantId) ?? (await accountsOf(context, tenantId));
      context.offered.set(tenantId, accounts);
      const offered = inOrder(accounts).filter(
        ({ rules }) => offers(rules, of) && (!of.express || rules.express === true),
      );
      return offered.flatMap(({ provider: name, settings, rules }) => {
        const provider = context.provider(name);
        const methods = (of.express ? provider?.express?.methods(of) : provider?.methods(of, settings)) ?? [];
        const { least = null, most = null } = (of.amount === null && boundsOf(rules, of)) || {};
        const between = of.amount === null ? { least, most } : {};
        return methods.map((each) => ({
          ...each,
          ...between,
          charged: takingOf(rules, provider?.holds(each.id) ?? 'none').takes,
        }));
      });
    },
    begin: async (asked) => {
      const { book, isNew } = await made(context, asked);
      if (isNew) return shown(await authorise(context, book, asked));
      refuseOther(book, asked);
      if (book.state === 'unknown') return shown(await lookAgain(context, book));
      if (book.state !== 'created' || book.wanted === 'release') return shown(book);
      // The provider was busy, and did nothing of it.
      const again = await sentAgain(context, book);
      return shown(again.isMine ? await authorise(context, again.book, asked) : again.book);
    },
    look: async (tenantId, attemptId) => {
      const book = await read(tenantId, attemptId);
      if (!book) return null;
      return shown(isUnsettled(book) ? await goOn(context, await lookAgain(context, book)) : book);
    },
    keep: async (tenantId, attemptId) => {
      const found = await known(tenantId, attemptId);
      return shown(await goOn(context, isUnsettled(found) ? await lookAgain(context, found) : found, toKeep));
    },
    capture: async (tenantId, attemptId, part) => {
      const found = await known(tenantId, attemptId);
      if (part && part.upTo > found.amount) throw captureOverAuthorised({ authorised: found.amount, asked: part.upTo });
      const book = isUnsettled(found) ? await lookAgain(context, found) : found;
      return shown(await goOn(context, book, part ? (before) => wantTaken(before, part, context.now()) : toCapture));
    },
    release: async (tenantId, attemptId, reason) => {
      const found = await known(tenantId, attemptId);
      const book = await goOn(context, found, (before) => toRelease(before, reason));
      return shown(isUnsettled(book) ? await goOn(context, await lookAgain(context, book)) : book);
    },
    refund: async (tenantId, attemptId, refund) => {
      const found = await known(tenantId, attemptId);
      const key = `refund:${refund.refundId}`;
      const isSent = operationOf(found, key)?.state === 'sent';
      const from = isSent ? await lookAgain(context, found) : found;
      const book = await goOn(context, from, (before) => withRefund(before, refund, context.now()));
      const { state, problem } = operationOf(book, key) ?? {};
      if (state === 'failed') throw refundRefused({ refundId: refund.refundId, because: problem?.message ?? '' });
      return shown(book);
    },
  };
}

/** What its shopper agreed to before; undefined where they did not. @throws where it is another checkout's, or by another way */
async function agreementOf(
  context: PaymentsContext,
  { tenantId, agreementId, checkoutId, method }: AttemptAsked,
): Promise<AgreementRow | undefined> {
  if (!agreementId) return undefined;
  const found = await context.inOneTrip(tenantId, (db) => findAgreement(db, tenantId, agreementId));
  if (found?.checkoutId !== checkoutId || found.method !== method || found.reference === null)
    throw agreementDiffers({ agreementId });
  return found;
}

/** The attempt as it stands. A new one is written down as sent already: it is, before anything else can happen to it. */
async function made(context: PaymentsContext, asked: AttemptAsked): Promise<{ book: Book; isNew: boolean }> {
  const { tenantId, attemptId, checkoutId, orderId, amount, currency, method, returnUrl, description } = asked;
  const [found, accounts] = await context.inOneTrip(tenantId, (db) =>
    atOnce([readBook(db, tenantId, attemptId, false), accountsIn(context, db, tenantId)]),
  );
  const write = async (): Promise<{ book: Book; isNew: boolean }> => {
    if (found) return { book: found, isNew: false };
    const agreement = await agreementOf(context, asked);
    const account = accounts.find(({ provider, settings }) => {
      const known = context.provider(provider);
      return asked.atReader ? known?.terminal : known?.knows(method, settings);
    });
    if (agreement && agreement.accountId !== account?.id) throw methodUnknown({ method });
    // Who asks for a way that is not offered for this much, to there or in this shop, by hand, is told as of one that is not there.
    const { storeId, country = null } = asked;
    const offered = account && (asked.atReader || offers(account.rules, { currency, amount, country, storeId }));
    if (!account || !offered) throw methodUnknown({ method });
    const now = context.now();
    const empty: Book = {
      ...{ tenantId, attemptId, checkoutId, orderId, method, amount, currency, returnUrl, description },
      ...{ provider: account.provider, accountId: account.id, state: 'created', wanted: 'authorise' },
      ...takingOf(account.rules, context.provider(account.provider)?.holds(method) ?? 'none'),
      ...{ captured: 0, refunded: 0, releaseReason: null, reference: null, actionUrl: null, problem: null },
      ...{
        pageSecret: randomBytes(24).toString('base64url'),
        revision: 0,
        createdAt: now,
        looks: 0,
        operations: [],
        saves: 0,
      },
      agreement: agreement?.reference ?? null,
      instructions: instructionsFor(account, { amount, currency, reference: transferReference(attemptId) }),
    };
    const { book, exchange } = sending(empty, newOperation('authorise', 'authorise', amount, now), now);
    await context.inOneTrip(tenantId, (db) =>
      insertAttempt(db, book, { now, lookAt: lookAt(context, book), exchange }),
    );
    return { book, isNew: true };
  };
  return write().catch(async (error: unknown) => {
    if (!isDuplicate(error)) throw error;
    const book = await context.inOneTrip(tenantId, (db) => readBook(db, tenantId, attemptId, false));
    return { book: book as Book, isNew: false };
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

/** Asks for what was written down as sent; a provider that is busy is asked again, before the caller hears of it. */
async function authorise(context: PaymentsContext, from: Book, by: AttemptAsked): Promise<Book> {
  let book = from;
  for (let tried = 1; ; tried += 1) {
    const operation = operationOf(book, 'authorise');
    if (!operation) return book;
    ({ book } = await ask(context, book, operation, by));
    if (book.state !== 'created' || tried >= BUSY_TRIES) break;
    const again = await sentAgain(context, book);
    ({ book } = again);
    if (!again.isMine) return book;
  }
  // It may be told to be let go meanwhile.
  return nextOperation(book, context.now()) ? goOn(context, book) : book;
}

/** The provider did nothing of it: whoever comes first asks again. */
async function sentAgain(
  context: PaymentsContext,
  { tenantId, attemptId }: Book,
): Promise<{ book: Book; isMine: boolean }> {
  let isMine = false;
  const book = await changeBook(context, { tenantId, attemptId }, (before) => {
    const due = operationOf(before, 'authorise');
    isMine = due?.state === 'due' && before.state === 'created' && before.wanted !== 'release';
    return due && isMine ? sending(before, due, context.now()) : { book: before };
  });
  return { book, isMine };
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

/** Only what is held can be taken: where the shopper has something to do yet, nothing is remembered of this. */
const toCapture = (book: Book): Book =>
  (book.wanted === 'authorise' || book.wanted === 'keep') && book.state === 'authorised'
    ? { ...book, wanted: 'capture', toTake: book.amount, isLast: true }
    : book;

const toKeep = (book: Book): Book =>
  book.wanted === 'authorise' && book.state === 'authorised' ? { ...book, wanted: 'keep' } : book;

/** What would take or hold money, and was not sent yet. */
const isDueTaking = ({ kind, state }: Operation): boolean => (kind === 'capture' || kind === 'hold') && state === 'due';

function toRelease(book: Book, reason: string): Book {
  const operations = book.operations.map((each) => (isDueTaking(each) ? { ...each, state: 'failed' as const } : each));
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
