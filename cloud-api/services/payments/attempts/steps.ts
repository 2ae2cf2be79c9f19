import type { AttemptAsked } from '../../../platform/payments/payments.ts';
import type { PaymentsContext } from '../context.ts';
import {
  type Asked,
  type Provider,
  ProviderBusy,
  type ProviderCall,
  ProviderRefused,
  type ToldPayment,
} from '../providers/provider.ts';
import type { Exchange } from './attempt-rows.ts';
import { type Book, busy, nextOperation, refused, sent, told, unheardOf } from './book.ts';
import { isOpen, type Operation, operationOf, withOperation } from './operations.ts';
import { noteDisputes } from './note-disputes.ts';
import { isLastTaking } from './taking.ts';
import { type Change, changeBook, pageUrl } from './change-book.ts';

/**
 * Between each two steps of these the process may end: what was to be sent is written down before (`sent`), and what is
 * sent and has no answer is only looked for, never sent again before the provider's own book shows that it was not done.
 */

/** An operation that refused cannot make the loop go on for ever; the sweeper comes back. */
const STEPS_AT_ONCE = 6;

/**
 * Changes what is wanted of an attempt, and asks for what follows from it: one after the other, until nothing is left or
 * something has no answer. What is asked is written down in the transaction that decided it.
 */
export async function goOn(
  context: PaymentsContext,
  from: Book,
  want: (book: Book) => Book = (book) => book,
): Promise<Book> {
  const { now } = context;
  let book = from;
  for (let step = 0; step < STEPS_AT_ONCE; step += 1) {
    if (step > 0 && nextOperation(book, now()) === null) return book;
    const { next, asked } = await decide(context, book, step === 0 ? want : (before) => before);
    if (!asked) return next;
    const result = await ask(context, next, asked);
    ({ book } = result);
    if (!result.goOn) return book;
    // It refused: its book says why, such as that it was captured or let go before.
    if (operationOf(book, asked.key)?.state === 'failed') book = await lookUp(context, book);
  }
  return book;
}

async function decide(
  context: PaymentsContext,
  from: Book,
  want: (book: Book) => Book,
): Promise<{ next: Book; asked: Operation | null }> {
  let asked: Operation | null = null;
  const change = (before: Book): Change => {
    const wanted = want(before);
    asked = nextOperation(wanted, context.now());
    return asked ? sending(wanted, asked, context.now()) : { book: wanted };
  };
  const next = await changeBook(context, from, change, from);
  return { next, asked };
}

/** Written down before the first byte. */
export const sending = (book: Book, operation: Operation, now: number): Change => ({
  book: sent(book, operation, now),
  exchange: { key: operation.key, said: 'sent', body: wordsOf(operation) },
});

/** Asks the provider for what was written down as sent, and writes down what it answers. */
export async function ask(
  context: PaymentsContext,
  book: Book,
  operation: Operation,
  by: Pick<AttemptAsked, 'email' | 'payer' | 'atReader'> = { email: '' },
): Promise<{ book: Book; goOn: boolean }> {
  const { now } = context;
  const provider = providerOf(context, book);
  let answer: (book: Book, asked: Operation) => Change;
  let goOn = false;
  try {
    const payment = await say(provider, callOf(context, book), operation, { ...by, inParts: book.takes === 'sent' });
    goOn = true;
    answer = (before, asked) => ({
      book: told(answered(before, asked, payment), payment, now(), provider.actsWithinMs),
      exchange: { key: asked.key, said: 'answered', body: payment },
    });
  } catch (error) {
    answer = (before, asked) => unanswered(before, asked, error);
    goOn = error instanceof ProviderRefused && operation.kind !== 'refund';
  }
  const change = (before: Book): Change => {
    const asked = operationOf(before, operation.key);
    return asked ? answer(before, asked) : { book: before };
  };
  const after = await changeBook(context, book, change, book);
  return { book: after, goOn };
}

const wordsOf = ({ kind, amount }: Operation) => ({ kind, amount });

/** It answered to this very operation, so this one is done even where the payment as a whole does not show it. */
function answered(book: Book, asked: Operation, payment: ToldPayment): Book {
  if (!isOpen(asked) || asked.kind === 'authorise' || asked.kind === 'hold' || asked.kind === 'refund') return book;
  return withOperation(book, { ...asked, state: 'done', reference: payment.reference });
}

function unanswered(book: Book, asked: Operation, error: unknown): Change {
  const { key } = asked;
  const words = (said: Exchange['said'], body: unknown): Exchange => ({ key, said, body });
  if (!isOpen(asked)) return { book };
  if (error instanceof ProviderRefused) {
    return { book: refused(book, asked, error.problem), exchange: words('refused', error.problem) };
  }
  if (error instanceof ProviderBusy) return { book: busy(book, asked), exchange: words('refused', { busy: true }) };
  return { book, exchange: words('unanswered', { error: error instanceof Error ? error.name : 'unknown' }) };
}

function say(
  provider: Provider,
  call: ProviderCall,
  operation: Operation,
  { email, payer = null, atReader, inParts }: Pick<AttemptAsked, 'email' | 'payer' | 'atReader'> & { inParts: boolean },
): Promise<ToldPayment> {
  const { key, kind, amount } = operation;
  const asked: Asked = { ...call, idempotencyKey: `${call.attemptId}:${key}` };
  if (kind === 'authorise') return provider.authorise({ ...asked, email, payer, atReader, inParts });
  if (kind === 'hold' && provider.hold) return provider.hold(asked);
  if (kind === 'capture') return provider.capture({ ...asked, take: amount, last: isLastTaking(operation) });
  if (kind === 'release') return provider.release(asked);
  return provider.refund({ ...asked, key, refund: amount });
}

/** Takes over what the provider's own book says at this moment; moves no money. */
export async function lookUp(context: PaymentsContext, book: Book): Promise<Book> {
  const provider = providerOf(context, book);
  // Nothing ever left for the provider.
  if (book.state === 'created') return book;
  if (provider.offline) return changeBook(context, book, (before) => ({ book: unsent(before) }));
  const askedAt = context.now();
  const payment = await provider.look(callOf(context, book));
  const after = await changeBook(context, book, (before) => ({
    book: payment
      ? told(before, payment, askedAt, provider.actsWithinMs)
      : unheardOf(before, askedAt, provider.actsWithinMs),
    exchange: { key: null, said: 'looked', body: payment ?? { found: false } },
  }));
  await noteDisputes(context, after, payment?.disputes ?? []);
  return after;
}

/** Where there is nobody to send it to, what was begun and not ended was not done. */
const unsent = (book: Book): Book =>
  book.operations.filter(({ state }) => state === 'sent').reduce((next, each) => busy(next, each), book);

export function providerOf(context: PaymentsContext, book: Book): Provider {
  const provider = context.provider(book.provider);
  if (!provider) throw new Error(`the provider ${book.provider} of attempt ${book.attemptId} is not in this version`);
  return provider;
}

export function callOf(context: PaymentsContext, book: Book): ProviderCall {
  const { tenantId, accountId, attemptId, checkoutId, orderId, method, amount, currency } = book;
  const { description, reference, createdAt, agreement = null } = book;
  const whose = { tenantId, accountId, attemptId, checkoutId, orderId };
  return {
    ...whose,
    method,
    amount,
    currency,
    description,
    reference,
    createdAt,
    agreement,
    pageUrl: pageUrl(context, book),
  };
}
