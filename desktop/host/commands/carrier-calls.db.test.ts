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
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

let ups: FakeCarrier;
let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: Bridge;
let ahead = 0;
const now = () => Date.now() + ahead;
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-carriers-'));

beforeAll(async () => {
  ups = await startUps(now);
  cloud = await startTestCloud({ now, upsApi: ups.url });
  store = await openStore(cloud, 'desk-carriers');
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Office Mac' });
});
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  await ups?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a carrier is connected, tested, paused and disconnected at the desk by who shows that it is them', async () => {
  expect(await bridge.call('carriers.state', {})).toBeNull();
  // Once their address has come to the desk.
  await expect
    .poll(() => bridge.call('security.signIn', { password: 'wrong' }).catch(({ code }) => code))
    .toBe('auth.wrong-password');
  await bridge.call('security.signIn', { password: store.password });
  expect(await bridge.call('carriers.state', {})).toEqual({ accounts: [] });
  const { clientId = '', clientSecret = '' } = secretsOf.ups;
  const choices = { name: 'UPS Leeds', mode: 'live' as const, shipFrom: warehouse, services: ['11'] };
  const { id } = await bridge.call('carriers.connect', {
    ...{ ...choices, storeId: null, carrier: 'ups', accountNumber: 'another' },
    secrets: { clientId, clientSecret },
  });
  expect(await bridge.call('carriers.check', { id })).toEqual({
    ...{ works: false, message: 'UPS says: The Shipper Number is invalid.' },
  });
  await bridge.call('carriers.change', { id, accountNumber: numberOf.ups });
  expect(await bridge.call('carriers.check', { id })).toMatchObject({ works: true });
  const state = await bridge.call('carriers.state', {});
  expect(state?.accounts).toMatchObject([
    { ...choices, status: 'active', checked: { works: true }, secretEnds: { clientSecret: 'NARI' } },
  ]);
  expect(JSON.stringify(state)).not.toContain('KANARI');

  ahead = 11 * 60_000;
  await expect(bridge.call('carriers.change', { id, status: 'paused' })).rejects.toMatchObject({
    code: 'access.step-up-needed',
    details: { what: 'Connecting or changing a carrier' },
  });
  await bridge.call('security.prove', { password: store.password });
  await bridge.call('carriers.change', { id, status: 'paused' });
  await bridge.call('carriers.disconnect', { id });
  expect((await bridge.call('carriers.state', {}))?.accounts).toEqual([]);
});
