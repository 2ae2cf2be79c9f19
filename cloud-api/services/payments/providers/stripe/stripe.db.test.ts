import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccount, saveAccount, sealSecrets } from '../../accounts/account-rows.ts';
import { checkAccount } from '../../accounts/accounts.ts';
import { readBook } from '../../attempts/attempt-rows.ts';
import type { Book } from '../../attempts/book.ts';
import { pageUrl } from '../../attempts/change-book.ts';
import { readPayouts } from '../../payouts/read-payouts.ts';
import { payServer } from '../../pages/pay-server.ts';
import { openPaymentShop, type PaymentShop } from '../../testing/shop.ts';
import { takeWebhook } from '../../webhooks/webhooks.ts';
import { keepsTheSameBook, takesInParts } from '../testing/same-book.ts';
import { type FakeStripe, startFakeStripe } from './testing/fake-stripe.ts';
import { stripeProvider } from './stripe-provider.ts';

const KEY = 'sk_test_of_this_test';
const SIGNING = 'whsec_of_this_test';
let shop: PaymentShop;
let stripe: FakeStripe;
const accountId = randomUUID();

beforeAll(async () => {
  shop = await openPaymentShop(async (needs) => {
    stripe = await startFakeStripe(KEY, needs.now);
    const open = (tenantId: string, id: string) => openAccount(needs, tenantId, id);
    return [stripeProvider({ now: needs.now, openAccount: open }, { api: stripe.url })];
  });
  await connect(KEY);
});
afterAll(async () => {
  await shop?.close();
  await stripe?.close();
});

async function connect(secretKey: string): Promise<void> {
  const { context, tenantId } = shop;
  const sealed = await sealSecrets(context, tenantId, accountId, { secretKey, webhookSecret: SIGNING });
  const account = {
    id: accountId,
    provider: 'stripe',
    name: 'Cards',
    status: 'active' as const,
    settings: {},
    rules: {},
  };
  await context.inTenant(tenantId, (db) => saveAccount(db, tenantId, account, sealed, context.now()));
}

const asked = () => shop.asked({ method: 'stripe' });

test('a shopper pays at Stripe’s page; it is taken once, and paid back in parts, also by somebody in Stripe’s office', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  const begun = await payments.begin(ask);
  expect(begun).toMatchObject({
    state: 'action',
    action: { url: expect.stringMatching(/^https:\/\/checkout\.stripe/) },
  });
  expect(await payments.begin(ask)).toEqual(begun);
  stripe.pay(ask.attemptId, 'challenged');
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'action' });
  stripe.pay(ask.attemptId, 'confirms');
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  const taken = await payments.capture(tenantId, ask.attemptId);
  expect(taken).toMatchObject({ state: 'captured', captured: 1_200, reference: expect.stringMatching(/^pi_/) });
  await payments.refund(tenantId, ask.attemptId, { refundId: 'a', amount: 300 });
  stripe.refundThere(ask.attemptId, 100);
  const back = await payments.refund(tenantId, ask.attemptId, { refundId: 'b', amount: 400 });
  expect(back).toMatchObject({ refunded: 800 });
  await expect(payments.refund(tenantId, ask.attemptId, { refundId: 'c', amount: 401 })).rejects.toMatchObject({
    code: 'payments.refund-over-captured',
  });
  expect(await payments.release(tenantId, ask.attemptId, 'no order')).toMatchObject({ state: 'released' });
  expect(stripe.book(ask.attemptId)).toEqual({ payments: 1, captures: 1, captured: 1_200, refunded: 1_200, held: 0 });
});

