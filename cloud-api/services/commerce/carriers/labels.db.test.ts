import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { keyIdOf } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { openKeyring } from '../../../platform/keys/keyring.ts';
import { rotateTenant } from '../../../platform/keys/rotate.ts';
import { createLog } from '../../../platform/http/log.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import { numberOf, secretsOf, warehouse } from './testing/fake-accounts.ts';
import type { FakeCarrier } from './testing/fake-carrier.ts';
import { startUps } from './testing/start-fakes.ts';

/** Connecting a carrier, and buying a label there once, whatever becomes of its answer. */
const kms = testKms();
const said: string[] = [];
let ahead = 0;
const now = () => Date.now() + ahead;
let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let ups: FakeCarrier;
let admin: pg.Client;
let accountId: string;

beforeAll(async () => {
  ups = await startUps(now);
  const lines = new Writable({
    write: (line: Buffer, _encoding, done) => {
      said.push(String(line));
      done();
    },
  });
  cloud = await startTestCloud({ kms, upsApi: ups.url, now, log: createLog('debug', lines) });
  store = await openStore(cloud, 'sender');
  other = await openStore(cloud, 'stranger');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const made = await call('POST', '/v1/carrier-accounts', asked());
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  accountId = made.body.id;
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await ups?.close();
});
beforeEach(() => {
  ups.faults.length = 0;
});

