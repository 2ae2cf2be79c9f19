import { randomUUID } from 'node:crypto';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../../../platform/mail/mailer.ts';
import { codeSentTo, signInShopper } from '../../../testing/shopper.ts';
import {
  type Answer,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let key: string;
let otherKey: string;
let admin: pg.Client;
let later = 0;
const letters: Mailbox = mailbox();

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters, now: () => Date.now() + later });
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'combe');
  key = await publishableKey(cloud, store);
  otherKey = await publishableKey(cloud, other);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
// Each test asks from the same address: what the tests before it asked for is not its.
beforeEach(() => admin.query('DELETE FROM identity.sign_in_attempts'));
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const fresh = (): string => `shopper-${randomUUID()}@people.example`;
const open = (method: string, path: string, body?: unknown, as = key) =>
  cloud.call(method, `/shop/v1/account${path}`, { token: as, ...(body === undefined ? {} : { body }) });
const own = (token: string, method: string, path = '', body?: unknown, as = key) =>
  cloud.call(method, `/shop/v1/account${path}`, {
    ...{ token, headers: { 'x-publishable-key': as } },
    ...(body === undefined ? {} : { body }),
  });
const askCode = (email: string, as = key) => open('POST', '/codes', { email }, as);
const enter = (challenge: string, code: string, as = key) => open('POST', '/sessions', { challenge, code }, as);
const signIn = (email: string, as = key) => signInShopper(cloud, letters, as, email);
const said = ({ status, body }: Answer) => `${status} ${body?.code ?? ''}`.trim();
const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const address = { name: 'Bo Field', line1: '4 Mill Lane', city: 'Bath', postcode: 'BA1 1AA', country: 'GB' };

/** A guest, or who shows a token, buys one piece. */
async function buy(variantId: string, contact: object | null, token?: string): Promise<Answer> {
  const headers = { 'idempotency-key': randomUUID(), 'x-publishable-key': key };
  const as = token ?? key;
  const lines = [{ variantId, quantity: 1 }];
  const begun = await cloud.call('POST', '/shop/v1/checkouts', { token: as, headers, body: { lines } });
  const at = `/shop/v1/checkouts/${begun.body.id}`;
  const secret = { ...headers, 'checkout-secret': begun.body.secret };
  if (contact) await cloud.call('PATCH', at, { token: as, headers: secret, body: { contact } });
  const asked = { expectedTotal: begun.body.total, methodId: 'test', returnUrl: 'https://shop.example/' };
  let paid = await cloud.call('POST', `${at}/pay`, { token: key, headers: secret, body: asked });
  const ended = async () => {
    if (paid.body.status === 'paying') paid = await cloud.call('GET', at, { token: key, headers: secret });
    return paid.body.status;
  };
  // Not as often as it could be asked: too often is refused.
  await expect.poll(ended, { interval: 100 }).not.toBe('paying');
  expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed' });
  return { ...begun, body: { ...begun.body, order: paid.body.order } };
}

