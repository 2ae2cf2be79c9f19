import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { reservations, stockLevels, stockMovements } from '../inventory/schema.ts';
import { receiptLetters } from './receipt-letter-schema.ts';
import { orderFlags, orderLines, orders, tenders } from './schema.ts';

const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const place = (n: number, lines: [string, number][], more: object = {}) => ({
  orderId: testId(0x400 + n),
  customerId: null,
  customerName: 'Owen Pritchard',
  lines: lines.map(([variantId, quantity], index) => ({ key: `${index}`, variantId, quantity })),
  shipping: 500,
  payment: 'test',
  ...more,
});
const level = async (variantId: string, locationId: string) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === locationId);

describe('orders.placeOnline', () => {
  test('holds and commits where all of it is, at the cloud’s prices', async () => {
    await two.run(
      'orders.placeOnline',
      place(1, [
        [shop.tide, 2],
        [shop.wrapping, 1],
      ]),
      cloud,
    );
    const [order] = await two.rows(orders);
    expect(order).toMatchObject({
      number: '#10001',
      locationId: shop.warehouse,
      total: 3250,
      paid: 3250,
      taxTotal: 541,
      fulfilmentStatus: 'to-pick',
    });
    expect(await level(shop.tide, shop.warehouse)).toMatchObject({ onHand: 20, committed: 2, reserved: 0 });
    expect(await two.rows(reservations)).toMatchObject([{ status: 'consumed', quantity: 2 }]);
    expect(
      (await two.rows(stockMovements))
        .filter(({ cause }) => cause !== 'opening')
        .map(({ cause }) => cause)
        .sort(),
    ).toEqual(['committed', 'reserved']);
  });

  test('is refused without enough stock, when a price changed, and at a desk', async () => {
    const details = await two.refuse(
      'orders.placeOnline',
      place(1, [
        [shop.tide, 15],
        [shop.tide, 6],
      ]),
      'orders.not-enough-stock',
      cloud,
    );
    expect(details).toEqual({ short: [{ variantId: shop.tide, quantity: 21, available: 20 }] });
    await two.refuse(
      'orders.placeOnline',
      place(1, [[shop.tide, 1]], { expectedTotal: 1 }),
      'orders.total-changed',
      cloud,
    );
    await two.refuse('orders.placeOnline', place(1, [[testId(0x999), 1]]), 'orders.not-on-sale', cloud);
    await two.refuse('orders.placeOnline', place(1, [[shop.tide, 1]]), 'access.cloud-only');
    await two.run('catalog.setStatus', { productIds: [shop.mug], status: 'draft' });
    await two.refuse('orders.placeOnline', place(1, [[shop.tide, 1]]), 'orders.not-on-sale', cloud);
  });

  test('leaves the shop once, or is cancelled and paid back', async () => {
    await two.run('orders.placeOnline', place(1, [[shop.tide, 2]]), cloud);
    await two.run('orders.fulfil', { orderId: testId(0x401), how: 'shipped' });
    expect(await level(shop.tide, shop.warehouse)).toMatchObject({ onHand: 18, committed: 0 });
    await two.refuse('orders.cancel', { orderId: testId(0x401), reason: '' }, 'orders.already-fulfilled');
    await two.refuse('orders.fulfil', { orderId: testId(0x401), how: 'handed-over' }, 'orders.already-fulfilled');

    await two.run('orders.placeOnline', place(2, [[shop.tide, 3]]), cloud);
    await two.run('orders.cancel', { orderId: testId(0x402), reason: 'changed their mind' });
    expect(await level(shop.tide, shop.warehouse)).toMatchObject({ onHand: 18, committed: 0 });
    expect((await two.rows(orders)).find(({ id }) => id === testId(0x402))).toMatchObject({
      status: 'cancelled',
      paymentStatus: 'refunded',
      paid: 0,
      due: 0,
    });
    expect(
      (await two.rows(tenders))
        .filter(({ orderId }) => orderId === testId(0x402))
        .map(({ amount }) => amount)
        .sort(),
    ).toEqual([-4100, 4100]);
    await two.refuse('orders.fulfil', { orderId: testId(0x402), how: 'shipped' }, 'orders.already-cancelled');
    await two.refuse('orders.cancel', { orderId: testId(1), reason: '' }, 'data.not-here');
  });
});

