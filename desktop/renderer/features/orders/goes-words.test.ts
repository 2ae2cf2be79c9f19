import { expect, test } from 'vitest';
import type { OrderAttempt, OrderPromise } from '../../../bridge/order-page.ts';
import { attemptWords, methodName, onItsWayBack, promisedText } from './goes-words.ts';

const promise: OrderPromise = {
  ...{ kind: 'ship', earliest: '2026-11-28', latest: '2026-11-30', email: null, phone: null, reference: null },
  ...{ place: null, readyAt: null, carrier: null },
};
const attempt: OrderAttempt = {
  ...{ id: 'a', provider: 'stripe', method: 'stripe', state: 'captured', amount: 900, captured: 900, refunded: 0 },
  ...{ reference: '', problem: '', startedAt: 0, changedAt: 0, takes: 'placed', heldUntil: null, inParts: false },
};

test.each<[Partial<OrderPromise>, string | null]>([
  [{}, 'There Sat 28 Nov to Mon 30 Nov'],
  [{ latest: '2026-11-28' }, 'There on Sat 28 Nov'],
  [{ earliest: null }, 'There on Mon 30 Nov'],
  [{ earliest: null, latest: null }, null],
  [{ kind: 'pick-up', latest: null }, 'Ready from Sat 28 Nov'],
])('what was promised, %j, is told in days', (more, text) => {
  expect(promisedText({ ...promise, ...more })).toBe(text);
});

test.each<[Partial<OrderAttempt>, string]>([
  [{}, 'Taken'],
  [{ refunded: 300 }, 'Partly paid back'],
  [{ refunded: 900, state: 'refunded' }, 'Paid back'],
  [{ state: 'authorised', captured: 0 }, 'Authorised, not taken yet'],
  [{ state: 'authorised', captured: 0, provider: 'transfer' }, 'Waiting for the money'],
])('a try to pay, %j, reads %s', (more, text) => {
  expect(attemptWords({ ...attempt, ...more }).text).toBe(text);
});

test('a way to pay that never reached its provider is named all the same', () => {
  expect(methodName({ provider: '', method: 'test-card' })).toBe('Test payment');
  expect(methodName({ provider: '', method: 'transfer' })).toBe('Bank transfer');
  expect(methodName({ provider: 'stripe', method: 'card-present' })).toBe('Card at the till');
});

test('what was asked back and not paid back yet is on its way', () => {
  const back = { kind: 'online', amount: -500 };
  const payments = [back, { kind: 'cash', amount: -100 }, { kind: 'online', amount: 900 }] as never;
  expect(onItsWayBack({ payments, attempts: [{ ...attempt, refunded: 200 }] })).toBe(300);
  expect(onItsWayBack({ payments, attempts: [{ ...attempt, refunded: 500 }] })).toBe(0);
});