test('a code that was sent signs in once, and it is the customer with that address', async () => {
  const email = fresh();
  const customer = { id: randomUUID(), name: 'Bo Field', email: email.toUpperCase().replace('PEOPLE', 'people') };
  const blank = { phone: null, city: null, country: null, note: 'pays late', externalRef: null, status: 'active' };
  await store.command('customers.save', { customers: [{ ...customer, ...blank }] });
  const asked = await askCode(` ${email.toUpperCase()}`.trim());
  expect(asked).toMatchObject({ status: 202, body: { expiresIn: 600 } });
  const { challenge } = asked.body;
  const { code, letter } = await codeSentTo(letters, email);
  expect(letter.subject).toBe('Sign in at larkhall');
  expect(letter.subject).not.toContain(code);
  const entered = await enter(challenge, `${code.slice(0, 3)} ${code.slice(3)}`);
  expect(entered).toMatchObject({ status: 201, body: { token_type: 'Bearer', expires_in: 600 } });
  expect(said(await enter(challenge, code))).toBe('410 shop.code-over');
  const me = await own(entered.body.access_token, 'GET');
  expect(me.body).toEqual({
    id: expect.any(String),
    email,
    name: 'Bo Field',
    phone: '',
    storeCredit: null,
    points: null,
    firm: null,
  });
  const given = { creditId: customer.id, amount: 1_200, currency: 'GBP', reason: 'late parcel' };
  await store.command('credit.adjust', given);
  const storeCredit = { currency: 'GBP', amount: 1_200 };
  expect((await own(entered.body.access_token, 'GET')).body).toMatchObject({ storeCredit });
  // Neither the code nor what opens something stands anywhere in clear.
  const rows = await admin.query(
    `SELECT c::text AS t FROM identity.shopper_codes c UNION ALL SELECT r::text FROM identity.shopper_refresh_tokens r
      UNION ALL SELECT a::text FROM identity.shopper_access_tokens a UNION ALL SELECT l.body FROM identity.letters l`,
  );
  const kept = rows.rows.map(({ t }) => t).join();
  for (const secret of [challenge, code, entered.body.access_token, entered.body.refresh_token])
    expect(kept).not.toContain(secret);
});

test('a code is tried five times and no oftener, also all at once; another challenge does not open with it', async () => {
  const [email, stranger] = [fresh(), fresh()];
  const mine = (await askCode(email)).body.challenge;
  const theirs = (await askCode(stranger)).body.challenge;
  const { code } = await codeSentTo(letters, email);
  // Whoever reads the letter has not asked for it: their challenge is another one.
  expect(said(await enter(theirs, code))).toBe('401 shop.code-wrong');
  const tries = await Promise.all(Array.from({ length: 12 }, () => enter(mine, another(code))));
  expect(tries.map(said).sort()).toEqual([
    ...Array(5).fill('401 shop.code-wrong'),
    ...Array(7).fill('410 shop.code-over'),
  ]);
  expect(said(await enter(mine, code))).toBe('410 shop.code-over');
  // Nobody was kept out by it: a new letter opens.
  expect((await signIn(email)).status).toBe(201);
});

test('a code ends after ten minutes, and is nothing at another shop', async () => {
  const email = fresh();
  const { challenge } = (await askCode(email)).body;
  const { code } = await codeSentTo(letters, email);
  expect(said(await enter(challenge, code, otherKey))).toBe('410 shop.code-over');
  later += 601_000;
  expect(said(await enter(challenge, code))).toBe('410 shop.code-over');
});

test('an address that is known and one that is not are answered alike', async () => {
  const known = fresh();
  await signIn(known);
  const answers = await Promise.all([askCode(known), askCode(fresh())]);
  const shape = answers.map(({ status, body }) => ({ status, ...body, challenge: body.challenge.length }));
  expect(shape[0]).toEqual(shape[1]);
  // Also where it is asked for too often.
  for (const email of [known, fresh()]) {
    const many: string[] = [];
    for (let n = 0; n < 8; n += 1) many.push(said(await askCode(email)));
    expect(many.at(-1)).toBe('429 auth.too-many-tries');
    expect(many.filter((one) => one === '202').length).toBeGreaterThan(3);
  }
});

test('a stranger who asks for letters keeps nobody out who asks from elsewhere', async () => {
  const email = fresh();
  let theirs = 0;
  while ((await askCode(email)).status === 202) theirs += 1;
  // Letters go out by a queue: one of the stranger's that comes late is not taken for the one that is asked for now.
  const came = () => letters.letters.filter(({ to }) => to === email).length;
  await expect.poll(came).toBe(theirs);
  // What was counted of the pair is the stranger's; of the address it is far from its bound.
  await admin.query("DELETE FROM identity.sign_in_attempts WHERE subject LIKE 'shopper-letters-pair:%'");
  expect((await signIn(email)).status).toBe(201);
});

