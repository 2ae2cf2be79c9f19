import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { accountTerms } from '../customers/account-schema.ts';
import { invariants } from '../invariants.ts';
import { accountSales } from './account-schema.ts';
import { refundable } from './plan-refunds.ts';
import { orderLines, orders, tenders } from './schema.ts';

/** A customer buys on account: at the till and online, within a limit, and pays later. */
const BUYER = testId(0x601);
const cloud = { authority: true };
const session = { sessionId: shop.session, registerId: shop.register };
const terms = { open: true, creditLimit: 5_000, days: 30 };
let two: TwoEngines;
let done = 0;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

/** Done at the desk, run again in the cloud. */
async function sent(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x70000 + done);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, {}, id, true);
  await two.runOn(two.postgres, name, outbox, cloud, id, false);
}
const sale = (orderId: string, quantity: number, onAccount: number, cash = 0) => ({
  ...{ ...session, orderId, customerId: BUYER, onAccount },
  lines: [{ key: 'a', variantId: shop.moss, quantity }],
  tenders: cash ? [{ key: 'c', kind: 'cash', amount: cash, given: cash, change: 0, reference: '' }] : [],
});
const online = (orderId: string, quantity: number, payment = 'account') => ({
  ...{ orderId, customerId: BUYER, customerName: 'Kling', shipping: 0, payment },
  lines: [{ key: 'a', variantId: shop.tide, quantity }],
});
const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};
const one = async (id: string) => (await two.rows(orders)).find((order) => order.id === id);

beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const card = { id: BUYER, name: 'Kling', email: null, phone: null, city: '', country: 'AT', note: '' };
  await two.given('customers.save', { customers: [{ ...card, externalRef: null, status: 'active' }] });
});

test('terms are set by whoever sets prices, against what they saw', async () => {
  await two.run('customers.saveAccount', { customerId: BUYER, account: terms, before: null });
  expect(await two.rows(accountTerms)).toMatchObject([terms]);
  const other = { ...terms, days: 14 };
  await two.refuse(
    'customers.saveAccount',
    { customerId: BUYER, account: other, before: null },
    'customers.customer-changed',
  );
  await two.run('customers.saveAccount', { customerId: BUYER, account: other, before: terms });
  const shut = { customerId: BUYER, account: { ...other, open: false }, before: other };
  await two.refuse('customers.saveAccount', shut, 'command.forbidden', { actor: personAs('Analyst') });
  await two.run('customers.saveAccount', shut);
  await two.refuse('orders.placeOnline', online(testId(0x401), 1), 'customers.no-account', cloud);
});