/** Who connects a carrier shows again that it is them. */
const shownAgain = async ({ email, password }: TestStore): Promise<string> =>
  (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
const call = async (method: string, path: string, body?: unknown, of = store) =>
  cloud.call(method, path, { token: await shownAgain(of), ...(body === undefined ? {} : { body }) });
const asked = (more: object = {}) => ({
  ...{ carrier: 'ups', name: 'UPS Leeds', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse },
  ...{ secrets: secretsOf.ups, ...more },
});
const label = (more: object = {}) => ({
  ...{ id: randomUUID(), accountId, service: '11', fulfilmentId: randomUUID(), shipOn: '2026-11-30' },
  to: { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' },
  parcels: [{ grams: 1_200 }],
  ...more,
});
const buy = (wanted: object) => call('POST', '/v1/carrier-labels', wanted);

test('an account is shown without its secrets, sealed by the tenant’s key, and checked', async () => {
  const { body } = await call('GET', '/v1/carrier-accounts');
  expect(body.accounts).toMatchObject([
    {
      ...{ id: accountId, carrier: 'ups', status: 'active', checked: null, shipFrom: { postcode: 'LS10 1AB' } },
      secretEnds: { clientId: 'ient', clientSecret: 'NARI', newsKey: 'NARI' },
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('KANARI');
  const [row] = (await admin.query('SELECT sealed FROM carrier_accounts WHERE id = $1', [accountId])).rows;
  expect(keyIdOf(row.sealed)).toBe('t1');
  const checked = await call('POST', `/v1/carrier-accounts/${accountId}/check`);
  expect(checked.body).toMatchObject({ works: true, message: 'UPS answers, and knows the account.' });
  await call('PATCH', `/v1/carrier-accounts/${accountId}`, { secrets: { clientSecret: 'wrong-one' } });
  const refused = await call('POST', `/v1/carrier-accounts/${accountId}/check`);
  expect(refused.body).toEqual({ works: false, message: 'UPS says: ClientId is Invalid' });
  const { clientSecret } = secretsOf.ups;
  await call('PATCH', `/v1/carrier-accounts/${accountId}`, { secrets: { clientSecret } });
  await call('POST', `/v1/carrier-accounts/${accountId}/check`);
  expect((await call('GET', '/v1/carrier-accounts')).body.accounts[0]).toMatchObject({ checked: { works: true } });
});

test('what a carrier says late of secrets that were changed meanwhile stays with nothing', async () => {
  const { body: before } = await call('GET', '/v1/carrier-accounts');
  await admin.query('BEGIN');
  await admin.query(
    'UPDATE carrier_accounts SET checked = NULL, revision = revision + 1 WHERE id = $1 AND tenant_id = $2',
    [accountId, store.tenantId],
  );
  const checking = call('POST', `/v1/carrier-accounts/${accountId}/check`);
  const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid::text = pg_current_xact_id()::text';
  await expect.poll(async () => (await admin.query(waiting)).rowCount, { timeout: 10_000 }).toBeGreaterThan(0);
  await admin.query('COMMIT');
  expect((await checking).body).toMatchObject({ works: true });
  const { body } = await call('GET', '/v1/carrier-accounts');
  expect(before.accounts[0].checked).toMatchObject({ works: true });
  expect(body.accounts[0].checked).toBeNull();
});

test('an address that nobody could fetch a parcel at, and secrets that are not its own, are refused', async () => {
  const noPhone = await call(
    'POST',
    '/v1/carrier-accounts',
    asked({ shipFrom: { ...warehouse, phone: '', postcode: '1' } }),
  );
  expect([noPhone.status, noPhone.body.code, noPhone.body.details]).toEqual([
    ...[422, 'carriers.ship-from', { missing: ['postcode', 'phone'] }],
  ]);
  const odd = await call('POST', '/v1/carrier-accounts', asked({ secrets: { apiKey: 'a' } }));
  expect([odd.status, odd.body.code]).toEqual([422, 'carriers.account-incomplete']);
});

test('a label is bought once: the same id again is the same label', async () => {
  const wanted = label();
  const before = ups.book.length;
  const first = await buy(wanted);
  expect(first.body).toMatchObject({ state: 'bought', trackings: ups.book.at(-1)?.trackings, currency: 'GBP' });
  expect(first.body.documents).toMatchObject([{ kind: 'label', format: 'pdf' }]);
  expect(await buy(wanted)).toMatchObject({ status: 200, body: { state: 'bought', theirs: first.body.theirs } });
  expect(ups.book).toHaveLength(before + 1);
  const second = await buy(label({ fulfilmentId: wanted.fulfilmentId }));
  expect([second.status, second.body.code]).toEqual([409, 'carriers.label-there']);
  expect(await buy({ ...wanted, service: '65' })).toMatchObject({
    status: 409,
    body: { code: 'carriers.label-other' },
  });
  expect(ups.book).toHaveLength(before + 1);
  // Of desks that ask at once for one parcel one has it: all of them are at it before any of them may write.
  const parcel = { fulfilmentId: randomUUID() };
  const token = await shownAgain(store);
  const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  // Of its own: what others wait for is seen once in a transaction.
  const holder = new pg.Client(cloud.database.url);
  await holder.connect();
  await holder.query('BEGIN');
  let desks: Promise<{ status: number }>[] = [];
  try {
    await holder.query('LOCK TABLE carrier_labels IN EXCLUSIVE MODE');
    desks = [1, 2, 3].map(() => cloud.call('POST', '/v1/carrier-labels', { token, body: label(parcel) }));
    await expect
      .poll(async () => (await admin.query(waiting)).rows[0].count, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(3);
  } finally {
    await holder.query('COMMIT');
    await holder.end();
  }
  const statuses = (await Promise.all(desks)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 409, 409]);
  expect(ups.book).toHaveLength(before + 2);
});

test('what a parcel holds of a person is sealed, and given back when it is voided', async () => {
  const { body } = await buy(label());
  const [row] = (await admin.query('SELECT documents::text AS text FROM carrier_labels WHERE id = $1', [body.id])).rows;
  expect(row.text).not.toContain(body.documents[0].content);
  const voided = await call('POST', `/v1/carrier-labels/${body.id}/void`);
  expect(voided.body).toMatchObject({ state: 'voided', documents: [] });
  expect(ups.book.at(-1)?.voided).toBe(true);
  expect((await call('POST', `/v1/carrier-labels/${body.id}/void`)).body.state).toBe('voided');
});

test.each(['lost-after', '500-after', 'malformed'] as const)(
  'a label whose answer was %s is looked up, and never asked for again',
  async (fault) => {
    const wanted = label();
    const before = ups.book.length;
    ups.faults.push(fault);
    const first = await buy(wanted);
    expect(first.body).toMatchObject({ state: 'unknown', trackings: [] });
    expect((await buy(wanted)).body.state).toBe('unknown');
    const gone = await call('DELETE', `/v1/carrier-accounts/${accountId}`);
    expect([gone.status, gone.body.code]).toEqual([409, 'carriers.account-in-use']);
    expect(await buy(label({ fulfilmentId: wanted.fulfilmentId }))).toMatchObject({ status: 409 });
    const found = await call('POST', `/v1/carrier-labels/${wanted.id}/look`);
    const bought = ups.book.length > before;
    if (bought) {
      expect(found.body).toMatchObject({ state: 'bought', theirs: ups.book.at(-1)?.id });
      expect(found.body.documents).toHaveLength(1);
    } else {
      expect(found.body).toMatchObject({ state: 'unknown', problem: expect.stringContaining('does not prove') });
      expect((await call('POST', `/v1/carrier-labels/${wanted.id}/not-bought`)).body.state).toBe('refused');
    }
    expect(ups.book.length).toBeLessThanOrEqual(before + 1);
  },
);

test('one that never came to be is found out to be none by a person alone', async () => {
  const wanted = label();
  const before = ups.book.length;
  ups.faults.push('lost-before');
  expect((await buy(wanted)).body.state).toBe('unknown');
  expect((await call('POST', `/v1/carrier-labels/${wanted.id}/look`)).body.state).toBe('unknown');
  expect(ups.book).toHaveLength(before);
  expect((await call('POST', `/v1/carrier-labels/${wanted.id}/not-bought`)).body.state).toBe('refused');
  // Then its parcel may have another one.
  expect((await buy(label({ fulfilmentId: wanted.fulfilmentId }))).body.state).toBe('bought');
});

test('only what was bought is given back, and only what is unknown is said to be none', async () => {
  const lost = label();
  ups.faults.push('lost-after');
  expect((await buy(lost)).body.state).toBe('unknown');
  const sold = ups.book.at(-1);
  const settled = { status: 409, body: { code: 'carriers.label-settled' } };
  expect(await call('POST', `/v1/carrier-labels/${lost.id}/void`)).toMatchObject(settled);
  expect(sold?.voided).toBe(false);
  expect((await call('POST', `/v1/carrier-labels/${lost.id}/look`)).body.state).toBe('bought');
  expect(await call('POST', `/v1/carrier-labels/${lost.id}/not-bought`)).toMatchObject(settled);
  expect((await call('GET', `/v1/carrier-labels/${lost.id}`)).body.state).toBe('bought');
  // A carrier that does not say that it took it back keeps it bought: nobody buys another one by mistake.
  ups.faults.push('500-before');
  const kept = await call('POST', `/v1/carrier-labels/${lost.id}/void`);
  expect([kept.status, kept.body.code]).toEqual([503, 'carriers.no-answer']);
  expect((await call('GET', `/v1/carrier-labels/${lost.id}`)).body.state).toBe('bought');
  expect((await call('POST', `/v1/carrier-labels/${lost.id}/void`)).body.state).toBe('voided');
  expect((await buy(lost)).body.state).toBe('voided');
});

test('whoever died in between leaves it written that it was asked for', async () => {
  const wanted = label();
  await buy(wanted);
  await admin.query(`UPDATE carrier_labels SET state = 'asked', trackings = '[]', theirs = '' WHERE id = $1`, [
    wanted.id,
  ]);
  expect((await buy(wanted)).body.state).toBe('asked');
  ahead += 120_000;
  expect((await buy(wanted)).body.state).toBe('unknown');
  expect((await call('POST', `/v1/carrier-labels/${wanted.id}/look`)).body).toMatchObject({ state: 'bought' });
});

test('a busy carrier and one that refuses have sold nothing, and say so', async () => {
  ups.faults.push('429');
  expect((await buy(label())).body).toMatchObject({ state: 'refused', problem: 'UPS is busy, and did nothing.' });
  const paused = await call('PATCH', `/v1/carrier-accounts/${accountId}`, { status: 'paused' });
  expect(paused.status).toBe(204);
  expect(await buy(label())).toMatchObject({ status: 409, body: { code: 'carriers.account-paused' } });
  await call('PATCH', `/v1/carrier-accounts/${accountId}`, { status: 'active' });
});

test('the desk is told what parcels would cost', async () => {
  const wanted = { to: { city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' }, parcels: [{ grams: 900 }] };
  const body = { ...wanted, shipOn: '2026-11-30', currency: 'GBP' };
  const { body: told } = await call('POST', '/v1/carrier-rates', body);
  expect(told.accounts).toMatchObject([{ accountId, carrier: 'ups', problem: '', rates: [{ currency: 'GBP' }, {}] }]);
  ups.faults.push('500-before');
  const silent = await call('POST', '/v1/carrier-rates', body);
  expect(silent.body.accounts).toMatchObject([{ rates: null, problem: expect.stringContaining('UPS did not answer') }]);
});

test('another tenant sees neither accounts nor labels, and nothing of either is in a log', async () => {
  const mine = await buy(label({ orderId: randomUUID() }));
  expect((await call('GET', '/v1/carrier-accounts', undefined, other)).body.accounts).toEqual([]);
  for (const [method, path] of [
    ['GET', `/v1/carrier-labels/${mine.body.id}`],
    ['POST', `/v1/carrier-labels/${mine.body.id}/void`],
    ['POST', `/v1/carrier-labels/${mine.body.id}/look`],
    ['POST', `/v1/carrier-accounts/${accountId}/check`],
    ['DELETE', `/v1/carrier-accounts/${accountId}`],
  ] as const)
    expect((await call(method, path, undefined, other)).status, path).toBe(404);
  const theirs = await call('POST', '/v1/carrier-labels', label(), other);
  expect(theirs.status).toBe(404);
  const listed = await call('GET', `/v1/carrier-labels?orderId=${mine.body.orderId}`, undefined, other);
  expect(listed.body.labels).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
  const all = said.join('');
  expect(all).not.toMatch(/KANARI|ups-token|Bo Field|1 High St/);
});

test('a new key of the tenant seals what opens its carriers', async () => {
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  try {
    const rotation = { pool: pools.system, kms, identity: pools.identity, payments: pools.payments, app: pools.app };
    const { version } = await rotateTenant({ ...rotation, now, onProgress: () => {} }, store.tenantId);
    const [row] = (await admin.query('SELECT sealed FROM carrier_accounts WHERE id = $1', [accountId])).rows;
    expect(keyIdOf(row.sealed)).toBe(`t${version}`);
    const keyring = await openKeyring({ pool: pools.system, kms });
    const account = await openCarrierAccount({ pool: pools.app, keyring }, store.tenantId, accountId);
    expect(account?.secrets).toEqual(secretsOf.ups);
  } finally {
    await pools.close();
  }
});
