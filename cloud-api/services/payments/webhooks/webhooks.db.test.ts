import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootCloud, type Cloud } from '../../../boot.ts';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { PaymentsContext } from '../context.ts';
import { resealAccounts } from '../../../platform/keys/reseal-accounts.ts';
import { addTenantKey, openKeyring } from '../../../platform/keys/keyring.ts';
import { openStore, quiet, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { openAccount } from '../accounts/account-rows.ts';
import { testDelivery } from '../providers/test/test-webhooks.ts';

const SECRET = 'known to the processes of this cloud alone';
const kms = testKms();
let cloud: TestCloud;
let apart: Cloud;
let store: TestStore;
let other: TestStore;
let admin: pg.Client;
beforeAll(async () => {
  cloud = await startTestCloud({ kms, paymentsSecret: SECRET });
  apart = await bootCloud({
    ...{ databaseUrl: cloud.database.url, services: ['storefront'], log: quiet, kms },
    ...{ paymentsUrl: cloud.cloud.url, paymentsSecret: SECRET },
  });
  store = await openStore(cloud, 'paid');
  other = await openStore(cloud, 'other');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await apart?.close();
  await cloud?.close();
});

const begun = (of: object = {}) => ({
  ...{ tenantId: store.tenantId, attemptId: randomUUID(), checkoutId: randomUUID(), orderId: randomUUID() },
  ...{ amount: 1_200, currency: 'GBP', method: 'test', returnUrl: 'https://shop.example/', description: 'Jug' },
  ...{ email: 'a@people.example', ...of },
});

const post = (accountId: string, headers: Record<string, string>, body: string, provider = 'test') =>
  fetch(`${cloud.cloud.url}/payments/v1/webhooks/${provider}/${accountId}`, { method: 'POST', headers, body });

test('what the provider tells counts once, when it is signed over its bytes and not old', async () => {
  const { payments } = cloud.cloud;
  const asked = begun({ method: 'test-card' });
  await payments.begin(asked);
  const database = await openKeyring({ pool: openedPools().system, kms });
  const sign = (at = Date.now(), tenantId = store.tenantId) =>
    testDelivery({ keyring: database, now: () => at }, tenantId, { kind: 'payment.paid', attemptId: asked.attemptId });
  const { headers, body } = await sign();
  const refused = [
    await post(store.tenantId, { ...headers, 'webhook-signature': 'v1,AAAA' }, body),
    await post(store.tenantId, headers, `${body} `),
    await post(store.tenantId, headers, JSON.stringify(JSON.parse(body), null, 1)),
    await post(store.tenantId, { ...headers, 'webhook-id': 'another' }, body),
    await post(store.tenantId, { 'content-type': 'application/json' }, body),
  ];
  for (const each of refused)
    expect([each.status, (await each.json()).code]).toEqual([400, 'payments.webhook-refused']);
  for (const at of [Date.now() - 400_000, Date.now() + 400_000]) {
    const old = await sign(at);
    expect((await post(store.tenantId, { ...old.headers }, old.body)).status).toBe(400);
  }
  const theirs = await sign(Date.now(), other.tenantId);
  expect((await post(store.tenantId, { ...theirs.headers }, theirs.body)).status).toBe(400);
  // Signed by another store for itself: it finds nothing of this one.
  expect((await post(other.tenantId, { ...theirs.headers }, theirs.body)).status).toBe(200);
  expect((await post(randomUUID(), headers, body)).status).toBe(400);
  expect((await post(store.tenantId, headers, body, 'stripe')).status).toBe(404);
  expect((await post('no-id', headers, body)).status).toBe(404);
  const first = await post(store.tenantId, { ...headers }, body);
  expect([first.status, await first.json()]).toEqual([200, { repeated: false }]);
  const again = await post(store.tenantId, { ...headers }, body);
  expect([again.status, await again.json()]).toEqual([200, { repeated: true }]);
  const { rows } = await admin.query('SELECT times, attempt_id FROM payments.deliveries WHERE tenant_id = $1', [
    store.tenantId,
  ]);
  expect(rows).toEqual([{ times: 2, attempt_id: asked.attemptId }]);
  // It says "paid", and the provider's own book says that it is not: that counts.
  expect(await payments.look(store.tenantId, asked.attemptId)).toMatchObject({ state: 'action' });
});

let pools: ReturnType<typeof openPools> | undefined;
function openedPools() {
  pools ??= openPools(roleUrls(cloud.database.url), () => {});
  return pools;
}
afterAll(() => pools?.close());

test.each(['webhook-first', 'webhook-twice', 'webhook-only'])(
  'a provider that does so – %s – is believed its book',
  async (script) => {
    const { payments } = cloud.cloud;
    const asked = begun({ method: `test.${script}` });
    const attempt = await payments.begin(asked);
    expect(attempt.state).toBe('authorised');
    expect(await payments.capture(store.tenantId, asked.attemptId)).toMatchObject({
      state: 'captured',
      captured: 1_200,
    });
    expect(await payments.release(store.tenantId, asked.attemptId, 'no order')).toMatchObject({ state: 'released' });
    const { rows } = await admin.query(
      'SELECT kind FROM payments.test_entries WHERE tenant_id = $1 AND payment_id = $2 ORDER BY kind',
      [store.tenantId, `test_${asked.attemptId}`],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['authorised', 'captured', 'refunded']);
  },
);

test('a process without the service pays through the one that has it, and by its secret alone', async () => {
  const { payments } = apart;
  const asked = begun();
  const of = { currency: 'GBP', amount: 1_200, country: null };
  expect((await payments.methods(store.tenantId, of)).map(({ id }) => id)).toEqual(['test', 'test-card']);
  expect(await payments.begin(asked)).toMatchObject({ state: 'authorised' });
  expect(await payments.capture(store.tenantId, asked.attemptId)).toMatchObject({ captured: 1_200 });
  await expect(payments.begin({ ...asked, amount: 5 })).rejects.toMatchObject({
    code: 'payments.attempt-differs',
    kind: 'conflict',
  });
  expect(await payments.look(store.tenantId, randomUUID())).toBeNull();
  const call = (headers: Record<string, string>, name = 'look') =>
    cloud.call('POST', `/payments/v1/calls/${name}`, { headers, body: [store.tenantId, asked.attemptId] });
  expect((await call({})).status).toBe(401);
  expect((await call({ authorization: `Bearer ${SECRET}x` })).status).toBe(401);
  expect((await call({ authorization: `Bearer ${store.token}` })).status).toBe(401);
  expect((await call({ authorization: `Bearer ${SECRET}` }, 'constructor')).status).toBe(404);
});

test('an owner connects a bank account, which is paid on trust; its texts are sealed where they open something', async () => {
  const ask = (method: string, path: string, body?: unknown, token = store.token) =>
    cloud.call(method, `/v1/payment-accounts${path}`, { token, ...(body === undefined ? {} : { body }) });
  const settings = { holder: 'Larkhall', iban: 'GB00', bank: 'Bank' };
  expect(await ask('POST', '', { provider: 'transfer', name: 'Bank', settings: { iban: 'GB00' } })).toMatchObject({
    status: 422,
    body: { code: 'payments.account-incomplete', details: { missing: ['holder', 'bank'] } },
  });
  const rules = {
    amounts: [{ currency: 'GBP', least: 500, most: 2_000 }],
    countries: ['GB'],
    instructions: 'Send {amount} to {iban}, {reference}. {holder}, {nobody}',
  };
  const made = await ask('POST', '', { provider: 'transfer', name: 'Bank', settings, rules });
  expect(made).toMatchObject({ status: 201, body: { webhookUrl: null } });
  expect((await ask('POST', '', { provider: 'transfer', name: 'Second', settings })).status).toBe(409);
  const secrets = { secretKey: 'sk_test_KANARI', webhookSecret: 'whsec_KANARI' };
  const stripe = await ask('POST', '', { provider: 'stripe', name: 'Cards', secrets });
  expect(stripe.body.webhookUrl).toBe(`${cloud.cloud.url}/payments/v1/webhooks/stripe/${stripe.body.id}`);
  const listed = await ask('GET', '');
  expect(listed.body.accounts).toMatchObject([
    { provider: 'transfer', status: 'active', settings, secretsSet: [], test: false },
    { provider: 'stripe', settings: {}, secretsSet: ['secretKey', 'webhookSecret'], test: true },
  ]);
  // The last four characters tell people which is there; no answer, log, event or audit entry holds the rest.
  expect(listed.body.accounts[1]).toMatchObject({
    secretEnds: { secretKey: 'NARI', webhookSecret: 'NARI' },
    told: null,
  });
  const unsigned = await ask('POST', '', { provider: 'cash', name: 'Door' });
  expect(unsigned.status).toBe(201);
  expect((await ask('DELETE', `/${unsigned.body.id}`)).status).toBe(204);
  const rotated = { secrets: { secretKey: 'sk_live_KANARI2' } };
  expect((await ask('PATCH', `/${stripe.body.id}`, rotated)).status).toBe(204);
  expect((await ask('GET', '')).body.accounts[1]).toMatchObject({ test: false, secretEnds: { secretKey: 'ARI2' } });
  const checked = await ask('POST', `/${made.body.id}/check`);
  expect(checked).toMatchObject({ status: 200, body: { works: true } });
  expect((await ask('POST', `/${made.body.id}/check`, undefined, other.token)).status).toBe(404);
  expect((await ask('PATCH', `/${stripe.body.id}`, { secrets })).status).toBe(204);
  expect(JSON.stringify([listed.body, checked.body])).not.toContain('KANARI');
  expect((await ask('PATCH', `/${stripe.body.id}`, { status: 'paused' }, other.token)).status).toBe(404);
  expect((await ask('PATCH', `/${stripe.body.id}`, { status: 'paused' })).status).toBe(204);
  // Its key is rotated: what is kept is sealed by the new one and opens by it.
  const { system, payments: pool } = openedPools();
  await addTenantKey(system, kms, store.tenantId, 2, Date.now());
  const keyring = await openKeyring({ pool: system, kms });
  const sealer = await keyring.sealer(store.tenantId);
  expect(await resealAccounts(pool, sealer, store.tenantId, 2)).toBe(2);
  const inTenant: PaymentsContext['inTenant'] = (tenantId, work) => withTenant(pool, tenantId, work);
  expect((await openAccount({ inTenant, keyring }, store.tenantId, stripe.body.id))?.secrets).toEqual(secrets);
  const { rows } = await admin.query(
    `SELECT t::text AS row FROM payments.accounts t
     UNION ALL SELECT e::text FROM events.outbox e UNION ALL SELECT x::text FROM payments.exchanges x`,
  );
  expect(rows.filter(({ row }) => row.includes('KANARI'))).toEqual([]);
  const audit = (path: string) => cloud.call('GET', `/v1/audit${path}`, { token: store.token });
  const entries = (await audit('?action=payments')).body.rows.map(({ id }: { id: string }) => audit(`/${id}`));
  const told = (await Promise.all(entries)).map(({ body }) => JSON.stringify(body));
  expect(told.length).toBeGreaterThan(2);
  expect(told.filter((text) => text.includes('KANARI'))).toEqual([]);
  // The test provider is no longer offered by itself.
  const { payments } = cloud.cloud;
  const of = { currency: 'GBP', amount: 1_200, country: null };
  expect((await payments.methods(store.tenantId, of)).map(({ id }) => id)).toEqual(['transfer']);
  await expect(payments.begin(begun())).rejects.toMatchObject({ code: 'payments.method-unknown' });
  // It is offered within its bounds and where it is delivered to alone, and asked for by hand it is not there either.
  for (const more of [{ amount: 499 }, { amount: 2_001 }, { country: 'FR' }]) {
    expect(await payments.methods(store.tenantId, { ...of, ...more })).toEqual([]);
    const past = payments.begin(begun({ method: 'transfer', ...more }));
    await expect(past).rejects.toMatchObject({ code: 'payments.method-unknown' });
  }

  const asked = begun({ method: 'transfer' });
  const attempt = await payments.begin(asked);
  expect(attempt.instructions).toBe(`Send 12.00 GBP to GB00, ${attempt.reference}. Larkhall, {nobody}`);
  expect(attempt).toMatchObject({
    later: true,
    state: 'authorised',
    reference: expect.stringMatching(/^RF-\d{4}-\d{4}-\d{1,4}$/),
  });
  expect(await payments.capture(store.tenantId, asked.attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  expect((await ask('DELETE', `/${made.body.id}`)).status).toBe(204);
  for (const token of [other.token, store.token, store.token]) {
    const noted = await cloud.call('POST', `/v1/payments/${asked.attemptId}/received`, { token });
    if (token === store.token)
      expect(noted).toMatchObject({ status: 200, body: { state: 'captured', captured: 1_200 } });
    else expect(noted.status).toBe(404);
  }
  const shown = await cloud.call('GET', `/v1/payments/${asked.attemptId}`, { token: store.token });
  expect(
    shown.body.exchanges.map(({ operation, said }: { operation: string; said: string }) => [operation, said]),
  ).toEqual([
    ...['authorise', 'capture'].flatMap((key) => [
      [key, 'sent'],
      [key, 'answered'],
    ]),
    ['received', 'answered'],
  ]);
  const refund = { refundId: 'part', amount: 200 };
  expect(await payments.refund(store.tenantId, asked.attemptId, refund)).toMatchObject({ refunded: 200 });
});