test('what Stripe tells counts by its signature and its book, in any order, twice, and before its answer', async () => {
  const { payments, tenantId, context } = shop;
  const tell = (type: string, id?: string, secret = SIGNING) => {
    const { header, body } = stripe.event(ask.attemptId, type, secret, id);
    const headers = { 'stripe-signature': header };
    return takeWebhook(context, { provider: 'stripe', accountId, headers, raw: Buffer.from(body) });
  };
  const ask = asked();
  stripe.faults.push('lost-after');
  expect(await payments.begin(ask)).toMatchObject({ state: 'unknown' });
  stripe.pay(ask.attemptId, 'pays');
  await expect(tell('payment_intent.amount_capturable_updated', 'evt_1', 'whsec_another')).rejects.toMatchObject({
    code: 'payments.webhook-refused',
  });
  expect(await tell('payment_intent.succeeded', 'evt_2')).toEqual({ repeated: false });
  // It says "succeeded"; the book says that it is held.
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(await tell('payment_intent.amount_capturable_updated', 'evt_3')).toEqual({ repeated: false });
  expect(await tell('payment_intent.succeeded', 'evt_2')).toEqual({ repeated: true });
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ state: 'captured' });
  stripe.refundThere(ask.attemptId, 1_200);
  await tell('charge.refunded');
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'refunded', refunded: 1_200 });
  const late = stripe.event(ask.attemptId, 'charge.refunded', SIGNING);
  shop.pass(301_000);
  const headers = { 'stripe-signature': late.header };
  const delivered = { provider: 'stripe', accountId, headers, raw: Buffer.from(late.body) };
  await expect(takeWebhook(context, delivered)).rejects.toMatchObject({ code: 'payments.webhook-refused' });
});

test('who comes back from Stripe’s page is led to the shop; who did not pay may pay another way', async () => {
  const { payments, tenantId, context } = shop;
  const pages = await payServer(context, payments, {} as never, {});
  const ends: string[] = [];
  for (const [how, back] of [
    ['leaves', undefined],
    ['leaves', 'cancelled'],
    ['pays', 'cancelled'],
    ['pays', 'paid'],
    ['leaves', 'paid'],
  ] as const) {
    const ask = asked();
    await payments.begin(ask);
    stripe.pay(ask.attemptId, how);
    const book = await context.inTenant(tenantId, (db) => readBook(db, tenantId, ask.attemptId, false));
    const address = new URL(pageUrl(context, book as Book));
    const at = address.pathname + address.search + (back === undefined ? '' : `&back=${back}`);
    const { statusCode, headers } = await pages.inject({ method: 'GET', url: at });
    expect(statusCode).toBe(303);
    const found = await payments.look(tenantId, ask.attemptId);
    ends.push(
      `${how}, ${back}: ${new URL(String(headers.location)).host}, ${found?.state} ${found?.problem?.code ?? ''}`,
    );
  }
  await pages.close();
  expect(ends).toEqual([
    'leaves, undefined: checkout.stripe.example, action ',
    'leaves, cancelled: shop.example, declined payments.cancelled',
    'pays, cancelled: shop.example, authorised ',
    'pays, paid: shop.example, authorised ',
    'leaves, paid: shop.example, action ',
  ]);
});

test('a key that Stripe does not know charges nobody, and says so in words a shopper may read', async () => {
  await connect('sk_test_wrong');
  const attempt = await shop.payments.begin(asked());
  expect(attempt).toMatchObject({ state: 'declined', problem: { code: 'payments.not-set-up' } });
  // The office may ask beforehand, and reads nothing of the key.
  const wrong = await checkAccount(shop.context, shop.tenantId, accountId);
  expect(wrong).toMatchObject({ works: false, message: expect.stringContaining('does not know this secret key') });
  expect(wrong.message).not.toMatch(/wrong|sk_/);
  await connect(KEY);
  expect(await checkAccount(shop.context, shop.tenantId, accountId)).toMatchObject({ works: true });
  const open = await openAccount(shop.context, shop.tenantId, accountId);
  const unsigned = { ...open, tenantId: shop.tenantId, secrets: { secretKey: KEY } } as never;
  const hook = shop.context
    .provider('stripe')
    ?.webhook?.(unsigned, { 'stripe-signature': 't=1,v1=00' }, Buffer.from('{}'));
  await expect(hook).rejects.toThrow('was not put in yet');
});