test('a token is one shop’s, runs out, and is renewed once; used twice its whole sign-in ends', async () => {
  const email = fresh();
  const first = (await signIn(email)).body;
  const beside = (await signIn(email)).body;
  const renew = (token: string, as = key) => open('POST', '/tokens', { refresh_token: token }, as);
  expect(said(await own(first.access_token, 'GET', '', undefined, otherKey))).toBe('401 auth.not-signed-in');
  expect(said(await renew(first.refresh_token, otherKey))).toBe('401 auth.not-signed-in');
  later += 601_000;
  expect(said(await own(first.access_token, 'GET', '/orders'))).toBe('401 auth.token-expired');
  const second = (await renew(first.refresh_token)).body;
  expect((await own(second.access_token, 'GET')).status).toBe(200);
  expect(said(await renew(first.refresh_token))).toBe('401 auth.not-signed-in');
  expect(said(await own(second.access_token, 'GET'))).toBe('401 auth.not-signed-in');
  expect(said(await renew(second.refresh_token))).toBe('401 auth.not-signed-in');
  // Another sign-in of the same shopper goes on.
  expect((await renew(beside.refresh_token)).status).toBe(200);
});

test('a shopper sees where they are signed in, ends one of it, and all of it', async () => {
  const email = fresh();
  const [here, there, third] = [(await signIn(email)).body, (await signIn(email)).body, (await signIn(email)).body];
  const strange = (await signIn(fresh())).body;
  const { sessions } = (await own(here.access_token, 'GET', '/sessions')).body;
  expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  expect(sessions).toHaveLength(3);
  const mine = (await own(there.access_token, 'GET', '/sessions')).body.sessions;
  const id = mine.find(({ current }: { current: boolean }) => current).id;
  expect(said(await own(strange.access_token, 'DELETE', `/sessions/${id}`))).toBe('404 request.not-found');
  expect((await own(here.access_token, 'DELETE', `/sessions/${id}`)).status).toBe(204);
  expect(said(await own(there.access_token, 'GET'))).toBe('401 auth.not-signed-in');
  expect((await open('POST', '/sign-out', { refresh_token: third.refresh_token })).status).toBe(204);
  expect(said(await own(third.access_token, 'GET'))).toBe('401 auth.not-signed-in');
  expect((await own(here.access_token, 'DELETE', '/sessions')).body).toEqual({ ended: 1 });
  expect(said(await own(here.access_token, 'GET'))).toBe('401 auth.not-signed-in');
  expect(said(await open('POST', '/tokens', { refresh_token: here.refresh_token }))).toBe('401 auth.not-signed-in');
  expect((await own(strange.access_token, 'GET')).status).toBe(200);
});

test('addresses are kept, one of them the usual one, and a checkout begins with it', async () => {
  const { access_token: token } = (await signIn(fresh())).body;
  const { access_token: stranger } = (await signIn(fresh())).body;
  const lacks = await own(token, 'POST', '/addresses', { address: { ...address, postcode: '12' } });
  expect(lacks).toMatchObject({ status: 422, body: { details: { lacks: ['delivery.postcode'] } } });
  const [home] = (await own(token, 'POST', '/addresses', { address })).body.addresses;
  expect(home).toMatchObject({ usual: true, address });
  const { rows } = await admin.query('SELECT address FROM shopper_addresses WHERE id = $1', [home.id]);
  expect(isSealed(rows[0].address)).toBe(true);
  const work = { ...address, line1: '1 Works Road' };
  const both = (await own(token, 'POST', '/addresses', { address: work, usual: true })).body.addresses;
  expect(both.map((one: typeof home) => [one.address.line1, one.usual])).toEqual([
    ['1 Works Road', true],
    ['4 Mill Lane', false],
  ]);
  for (const [method, body] of [['PUT', { address: work }] as const, ['DELETE', undefined] as const])
    expect(said(await own(stranger, method, `/addresses/${home.id}`, body))).toBe('404 request.not-found');
  const left = (await own(token, 'DELETE', `/addresses/${both[0].id}`)).body.addresses;
  expect(left).toEqual([home]);
  expect((await own(stranger, 'GET', '/addresses')).body.addresses).toEqual([]);
  await own(token, 'PATCH', '', { name: 'Bo Field', phone: '01225 9' });
  const mug = await store.product('Filled mug', 3);
  const headers = { 'idempotency-key': randomUUID(), 'x-publishable-key': key };
  const lines = [{ variantId: mug.variantId, quantity: 1 }];
  const begun = (await cloud.call('POST', '/shop/v1/checkouts', { token, headers, body: { lines } })).body;
  expect(begun).toMatchObject({ contact: { name: 'Bo Field', phone: '01225 9' }, delivery: address });
  // Somebody else who signs in at the same browser sees nothing of it.
  const secret = { ...headers, 'checkout-secret': begun.secret };
  const at = `/shop/v1/checkouts/${begun.id}`;
  const next = await cloud.call('PATCH', at, { token: stranger, headers: secret, body: {} });
  expect(next.body).toMatchObject({ contact: null, delivery: null });
});

