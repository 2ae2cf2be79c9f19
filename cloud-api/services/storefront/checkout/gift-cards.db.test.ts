import { randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let mug: { variantId: string };

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  mug = await store.product('Stoneware mug', 50);
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});
afterEach(async () => {
  for (const { name, sql } of invariants) expect((await admin.query(sql.postgres)).rows, name).toEqual([]);
});

interface Card {
  readonly id: string;
  readonly code: string;
}
const issue = async (amount: number, more: object = {}): Promise<Card> => {
  const body = { amount, currency: 'GBP', reason: 'a test', ...more };
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await cloud.call('POST', '/v1/gift-cards', { token: store.token, body, headers });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const balance = async ({ id }: Card): Promise<number> =>
  Number((await admin.query('SELECT balance FROM credit_accounts WHERE id = $1', [id])).rows[0].balance);

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const ask = (method: string, { id, secret }: Begun, path: string, body?: unknown) =>
  cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
    token: key,
    headers: { 'checkout-secret': secret, 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body }),
  });
const begin = async (quantity = 2): Promise<Begun> => {
  const headers = { 'idempotency-key': randomUUID() };
  const lines = [{ variantId: mug.variantId, quantity }];
  const { body } = await cloud.call('POST', '/shop/v1/checkouts', { token: key, headers, body: { lines } });
  await ask('PATCH', body, '', { contact: { email: 'bo@shopper.example', name: 'Bo Field' } });
  return body;
};
const put = (checkout: Begun, { code }: Card) => ask('POST', checkout, '/gift-cards', { code });
/** Past the throttle of codes, which another test is about. */
const on = async (checkout: Begun, { id, code }: Card): Promise<void> => {
  const credits = JSON.stringify([{ creditId: id, kind: 'gift-card', end: code.slice(-4) }]);
  await admin.query('UPDATE checkouts SET credits = $2 WHERE id = $1', [checkout.id, credits]);
};
const pay = async (checkout: Begun, expectedToPay: number, methodId = 'test', expectedTotal = 2_400) => {
  const asked = { expectedTotal, expectedToPay, methodId, returnUrl: 'https://shop.example/' };
  let answer = await ask('POST', checkout, '/pay', asked);
  while (answer.body.status === 'paying') answer = await ask('GET', checkout, '');
  return answer;
};
const tenders = async (orderId: string) =>
  (await admin.query('SELECT kind, amount::int FROM tenders WHERE order_id = $1 ORDER BY amount DESC, kind', [orderId]))
    .rows;
const atProvider = async (checkout: Begun) =>
  (await admin.query('SELECT amount::int, state FROM payments.attempts WHERE checkout_id = $1', [checkout.id])).rows;

test('a card pays a part and the provider the rest; a cancelled order gives each of them theirs back', async () => {
  const card = await issue(2_000);
  const checkout = await begin();
  const shown = await put(checkout, card);
  expect(shown.body).toMatchObject({ total: 2_400, toPay: 400, giftCards: [{ id: card.id, amount: 2_000 }] });
  expect(shown.body.giftCards[0].end).toBe(card.code.slice(-4));
  expect(JSON.stringify(shown.body)).not.toContain(card.code);
  // Nothing is taken yet; who thinks that it is all to be paid by card is told.
  expect(await balance(card)).toBe(2_000);
  expect((await pay(checkout, 2_400)).body.code).toBe('checkout.total-changed');
  const paid = await pay(checkout, 400);
  expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed', total: 2_400, toPay: 400 });
  const { order } = paid.body;
  await expect
    .poll(async () => (await cloud.call('GET', `/v1/orders/${order.id}`, { token: store.token })).body, {
      timeout: 60_000,
    })
    .toMatchObject({ total: 2_400, paid: 2_400, due: 0, paymentStatus: 'paid' });
  expect(await tenders(order.id)).toEqual([
    { kind: 'gift-card', amount: 2_000 },
    { kind: 'online', amount: 400 },
  ]);
  expect(await atProvider(checkout)).toMatchObject([{ amount: 400, state: 'captured' }]);
  expect(await balance(card)).toBe(0);
  expect((await store.command('orders.cancel', { orderId: order.id, reason: 'changed' })).status).toBe(200);
  expect(await balance(card)).toBe(2_000);
  expect(await tenders(order.id)).toMatchObject([{}, {}, { amount: -400 }, { amount: -2_000 }]);
});

test('a card that covers all of it needs no other way to pay, and nobody is asked for money', async () => {
  const card = await issue(5_000);
  const checkout = await begin();
  await on(checkout, card);
  const shown = await ask('GET', checkout, '');
  expect(shown.body).toMatchObject({ toPay: 0, methods: [{ id: 'free' }] });
  const paid = await pay(checkout, 0, 'free');
  expect(paid.body.status, JSON.stringify(paid.body)).toBe('placed');
  expect(await tenders(paid.body.order.id)).toEqual([{ kind: 'gift-card', amount: 2_400 }]);
  expect(await atProvider(checkout)).toEqual([]);
  expect(await balance(card)).toBe(2_600);
  const status = await cloud.call('GET', `/shop/v1/orders/${paid.body.order.id}`, {
    ...{ token: key, headers: { 'order-token': paid.body.order.token } },
  });
  expect(status.body).toMatchObject({ paid: 2_400, due: 0, paymentStatus: 'paid' });
});

