import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  numberOf,
  secretsOf,
  warehouse,
} from '@tillhouse/cloud-api/services/commerce/carriers/testing/fake-accounts.ts';
import type { FakeCarrier } from '@tillhouse/cloud-api/services/commerce/carriers/testing/fake-carrier.ts';
import { startUps } from '@tillhouse/cloud-api/services/commerce/carriers/testing/start-fakes.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { labelIdOf } from './label-calls.ts';

let ups: FakeCarrier;
let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: Bridge;
const now = () => Date.now();
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-labels-'));
const ORDER = '3f0b1c52-8a1d-4c0e-9d57-0c6f5e0a1b2c';

async function boot(): Promise<void> {
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
}
beforeAll(async () => {
  ups = await startUps(now);
  cloud = await startTestCloud({ kms: testKms(), upsApi: ups.url, now });
  store = await openStore(cloud, 'desk-labels');
  const body = { carrier: 'ups', name: 'UPS Leeds', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse };
  const made = await cloud.call('POST', '/v1/carrier-accounts', {
    token: store.token,
    body: { ...body, secrets: secretsOf.ups },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await boot();
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Packing bench' });
});
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  await ups?.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  ups.faults.length = 0;
});

const parcel = { grams: 1_200, size: { length: 300, width: 200, height: 150 } };
const to = { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' };
async function ask(fulfilmentId: string | null) {
  const { name: _name, company: _firm, line1: _one, line2: _two, phone: _phone, email: _mail, ...place } = to;
  const prices = await bridge.call('labels.prices', {
    ...{ orderId: ORDER, to: place, parcels: [parcel], shipOn: '2026-11-30' },
  });
  const [cheapest] = prices.services;
  if (!cheapest) throw new Error(JSON.stringify(prices));
  const { accountId, carrier, service } = cheapest;
  return { orderId: ORDER, fulfilmentId, accountId, carrier, service, to, parcel, shipOn: '2026-11-30', customs: null };
}

test('services are told with what all parcels cost together, cheapest first', async () => {
  const at = (grams: number) => ({ ...parcel, grams });
  const place = { city: to.city, region: to.region, postcode: to.postcode, country: to.country };
  const of = { orderId: ORDER, to: place, shipOn: '2026-11-30' };
  // Once who is at the desk has come to it.
  await expect.poll(() => bridge.call('labels.prices', { ...of, parcels: [at(900)] }).catch(() => null)).not.toBeNull();
  const one = await bridge.call('labels.prices', { ...of, parcels: [at(900)] });
  const two = await bridge.call('labels.prices', { ...of, parcels: [at(900), at(900)] });
  expect(one.services.length).toBeGreaterThan(1);
  expect(one.services.map(({ amount }) => amount)).toEqual(
    one.services.map(({ amount }) => amount).toSorted((a, b) => a - b),
  );
  expect(two.services[0]?.amount).toBe(2 * (one.services[0]?.amount ?? 0));
  ups.faults.push('500-before');
  expect(await bridge.call('labels.prices', { ...of, parcels: [at(901)] })).toMatchObject({
    ...{ services: [], silent: [{ account: 'UPS Leeds', problem: expect.stringContaining('did not answer') }] },
  });
});

test('a label is bought once, also by a desk that died before it heard, and is printed again', async () => {
  const parcelId = '9d2c8a50-1b7e-4f3a-8c11-52a0f6d3e701';
  const before = ups.book.length;
  const asked = await ask(parcelId);
  // The carrier sold it, and the desk is gone before it hears.
  const dying = bridge.call('labels.buy', asked).catch(() => null);
  await expect.poll(() => ups.book.length).toBe(before + 1);
  await host.close();
  await dying;
  await boot();
  await bridge.call('session.signInWithPassword', { email: store.email, password: store.password });
  const again = await bridge.call('labels.buy', asked);
  expect(again).toMatchObject({ state: 'bought', fulfilmentId: parcelId });
  expect(again.documents[0]?.format).toBe('png');
  expect(ups.book).toHaveLength(before + 1);
  expect(again.id).toBe(labelIdOf(parcelId, 0));
  const paper = await bridge.call('labels.one', { id: again.id });
  expect(paper.documents).toEqual(again.documents);
  expect(await bridge.call('labels.of', { orderId: ORDER })).toMatchObject([{ id: again.id, documents: [] }]);
});

test('one that was given back is bought anew; an answer that was lost is looked up', async () => {
  const asked = await ask('9d2c8a50-1b7e-4f3a-8c11-52a0f6d3e702');
  const first = await bridge.call('labels.buy', asked);
  expect(await bridge.call('labels.void', { id: first.id })).toMatchObject({ state: 'voided' });
  const second = await bridge.call('labels.buy', asked);
  expect(second).toMatchObject({ state: 'bought' });
  expect(second.id).not.toBe(first.id);

  const lost = await ask('9d2c8a50-1b7e-4f3a-8c11-52a0f6d3e703');
  ups.faults.push('500-after');
  const unknown = await bridge.call('labels.buy', lost);
  expect(unknown).toMatchObject({ state: 'unknown' });
  const sold = ups.book.length;
  expect(await bridge.call('labels.buy', lost)).toMatchObject({ id: unknown.id, state: 'unknown' });
  expect(ups.book).toHaveLength(sold);
  expect(await bridge.call('labels.look', { id: unknown.id })).toMatchObject({ state: 'bought' });
});

test('goods come back by a label of their own', async () => {
  const back = await bridge.call('labels.buy', await ask(null));
  expect(back).toMatchObject({ kind: 'return', state: 'bought', fulfilmentId: null });
  expect(await bridge.call('labels.buy', await ask(null))).toMatchObject({ id: back.id });
});