describe('reservations', () => {
  const hold = (n: number, quantity: number) => ({
    orderId: testId(0x450 + n),
    expiresAt: 1_900_000_000_000,
    lines: [{ locationId: shop.bath, variantId: shop.moss, quantity }],
  });

  test('end in exactly one way', async () => {
    await two.run('inventory.reserve', hold(1, 4), cloud);
    expect(await level(shop.moss, shop.bath)).toMatchObject({ onHand: 10, reserved: 4 });
    const details = await two.refuse('inventory.reserve', hold(2, 7), 'inventory.not-enough-stock', cloud);
    expect(details).toMatchObject({ wanted: 7, available: 6 });
    await two.run('inventory.commitReservation', { orderId: testId(0x451) }, cloud);
    expect(await level(shop.moss, shop.bath)).toMatchObject({ reserved: 0, committed: 4 });
    await two.run('inventory.release', { orderId: testId(0x451), reason: 'expired', note: '' }, cloud);
    expect(await level(shop.moss, shop.bath)).toMatchObject({ reserved: 0, committed: 4 });

    await two.run('inventory.reserve', hold(3, 2), cloud);
    await two.run('inventory.release', { orderId: testId(0x453), reason: 'expired', note: '' }, cloud);
    await two.refuse('inventory.commitReservation', { orderId: testId(0x453) }, 'inventory.reservation-ended', cloud);
    expect(await level(shop.moss, shop.bath)).toMatchObject({ reserved: 0, committed: 4 });
    await two.refuse('inventory.reserve', hold(4, 1), 'access.cloud-only');
    const release = { orderId: testId(0x453), reason: 'released', note: '' };
    await two.refuse('inventory.release', release, 'access.cloud-only');
  });
});

describe('orders.importHistory', () => {
  const at = Date.parse('2011-12-01T08:26:00Z');
  const CUSTOMER = testId(0x460);
  const past = (n: number, kind: 'sale' | 'return', quantity: number, more: object = {}) => ({
    id: testId(0x470 + n),
    number: `5363${n}`,
    kind,
    placedAt: at + n * 1000,
    externalRef: `online-retail:5363${n}`,
    customerId: CUSTOMER,
    customerName: '17850',
    locationId: shop.warehouse,
    currency: 'GBP',
    lines: [{ variantId: shop.moss, title: 'HOLDER', sku: '85123A', quantity, unitPrice: 255, total: 255 * quantity }],
    ...more,
  });

  test('stands as stated, closed, and moves nothing; a second time adds nothing', async () => {
    const moved = await two.rows(stockMovements);
    const result = await two.run('orders.importHistory', {
      orders: [past(1, 'sale', 6, { total: 1500 }), past(2, 'return', -2)],
    });
    expect(result.events).toEqual([]);
    await two.refuse('orders.fulfil', { orderId: testId(0x472), how: 'shipped' }, 'orders.nothing-to-fulfil');
    const rows = await two.rows(orders);
    expect(rows).toMatchObject([
      { total: 1500, rounding: -30, paid: 1500, historical: true, status: 'closed', businessDate: '2011-12-01' },
      { total: -510, units: -2, originalOrderId: testId(0x471) },
    ]);
    expect((await two.rows(tenders)).map(({ kind }) => kind)).toEqual(['historical', 'historical']);
    expect(await two.rows(stockMovements)).toEqual(moved);
    await two.run('orders.importHistory', { orders: [past(1, 'sale', 6), past(1, 'sale', 6), past(3, 'sale', 1)] });
    expect(await two.rows(orders)).toHaveLength(3);
    expect(await two.rows(orderLines)).toHaveLength(3);
  });

  test('a return finds its sale in what is there already, or is noted', async () => {
    await two.run('orders.importHistory', { orders: [past(1, 'sale', 6), past(2, 'sale', 1)] });
    const unknown = past(5, 'return', -1, { customerId: null });
    await two.run('orders.importHistory', { orders: [past(3, 'return', -4), past(4, 'return', -9), unknown] });
    const rows = await two.rows(orders);
    expect(rows.map(({ originalOrderId }) => originalOrderId)).toEqual([null, null, testId(0x471), null, null]);
    expect((await two.rows(orderFlags)).map(({ code, orderId }) => [code, orderId]).sort()).toEqual([
      ['historical-unlinked', testId(0x474)],
      ['historical-unlinked', testId(0x475)],
    ]);
  });

  test('needs its permission and whole numbers', async () => {
    const wrong = past(1, 'sale', 1, { total: 0.5 });
    await two.refuse('orders.importHistory', { orders: [wrong] }, 'command.invalid-arguments');
  });
});

test('a receipt is mailed from where it was sold, at most ten times, and once for each time it is asked for', async () => {
  await two.run('orders.placeOnline', place(1, [[shop.tide, 1]]), cloud);
  const [order] = await two.rows(orders);
  const ask = { orderId: order?.id, to: 'bo@shopper.example' };
  await two.run('orders.mailReceipt', ask, { actor: personAs('Till') });
  expect(await two.rows(receiptLetters)).toMatchObject([
    {
      orderId: order?.id,
      sentTo: 'bo@shopper.example',
      status: 'waiting',
      tries: 0,
      sentAt: null,
      month: order?.month,
    },
  ]);
  await two.refuse('orders.mailReceipt', { ...ask, to: 'nobody' }, 'command.invalid-arguments');
  await two.refuse('orders.mailReceipt', { ...ask, orderId: testId(0x4ff) }, 'orders.order-unknown', cloud);
  await two.refuse('orders.mailReceipt', ask, 'command.forbidden', { actor: personAs('Books') });
  for (let n = 1; n < 10; n += 1) await two.run('orders.mailReceipt', ask);
  await two.refuse('orders.mailReceipt', ask, 'orders.many-letters');
  expect(await two.rows(receiptLetters)).toHaveLength(10);
});