test('orders are those of the customer and those bought as a guest with the address; nobody else’s', async () => {
  const [email, strange] = [fresh(), fresh()];
  const jug = await store.product('Jug', 9);
  const guest = await buy(jug.variantId, { email: email.toUpperCase().replace('PEOPLE', 'people'), name: 'Bo Guest' });
  const { access_token: token } = (await signIn(email)).body;
  const { access_token: stranger } = (await signIn(strange)).body;
  expect((await own(token, 'GET')).body.name).toBe('Bo Guest');
  const mine = await buy(jug.variantId, null, token);
  // Bought by somebody who is signed in, with another's address: it is the buyer's.
  const given = await buy(jug.variantId, { email, name: 'Stranger' }, stranger);
  const listed = await own(token, 'GET', '/orders?limit=1');
  expect(listed.body.orders).toMatchObject([{ id: mine.body.order.id, titles: ['Jug'], total: 1_200 }]);
  const next = await own(token, 'GET', `/orders?limit=1&cursor=${listed.body.nextCursor}`);
  expect(next.body).toMatchObject({ orders: [{ id: guest.body.order.id }], nextCursor: null });
  expect((await own(stranger, 'GET', '/orders')).body.orders).toMatchObject([{ id: given.body.order.id }]);
  const one = await own(token, 'GET', `/orders/${guest.body.order.id}`);
  expect(one.body).toMatchObject({ lines: [{ variantId: jug.variantId, title: 'Jug' }], total: 1_200 });
  for (const id of [given.body.order.id, randomUUID()])
    expect(said(await own(token, 'GET', `/orders/${id}`))).toBe('404 request.not-found');
  const { rows } = (await cloud.call('GET', '/v1/customers?limit=200', { token: store.token })).body;
  expect(rows.filter((row: { email: string }) => row.email === email)).toMatchObject([{ name: 'Bo Guest' }]);
});

