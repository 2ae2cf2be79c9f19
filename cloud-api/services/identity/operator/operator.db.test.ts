import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { openOperator, type TestOperator } from '../../../testing/test-operator.ts';
import {
  enrolDevice,
  newProduct,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { Browser } from '../oauth/testing/browser.ts';

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let shopKey: string;
let jug: string;
let operator: TestOperator;
let ahead = 0;
const sent: Letter[] = [];

beforeAll(async () => {
  cloud = await startTestCloud({
    now: () => Date.now() + ahead,
    mailer: { send: async (letter) => void sent.push(letter) },
  });
  store = await openStore(cloud, 'larkhall');
  jug = (await store.product('Jug', 5)).variantId;
  device = await enrolDevice(cloud, store);
  shopKey = await publishableKey(cloud, store);
  operator = await openOperator(cloud);
});
afterAll(() => cloud?.close());

const push = (mutations: readonly unknown[] = []) =>
  cloud.call('POST', '/sync/v1/push', {
    token: device.token,
    body: { protocol: 1, clientId: '11111111-1111-4111-8111-111111111111', mutations, sentAt: Date.now() },
  });
const shop = () => cloud.call('GET', '/shop/v1/products', { token: shopKey });

test('the two realms know nothing of each other', async () => {
  for (const token of [store.token, device.token, shopKey, 'op_nonsense', undefined]) {
    const ask = token === undefined ? {} : { token };
    const answer = await cloud.call('GET', '/operator/v1/tenants', ask);
    expect([answer.status, answer.body.code]).toEqual([401, 'operator.not-signed-in']);
  }
  for (const path of ['/v1/products', '/auth/api-keys', '/sync/v1/shape?table=products&offset=-1', '/shop/v1/products'])
    expect((await cloud.call('GET', path, { token: operator.token })).status, path).toBe(401);
  const own = await cloud.call('POST', '/auth/session', {
    body: { email: operator.email, password: operator.password },
  });
  expect(own.status).toBe(401);
  const theirs = await cloud.call('POST', '/operator/v1/session', {
    body: { email: store.email, password: store.password },
  });
  expect(theirs.body.code).toBe('operator.wrong-password');
});

test('suspended: the owner reads, nothing is written, the shop is closed, the till keeps what it sold; restored: all goes on', async () => {
  expect((await shop()).status).toBe(200);
  const counted = {
    seq: 1,
    id: randomUUID(),
    name: 'inventory.count',
    version: 1,
    args: { locationId: store.locationId, lines: [{ variantId: jug, counted: 9, sawOnHand: 5 }], note: '' },
    occurredAt: Date.now(),
    actorId: store.staffId,
    actorName: 'Ada',
  };
  const done = await operator.call('POST', `/tenants/${store.tenantId}/suspend`, { reason: 'invoice 12 is unpaid' });
  expect(done.body).toMatchObject({ status: 'suspended', reason: 'invoice 12 is unpaid' });
  expect((await operator.call('POST', `/tenants/${store.tenantId}/suspend`, { reason: 'again' })).status).toBe(409);
  expect((await cloud.call('GET', '/v1/products', { token: store.token })).status).toBe(200);
  const write = await store.command('catalog.createProduct', newProduct(randomUUID(), randomUUID(), 'New'));
  expect([write.status, write.body.code]).toEqual([403, 'tenant.suspended']);
  expect(write.body.detail).toContain('invoice 12 is unpaid');
  const answers = [
    await shop(),
    await push([counted]),
    await cloud.call('GET', '/sync/v1/shape?table=products&offset=-1', { token: device.token }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([403, 'tenant.suspended']));
  expect(answers[1]?.body.detail).toContain('safe in its file');
  expect((await device.signIn()).status).toBe(200);
  expect(
    (await cloud.call('POST', '/auth/session', { body: { email: store.email, password: store.password } })).status,
  ).toBe(200);
  expect((await operator.call('POST', `/tenants/${store.tenantId}/restore`)).body.status).toBe('active');
  const late = await push([counted]);
  expect(late.body.outcomes, JSON.stringify(late.body)).toMatchObject([{ id: counted.id, status: 'applied' }]);
  expect([(await shop()).status, (await push()).status]).toEqual([200, 200]);
  const log = await cloud.call('GET', '/v1/audit?limit=20', { token: store.token });
  const acts = log.body.rows.filter(({ action }: { action: string }) => /suspend|restore/.test(action));
  expect(acts.map(({ actorName }: { actorName: string }) => actorName)).toEqual(
    Array(2).fill('Mara Lindt (Tillhouse)'),
  );
});

test('a plan refuses what there is no room for, in words, and never what a till sold', async () => {
  const [once, first] = [randomUUID(), newProduct(randomUUID(), randomUUID(), 'First')];
  expect((await store.command('catalog.createProduct', first, once)).status).toBe(200);
  const quotas = { products: 2, devices: 1, requestsPerSecond: null };
  const put = await operator.call('PUT', `/tenants/${store.tenantId}/plan`, { planId: 'starter', quotas });
  expect(put.body).toMatchObject({ planId: 'starter', quotas });
  const more = await store.command('catalog.createProduct', newProduct(randomUUID(), randomUUID(), 'Second'));
  expect([more.status, more.body.code]).toEqual([402, 'tenant.quota']);
  // What was done before the plan was full is told as done, however often it is asked.
  const full = await store.command('catalog.createProduct', first, once);
  expect([full.status, full.body.repeated]).toEqual([200, true]);
  expect(more.body.details).toEqual({ quota: 'products', limit: 2, used: 2 });
  expect(more.body.detail).toMatch(/Nothing was added.*larger plan/);
  const known = randomUUID();
  const save = (id: string, status = 'active') =>
    store.command('customers.save', {
      customers: [
        { id, name: 'Ada', email: null, phone: null, city: null, country: null, note: '', externalRef: null, status },
      ],
    });
  const archive = (value: string, base: string) =>
    store.command('customers.edit', { customerId: known, patch: { status: { base, value } } });
  expect((await save(known)).status).toBe(200);
  await operator.call('PUT', `/tenants/${store.tenantId}/plan`, {
    planId: 'starter',
    quotas: { ...quotas, customers: 1 },
  });
  expect((await save(randomUUID())).body.details).toEqual({ quota: 'customers', limit: 1, used: 1 });
  // Who is there already is changed, and who is archived takes no room until they are back.
  expect((await save(known)).status).toBe(200);
  expect((await save(randomUUID(), 'archived')).status).toBe(200);
  expect((await archive('archived', 'active')).status).toBe(200);
  expect((await save(randomUUID())).status).toBe(200);
  expect((await archive('active', 'archived')).body.code).toBe('tenant.quota');
  expect((await operator.call('GET', `/tenants/${store.tenantId}/health`)).body.customers).toBe(1);
  const code = await cloud.call('POST', '/auth/devices/codes', { token: store.token, body: { kind: 'till' } });
  const body = { code: code.body.code, name: 'Second', publicKey: 'A'.repeat(43) };
  expect((await cloud.call('POST', '/auth/devices/enrol', { body })).body.code).toBe('tenant.quota');
  await operator.call('PUT', `/tenants/${store.tenantId}/plan`, { planId: 'open' });
  expect((await cloud.call('POST', '/auth/devices/enrol', { body })).status).toBe(201);
  await store.command('catalog.createProduct', newProduct(randomUUID(), randomUUID(), 'Second'));
});

test('who asks too often waits, their till does not, and nobody else notices', async () => {
  const quiet = await openStore(cloud, 'quiet');
  await operator.call('PUT', `/tenants/${store.tenantId}/plan`, { planId: 'open', quotas: { requestsPerSecond: 1 } });
  const answers = [];
  for (let asked = 0; asked < 15; asked += 1) {
    answers.push(await cloud.call('GET', '/v1/products', { token: store.token }));
    expect((await cloud.call('GET', '/v1/products', { token: quiet.token })).status).toBe(200);
  }
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body.code).toBe('tenant.too-many-requests');
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await push()).status).toBe(200);
  // Answers from memory count too.
  const hot = [];
  for (let asked = 0; asked < 15; asked += 1) hot.push((await shop()).status);
  expect(hot).toContain(429);
  await operator.call('PUT', `/tenants/${store.tenantId}/plan`, { planId: 'open' });
});

