import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { drawerMovements } from '../register/schema.ts';
import { orderChanges, orderFlags, orderLines, orders, returnedLines, tenders } from './schema.ts';

/** A return of what was bought online, taken in at a till: goods and cash are facts, what the provider pays is an intent. */

const SALE = testId(0x401);
const BACK = testId(0x402);
const cloud = { authority: true };
const session = { sessionId: shop.session, registerId: shop.register };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 });
  await two.given(
    'orders.placeOnline',
    {
      ...{ orderId: SALE, customerId: null, customerName: 'Owen Pritchard', shipping: 500, payment: 'test' },
      lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
    },
    { authority: true },
  );
  await two.given('orders.fulfil', { orderId: SALE, how: 'shipped' });
});
const of = async (orderId: string) => (await two.rows(orders)).find(({ id }) => id === orderId);
const payment = async () => (await two.rows(tenders)).find(({ orderId }) => orderId === SALE)!.id;
const lineId = async () => (await two.rows(orderLines)).find(({ orderId }) => orderId === SALE)!.id;
const back = async (quantity: number, more: object = {}) => ({
  ...session,
  ...{ orderId: BACK, originalOrderId: SALE, reason: '' },
  lines: [
    {
      ...{ key: 'a', originalLineId: await lineId(), quantity, restock: 'damaged' },
      ...{ reason: 'faulty', condition: 'damaged' },
    },
  ],
  ...more,
});

test('goods back, a fee kept, some cash, the rest by the provider: each step stands for itself', async () => {
  const cash = { key: 'c', kind: 'cash', amount: 1_000, reference: '' };
  await two.run('register.recordReturn', await back(3, { fee: 100, shipping: 500, refunds: [cash] }));
  expect(await of(BACK)).toMatchObject({
    total: -4_000,
    feeTotal: 100,
    shippingTotal: -500,
    paid: -1_000,
    due: -3_000,
  });
  expect(await two.rows(returnedLines)).toMatchObject([{ reason: 'faulty', condition: 'damaged', restock: 'damaged' }]);
  expect(await two.rows(drawerMovements)).toMatchObject([{ kind: 'refund', amount: -1_000 }]);

  const tenderId = await payment();
  const refund = { orderId: BACK, tenderId, amount: 3_000, note: '' };
  expect(await two.refuse('orders.refund', { ...refund, amount: 3_001 }, 'orders.not-owed')).toMatchObject({
    owed: 3_000,
  });
  const till = personAs('Till');
  await two.refuse('orders.refund', refund, 'command.forbidden', { actor: till });
  await two.refuse('orders.refund', { ...refund, orderId: SALE }, 'orders.not-owed', cloud);
  await two.run('orders.refund', { ...refund, amount: 2_000 });
  await two.run('orders.refund', { ...refund, amount: 1_000 });
  await two.refuse('orders.refund', { ...refund, amount: 1 }, 'orders.not-owed');
  expect(await of(BACK)).toMatchObject({ paid: -4_000, due: 0, paymentStatus: 'paid' });
  expect((await two.rows(tenders)).filter(({ originalTenderId }) => originalTenderId === tenderId)).toHaveLength(2);
  const dues = (await two.rows(orderChanges)).flatMap(({ kind, before, after }) =>
    kind === 'refunded' ? [[before['due'], after['due']]] : [],
  );
  expect(dues.sort()).toEqual([
    [-1_000, 0],
    [-3_000, -1_000],
  ]);
});

test('no payment gives back more than it took, whoever owes', async () => {
  await two.run('register.recordReturn', await back(2));
  const tenderId = await payment();
  const other = { ...(await back(1)), orderId: testId(0x403), owed: 0 };
  await two.run('register.recordReturn', other);
  await two.refuse(
    'orders.refund',
    { orderId: BACK, tenderId: testId(1), amount: 1, note: '' },
    'orders.payment-unknown',
    cloud,
  );
  await two.run('orders.refund', { orderId: BACK, tenderId, amount: 2_400, note: '' });
  await two.run('orders.refund', { orderId: testId(0x403), tenderId, amount: 1_200, note: '' });
  await two.refuse('register.recordReturn', { ...other, orderId: testId(0x404) }, 'register.more-than-sold');
  expect((await two.rows(orders)).map(({ due }) => due)).toEqual([0, 0, 0]);
});

test('two tills offline pay back one payment twice: both stand, the second is flagged', async () => {
  const tenderId = await payment();
  const card = (amount: number) => [{ key: 'c', kind: 'card', amount, reference: '', tenderId }];
  const first = await two.run('register.recordReturn', await back(2, { refunds: card(2_400) }));
  await two.refuse('register.recordReturn', { ...(await back(1)), refunds: card(2_000) }, 'register.refunds-exceed');
  const again = { ...(first.args as object), orderId: testId(0x405) };
  await two.run('register.recordReturn', again, { authority: true });
  expect((await two.rows(orderFlags)).map(({ orderId, code }) => [orderId, code])).toEqual(
    expect.arrayContaining([
      [testId(0x405), 'over-refunded'],
      [testId(0x405), 'duplicate-receipt'],
    ]),
  );
});

test('a note stands on the timeline of its order', async () => {
  await two.run('orders.addNote', { orderId: SALE, note: 'Leave with the neighbour' });
  await two.refuse('orders.addNote', { orderId: testId(9), note: 'x' }, 'orders.order-unknown', cloud);
  await two.refuse('orders.addNote', { orderId: SALE, note: 'x' }, 'command.forbidden', { actor: personAs('Analyst') });
  expect((await two.rows(orderChanges)).map(({ kind, note }) => [kind, note])).toEqual(
    expect.arrayContaining([
      ['fulfilled', ''],
      ['note', 'Leave with the neighbour'],
    ]),
  );
});
