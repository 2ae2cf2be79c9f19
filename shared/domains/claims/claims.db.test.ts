import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { creditAccounts } from '../credit/schema.ts';
import { stockLevels } from '../inventory/schema.ts';
import { invariants } from '../invariants.ts';
import { invoices } from '../invoices/schema.ts';
import { orderDeliveries } from '../orders/fulfilment-schema.ts';
import { orderLines, orders, returnedLines, tenders } from '../orders/schema.ts';
import { claims } from './schema.ts';

const cloud = { authority: true };
const [ORDER, CLAIM, NEXT, BUYER] = [testId(0x401), testId(0x501), testId(0x502), testId(0x601)];
let two: TwoEngines;
let lineId = '';
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};
const placed = (orderId: string, customerId: string | null, payment: string) => ({
  ...{ orderId, customerId, customerName: 'Kling', shipping: 500, payment },
  lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
});
const claim = (more: object) => ({
  ...{ claimId: CLAIM, orderId: ORDER, reason: 'damaged', remedy: 'refund', goodsBack: false, note: 'Chipped' },
  lines: [{ lineId, quantity: 1 }],
  ...more,
});
const one = async (id: string | null | undefined) => (await two.rows(orders)).find((order) => order.id === id);
const claimed = async (id = CLAIM) => (await two.rows(claims)).find((row) => row.id === id);
const level = async () => (await two.rows(stockLevels)).find(({ variantId }) => variantId === shop.tide);

beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const card = { id: BUYER, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
  await two.given('orders.placeOnline', placed(ORDER, BUYER, 'test'), cloud);
  lineId = (await two.rows(orderLines)).find(({ orderId }) => orderId === ORDER)?.id ?? '';
});

