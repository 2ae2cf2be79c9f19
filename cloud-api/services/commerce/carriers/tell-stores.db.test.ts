import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { numberOf, secretsOf, warehouse } from './testing/fake-accounts.ts';

/** Desks learn with the settings of a store which carriers it has, so that they ask for labels there alone. */
let cloud: TestCloud;
let store: TestStore;
let admin: pg.Client;
let token: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'sender');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const { email, password } = store;
  token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const connect = async (carrier: 'ups' | 'fedex'): Promise<string> => {
  const made = await cloud.call('POST', '/v1/carrier-accounts', {
    token,
    body: {
      ...{ carrier, name: carrier, mode: 'live', accountNumber: numberOf[carrier], shipFrom: warehouse },
      secrets: secretsOf[carrier],
    },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
};
const known = async () => (await admin.query('SELECT sends_with, revision FROM store_settings')).rows;

test('a store says which carriers it is connected to, and that it had some once none is', async () => {
  const [before] = await known();
  expect(before.sends_with).toBeNull();
  const fedex = await connect('fedex');
  const ups = await connect('ups');
  await connect('ups');
  // Whoever edits the store meanwhile is not told that somebody else changed it.
  expect(await known()).toEqual([{ sends_with: ['ups', 'fedex'], revision: before.revision }]);
  const path = `/v1/carrier-accounts/${ups}`;
  await cloud.call('PATCH', path, { token, body: { status: 'paused' } });
  expect((await cloud.call('DELETE', path, { token })).status).toBe(204);
  expect((await cloud.call('DELETE', `/v1/carrier-accounts/${fedex}`, { token })).status).toBe(204);
  expect(await known()).toMatchObject([{ sends_with: ['ups'] }]);
  const { accounts } = (await cloud.call('GET', '/v1/carrier-accounts', { token })).body;
  await cloud.call('DELETE', `/v1/carrier-accounts/${accounts[0].id}`, { token });
  expect(await known()).toMatchObject([{ sends_with: [] }]);
});
