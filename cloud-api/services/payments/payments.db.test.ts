import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { scripts } from './providers/test/scripts.ts';
import { endBetweenSteps, type Way } from './testing/end-between-steps.ts';
import { openPaymentShop, type PaymentShop } from './testing/shop.ts';

let shop: PaymentShop;
beforeAll(async () => {
  shop = await openPaymentShop();
});
afterAll(() => shop?.close());

test('authorised, captured once, paid back in parts and never more than was taken', async () => {
  const { payments, tenantId } = shop;
  const asked = shop.asked();
  const { attemptId } = asked;
  expect(await payments.begin(asked)).toMatchObject({ state: 'authorised', captured: 0, action: null });
  expect(await payments.begin(asked)).toMatchObject({ state: 'authorised', reference: `test_${attemptId}` });
  await expect(payments.begin({ ...asked, amount: 1 })).rejects.toMatchObject({ code: 'payments.attempt-differs' });
  await expect(payments.refund(tenantId, attemptId, { refundId: 'early', amount: 1 })).rejects.toMatchObject({
    code: 'payments.refund-over-captured',
  });
  expect(await payments.capture(tenantId, attemptId)).toMatchObject({ state: 'captured', captured: 1_200 });
  expect(await payments.capture(tenantId, attemptId)).toMatchObject({ captured: 1_200 });
  const part = { refundId: randomUUID(), amount: 500 };
  expect(await payments.refund(tenantId, attemptId, part)).toMatchObject({ state: 'captured', refunded: 500 });
  expect(await payments.refund(tenantId, attemptId, part)).toMatchObject({ refunded: 500 });
  await expect(payments.refund(tenantId, attemptId, { ...part, amount: 2 })).rejects.toMatchObject({
    code: 'payments.refund-differs',
  });
  await expect(payments.refund(tenantId, attemptId, { refundId: 'b', amount: 701 })).rejects.toMatchObject({
    code: 'payments.refund-over-captured',
  });
  expect(await payments.refund(tenantId, attemptId, { refundId: 'c', amount: 700 })).toMatchObject({
    state: 'refunded',
    refunded: 1_200,
  });
  const entries = await shop.entries(attemptId);
  expect(entries.sort()).toEqual(['authorised 1200', 'captured 1200', 'refunded 500', 'refunded 700']);
  expect(await shop.differences()).toEqual([]);
});

test('what others are told: each state once, in order, and what was taken and paid back until then', async () => {
  const { payments, tenantId } = shop;
  const asked = shop.asked();
  await payments.begin(asked);
  await payments.capture(tenantId, asked.attemptId);
  await payments.release(tenantId, asked.attemptId, 'no order');
  const events = await shop.rows<{ payload: { state: string; captured: number; refunded: number } }>(
    `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND aggregate = $2 ORDER BY id`,
    [tenantId, asked.attemptId],
  );
  expect(events.map(({ payload: { state, captured, refunded } }) => [state, captured, refunded])).toEqual([
    ['authorised', 0, 0],
    ['captured', 1_200, 0],
    ['released', 1_200, 1_200],
  ]);
});

test('fifty refunds at once pay back what was taken and not a penny more', async () => {
  const { payments, tenantId } = shop;
  const asked = shop.asked({ amount: 1_000 });
  await payments.begin(asked);
  await payments.capture(tenantId, asked.attemptId);
  const refunds = Array.from({ length: 50 }, (_, at) => ({ refundId: `r${at}`, amount: 70 }));
  const done = await Promise.allSettled(refunds.map((each) => payments.refund(tenantId, asked.attemptId, each)));
  const codes = done.map((each) => (each.status === 'fulfilled' ? 'done' : each.reason.code));
  expect(codes.filter((code) => code === 'done')).toHaveLength(14);
  expect(codes.filter((code) => code === 'payments.refund-over-captured')).toHaveLength(36);
  await shop.settle();
  expect(await payments.look(tenantId, asked.attemptId)).toMatchObject({ captured: 1_000, refunded: 980 });
  expect(await shop.differences()).toEqual([]);
});

