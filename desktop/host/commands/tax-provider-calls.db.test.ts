import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FakeStripeTax,
  startFakeStripeTax,
} from '@tillhouse/cloud-api/services/commerce/taxes/testing/fake-stripe-tax.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

const KEY = 'rk_test_KANARI';
let stripe: FakeStripeTax;
let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: Bridge;
let ahead = 0;
const now = () => Date.now() + ahead;
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-taxes-'));

beforeAll(async () => {
  stripe = await startFakeStripeTax(KEY, now);
  cloud = await startTestCloud({ now, stripeApi: stripe.url });
  store = await openStore(cloud, 'desk-taxes');
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Office Mac' });
});
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  await stripe?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const choices = { places: ['US'], codes: { standard: 'txcd_99999999' }, shippingCode: 'txcd_92010001', settings: {} };

test('a provider is connected, tested, paused and disconnected at the desk by who shows that it is them', async () => {
  expect(await bridge.call('taxProviders.state', {})).toBeNull();
  // Once their address has come to the desk.
  await expect
    .poll(() => bridge.call('security.signIn', { password: 'wrong' }).catch(({ code }) => code))
    .toBe('auth.wrong-password');
  await bridge.call('security.signIn', { password: store.password });
  const none = { waiting: 0, failed: 0, recorded: 0, differing: 0 };
  expect(await bridge.call('taxProviders.state', {})).toEqual({ accounts: [], counts: none });
  expect(await bridge.call('taxProviders.thresholds', {})).toEqual({ home: null, thresholds: [] });

  const asked = { ...choices, storeId: null, provider: 'stripe' as const };
  const { id } = await bridge.call('taxProviders.connect', { ...asked, secrets: { secretKey: 'rk_test_wrong' } });
  expect(await bridge.call('taxProviders.check', { id })).toMatchObject({
    works: false,
    message: expect.stringContaining('does not know this secret key'),
  });
  await bridge.call('taxProviders.change', { id, ...choices, secrets: { secretKey: KEY } });
  expect(await bridge.call('taxProviders.check', { id })).toMatchObject({ works: true });
  const state = await bridge.call('taxProviders.state', {});
  expect(state?.accounts).toMatchObject([{ ...choices, status: 'active', secretEnds: { secretKey: 'NARI' } }]);
  expect(JSON.stringify(state)).not.toContain('KANARI');
  await expect(bridge.call('taxProviders.connect', { ...asked, secrets: { secretKey: KEY } })).rejects.toMatchObject({
    code: 'taxes.account-there',
  });
  expect(await bridge.call('taxProviders.records', { state: 'failed' })).toEqual({ records: [], counts: none });
  expect(await bridge.call('taxProviders.compare', {})).toEqual({ compared: 0, differing: [], unread: 0 });

  ahead = 11 * 60_000;
  await expect(bridge.call('taxProviders.change', { id, status: 'paused' })).rejects.toMatchObject({
    code: 'access.step-up-needed',
    details: { what: 'Connecting or changing a provider of taxes' },
  });
  await bridge.call('security.prove', { password: store.password });
  await bridge.call('taxProviders.change', { id, status: 'paused' });
  await bridge.call('taxProviders.disconnect', { id });
  expect((await bridge.call('taxProviders.state', {}))?.accounts).toEqual([]);
});