test('a till sells on account within the limit, the rest in cash, and what it owes is in the books and paid later', async () => {
  await sent('register.openSession', { ...session, float: 10_000 });
  const refused = async (orderId: string, code: string, quantity: number, onAccount: number) => {
    const asked = two.runOn(two.sqlite, 'register.recordSale', sale(orderId, quantity, onAccount), {}, orderId, true);
    await expect(asked).rejects.toMatchObject({ code });
  };
  await refused(testId(0x410), 'customers.no-account', 1, 1_400);
  await two.given('customers.saveAccount', { customerId: BUYER, account: terms, before: null });
  const [first, second] = [testId(0x401), testId(0x402)];
  await sent('register.recordSale', sale(first, 3, 3_200, 1_000));
  expect(await one(first)).toMatchObject({
    ...{ total: 4_200, paid: 1_000, due: 3_200, paymentStatus: 'part-paid', status: 'placed' },
  });
  expect(await two.rows(accountSales)).toMatchObject([{ orderId: first, dueOn: '2026-12-23', days: 30 }]);
  await refused(testId(0x410), 'register.tenders-differ', 1, 1_399);
  await refused(testId(0x410), 'customers.credit-limit', 2, 2_800);
  await two.refuse('orders.placeOnline', online(testId(0x403), 2), 'customers.credit-limit', cloud);
  await two.given('orders.placeOnline', online(second, 1), cloud);
  expect(await two.rows(accountSales)).toHaveLength(2);
  await clean();

  const paid = { customerId: BUYER, currency: 'GBP', reference: 'KLING 4417', note: '' };
  const name = 'orders.recordAccountPayment';
  await two.refuse(name, { ...paid, amount: 4_401 }, 'orders.more-than-open', cloud);
  const wrong = { ...paid, amount: 100, allotted: [{ orderId: second, amount: 99 }] };
  await two.refuse(name, wrong, 'orders.allotment-differs', cloud);
  await two.refuse(name, { ...wrong, allotted: [{ orderId: testId(9), amount: 100 }] }, 'orders.order-unknown', cloud);
  await two.refuse(name, { ...paid, amount: 1 }, 'command.forbidden', { actor: personAs('Analyst') });
  await sent(name, { ...paid, amount: 200, allotted: [{ orderId: second, amount: 200 }] });
  expect(await one(second)).toMatchObject({ due: 1_000, paymentStatus: 'part-paid' });
  // The oldest first: all of the first, and a part of the second.
  await sent(name, { ...paid, amount: 3_700 });
  expect([await one(first), await one(second)]).toMatchObject([
    { due: 0, status: 'closed', paymentStatus: 'paid' },
    { due: 500 },
  ]);
  expect((await two.rows(tenders)).filter(({ kind }) => kind === 'bank')).toHaveLength(3);
  await clean();
});

test('goods that were not paid for come back: no money leaves the drawer, what is open is less', async () => {
  await sent('register.openSession', { ...session, float: 10_000 });
  await two.given('customers.saveAccount', { customerId: BUYER, account: terms, before: null });
  const [sold, back] = [testId(0x401), testId(0x402)];
  await sent('register.recordSale', sale(sold, 3, 3_200, 1_000));
  const line = (await two.rows(orderLines)).find(({ orderId }) => orderId === sold);
  const ofIt = (orderId: string, quantity: number, more: object) => ({
    ...{ ...session, orderId, originalOrderId: sold, reason: '', ...more },
    lines: [
      { key: 'a', originalLineId: line?.id, quantity, restock: 'available', reason: 'other', condition: 'like-new' },
    ],
  });
  const cash = { payBack: { kind: 'cash', reference: '' } };
  const refused = async (args: object) => {
    const asked = two.runOn(two.sqlite, 'register.recordReturn', args, {}, testId(0x410), true);
    await expect(asked).rejects.toMatchObject({ code: 'register.still-open' });
  };
  const paid = (await two.rows(tenders)).find(({ orderId }) => orderId === sold)?.id;
  await refused(ofIt(testId(0x410), 1, cash));
  await refused(ofIt(testId(0x410), 1, { ...cash, owed: 1_399 }));
  await refused(
    ofIt(testId(0x410), 1, { refunds: [{ key: 'r', kind: 'cash', amount: 1, reference: '', tenderId: paid }] }),
  );
  await sent('register.recordReturn', ofIt(back, 1, { owed: 1_400 }));
  const open = async () => (await two.rows(orders)).map(({ due }) => due).sort((a, b) => a - b);
  expect(await open()).toEqual([-1_400, 3_200]);
  // All the rest comes back: 1,000 of it was paid for.
  await refused(ofIt(testId(0x410), 2, { ...cash, owed: 1_799 }));
  await sent('register.recordReturn', ofIt(testId(0x403), 2, { ...cash, owed: 1_800 }));
  expect(await open()).toEqual([-1_800, -1_400, 3_200]);
  expect((await two.rows(tenders)).map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-1_000, 1_000]);
  await clean();

  // Both close by each other, and nothing twice.
  const setOff = (returnId: string, amount: number, orderId = sold) => ({ returnId, orderId, amount, note: '' });
  await two.refuse('orders.setOff', setOff(back, 1_401), 'orders.not-owed', cloud);
  await two.refuse('orders.setOff', setOff(sold, 1), 'orders.order-unknown', cloud);
  await two.refuse('orders.setOff', setOff(back, 1), 'command.forbidden', { actor: personAs('Analyst') });
  await two.given('orders.placeOnline', { ...online(testId(0x404), 1), customerId: null, payment: 'unpaid' }, cloud);
  await two.refuse('orders.setOff', setOff(back, 1, testId(0x404)), 'orders.other-account', cloud);
  await sent('orders.setOff', setOff(back, 1_000));
  expect([await one(back), await one(sold)]).toMatchObject([
    { paid: -1_000, due: -400, paymentStatus: 'part-paid' },
    { paid: 2_000, due: 2_200, paymentStatus: 'part-paid', status: 'placed' },
  ]);
  await sent('orders.setOff', setOff(back, 400));
  await sent('orders.setOff', setOff(testId(0x403), 1_800));
  await two.refuse('orders.setOff', setOff(testId(0x403), 1), 'orders.not-owed', cloud);
  expect([await one(back), await one(testId(0x403)), await one(sold)]).toMatchObject([
    { due: 0, paymentStatus: 'paid', status: 'closed' },
    { due: 0, paymentStatus: 'paid', status: 'closed' },
    { due: 0, paymentStatus: 'paid', status: 'closed' },
  ]);
  await clean();
});