test('twenty requests to begin, to take and to let go at once: one authorisation, and nothing of it stays', async () => {
  const { payments, tenantId } = shop;
  const asked = shop.asked();
  await Promise.all(Array.from({ length: 20 }, () => payments.begin(asked)));
  await Promise.all(Array.from({ length: 20 }, () => payments.capture(tenantId, asked.attemptId)));
  await shop.settle();
  expect(await shop.entries(asked.attemptId)).toEqual(['authorised 1200', 'captured 1200']);
  const other = shop.asked();
  await payments.begin(other);
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      at % 2 === 0
        ? payments.capture(tenantId, other.attemptId)
        : payments.release(tenantId, other.attemptId, 'no stock'),
    ),
  );
  await shop.settle();
  expect(await payments.look(tenantId, other.attemptId)).toMatchObject({ state: 'released' });
  expect(await shop.differences()).toEqual([]);
});

/** How each script comes out for whoever asks, looks until it is settled, and takes the money. */
const outcomes: Readonly<Record<keyof typeof scripts, string>> = {
  paid: 'captured',
  declined: 'declined',
  'no-money': 'declined',
  // Nobody confirms it, so it is let go.
  challenge: 'released',
  'authorise-lost': 'captured',
  'authorise-late': 'captured',
  'authorise-too-late': 'released',
  'authorise-never': 'declined',
  'capture-lost': 'captured',
  'capture-never': 'captured',
  'refund-lost': 'captured',
  'refund-never': 'captured',
  'refund-refused': 'captured',
  // The authorisation is still there at this provider: it stays so until somebody decides.
  'capture-refused': 'authorised',
  'single-capture': 'captured',
  twice: 'captured',
  'webhook-first': 'captured',
  'webhook-twice': 'captured',
  'webhook-only': 'captured',
  'captured-at-once': 'captured',
};

test.each(Object.entries(outcomes))('a provider that does so – %s – ends as %s', async (script, outcome) => {
  const { payments, tenantId } = shop;
  const asked = shop.asked({ method: `test.${script}` });
  const { attemptId } = asked;
  let attempt = await payments.begin(asked);
  for (let looked = 0; looked < 5 && attempt.state === 'unknown'; looked += 1) {
    shop.pass(8_000);
    attempt = (await payments.look(tenantId, attemptId)) ?? attempt;
  }
  if (attempt.state === 'authorised') await payments.capture(tenantId, attemptId);
  await shop.settle();
  const settled = await payments.look(tenantId, attemptId);
  expect(settled).toMatchObject({ state: outcome, captured: outcome === 'captured' ? 1_200 : 0 });
  const entries = await shop.entries(attemptId);
  expect(entries.filter((entry) => entry.startsWith('authorised'))).toHaveLength(
    ['declined', 'no-money', 'challenge', 'authorise-never'].includes(script) ? 0 : 1,
  );
  expect(await shop.differences()).toEqual([]);
  if (outcome !== 'captured') return;
  const refund = payments.refund(tenantId, attemptId, { refundId: 'all', amount: 1_200 });
  if (script === 'refund-refused') await expect(refund).rejects.toMatchObject({ code: 'payments.refund-refused' });
  else await refund;
  await shop.settle();
  const back = script === 'refund-refused' ? 0 : 1_200;
  expect(await payments.look(tenantId, attemptId)).toMatchObject({ refunded: back });
  expect(await shop.differences()).toEqual([]);
});

test('what nobody makes an order of is let go by itself', async () => {
  const { payments, tenantId } = shop;
  const asked = ['test', 'test-card', 'test.authorise-lost'].map((method) => shop.asked({ method }));
  for (const each of asked) await payments.begin(each);
  shop.pass(shop.context.heldMs - 60_000);
  await shop.sweep();
  expect(await payments.look(tenantId, asked[0]?.attemptId ?? '')).toMatchObject({ state: 'authorised' });
  await shop.settle();
  for (const { attemptId } of asked) {
    expect(await payments.look(tenantId, attemptId)).toMatchObject({ state: 'released' });
  }
  expect(await shop.differences()).toEqual([]);
});

const ways = {
  test: 'refund, then release',
  'test.authorise-lost': 'capture',
} as const satisfies Readonly<Record<string, Way>>;

test.each(Object.entries(ways))('the process ends between any two steps: %s, %s', (method, way) =>
  endBetweenSteps(shop, method, way),
);