test('a disputed payment is told on once a change, until when it is to be answered, and what of it is away', async () => {
  const { payments, tenantId, context } = shop;
  const ask = asked();
  const tell = async (type: string) => {
    const { header, body } = stripe.event(ask.attemptId, type, SIGNING);
    const headers = { 'stripe-signature': header };
    return takeWebhook(context, { provider: 'stripe', accountId, headers, raw: Buffer.from(body) });
  };
  await payments.begin(ask);
  stripe.pay(ask.attemptId, 'pays');
  await payments.look(tenantId, ask.attemptId);
  await payments.capture(tenantId, ask.attemptId);
  const dueBy = Math.floor(context.now() / 1_000) + 86_400;
  const reference = stripe.dispute(ask.attemptId, 'needs_response', dueBy);
  await tell('charge.dispute.created');
  await tell('charge.dispute.funds_withdrawn');
  for (const status of ['under_review', 'won', 'needs_response']) {
    stripe.dispute(ask.attemptId, status);
    await tell('charge.dispute.updated');
  }
  const told = await shop.rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = 'payments.dispute-changed' ORDER BY id`,
  );
  const of = { attemptId: ask.attemptId, orderId: ask.orderId, reference, amount: 1_200, reason: 'fraudulent' };
  // What was decided stays so: an older word that comes late is none.
  expect(told.map(({ payload }) => payload)).toMatchObject([
    { ...of, state: 'open', taken: 1_200, dueAt: dueBy * 1_000, revision: 1 },
    { ...of, state: 'review', taken: 1_200, dueAt: null, revision: 2 },
    { ...of, state: 'won', taken: 0, revision: 3 },
  ]);
});

test('what Stripe pays out is told on with all that it is made up of, and again only where something of it is new', async () => {
  const { payments, tenantId, context } = shop;
  const ask = asked();
  await payments.begin(ask);
  stripe.pay(ask.attemptId, 'pays');
  await payments.look(tenantId, ask.attemptId);
  await payments.capture(tenantId, ask.attemptId);
  const refundId = randomUUID();
  await payments.refund(tenantId, ask.attemptId, { refundId, amount: 200 });
  stripe.payOut([ask.attemptId], 'in_transit');
  expect(await readPayouts(context, tenantId, accountId)).toBe(1);
  expect(await readPayouts(context, tenantId, accountId)).toBe(0);
  stripe.payOut([ask.attemptId], 'paid');
  expect(await readPayouts(context, tenantId, accountId)).toBe(1);
  expect(await readPayouts(context, tenantId, tenantId)).toBeNull();
  const told = await shop.rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = 'payments.payout-told' ORDER BY id`,
  );
  expect(told.map(({ payload: { state, revision } }) => [state, revision])).toEqual([
    ['on-its-way', 1],
    ['paid', 2],
  ]);
  // 12.00 less 0.35, less 2.00 that went back, less 0.25
  expect(told[1]?.payload).toMatchObject({
    ...{ currency: 'GBP', amount: 940, arrivesOn: expect.stringMatching(/^2026-/) },
    parts: [
      { kind: 'payment', attemptId: ask.attemptId, gross: 1_200, fee: 35 },
      { kind: 'refund', refundId, gross: -200, fee: 0 },
      { kind: 'fee', attemptId: null, gross: 0, fee: 25 },
    ],
  });
});

test('whatever is lost, repeated or broken, and wherever the process ends: Stripe’s book is ours, and nothing is taken twice', async () => {
  await keepsTheSameBook(shop, stripe, ['stripe'], 20);
});

test('taken in parts, whatever is lost, repeated or broken: Stripe’s book is ours, and never more is taken than is wanted', async () => {
  await takesInParts(shop, stripe, { method: 'stripe' }, 15);
});
