import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTx } from '../../data/tx.ts';
import { TENANT } from '../../testing/postgres-engine.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { fulfilments, nothingPromised, orderDeliveries } from './fulfilment-schema.ts';
import { parcelEvents } from './parcel-schema.ts';
import { orderChanges } from './schema.ts';

/** What happens to parcels after they left, and to goods that somebody comes for. */
const ORDER = testId(0x401);
const cloud = { authority: true };
const itself = { authority: true, actor: { ...owner, system: true as const } };
const HOUR = 3_600_000;
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const lines = [{ key: 'a', variantId: shop.tide, quantity: 3 }];
  const buyer = { customerId: null, customerName: 'Owen Pritchard', shipping: 500, payment: 'test' };
  await two.given('orders.placeOnline', { orderId: ORDER, ...buyer, lines }, cloud);
});

async function sent(how: 'shipped' | 'handed-over' = 'shipped'): Promise<string> {
  await two.given('orders.fulfil', { orderId: ORDER, how, carrier: 'UPS', tracking: '' });
  const [parcel] = await two.rows(fulfilments);
  if (!parcel) throw new Error('no parcel');
  return parcel.id;
}
/** Of an order whose buyer comes for it, as the storefront writes it. */
const fetched = (kind: 'pick-up' | 'ship' = 'pick-up') =>
  Promise.all(
    two.engines.map((engine) =>
      engine.transaction(async (connection) => {
        const of = engine.engine === 'postgres' ? { tenantId: TENANT } : {};
        const { tx, end } = createTx({ connection, ...of, onEvent: async () => {} });
        const to = { recipient: 'Owen Pritchard', address: '', country: 'GB', method: 'Bath', month: '2026-11' };
        await tx.insert(orderDeliveries, { orderId: ORDER, ...nothingPromised, ...to, kind });
        end();
      }),
    ),
  );
const standing = async () => (await two.rows(fulfilments)).map(({ state, stateAt }) => [state, stateAt]);
const told = async (name: string, args: unknown, as = {}) =>
  (await two.run(name, args, as)).events.map(({ event, payload }) => [event.name, payload]);

test('a parcel stands at what happened last: told twice it is told once, heard late it stays in its place', async () => {
  const fulfilmentId = await sent();
  expect(await standing()).toEqual([[null, null]]);
  const said = (state: string, at: number, more = {}) => ({ fulfilmentId, state, at, ...more });
  const of = { orderId: ORDER, number: '#10001', fulfilmentId, parcel: '#10001-1' };
  const out = said('out-for-delivery', NOW - HOUR, { place: 'Leeds, GB', words: 'On the van', source: 'ups' });
  expect(await told('orders.trackParcel', out, itself)).toEqual([
    ['orders.parcel-tracked', { ...of, state: 'out-for-delivery', before: null, at: NOW - HOUR }],
  ]);
  expect(await told('orders.trackParcel', { ...out, words: 'Once more' }, itself)).toEqual([]);
  expect(await two.rows(parcelEvents)).toMatchObject([{ words: 'On the van', place: 'Leeds, GB', source: 'ups' }]);
  expect(await told('orders.trackParcel', said('in-transit', NOW - 9 * HOUR), itself)).toEqual([]);
  expect(await standing()).toEqual([['out-for-delivery', NOW - HOUR]]);
  expect(await two.rows(parcelEvents)).toHaveLength(2);
  // A later word of the same state moves its moment, which is no news.
  expect(await told('orders.trackParcel', said('out-for-delivery', NOW - HOUR / 2), itself)).toEqual([]);
  expect(await standing()).toEqual([['out-for-delivery', NOW - HOUR / 2]]);
  expect(await told('orders.trackParcel', said('delivered', NOW))).toEqual([
    ['orders.parcel-tracked', { ...of, state: 'delivered', before: 'out-for-delivery', at: NOW }],
  ]);
  expect(await told('orders.trackParcel', said('exception', NOW + 1))).toEqual([]);
  expect(await standing()).toEqual([['delivered', NOW]]);
  await two.run('orders.trackParcel', said('returned', NOW + 2, { words: 'Nobody was in' }));
  expect(await standing()).toEqual([['returned', NOW + 2]]);
});