test('a plan limits what is kept by bytes: whatever fills a store is refused with what is used, and a till goes on', async () => {
  const own = await openStore(cloud, 'packed');
  const path = `/tenants/${own.tenantId}`;
  const limited = (storageMegabytes: number | null) =>
    operator.call('PUT', `${path}/plan`, { planId: 'open', quotas: { storageMegabytes } });
  const create = () =>
    own.command('catalog.createProduct', newProduct(randomUUID(), randomUUID(), `One more ${randomUUID()}`));
  await limited(1);
  const { storageBytes, exportBytes } = (await operator.call('GET', `${path}/health`)).body;
  expect(storageBytes).toBeGreaterThan(5_000);
  expect(exportBytes).toBe(0);
  expect((await create()).status).toBe(200);
  await limited(0);
  await operator.call('GET', `${path}/health`);
  const refused = await create();
  expect([refused.status, refused.body.code]).toEqual([402, 'tenant.quota']);
  expect(refused.body.details).toMatchObject({ quota: 'storageMegabytes', limit: 0 });
  expect(refused.body.details.used).toBeGreaterThanOrEqual(storageBytes);
  expect(refused.body.detail).toMatch(/room for 0 MB, and \d+(\.\d)? MB are used\. Nothing was added/);
  // What a shop does all day goes on.
  const location = {
    id: own.locationId,
    name: 'Renamed',
    street: '',
    kind: 'shop',
    sellsOnline: 'yes',
    status: 'active',
  };
  expect((await own.command('inventory.saveLocation', { location })).status).toBe(200);
  // Whoever leaves takes everything out: one export is always to be had, a second not before it has run out.
  const ask = () => cloud.call('POST', '/auth/exports', { token: own.token });
  expect((await ask()).status).toBe(202);
  expect((await ask()).body.code).toBe('tenant.quota');
  await limited(null);
  expect((await create()).status).toBe(200);
});

