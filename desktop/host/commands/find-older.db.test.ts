import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localMonth, monthsUpTo } from '@tillhouse/shared/kernel/instant.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../cloud-api/testing/test-cloud.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let bridge: ReturnType<typeof openBridge>;
const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-older-'));
const oldId = randomUUID();
const [now = '', ...before] = monthsUpTo(localMonth(Date.now(), 'Europe/London'), 21);
const long = before.at(-1) as string;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `older-${randomUUID().slice(0, 8)}`);
  const { variantId } = await store.product('Enamel mug', 5);
  const order = (id: string, number: string, placedAt: number) => ({
    ...{ id, number, placedAt, kind: 'sale', customerId: null, customerName: '', currency: 'GBP' },
    ...{ locationId: store.locationId, externalRef: number },
    lines: [{ variantId, title: 'Mug', sku: 'M', quantity: 1, unitPrice: 1_200, total: 1_200 }],
  });
  const orders = [order(oldId, 'H-1', Date.parse(`${long}-10T12:00:00Z`)), order(randomUUID(), 'H-2', Date.now() - 1)];
  const done = await store.command('orders.importHistory', { orders });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  host = await bootHost({ dataDir, cloudUrl: cloud.cloud.url, log: () => {} });
  bridge = openBridge(host);
  const { email, password } = store;
  await bridge.call('session.enrolWithPassword', { email, password, deviceName: 'Office' });
}, 120_000);
afterAll(async () => {
  await host?.close();
  await cloud?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function numbers(search: string): Promise<string[]> {
  const { rows } = await bridge.query('orders.index', { view: 'all', search, limit: 50, offset: 0 });
  return rows.map(({ number }) => number);
}

test('an order before the window is not called absent; looked up in the cloud, it is there as any other', async () => {
  expect(now > long).toBe(true);
  await expect.poll(() => numbers('H-').catch(() => []), { timeout: 60_000, interval: 200 }).toEqual(['H-2']);
  const cancel = () => bridge.mutate('orders.cancel', { orderId: oldId, reason: '' }).catch((error: unknown) => error);
  const refused = { code: 'data.not-here', details: { asked: 'orders.order-unknown' } };
  await expect.poll(cancel, { timeout: 60_000, interval: 200 }).toMatchObject(refused);
  expect(await bridge.call('orders.findOlder', { number: 'H-1' })).toEqual({ orderIds: [oldId] });
  expect(await numbers('H-1')).toEqual(['H-1']);
  expect(await cancel()).toMatchObject({ code: 'orders.already-fulfilled' });
  expect(await bridge.call('orders.findOlder', { number: 'H-9' })).toEqual({ orderIds: [] });
  const day = { date: `${long}-10` };
  expect(await bridge.call('orders.findOlder', { ...day, total: 1_200 })).toEqual({ orderIds: [oldId] });
  expect(await bridge.call('orders.findOlder', { ...day, total: 1_201 })).toEqual({ orderIds: [] });
  expect(await bridge.call('orders.findOlder', { ...day, lastFour: '4417' })).toEqual({ orderIds: [] });
});

test('another store’s device finds none of it, and without a line the desk says what it holds', async () => {
  const other = await openStore(cloud, `other-${randomUUID().slice(0, 8)}`);
  const theirs = await enrolDevice(cloud, other);
  const nothing = await cloud.call('GET', '/sync/v1/orders?number=H-1', { token: theirs.token });
  expect(nothing.body).toMatchObject({ orders: [], order_lines: [] });
  const asPerson = await cloud.call('GET', '/sync/v1/orders?number=H-1', { token: other.token });
  expect(asPerson.body).toMatchObject({ status: 403, code: 'auth.not-a-device' });
  await cloud.cloud.close();
  await expect(bridge.call('orders.findOlder', { number: 'H-1' })).rejects.toMatchObject({
    code: 'desk.older-needs-line',
    details: { since: before[11] },
  });
  expect(await numbers('H-1')).toEqual(['H-1']);
});
