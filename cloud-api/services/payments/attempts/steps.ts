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
import {
  type Book,
  busy,
  isOpen,
  isStillWanted,
  nextOperation,
  type Operation,
  operationOf,
  refused,
  sent,
  told,
  unheardOf,
  withOperation,
} from './book.ts';
import { type Change, changeBook, pageUrl } from './change-book.ts';

/**
 * Between each two steps of these the process may end: what was to be sent is written down before (`sent`), and what is
 * sent and has no answer is only looked for, never sent again before the provider's own book shows that it was not done.
 */

/** An operation that refused cannot make the loop go on for ever; the sweeper comes back. */
const STEPS_AT_ONCE = 6;

/** Asks the provider for one operation, unless somebody else does already. */
export async function perform(
  context: PaymentsContext,
  { tenantId, attemptId }: Book,
  operation: Operation,
  email = '',
): Promise<{ book: Book; goOn: boolean }> {
  const { now } = context;
  let mine = false;
  const book = await changeBook(context, tenantId, attemptId, (before) => {
    const known = operationOf(before, operation.key) ?? planned(before, operation, now());
    mine = known?.state === 'due' && isStillWanted(before, known);
    if (!known || !mine) return { book: before };
    return { book: sent(before, known, now()), exchange: { key: known.key, said: 'sent', body: wordsOf(known) } };
  });
  if (!mine) return { book, goOn: false };
  const provider = providerOf(context, book);
  let answer: (book: Book, asked: Operation) => Change;
  let goOn = false;
  try {
    const payment = await ask(provider, callOf(context, book), operation, email);
    goOn = true;
    answer = (before, asked) => ({
      book: told(answered(before, asked, payment), payment, now(), provider.actsWithinMs),
      exchange: { key: asked.key, said: 'answered', body: payment },
    });
  } catch (error) {
    answer = (before, asked) => unanswered(before, asked, error);
    goOn = error instanceof ProviderRefused && operation.kind !== 'refund';
  }
  const after = await changeBook(context, tenantId, attemptId, (before) => {
    const asked = operationOf(before, operation.key);
    // Somebody looked in the meantime and settled it: their word is newer.
    return asked ? answer(before, asked) : { book: before };
  });
  return { book: after, goOn };
}

/** Planned on what was read before: it counts only where it still follows from what is there. */
function planned(book: Book, { key, amount }: Operation, now: number): Operation | undefined {
  const next = nextOperation(book, now);
  return next?.key === key && next.amount === amount ? next : undefined;
}

const wordsOf = ({ kind, amount }: Operation) => ({ kind, amount });

/** It answered to this very operation, so this one is done even where the payment as a whole does not show it. */
function answered(book: Book, asked: Operation, payment: ToldPayment): Book {
  if (!isOpen(asked) || asked.kind === 'authorise' || asked.kind === 'refund') return book;
  return withOperation(book, { ...asked, state: 'done', reference: payment.reference });
}

function unanswered(book: Book, asked: Operation, error: unknown): Change {
  const { key } = asked;
  const say = (said: Exchange['said'], body: unknown): Exchange => ({ key, said, body });
  if (!isOpen(asked)) return { book };
  if (error instanceof ProviderRefused) {
    return { book: refused(book, asked, error.problem), exchange: say('refused', error.problem) };
  }
  if (error instanceof ProviderBusy) return { book: busy(book, asked), exchange: say('refused', { busy: true }) };
  return { book, exchange: say('unanswered', { error: error instanceof Error ? error.name : 'unknown' }) };
}

function ask(provider: Provider, call: ProviderCall, operation: Operation, email: string): Promise<ToldPayment> {
  const { key, kind, amount } = operation;
  const asked: Asked = { ...call, idempotencyKey: `${call.attemptId}:${key}` };
  if (kind === 'authorise') return provider.authorise({ ...asked, email });
  if (kind === 'capture') return provider.capture(asked);
  if (kind === 'release') return provider.release(asked);
  return provider.refund({ ...asked, key, refund: amount });
}

/** Takes over what the provider's own book says at this moment; moves no money. */
export async function lookUp(context: PaymentsContext, book: Book): Promise<Book> {
  const provider = providerOf(context, book);
  // Nothing ever left for the provider.
  if (book.state === 'created') return book;
  if (provider.offline)
    return changeBook(context, book.tenantId, book.attemptId, (before) => ({ book: unsent(before) }));
  const askedAt = context.now();
  const payment = await provider.look(callOf(context, book));
  return changeBook(context, book.tenantId, book.attemptId, (before) => ({
    book: payment
      ? told(before, payment, askedAt, provider.actsWithinMs)
      : unheardOf(before, askedAt, provider.actsWithinMs),
    exchange: { key: null, said: 'looked', body: payment ?? { found: false } },
  }));
}

/** Where there is nobody to send it to, what was begun and not ended was not done. */
const unsent = (book: Book): Book =>
  book.operations.filter(({ state }) => state === 'sent').reduce((next, each) => busy(next, each), book);

/** Asks for what follows from what is wanted, one after the other, until nothing is left or something has no answer. */
export async function goOn(context: PaymentsContext, from: Book): Promise<Book> {
  let book = from;
  for (let step = 0; step < STEPS_AT_ONCE; step += 1) {
    const operation = nextOperation(book, context.now());
    if (!operation) return book;
    const result = await perform(context, book, operation);
    ({ book } = result);
    if (!result.goOn) return book;
    // It refused: its book says why, such as that it was captured or let go before.
    if (operationOf(book, operation.key)?.state === 'failed') book = await lookUp(context, book);
  }
  return book;
}

export function providerOf(context: PaymentsContext, book: Book): Provider {
  const provider = context.provider(book.provider);
  if (!provider) throw new Error(`the provider ${book.provider} of attempt ${book.attemptId} is not in this version`);
  return provider;
}

export function callOf(context: PaymentsContext, book: Book): ProviderCall {
  const { tenantId, accountId, attemptId, checkoutId, orderId, method, amount, currency } = book;
  const { description, reference, createdAt } = book;
  const whose = { tenantId, accountId, attemptId, checkoutId, orderId };
  return { ...whose, method, amount, currency, description, reference, createdAt, pageUrl: pageUrl(context, book) };
}