test('health is numbers, and of one tenant', async () => {
  const { body } = await operator.call('GET', `/tenants/${store.tenantId}/health`);
  expect(body).toMatchObject({ devices: 2, products: 3, quarantined: 0 });
  expect(body.lastSeen).not.toBeNull();
  expect((await operator.call('GET', `/tenants/${randomUUID()}/health`)).status).toBe(404);
});

test('a tenant is created with an owner who can sign in by the letter', async () => {
  const owner = { name: 'Nia', initials: 'N', email: 'nia@fresh.example' };
  const nowhere = await operator.call('POST', '/tenants', { name: 'Nowhere', owner, planId: 'no-such-plan' });
  expect(nowhere.status).toBe(404);
  expect((await operator.call('GET', '/tenants?search=Nowhere')).body.tenants).toEqual([]);
  const made = await operator.call('POST', '/tenants', { name: 'Fresh', owner, planId: 'starter' });
  expect(made.body).toMatchObject({ name: 'Fresh', status: 'active', planId: 'starter' });
  const found = await operator.call('GET', '/tenants?search=fres');
  expect(found.body.tenants.map(({ name }: { name: string }) => name)).toEqual(['Fresh']);
  const first = await operator.call('GET', '/tenants?limit=1');
  const second = await operator.call('GET', `/tenants?limit=1&cursor=${first.body.next}`);
  expect([first.body.tenants[0].name, second.body.tenants[0].name]).toEqual(['Fresh', 'larkhall']);
});

test('a visit needs an owner’s yes, looks only, is written down each time, and ends by itself or at a word', async () => {
  const ask = { reason: 'Case 7: prices do not show', minutes: 30, mayWrite: true };
  const visit = await operator.call('POST', `/tenants/${store.tenantId}/visits`, ask);
  const enter = () => operator.call('POST', `/visits/${visit.body.id}/token`);
  expect((await enter()).body.code).toBe('operator.visit-not-open');
  const list = await cloud.call('GET', '/auth/visits', { token: store.token });
  expect(list.body.visits[0]).toMatchObject({ operatorName: 'Mara Lindt', reason: ask.reason, state: 'asked' });
  const consent = { token: store.token, body: { mayWrite: false } };
  expect((await cloud.call('POST', `/auth/visits/${visit.body.id}/consent`, consent)).status).toBe(204);
  const { token } = (await enter()).body;
  expect((await cloud.call('GET', '/v1/products', { token })).status).toBe(200);
  const save = { token, body: {}, headers: { 'idempotency-key': randomUUID() } };
  const lookOnly = await cloud.call('POST', '/v1/commands/inventory.saveLocation', save);
  expect(lookOnly.status).toBe(403);
  expect((await cloud.call('GET', '/auth/api-keys', { token })).status).toBe(403);
  expect((await cloud.call('GET', '/auth/visits', { token })).status).toBe(403);
  const log = await cloud.call('GET', '/v1/audit?limit=50', { token: store.token });
  const seen = log.body.rows.filter(({ action }: { action: string }) => action.startsWith('identity.operatorAsked'));
  expect(seen.map(({ actorName }: { actorName: string }) => actorName)).toContain('Mara Lindt (Tillhouse, visiting)');
  expect(JSON.stringify(seen)).toContain('GET /v1/products');
  ahead = 31 * 60_000;
  expect((await cloud.call('GET', '/v1/products', { token })).body.code).toBe('operator.visit-over');
  ahead = 0;
  expect((await cloud.call('DELETE', `/auth/visits/${visit.body.id}`, { token: store.token })).status).toBe(204);
  expect((await cloud.call('GET', '/v1/products', { token })).status).toBe(401);
  expect((await enter()).status).toBe(409);
});