test('a basket is one on all devices: what one saw no more is not overwritten, and what changed is told', async () => {
  const email = fresh();
  const [here, there] = [(await signIn(email)).body.access_token, (await signIn(email)).body.access_token];
  const lamp = await store.product('Lamp', 3);
  const rug = await store.product('Rug', 9);
  const empty = (await own(here, 'GET', '/cart')).body;
  expect(empty).toMatchObject({ revision: 0, lines: [], notices: [], currency: 'GBP' });
  const put = (token: string, revision: number, ...lines: [string, number][]) =>
    own(token, 'PUT', '/cart', {
      ...{ revision, coupons: ['AUTUMN'] },
      lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })),
    });
  const both = await Promise.all([put(here, 0, [lamp.variantId, 2]), put(there, 0, [rug.variantId, 1])]);
  expect(both.map(said).sort()).toEqual(['200', '409 shop.cart-changed']);
  const lost = both.find(({ status }) => status === 409);
  expect(lost?.body.details.cart).toMatchObject({ revision: 1, lines: [{ quantity: expect.any(Number) }] });
  const lines: [string, number][] = [
    [lamp.variantId, 2],
    [rug.variantId, 1],
    [rug.variantId, 1],
  ];
  expect((await put(there, 1, ...lines)).body).toMatchObject({ revision: 2, notices: [] });
  await store.command('pricing.setPrice', {
    ...{ priceListId: null, changes: [{ variantId: rug.variantId, base: 1_200, value: 1_500 }] },
  });
  await store.command('inventory.adjust', {
    ...{ lines: [{ locationId: store.locationId, variantId: lamp.variantId, delta: -2 }], reason: 'damaged', note: '' },
  });
  const seen = (await own(here, 'GET', '/cart')).body;
  expect(seen).toMatchObject({
    ...{ revision: 2, coupons: ['AUTUMN'] },
    lines: [
      { variantId: lamp.variantId, title: 'Lamp', handle: lamp.handle, quantity: 2, unitPrice: 1_200 },
      { variantId: rug.variantId, quantity: 2, unitPrice: 1_500, seenPrice: 1_200 },
    ],
    notices: [
      { code: 'price-changed', variantId: rug.variantId, before: 1_200, now: 1_500 },
      { code: 'less-stock', variantId: lamp.variantId, before: 2, now: 1 },
    ],
  });
  // It holds nothing, and nobody else has it.
  const held = await admin.query('SELECT sum(reserved) AS n FROM stock_levels WHERE variant_id = $1', [lamp.variantId]);
  expect(Number(held.rows[0].n)).toBe(0);
  const { access_token: stranger } = (await signIn(fresh())).body;
  expect((await own(stranger, 'GET', '/cart')).body).toMatchObject({ revision: 0, lines: [] });
});

test('who gives the account up leaves nothing of it, and the orders stay with the shop', async () => {
  const email = fresh();
  const pot = await store.product('Pot', 9);
  const { access_token: token, refresh_token } = (await signIn(email)).body;
  await own(token, 'PATCH', '', { name: 'Quinn Erased' });
  await own(token, 'POST', '/addresses', { address: { ...address, name: 'Quinn Erased' } });
  const { order } = (await buy(pot.variantId, null, token)).body;
  await expect
    .poll(() => letters.letters.some(({ to, subject }) => to === email && subject.includes(order.number)))
    .toBe(true);
  await expect
    .poll(async () => (await admin.query('SELECT 1 FROM checkouts WHERE letter_at IS NOT NULL')).rows)
    .toEqual([]);
  expect((await own(token, 'DELETE')).status).toBe(204);
  expect(said(await own(token, 'GET'))).toBe('401 auth.not-signed-in');
  expect(said(await open('POST', '/tokens', { refresh_token }))).toBe('401 auth.not-signed-in');
  const { rows } = await admin.query(
    `SELECT t FROM (SELECT c::text AS t FROM customers c UNION ALL SELECT a::text FROM shopper_addresses a
       UNION ALL SELECT c::text FROM carts c
       UNION ALL SELECT s::text FROM identity.shoppers s UNION ALL SELECT k::text FROM identity.shopper_codes k
       UNION ALL SELECT l::text FROM identity.letters l UNION ALL SELECT k::text FROM checkouts k) every
      WHERE t ILIKE '%Quinn%' OR t LIKE '%' || $1 || '%'`,
    [email],
  );
  expect(rows).toEqual([]);
  const left = await cloud.call('GET', '/v1/customers?limit=200', { token: store.token });
  expect(JSON.stringify(left.body)).not.toMatch(new RegExp(`Quinn|${email}`, 'i'));
  expect((await cloud.call('GET', `/v1/orders/${order.id}`, { token: store.token })).body.total).toBe(1_200);
  const again = (await signIn(email)).body.access_token;
  expect((await own(again, 'GET')).body).toMatchObject({ name: '' });
  expect((await own(again, 'GET', '/orders')).body.orders).toEqual([]);
});
