import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { openKeyring } from '../../../platform/keys/keyring.ts';
import { type Answer, openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import { numberOf, secretsOf, warehouse } from './testing/fake-accounts.ts';
import type { FakeCarrier } from './testing/fake-carrier.ts';
import { startUps } from './testing/start-fakes.ts';

/** Two people who change one account, or give one label back, at the same moment. */
const kms = testKms();
let cloud: TestCloud;
let store: TestStore;
let ups: FakeCarrier;
let admin: pg.Client;
let token: string;

beforeAll(async () => {
  ups = await startUps(Date.now);
  cloud = await startTestCloud({ kms, upsApi: ups.url });
  store = await openStore(cloud, 'sender');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const { email, password } = store;
  token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
  await ups?.close();
});

const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
  cloud.call(method, path, { token, ...(body === undefined ? {} : { body }) });

/** All of them are at it before any of them may write. */
async function atOnce(table: string, id: string, asked: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const holder = new pg.Client(cloud.database.url);
  await holder.connect();
  let answers: Promise<Answer>[] = [];
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
    answers = asked.map((ask) => ask());
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect
      .poll(async () => (await admin.query(waiting)).rows[0].count, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(asked.length);
  } finally {
    await holder.query('COMMIT');
    await holder.end();
  }
  return Promise.all(answers);
}

const carrier = async (): Promise<string> => {
  const made = await call('POST', '/v1/carrier-accounts', {
    ...{ carrier: 'ups', name: 'UPS', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse },
    secrets: secretsOf.ups,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
};
async function opening<T>(work: (keeper: Parameters<typeof openCarrierAccount>[0]) => Promise<T>): Promise<T> {
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  try {
    return await work({ pool: pools.app, keyring: await openKeyring({ pool: pools.system, kms }) });
  } finally {
    await pools.close();
  }
}

test('of secrets of a carrier that two people give at once none is lost', async () => {
  const id = await carrier();
  const give = (secrets: object) => () => call('PATCH', `/v1/carrier-accounts/${id}`, { secrets });
  const answers = await atOnce('carrier_accounts', id, [
    give({ clientSecret: 'new-secret' }),
    give({ newsKey: 'new-key' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  const account = await opening((keeper) => openCarrierAccount(keeper, store.tenantId, id));
  expect(account?.secrets).toEqual({ ...secretsOf.ups, clientSecret: 'new-secret', newsKey: 'new-key' });
});

test('a label that two people give back at once is given back once', async () => {
  const accountId = await carrier();
  await call('PATCH', `/v1/carrier-accounts/${accountId}`, { secrets: secretsOf.ups });
  const label = {
    ...{ id: randomUUID(), accountId, service: '11', fulfilmentId: randomUUID(), shipOn: '2026-11-30' },
    to: { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' },
    parcels: [{ grams: 1_200 }],
  };
  expect((await call('POST', '/v1/carrier-labels', label)).body).toMatchObject({ state: 'bought' });
  const give = () => call('POST', `/v1/carrier-labels/${label.id}/void`);
  const asked = () => ups.requests.filter(({ path }) => path.includes('void')).length;
  const answers = await atOnce('carrier_labels', label.id, [give, give, give]);
  expect(asked()).toBe(1);
  const told = answers.map(({ status, body }) => (status === 200 ? body.state : body.code)).sort();
  expect(told.filter((each) => each !== 'carriers.label-voiding' && each !== 'voided')).toEqual([]);
  expect(told).toContain('voided');
  expect((await give()).body.state).toBe('voided');

  // Who died in between keeps it for a minute alone.
  const next = { ...label, id: randomUUID(), fulfilmentId: randomUUID() };
  expect((await call('POST', '/v1/carrier-labels', next)).body).toMatchObject({ state: 'bought' });
  const since = (ms: number) =>
    admin.query('UPDATE carrier_labels SET void_asked_at = $1 WHERE id = $2', [new Date(Date.now() - ms), next.id]);
  const again = () => call('POST', `/v1/carrier-labels/${next.id}/void`);
  await since(10_000);
  expect(await again()).toMatchObject({ status: 409, body: { code: 'carriers.label-voiding' } });
  await since(61_000);
  expect((await again()).body.state).toBe('voided');
});