test('the owners are told by letter, and an owner who proved it lately answers at the page that it names', async () => {
  const asked = await operator.call('POST', `/tenants/${store.tenantId}/visits`, { reason: 'Case 12', mayWrite: true });
  const isOurs = ({ text }: { text: string }) => text.includes('Case 12');
  await expect.poll(() => sent.some(isOurs)).toBe(true);
  const letter = sent.find(isOurs);
  expect(letter?.to).toBe(store.email);
  const address = /https?:\/\/\S+\/auth\/account/.exec(letter?.text ?? '')?.[0] ?? '';
  const stateNow = async () =>
    (await operator.call('GET', '/visits')).body.visits.find(({ id }: { id: string }) => id === asked.body.id).state;
  const owner = new Browser(cloud.cloud.url);
  const page = await owner.signInAndAllow(address, store);
  expect(page.text).toContain('Case 12');
  const stranger = new Browser(cloud.cloud.url);
  const other = await openStore(cloud, 'elsewhere');
  const theirs = await stranger.signInAndAllow(address, other);
  expect(theirs.text).not.toContain('Case 12');
  await stranger.submit(theirs, { visit: asked.body.id, answer: 'look' });
  expect(await stateNow()).toBe('asked');
  // A browser that was left open is not the owner.
  ahead = 11 * 60_000;
  expect((await owner.submit(page, { answer: 'look' })).text).toContain('name="password"');
  ahead = 0;
  expect(await stateNow()).toBe('asked');
  await owner.submit(page, { answer: 'look' });
  expect(await stateNow()).toBe('open');
  await owner.submit(page, { answer: 'no' });
  expect(await stateNow()).toBe('over');
});

test('with an owner’s word a visit may change things, in the operator’s name, but not who works here', async () => {
  const ask = { reason: 'Put the shop right', mayWrite: true };
  const visit = await operator.call('POST', `/tenants/${store.tenantId}/visits`, ask);
  await cloud.call('POST', `/auth/visits/${visit.body.id}/consent`, { token: store.token, body: { mayWrite: true } });
  const { token } = (await operator.call('POST', `/visits/${visit.body.id}/token`)).body;
  const location = {
    id: store.locationId,
    name: 'Put right',
    street: '',
    kind: 'shop',
    sellsOnline: 'yes',
    status: 'active',
  };
  const command = (name: string, body: unknown) =>
    cloud.call('POST', `/v1/commands/${name}`, { token, body, headers: { 'idempotency-key': randomUUID() } });
  expect((await command('inventory.saveLocation', { location })).status).toBe(200);
  expect((await command('access.saveRole', {})).status).toBe(403);
  const log = await cloud.call('GET', '/v1/audit?limit=10', { token: store.token });
  const [saved] = log.body.rows.filter(({ action }: { action: string }) => action.startsWith('inventory.saveLocation'));
  expect(saved.actorName).toBe('Mara Lindt (Tillhouse, visiting)');
});

test('once an authenticator app is set up nobody signs in without its code, and no code is good twice', async () => {
  const nora = await openOperator(cloud, 'Nora Weil');
  const { secret } = (await nora.call('POST', '/factor')).body;
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = () => app.generate({ timestamp: Date.now() + ahead });
  const signIn = async (more: object = {}) => {
    const body = { email: nora.email, password: nora.password, ...more };
    const answer = await cloud.call('POST', '/operator/v1/session', { body });
    return [answer.status, answer.body.code ?? answer.body.secondFactor];
  };
  // Begun is not set up.
  expect(await signIn()).toEqual([200, false]);
  expect((await nora.call('POST', '/factor/confirm', { code: '000000' })).body.code).toBe('operator.wrong-code');
  const first = code();
  expect((await nora.call('POST', '/factor/confirm', { code: first })).status).toBe(204);
  expect((await nora.call('POST', '/factor')).body.code).toBe('operator.factor-set-up');
  expect(await signIn()).toEqual([401, 'operator.code-needed']);
  expect(await signIn({ password: 'wrong', code: first })).toEqual([401, 'operator.wrong-password']);
  expect(await signIn({ code: first })).toEqual([401, 'operator.wrong-code']);
  ahead = 60_000;
  const second = code();
  expect(await signIn({ code: second })).toEqual([200, true]);
  expect(await signIn({ code: second })).toEqual([401, 'operator.wrong-code']);
  ahead = 120_000;
  expect((await nora.call('POST', '/factor/remove', { code: code() })).status).toBe(204);
  expect(await signIn()).toEqual([200, false]);
  ahead = 0;
});
