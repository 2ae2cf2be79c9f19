import { randomUUID } from 'node:crypto';
import { heldBackChanged } from '@tillhouse/shared/domains/inventory/events.ts';
import { shortOnline } from '@tillhouse/shared/domains/orders/location-for.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { sellingAt } from '../../testing/sale-as-sent.ts';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';
import { withTx } from '../storefront/checkout/price-checkout.ts';
import { readAvailability } from '../storefront/read-availability.ts';
import { holdBackForSilentTills } from './hold-back.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const [registerId, sessionId, clientId] = [randomUUID(), randomUUID(), randomUUID()];

let cloud: TestCloud;
let store: TestStore;
let pools: Pools;
let device: TestDevice;
let mug: string;
let vase: string;
let seq = 0;
const begun = Date.now();
let clock = begun;

const push = async (mutations: object[]): Promise<void> => {
  const body = { protocol: 1, clientId, mutations, sentAt: clock };
  const answer = await cloud.call('POST', '/sync/v1/push', { token: device.token, body });
  const statuses = answer.body.outcomes.map(({ status }: { status: string }) => status);
  expect(statuses, JSON.stringify(answer.body)).toEqual(mutations.map(() => 'applied'));
};
let holdBack: () => Promise<number>;
/** A sweep at this time. */
const at = async (time: number): Promise<void> => {
  clock = time;
  await holdBack();
};
const left = async (): Promise<number[]> => {
  const rows = await withTenant(pools.app, store.tenantId, (db) => readAvailability(db, store.tenantId, [mug, vase]));
  return [mug, vase].map((id) => rows.find(({ variantId }) => variantId === id)?.available ?? -1);
};
const buy = async (variantId: string, quantity: number) => {
  const order = { orderId: randomUUID(), payment: 'test', shipping: 0, customerId: null, customerName: 'Bo' };
  const answer = await store.command('orders.placeOnline', { ...order, lines: [{ key: 'a', variantId, quantity }] });
  return answer.body.code ?? answer.status;
};
const short = (variantId: string, quantity: number) =>
  withTenant(pools.app, store.tenantId, (db) =>
    withTx(db, store.tenantId, (tx) => shortOnline(tx, [{ variantId, quantity }])),
  );
const place = (more: object = {}) => ({
  ...{ id: store.locationId, name: 'larkhall shop', street: '1 High Street', kind: 'shop' },
  ...{ sellsOnline: 'yes', status: 'active', ...more },
});

/** A shop whose till sold a mug at about this time on each of seven days, and no vase; its drawer is open. */
beforeAll(async () => {
  // The cloud's own sweeper goes by the same clock, so that it may run at any moment.
  cloud = await startTestCloud({ now: () => clock });
  pools = openPools(roleUrls(cloud.database.url), () => {});
  holdBack = holdBackForSilentTills(pools, () => clock);
  store = await openStore(cloud, 'larkhall');
  ({ variantId: mug } = await store.product('Mug', 20));
  ({ variantId: vase } = await store.product('Vase', 20));
  await store.command('register.saveRegister', {
    register: { id: registerId, code: 'T1', name: 'Till 1', status: 'active', locationId: store.locationId },
  });
  device = await enrolDevice(cloud, store, { kind: 'till', registerId });
  const open = { sessionId, registerId, float: 10_000 };
  const sale = sellingAt({ registerId, locationId: store.locationId, variantId: mug, staffId: store.staffId });
  const who = { actorId: store.staffId, actorName: 'Ada', version: 1 };
  await push([
    { seq: ++seq, id: randomUUID(), name: 'register.openSession', args: open, occurredAt: begun - 8 * DAY, ...who },
    ...Array.from({ length: 7 }, (_, back) => {
      const occurredAt = begun - (7 - back) * DAY + 30 * MINUTE;
      const businessDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(occurredAt);
      return sale(
        ++seq,
        (args) => Object.assign(args, { sessionId }) && Object.assign(args.decided, { businessDate }),
        {
          occurredAt,
        },
      );
    }),
  ]);
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
});

const silent = begun + 10 * MINUTE;

test('of what a silent till sells at that time of day some are kept from shoppers, and all are free once it is heard of', async () => {
  expect(await left()).toEqual([13, 20]);
  await at(begun + MINUTE);
  expect(await left()).toEqual([13, 20]);

  // One mug a day as a mean: four at most in 99 of a hundred days.
  await at(silent);
  expect(await left()).toEqual([9, 20]);
  expect(await buy(mug, 10)).toBe('orders.not-enough-stock');
  // What is told before anything is bought, at the checkout and of a draft.
  expect(await short(mug, 10)).toEqual([{ variantId: mug, quantity: 10, available: 9 }]);
  const told = await withTenant(pools.app, store.tenantId, (db) =>
    db.rows('SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = $2', [
      store.tenantId,
      heldBackChanged.name,
    ]),
  );
  const changes = [{ variantId: mug, units: 4 }];
  expect(told).toEqual([{ payload: { locationId: store.locationId, changes } }]);

  await push([]);
  await at(silent + MINUTE);
  expect(await left()).toEqual([13, 20]);
  expect(await short(mug, 10)).toEqual([]);
  expect(await buy(mug, 10)).toBe(200);
  expect(await left()).toEqual([3, 20]);
});

test('a place that says so sells on all that is known of', async () => {
  const later = silent + 10 * MINUTE;
  await at(later);
  expect(await left()).toEqual([0, 20]);
  await store.command('inventory.saveLocation', { location: place({ silentTills: 'sell' }) });
  await at(later);
  expect(await left()).toEqual([3, 20]);
  // Who does not say it leaves it as it is.
  await store.command('inventory.saveLocation', { location: place() });
  await at(later);
  expect(await left()).toEqual([3, 20]);
  await store.command('inventory.saveLocation', { location: place({ silentTills: 'hold-back' }) });
  await at(later);
  expect(await left()).toEqual([0, 20]);
});

test('a till whose drawer is closed sells nothing', async () => {
  const closing = { registerId, sessionId, counted: 18_400, expected: 18_400, note: '' };
  expect((await store.command('register.closeSession', closing)).status).toBe(200);
  await at(clock + MINUTE);
  expect(await left()).toEqual([3, 20]);
});
