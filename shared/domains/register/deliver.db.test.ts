import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels } from '../inventory/schema.ts';
import { orderDeliveries } from '../orders/fulfilment-schema.ts';
import { orderLines, orders } from '../orders/schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const session = { sessionId: shop.session, registerId: shop.register };
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 0 });
});

const orderId = testId(0x100);
const deliver = {
  ...{ kind: 'ship', locationId: shop.warehouse, recipient: 'Ann Weaver', address: '1 Mill Lane\nFrome' },
  ...{ country: null, method: '', email: null, phone: null },
};
const sale = (more: object = {}) => ({
  ...session,
  ...{ orderId, customerId: null, deliver },
  lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
  tenders: [{ key: 'c', kind: 'card', amount: 3_600, given: 3_600, change: 0, reference: '' }],
  ...more,
});
const level = async () => (await two.rows(stockLevels)).find(({ locationId }) => locationId === shop.warehouse);

test('a basket that is sent is sold and paid at the till, and its goods are committed where they leave from', async () => {
  await two.run('register.recordSale', sale());
  const [order] = await two.rows(orders);
  expect(order).toMatchObject({
    ...{ channel: 'till', status: 'placed', fulfilmentStatus: 'to-pick', locationId: shop.warehouse },
    ...{ registerId: shop.register, total: 3_600, paid: 3_600, due: 0, paymentStatus: 'paid' },
  });
  expect(await two.rows(orderDeliveries)).toMatchObject([{ orderId, kind: 'ship', recipient: 'Ann Weaver' }]);
  expect(await level()).toMatchObject({ onHand: 20, committed: 3 });
  await two.run('orders.fulfil', { orderId, how: 'shipped', tracking: 'RM1' });
  expect((await two.rows(orders))[0]).toMatchObject({ status: 'closed', fulfilmentStatus: 'shipped' });
  expect(await level()).toMatchObject({ onHand: 17, committed: 0 });
});

test('what is collected later is handed over where it was to be collected, and more than there is stands', async () => {
  const pickUp = { ...deliver, kind: 'pick-up', address: '' };
  await two.run(
    'register.recordSale',
    sale({
      deliver: pickUp,
      lines: [{ key: 'a', variantId: shop.tide, quantity: 30 }],
      tenders: [{ key: 'c', kind: 'card', amount: 36_000, given: 36_000, change: 0, reference: '' }],
    }),
  );
  expect(await level()).toMatchObject({ onHand: 20, committed: 30 });
  await two.refuse('orders.cancel', { orderId, reason: '' }, 'orders.paid-at-till');
  await two.run('orders.fulfil', { orderId, how: 'handed-over' });
  expect((await two.rows(orders))[0]).toMatchObject({ status: 'closed', fulfilmentStatus: 'handed-over' });
});

test('its goods come back once they left: until then they are promised, and would be sent all the same', async () => {
  await two.run('register.recordSale', sale());
  const [line] = await two.rows(orderLines);
  const back = (n: number, quantity: number) => ({
    ...session,
    ...{ orderId: testId(0x200 + n), originalOrderId: orderId, reason: 'changed mind' },
    lines: [{ key: 'a', originalLineId: line?.id, quantity, restock: 'available' }],
    payBack: { kind: 'card', reference: '' },
  });
  await two.refuse('register.recordReturn', back(1, 1), 'register.not-left-yet');
  const lines = [{ lineId: line?.id, quantity: 2 }];
  await two.run('orders.fulfil', { orderId, how: 'shipped', tracking: 'RM1', lines });
  await two.refuse('register.recordReturn', back(2, 3), 'register.not-left-yet');
  await two.run('register.recordReturn', back(3, 2));
  await two.refuse('register.recordReturn', back(4, 1), 'register.not-left-yet');
  await two.run('orders.fulfil', { orderId, how: 'shipped', tracking: 'RM2' });
  await two.run('register.recordReturn', back(5, 1));
  expect(await level()).toMatchObject({ onHand: 17, committed: 0 });
});
