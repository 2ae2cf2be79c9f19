import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToldPayment, ToldRefund } from '../providers/provider.ts';
import { type Book, KEYS_LIVE_MS, nextOperation, sent, told, unheardOf } from './book.ts';
import { newOperation, withOperation } from './operations.ts';

const ACTS_WITHIN = 20_000;
const empty: Book = {
  ...{ tenantId: 't', attemptId: 'a', checkoutId: 'c', orderId: 'o', provider: 'p', accountId: 'x', method: 'm' },
  ...{ amount: 1_000, currency: 'GBP', captured: 0, refunded: 0, state: 'created', wanted: 'authorise' },
  ...{ releaseReason: null, reference: null, actionUrl: null, problem: null, returnUrl: '', description: '' },
  ...{ pageSecret: '', revision: 0, createdAt: 0, looks: 0, operations: [], saves: 0 },
  ...{ takes: 'placed', takesInTime: false, heldUntil: null, inParts: false, toTake: 0, isLast: true },
};
const begun = sent(empty, newOperation('authorise', 'authorise', 1_000, 0), 0);
const payment = (of: Partial<ToldPayment>): ToldPayment => ({
  ...{ reference: 'r', state: 'authorised', captured: 0, refunds: [], actionUrl: null, problem: null, ...of },
});
const back = (key: string, amount: number, state: ToldRefund['state'] = 'done'): ToldRefund => ({
  ...{ key, amount, state, reference: key },
});

/** A payment's history in the provider's own book: each later than the one before. */
const history: readonly ToldPayment[] = [
  payment({ state: 'action' }),
  payment({ state: 'authorised' }),
  payment({ state: 'captured', captured: 1_000 }),
  payment({ state: 'captured', captured: 1_000, refunds: [back('refund:a', 300)] }),
  payment({ state: 'captured', captured: 1_000, refunds: [back('refund:a', 300), back('refund:b', 700)] }),
];

test('whatever order its words come in and however often, what counts is the latest that was heard', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: history.length - 1 }), { minLength: 1, maxLength: 12 }), (heard) => {
      const book = heard.reduce((next, at) => told(next, history[at] as ToldPayment, 1, ACTS_WITHIN), begun);
      const latest = Math.max(...heard);
      const { captured, refunds } = history[latest] as ToldPayment;
      const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
      const state = ['action', 'authorised', 'captured', 'captured', 'refunded'][latest];
      expect([book.state, book.captured, book.refunded]).toEqual([state, captured, refunded]);
      expect(book.operations.every(({ state: each }) => each === 'done')).toBe(true);
    }),
  );
});

test('a refund that fails at the bank comes back to the shop, and is not taken for done by an older word', () => {
  const done = told(begun, history[4] as ToldPayment, 1, ACTS_WITHIN);
  const failed = payment({
    ...{ state: 'captured', captured: 1_000, refunds: [back('refund:a', 300, 'failed'), back('refund:b', 700)] },
  });
  const book = told(told(done, failed, 2, ACTS_WITHIN), history[4] as ToldPayment, 3, ACTS_WITHIN);
  expect([book.state, book.captured, book.refunded]).toEqual(['captured', 1_000, 700]);
});

test('what the book does not show is asked again only after it can no longer act, with the same key, and never after a day', () => {
  const authorised = told(begun, history[1] as ToldPayment, 1, ACTS_WITHIN);
  const capturing = sent(
    { ...authorised, wanted: 'capture', toTake: 1_000 },
    newOperation('capture', 'capture', 1_000, 2),
    2,
  );
  const after = (ms: number) => told(capturing, history[1] as ToldPayment, 2 + ms, ACTS_WITHIN);
  const stateOf = (book: Book) => book.operations.find(({ key }) => key === 'capture')?.state;
  expect([ACTS_WITHIN, ACTS_WITHIN + 1, KEYS_LIVE_MS, KEYS_LIVE_MS + 1].map((ms) => stateOf(after(ms)))).toEqual([
    ...['sent', 'due', 'due', 'failed'],
  ]);
  expect(nextOperation(after(1), 3)).toBeNull();
  expect(nextOperation(after(ACTS_WITHIN + 1), 3)?.key).toBe('capture');
  expect(nextOperation(after(KEYS_LIVE_MS + 1), 3)).toBeNull();
});

test('what was given up as never asked and turns up after all is let go', () => {
  const given = unheardOf(begun, ACTS_WITHIN + 1, ACTS_WITHIN);
  expect([given.state, given.problem?.code]).toEqual(['declined', 'payments.not-reached']);
  expect(unheardOf(begun, ACTS_WITHIN, ACTS_WITHIN)).toBe(begun);
  const found = told(given, history[1] as ToldPayment, ACTS_WITHIN + 2, ACTS_WITHIN);
  expect([found.state, found.wanted, nextOperation(found, 1)?.kind]).toEqual(['authorised', 'release', 'release']);
});

test('letting go waits for a capture under way, then pays back what is left and no more', () => {
  const authorised = { ...told(begun, history[1] as ToldPayment, 1, ACTS_WITHIN), wanted: 'release' as const };
  const capturing = sent(authorised, newOperation('capture', 'capture', 1_000, 2), 2);
  expect(nextOperation(capturing, 3)).toBeNull();
  const taken = told(capturing, history[2] as ToldPayment, 3, ACTS_WITHIN);
  expect(nextOperation(taken, 4)).toMatchObject({ kind: 'refund', key: 'refund:release', amount: 1_000 });
  const asked = withOperation(taken, newOperation('refund', 'refund:a', 300, 4));
  const paying = sent(asked, asked.operations.at(-1) as never, 5);
  // One refund has no answer yet: what is left is known when it has.
  expect(nextOperation(paying, 6)).toBeNull();
  const partly = told(paying, history[3] as ToldPayment, 7, ACTS_WITHIN);
  expect(nextOperation(partly, 8)).toMatchObject({ key: 'refund:release', amount: 700 });
});