test('who may say what of which parcel', async () => {
  const fulfilmentId = await sent();
  const said = { fulfilmentId, state: 'delivered', at: NOW };
  await two.refuse('orders.trackParcel', { ...said, fulfilmentId: testId(9) }, 'orders.fulfilment-unknown', cloud);
  await two.refuse('orders.trackParcel', { ...said, at: NOW + 40 * HOUR }, 'orders.parcel-ahead');
  await two.refuse('orders.trackParcel', { ...said, source: 'ups' }, 'access.cloud-itself-only', cloud);
  await two.refuse('orders.trackParcel', said, 'command.forbidden', { actor: personAs('Analyst') });
});

test('what was handed over is on no way', async () => {
  const fulfilmentId = await sent('handed-over');
  const said = { fulfilmentId, state: 'delivered', at: NOW };
  expect(await two.refuse('orders.trackParcel', said, 'orders.parcel-handed-over')).toMatchObject({
    number: '#10001-1',
  });
});

test('a tracking number that is known later, or another one, is news; the same one is none', async () => {
  const fulfilmentId = await sent();
  const track = (tracking: string) => told('orders.track', { fulfilmentId, carrier: 'UPS', tracking });
  const of = { orderId: ORDER, number: '#10001', fulfilmentId };
  expect(await track('1Z 1')).toEqual([['orders.tracking-changed', { ...of, tracking: '1Z 1', before: '' }]]);
  expect(await track('1Z 1')).toEqual([]);
  expect(await track('1Z 2')).toEqual([['orders.tracking-changed', { ...of, tracking: '1Z 2', before: '1Z 1' }]]);
  expect(await track('')).toEqual([]);
});

test('goods that somebody comes for lie ready, once', async () => {
  const ready = { orderId: ORDER };
  await two.refuse('orders.readyToCollect', ready, 'orders.not-fetched');
  await fetched();
  await two.refuse('orders.readyToCollect', ready, 'command.forbidden', { actor: personAs('Analyst') });
  const at = NOW + HOUR;
  expect(await told('orders.readyToCollect', ready, { at })).toEqual([
    ['orders.order-noted', { orderId: ORDER, kind: 'note' }],
    ['orders.ready-to-collect', { orderId: ORDER, number: '#10001', at }],
  ]);
  expect(await two.rows(orderDeliveries)).toMatchObject([{ readyAt: at }]);
  expect(await told('orders.readyToCollect', ready, { at: at + 1 })).toEqual([]);
  expect((await two.rows(orderChanges)).filter(({ after }) => after['readyToCollect'])).toHaveLength(1);
  await two.run('orders.fulfil', { orderId: ORDER, how: 'handed-over' });
  expect(await two.rows(orderDeliveries)).toMatchObject([{ readyAt: at }]);
});

test('goods that are sent to their buyer are not ready for them to come for', async () => {
  await fetched('ship');
  await two.refuse('orders.readyToCollect', { orderId: ORDER }, 'orders.not-fetched');
  expect(await two.rows(orderDeliveries)).toMatchObject([{ readyAt: null }]);
});

test('what is held or was fetched is not ready', async () => {
  await fetched();
  await two.given('orders.hold', { orderId: ORDER, reason: 'Card looks stolen' });
  await two.refuse('orders.readyToCollect', { orderId: ORDER }, 'orders.held');
  await two.given('orders.release', { orderId: ORDER, note: '' });
  await two.given('orders.fulfil', { orderId: ORDER, how: 'handed-over' });
  await two.refuse('orders.readyToCollect', { orderId: ORDER }, 'orders.already-fulfilled');
});
