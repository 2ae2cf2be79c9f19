import { afterAll, beforeAll, expect, test } from 'vitest';
import { payCard } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeAll(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const deliver = {
  ...{ locationId: seedIds.melksham, recipient: 'Ann Weaver', address: '1 Mill Lane\nFrome' },
  ...{ country: null, method: '', email: null, phone: null },
} as const;

async function sold(kind: 'ship' | 'pick-up', reference: string): Promise<string> {
  await desk.bridge.call('basket.add', { variantId: seedIds.variant(6), quantity: 2 });
  await desk.bridge.call('basket.setDeliver', { deliver: { ...deliver, kind } });
  return (await payCard(desk.bridge, reference)).orderId;
}
const page = async (id: string) => {
  const shown = await desk.bridge.query('orders.page', { id });
  if (!shown) throw new Error('no page');
  return shown;
};
const listed = async (filter: object) =>
  (await desk.bridge.query('orders.index', { offset: 0, limit: 50, view: 'all', filter })).rows.map(({ id }) => id);

test('the page of an order says where its parcels are and who said so, and lists are narrowed by that', async () => {
  const orderId = await sold('ship', '77');
  await desk.bridge.mutate('orders.fulfil', { orderId, how: 'shipped', carrier: 'UPS', tracking: '1Z 1' });
  const [parcel] = (await page(orderId)).parcels;
  expect(parcel).toMatchObject({ state: null, stateAt: null, place: '', words: '' });
  // Of a parcel that nobody follows nobody knows that it is under way.
  expect(await listed({ parcel: 'under-way' })).toEqual([]);
  const say = (state: string, at: number, more: object = {}) =>
    desk.bridge.mutate('orders.trackParcel', { fulfilmentId: parcel?.id, state, at, ...more });
  const now = parcel?.at ?? 0;
  await say('in-transit', now - 3_000);
  expect(await listed({ parcel: 'under-way' })).toEqual([orderId]);
  expect(await listed({ underWayDays: 3 })).toEqual([]);
  await say('exception', now - 2_000, { words: 'Wrong door', place: 'Frome' });
  expect((await page(orderId)).parcels).toMatchObject([
    { state: 'exception', stateAt: now - 2_000, words: 'Wrong door', place: 'Frome' },
  ]);
  expect(await listed({ parcel: 'exception' })).toEqual([orderId]);
  const events = (await page(orderId)).events.filter(({ kind }) => kind === 'parcel');
  expect(events).toMatchObject([
    {
      what: 'exception',
      at: now - 2_000,
      note: 'Frome: Wrong door',
      after: { parcel: `${(await page(orderId)).number}-1` },
    },
    { what: 'in-transit', note: '' },
  ]);
  expect(events[0]?.who).not.toBe('');
  await say('delivered', now - 1_000);
  expect(await listed({ parcel: 'exception' })).toEqual([]);
  expect(await listed({ parcel: 'delivered' })).toEqual([orderId]);
});

test('what waits for somebody who comes for it is put ready, seen, and found until it is handed over', async () => {
  const orderId = await sold('pick-up', '78');
  expect((await page(orderId)).promise).toMatchObject({ kind: 'pick-up', readyAt: null });
  expect(await listed({ parcel: 'ready' })).toEqual([]);
  await desk.bridge.mutate('orders.readyToCollect', { orderId });
  expect((await page(orderId)).promise?.readyAt).toEqual(expect.any(Number));
  expect((await page(orderId)).events.some(({ after }) => after?.['readyToCollect'])).toBe(true);
  expect(await listed({ parcel: 'ready' })).toEqual([orderId]);
  await desk.bridge.mutate('orders.fulfil', { orderId, how: 'handed-over' });
  expect(await listed({ parcel: 'ready' })).toEqual([]);
});