test('money for what came broken: a return without goods, its credit note, and what a provider pays back', async () => {
  await two.refuse('claims.record', claim({}), 'claims.more-than-claimable', cloud);
  await two.given('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  const before = await level();
  await two.refuse('claims.record', claim({}), 'command.forbidden', { ...cloud, actor: personAs('Till') });
  await two.refuse('claims.record', claim({ orderId: testId(9) }), 'orders.order-unknown', cloud);
  await two.refuse(
    'claims.record',
    claim({ lines: [{ lineId: testId(9), quantity: 1 }] }),
    'orders.line-unknown',
    cloud,
  );
  await two.refuse('claims.record', claim({ shipping: 501 }), 'register.more-than-paid', cloud);
  await two.run('claims.record', claim({ shipping: 500 }), cloud);
  const { returnId, number, worth } = (await claimed()) ?? {};
  expect([number, worth]).toEqual(['#10001-C1', 1_700]);
  expect(await one(returnId)).toMatchObject({
    ...{ number: '#10001-C1', kind: 'return', originalOrderId: ORDER, total: -1_700, paid: 0, due: -1_700 },
    ...{ paymentStatus: 'unpaid', shippingTotal: -500, units: -1 },
  });
  expect(await two.rows(returnedLines)).toMatchObject([{ orderId: returnId, reason: 'damaged', restock: 'none' }]);
  expect(await level()).toEqual(before);
  expect((await two.rows(invoices)).map(({ kind, total }) => [kind, total]).sort()).toEqual([
    ['credit-note', -1_700],
    ['invoice', 4_100],
  ]);
  await clean();
  const tenderId = (await two.rows(tenders)).find(({ orderId }) => orderId === ORDER)?.id;
  await two.given('orders.refund', { orderId: returnId, tenderId, amount: 1_700, note: '' }, cloud);
  expect(await one(returnId)).toMatchObject({ due: 0, paymentStatus: 'paid' });
  await clean();
  // The rest, and nothing twice.
  const rest = claim({ claimId: NEXT, reason: 'lost', lines: [{ lineId, quantity: 2 }] });
  await two.refuse('claims.record', { ...rest, lines: [{ lineId, quantity: 3 }] }, 'claims.more-than-claimable', cloud);
  await two.given('claims.record', rest, cloud);
  expect((await claimed(NEXT))?.number).toBe('#10001-C2');
  await clean();
});

test('the same again for nothing: an order that is committed and sent like any, without an invoice of its own', async () => {
  await two.given('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  const before = await level();
  // A desk says what is to be sent; whether there is any is the cloud's to say.
  await two.given('claims.record', claim({ remedy: 'replacement', goodsBack: true }));
  expect([(await two.rows(orders)).length, (await claimed())?.goodsBack]).toEqual([1, 'awaited']);
  await two.clear();
  await openSmallShop(two);
  await two.given('orders.placeOnline', placed(ORDER, null, 'test'), cloud);
  lineId = (await two.rows(orderLines)).find(({ orderId }) => orderId === ORDER)?.id ?? '';
  const delivery = { recipient: 'Kling', address: 'Sporgasse 4', country: 'AT', method: 'Post' };
  const { version } = (await one(ORDER)) ?? {};
  const edit = { orderId: ORDER, version, delivery, reason: '', settle: 'later' };
  await two.given('orders.edit', edit, cloud);
  await two.given('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  const replaced = claim({ remedy: 'replacement', goodsBack: true, lines: [{ lineId, quantity: 2 }] });
  await two.run('claims.record', replaced, cloud);
  const { replacementId, worth } = (await claimed()) ?? {};
  const again = await one(replacementId);
  expect([worth, again]).toMatchObject([
    2_400,
    { number: '#10002', total: 0, due: 0, paid: 0, paymentStatus: 'paid', fulfilmentStatus: 'to-pick', units: 2 },
  ]);
  expect((await two.rows(orderDeliveries)).find(({ orderId }) => orderId === replacementId)).toMatchObject(delivery);
  expect([before?.committed, (await level())?.committed]).toEqual([0, 2]);
  expect((await two.rows(invoices)).filter(({ orderId }) => orderId === replacementId)).toEqual([]);
  await clean();
  await two.given('orders.fulfil', { orderId: replacementId, how: 'shipped' }, cloud);
  expect(await one(replacementId)).toMatchObject({ status: 'closed' });
  expect((await two.rows(invoices)).filter(({ orderId }) => orderId === replacementId)).toEqual([]);
  // What was replaced cannot be claimed once more.
  const more = claim({ claimId: NEXT, lines: [{ lineId, quantity: 2 }] });
  await two.refuse('claims.record', more, 'claims.more-than-claimable', cloud);

  // Its goods come back, once.
  const at = (await level())?.onHand ?? 0;
  await two.run('claims.receiveGoods', { claimId: CLAIM, restock: 'damaged' });
  const now = await level();
  expect([now?.onHand, now?.damaged, (await claimed())?.goodsBack]).toEqual([at + 2, 2, 'received']);
  await two.refuse('claims.receiveGoods', { claimId: CLAIM, restock: 'none' }, 'claims.nothing-awaited');
  await two.refuse('claims.receiveGoods', { claimId: NEXT, restock: 'none' }, 'claims.claim-unknown', cloud);
  await clean();
});

test('store credit at once, to its customer alone; what is open of an unpaid order is set against first', async () => {
  await two.given('orders.fulfil', { orderId: ORDER, how: 'shipped' }, cloud);
  await two.run('claims.record', claim({ remedy: 'store-credit' }), cloud);
  expect(await two.rows(creditAccounts)).toMatchObject([{ id: BUYER, kind: 'store-credit', balance: 1_200 }]);
  expect(await one((await claimed())?.returnId)).toMatchObject({ paid: -1_200, due: 0, paymentStatus: 'paid' });
  await clean();
  const [guest, unpaid] = [testId(0x402), testId(0x403)];
  await two.given('orders.placeOnline', placed(guest, null, 'test'), cloud);
  await two.given('orders.placeOnline', placed(unpaid, BUYER, 'unpaid'), cloud);
  for (const orderId of [guest, unpaid]) await two.given('orders.fulfil', { orderId, how: 'shipped' }, cloud);
  const lineOf = async (id: string) => (await two.rows(orderLines)).find(({ orderId }) => orderId === id)?.id;
  const credit = async (orderId: string) =>
    claim({ claimId: NEXT, orderId, remedy: 'store-credit', lines: [{ lineId: await lineOf(orderId), quantity: 1 }] });
  await two.refuse('claims.record', await credit(guest), 'credit.of-nobody', cloud);
  await two.given('claims.record', await credit(unpaid), cloud);
  expect((await two.rows(creditAccounts))[0]?.balance).toBe(1_200);
  expect(await one((await claimed(NEXT))?.returnId)).toMatchObject({ paid: 0, due: -1_200 });
  await clean();
});

test('what was paid in cash needs a drawer to be paid back', async () => {
  const session = { sessionId: shop.session, registerId: shop.register };
  await two.given('register.openSession', { ...session, float: 10_000 });
  const tender = { key: 'c', kind: 'cash', amount: 1_400, given: 1_400, change: 0, reference: '' };
  const sold = testId(0x404);
  const lines = [{ key: 'a', variantId: shop.moss, quantity: 1 }];
  await two.given('register.recordSale', { ...session, orderId: sold, customerId: BUYER, lines, tenders: [tender] });
  const own = (await two.rows(orderLines)).find(({ orderId }) => orderId === sold)?.id;
  const asked = claim({ orderId: sold, lines: [{ lineId: own, quantity: 1 }] });
  await two.refuse('claims.record', asked, 'claims.no-way-back');
  await two.given('claims.record', { ...asked, remedy: 'store-credit' });
});
