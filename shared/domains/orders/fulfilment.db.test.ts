import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels, stockMovements } from '../inventory/schema.ts';
import { fulfilmentLines, fulfilments } from './fulfilment-schema.ts';
import { orderChanges, orderLines, orders } from './schema.ts';

/** Goods leave in parts and from more than one place; each unit leaves once. */
const ORDER = testId(0x401);
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const opening = { reason: 'opening', note: '' };
  await two.given('inventory.adjust', {
    lines: [
      { locationId: shop.warehouse, variantId: shop.moss, delta: 5 },
      { locationId: shop.bath, variantId: shop.tide, delta: 2 },
    ],
    ...opening,
  });
  await two.given(
    'orders.placeOnline',
    {
      ...{ orderId: ORDER, customerId: null, customerName: 'Owen Pritchard', shipping: 500, payment: 'test' },
      lines: [
        { key: 'a', variantId: shop.tide, quantity: 3 },
        { key: 'b', variantId: shop.moss, quantity: 2 },
      ],
    },
    cloud,
  );
});
const order = async () => (await two.rows(orders)).find(({ id }) => id === ORDER);
const lineOf = async (variantId: string) => {
  const row = (await two.rows(orderLines)).find((line) => line.orderId === ORDER && line.variantId === variantId);
  if (!row) throw new Error('no line');
  return row.id;
};
const level = async (variantId: string, locationId: string) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === locationId);

test('a part now, a part from elsewhere, the rest at the end: every unit leaves once', async () => {
  const [tide, moss] = [await lineOf(shop.tide), await lineOf(shop.moss)];
  const send = { orderId: ORDER, how: 'shipped' };
  await two.run('orders.fulfil', {
    ...send,
    lines: [{ lineId: tide, quantity: 1 }],
    carrier: 'RM',
    tracking: 'RM 4471',
  });
  expect(await order()).toMatchObject({ fulfilmentStatus: 'part-shipped', status: 'placed', version: 2 });
  expect(await level(shop.tide, shop.warehouse)).toMatchObject({ onHand: 19, committed: 2 });

  const tooMany = {
    ...send,
    lines: [
      { lineId: tide, quantity: 2 },
      { lineId: tide, quantity: 1 },
    ],
  };
  expect(await two.refuse('orders.fulfil', tooMany, 'orders.more-than-left')).toEqual({
    lineId: tide,
    left: 2,
    wanted: 3,
  });
  const elsewhere = { ...send, lines: [{ lineId: tide, quantity: 2 }], locationId: shop.bath };
  await two.run('orders.fulfil', elsewhere);
  expect(await level(shop.tide, shop.warehouse)).toMatchObject({ onHand: 19, committed: 0 });
  expect(await level(shop.tide, shop.bath)).toMatchObject({ onHand: 0, committed: 0 });
  // Bath has given all it had; what is promised elsewhere is not taken.
  const empty = { ...send, lines: [{ lineId: moss, quantity: 2 }], locationId: shop.frome };
  expect(await two.refuse('orders.fulfil', empty, 'inventory.not-enough-stock')).toMatchObject({ available: 0 });
  await two.refuse('orders.fulfil', { ...empty, locationId: testId(0x999) }, 'inventory.location-unknown', cloud);
  await two.refuse(
    'orders.fulfil',
    { ...send, lines: [{ lineId: testId(1), quantity: 1 }] },
    'orders.line-unknown',
    cloud,
  );
  await two.refuse('orders.cancel', { orderId: ORDER, reason: '' }, 'orders.already-fulfilled');

  await two.run('orders.fulfil', { orderId: ORDER, how: 'handed-over' });
  expect(await order()).toMatchObject({ fulfilmentStatus: 'handed-over', status: 'closed', version: 4 });
  expect(await level(shop.moss, shop.warehouse)).toMatchObject({ onHand: 3, committed: 0 });
  expect((await two.rows(fulfilments)).map(({ number, tracking }) => [number, tracking]).sort()).toEqual([
    ['#10001-1', 'RM 4471'],
    ['#10001-2', ''],
    ['#10001-3', ''],
  ]);
  const left = (await two.rows(fulfilmentLines)).reduce((sum, row) => sum + row.quantity, 0);
  expect(left).toBe(5);
  const gone = (await two.rows(stockMovements)).filter(({ cause }) => cause === 'fulfilled');
  expect(gone.reduce((sum, { onHand }) => sum - onHand, 0)).toBe(5);
  await two.refuse('orders.fulfil', { ...send, lines: [{ lineId: tide, quantity: 1 }] }, 'orders.already-fulfilled');
});

test('held, nothing leaves; who released it and why it waited stays on the timeline', async () => {
  await two.run('orders.hold', { orderId: ORDER, reason: 'Card looks stolen' });
  expect(await order()).toMatchObject({ fulfilmentStatus: 'held', status: 'placed' });
  await two.refuse('orders.fulfil', { orderId: ORDER, how: 'shipped' }, 'orders.held');
  await two.refuse('orders.hold', { orderId: ORDER, reason: 'again' }, 'orders.held');
  await two.refuse('orders.hold', { orderId: ORDER, reason: 'x' }, 'command.forbidden', { actor: personAs('Analyst') });
  await two.run('orders.release', { orderId: ORDER, note: 'They called back' });
  await two.refuse('orders.release', { orderId: ORDER, note: '' }, 'orders.not-held');
  await two.run('orders.fulfil', {
    orderId: ORDER,
    how: 'shipped',
    lines: [{ lineId: await lineOf(shop.tide), quantity: 1 }],
  });
  await two.run('orders.hold', { orderId: ORDER, reason: 'Wrong glaze' });
  await two.refuse('orders.cancel', { orderId: ORDER, reason: '' }, 'orders.already-fulfilled');
  await two.run('orders.release', { orderId: ORDER, note: '' });
  expect(await order()).toMatchObject({ fulfilmentStatus: 'part-shipped' });
  const told = (await two.rows(orderChanges)).map(({ kind, note }) => [kind, note]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['held', 'Card looks stolen'],
      ['released', 'They called back'],
    ]),
  );
});

test('a parcel is called by its tracking number, also when that is known later', async () => {
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped' });
  const [parcel] = await two.rows(fulfilments);
  await two.run('orders.track', { fulfilmentId: parcel?.id, carrier: 'Royal Mail', tracking: 'RM 4471 0982' });
  expect(await two.rows(fulfilments)).toMatchObject([{ carrier: 'Royal Mail', tracking: 'RM 4471 0982', box: null }]);
  await two.refuse(
    'orders.track',
    { fulfilmentId: testId(9), carrier: '', tracking: '' },
    'orders.fulfilment-unknown',
    cloud,
  );
});

test('what a parcel was packed into stays with it, by the name that the box had', async () => {
  const packed = { box: 'Mug box', grams: 1_240, size: { length: 146, width: 126, height: 126 } };
  await two.run('orders.fulfil', { orderId: ORDER, how: 'shipped', packed });
  expect(await two.rows(fulfilments)).toMatchObject([packed]);
  const wrong = { ...packed, size: { length: 0, width: 1, height: 1 } };
  await two.refuse('orders.fulfil', { orderId: ORDER, how: 'shipped', packed: wrong }, 'command.invalid-arguments');
});
