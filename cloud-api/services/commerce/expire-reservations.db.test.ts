import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { expireReservations } from './expire-reservations.ts';

let cloud: TestCloud;
let store: TestStore;
let pools: Pools;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  pools = openPools(roleUrls(cloud.database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
});

test('units whose hold has run out are free again, once, and the others stay held', async () => {
  const { variantId } = await store.product('Mug', 5);
  const expiresAt = Date.now() + 3_600_000;
  const reserve = (orderId: string, until: number) =>
    store.command('inventory.reserve', {
      orderId,
      expiresAt: until,
      lines: [{ locationId: store.locationId, variantId, quantity: 2 }],
    });
  const [short, long] = [randomUUID(), randomUUID()];
  expect((await reserve(short, expiresAt)).status).toBe(200);
  expect((await reserve(long, expiresAt + 3_600_000)).status).toBe(200);
  expect((await reserve(randomUUID(), expiresAt)).status).toBe(409);

  expect(await expireReservations(pools, expiresAt - 1)).toBe(0);
  await Promise.all([expireReservations(pools, expiresAt), expireReservations(pools, expiresAt)]);
  expect(await expireReservations(pools, expiresAt)).toBe(0);
  const levels = await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token });
  expect(levels.body.rows).toMatchObject([{ onHand: 5, reserved: 2 }]);
  const held = await cloud.call('GET', '/v1/reservations', { token: store.token });
  const statuses = Object.fromEntries(
    held.body.rows.map((row: { orderId: string; status: string }) => [row.orderId, row.status]),
  );
  expect(statuses).toEqual({ [short]: 'expired', [long]: 'held' });
});