test('what was set off came off no payment: the rest that comes back goes to the card', async () => {
  await sent('register.openSession', { ...session, float: 10_000 });
  await two.given('customers.saveAccount', { customerId: BUYER, account: terms, before: null });
  const [sold, back] = [testId(0x401), testId(0x402)];
  const card = { key: 'c', kind: 'card', amount: 1_400, given: 0, change: 0, reference: '' };
  await sent('register.recordSale', { ...sale(sold, 2, 1_400), tenders: [card] });
  const line = (await two.rows(orderLines)).find(({ orderId }) => orderId === sold);
  const given = { quantity: 1, restock: 'available', reason: 'other', condition: 'like-new' };
  const lines = [{ key: 'a', originalLineId: line?.id, ...given }];
  const ofIt = { ...session, originalOrderId: sold, reason: '', lines };
  await sent('register.recordReturn', { ...ofIt, orderId: back, owed: 1_400 });
  await sent('orders.setOff', { returnId: back, orderId: sold, amount: 1_400, note: '' });
  const rows = await two.rows(tenders);
  const left = refundable(
    rows.filter(({ orderId }) => orderId === sold),
    rows.filter(({ orderId }) => orderId === back),
  );
  expect(left).toMatchObject([{ kind: 'card', paid: 1_400, left: 1_400 }]);
  const refunds = [{ key: 'r', kind: 'card', amount: 1_400, reference: '', tenderId: left[0]?.tenderId }];
  await sent('register.recordReturn', { ...ofIt, orderId: testId(0x403), refunds });
  expect((await two.rows(orders)).map(({ due }) => due)).toEqual([0, 0, 0]);
  await clean();
});

test('two tills that knew nothing of each other: both sales stand, and the second is flagged', async () => {
  await sent('register.openSession', { ...session, float: 10_000 });
  await two.given('customers.saveAccount', { customerId: BUYER, account: terms, before: null });
  const [first, second] = [testId(0x401), testId(0x402)];
  await sent('register.recordSale', sale(first, 3, 4_200));
  // The second till has not heard of the first.
  two.sqlite.db.exec(`UPDATE orders SET payment_status = 'paid' WHERE id = '${first}'`);
  await sent('register.recordSale', sale(second, 3, 4_200));
  const flags = await two.postgres.transaction((db) => db.all('SELECT * FROM order_flags', []));
  expect(flags).toMatchObject([
    { order_id: second, code: 'over-limit', details: { why: 'credit-limit', open: 8_400 } },
  ]);
  await clean();
});