test('what comes back of it goes onto the card, never more than came off', async () => {
  const card = await issue(5_000);
  const checkout = await begin();
  await on(checkout, card);
  const { order } = (await pay(checkout, 0, 'free')).body;
  const [{ id: tenderId }] = (await admin.query('SELECT id FROM tenders WHERE order_id = $1', [order.id])).rows;
  // Half of it is taken out of the order, which then owes it.
  const line = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [order.id])).rows[0].id;
  const before = (await cloud.call('GET', `/v1/orders/${order.id}`, { token: store.token })).body;
  const edit = { orderId: order.id, version: before.version, lines: [{ lineId: line, quantity: 1 }] };
  const edited = await store.command('orders.edit', { ...edit, reason: 'one less', settle: 'now' });
  expect(edited.status, JSON.stringify(edited.body)).toBe(200);
  const back = (amount: number) => store.command('orders.refund', { orderId: order.id, tenderId, amount, note: '' });
  expect((await back(1_201)).status).not.toBe(200);
  expect((await back(1_200)).status).toBe(200);
  expect(await balance(card)).toBe(3_800);
});

test('a payment that is declined gives the card back, and the shopper may try again', async () => {
  const card = await issue(1_000);
  const checkout = await begin();
  await on(checkout, card);
  const declined = await pay(checkout, 1_400, 'test.declined');
  expect(declined.body).toMatchObject({ status: 'open', toPay: 1_400 });
  expect(declined.body.problem).not.toBeNull();
  expect(await balance(card)).toBe(1_000);
  expect((await pay(checkout, 1_400)).body.status).toBe('placed');
  expect(await balance(card)).toBe(0);
});

test('of two who pay with one card at once one is told that it is gone, and nothing of theirs is held', async () => {
  const card = await issue(2_400);
  const both = [await begin(), await begin()];
  for (const each of both) await on(each, card);
  const answers = await Promise.all(both.map((each) => pay(each, 0, 'free')));
  expect(answers.map(({ body }) => body.code ?? body.status).sort()).toEqual(['checkout.total-changed', 'placed']);
  expect(await balance(card)).toBe(0);
  const held = await admin.query(`SELECT count(*)::int AS n FROM reservations WHERE status = 'held'`);
  expect(held.rows).toEqual([{ n: 0 }]);
});

test('goods that are gone take nothing off the card', async () => {
  const card = await issue(5_000);
  const vase = await store.product('Vase', 1);
  const headers = { 'idempotency-key': randomUUID() };
  const lines = [{ variantId: vase.variantId, quantity: 2 }];
  const { body } = await cloud.call('POST', '/shop/v1/checkouts', { token: key, headers, body: { lines } });
  await ask('PATCH', body, '', { contact: { email: 'bo@shopper.example', name: 'Bo Field' } });
  await on(body, card);
  expect((await pay(body, 0, 'free')).body.code).toBe('checkout.not-enough-stock');
  expect(await balance(card)).toBe(5_000);
});

test('where there is no room for one more card, or no store credit, that is said', async () => {
  const checkout = await begin();
  for (let count = 0; count < 5; count += 1) expect((await put(checkout, await issue(100))).status).toBe(200);
  const card = await issue(100);
  expect((await put(checkout, card)).body).toMatchObject({ code: 'checkout.gift-cards-full', details: { most: 5 } });
  expect((await ask('POST', checkout, '/gift-cards', {})).body.code).toBe('checkout.no-store-credit');
});

test('a code that pays nothing is told nothing, one that is on it comes off, and guessing is slowed down', async () => {
  const card = await issue(500);
  const blocked = await issue(500);
  await store.command('credit.setStatus', { creditId: blocked.id, status: 'blocked' });
  const checkout = await begin();
  const strangers = [{ id: '', code: '0000-0000-0000-00000' }, blocked, await issue(500, { currency: 'EUR' })];
  const said = [];
  for (const stranger of strangers) said.push((await put(checkout, stranger)).body);
  expect(said.map(({ code }) => code)).toEqual(strangers.map(() => 'checkout.gift-card'));
  expect(new Set(said.map(({ detail }) => detail)).size).toBe(1);
  expect((await put({ ...checkout, secret: 'x' }, card)).status).toBe(404);
  expect((await put(checkout, card)).body.toPay).toBe(1_900);
  expect((await ask('PATCH', checkout, '', { giftCards: [] })).body).toMatchObject({ toPay: 2_400, giftCards: [] });
  const tries: number[] = [];
  while (tries.at(-1) !== 429 && tries.length < 20) tries.push((await put(checkout, { id: '', code: 'x' })).status);
  expect(tries).toEqual([...Array(7).fill(422), 429]);
  expect((await put(checkout, card)).status).toBe(429);
});
