import '@tillhouse/shared/domains/commands.ts';
import { randomUUID } from 'node:crypto';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../cloud-api/testing/test-cloud.ts';
import { openRealDesk, type RealDesk } from './real-desk.ts';

/** What a device holds follows its profile, with the real shape server and a real desk. */
let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let desk: RealDesk;
let variantId: string;
const warehouse = randomUUID();

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  ({ variantId } = await store.product('Mug', 20));
  const place = { name: 'Melksham', street: '1 Long Lane', kind: 'warehouse', sellsOnline: 'yes', status: 'active' };
  await store.command('inventory.saveLocation', { location: { id: warehouse, ...place } });
  await stock(warehouse, 300);
  device = await enrolDevice(cloud, store);
  await worksFor([store.locationId]);
  const actor = { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions: ownerRole.permissions };
  const context = { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true };
  desk = await openRealDesk({ cloudUrl: cloud.cloud.url, device, actor, store: context });
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await cloud?.close();
});

async function stock(locationId: string, delta: number): Promise<void> {
  const lines = [{ locationId, variantId, delta }];
  expect((await store.command('inventory.adjust', { lines, reason: 'found', note: '' })).status).toBe(200);
}
async function worksFor(locationIds: string[]): Promise<void> {
  const row = (await cloud.call('GET', `/v1/devices/${device.deviceId}`, { token: store.token })).body;
  const { enrolledAt: _at, enrolledBy: _by, ...rest } = row;
  const done = await store.command('access.registerDevice', { device: { ...rest, locationIds } });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}
const held = (): Record<string, number> =>
  Object.fromEntries(
    desk.file
      .read('SELECT location_id AS place, on_hand AS n FROM stock_levels ORDER BY on_hand')
      .map(({ place, n }) => [place === warehouse ? 'warehouse' : 'shop', Number(n)]),
  );
const moves = (): number => desk.one('SELECT count(DISTINCT location_id) FROM stock_movements');

test('rows of a location come and go with the profile, by themselves, and what waits here stays', async () => {
  await desk.until('the first copy', () => desk.sync.status().state === 'synced');
  expect([held(), moves()]).toEqual([{ shop: 20 }, 1]);

  await worksFor([store.locationId, warehouse]);
  await desk.until('the warehouse came', () => held().warehouse === 300 && moves() === 2);
  await stock(warehouse, 5);
  await desk.until('and is followed', () => held().warehouse === 305);

  // Done here without a line, on the very rows that are about to go.
  desk.line = 'cut';
  const lines = [{ locationId: store.locationId, variantId, delta: -1 }];
  await desk.sell({ lines, reason: 'broken', note: '' }, 'inventory.adjust');
  expect(held()).toEqual({ shop: 19, warehouse: 305 });
  await worksFor([warehouse]);
  desk.line = 'open';
  await desk.until('the shop went', () => held().shop === undefined && moves() === 1);
  await desk.until('what waited is sent', () => desk.sync.status().waiting === 0);
  expect(held()).toEqual({ warehouse: 305 });
  const levels = await cloud.call('GET', `/v1/stock-levels?locationId=${store.locationId}`, { token: store.token });
  expect(levels.body.rows).toMatchObject([{ onHand: 19 }]);

  await worksFor([]);
  await desk.until('nothing is left', () => Object.keys(held()).length === 0 && moves() === 0);
});

test('a command that needs a row outside of the profile is told not-here, never that it does not exist', async () => {
  const order = { id: randomUUID(), number: 'PO-1', supplier: 'Kiln Row', locationId: store.locationId, bay: 'A' };
  const lines = [{ id: randomUUID(), variantId, ordered: 12 }];
  const made = await store.command('inventory.savePurchaseOrder', { order: { ...order, expectedOn: null }, lines });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const close = desk.sell({ purchaseOrderId: order.id, status: 'cancelled' }, 'inventory.closePurchaseOrder');
  await expect(close).rejects.toMatchObject({ code: 'data.not-here' });
});
