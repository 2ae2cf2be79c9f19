import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { creditAccounts } from '../credit/schema.ts';
import { invariants } from '../invariants.ts';
import { orderFlags, orderLines, tenders } from '../orders/schema.ts';
import { loyaltyProgrammes, pointAccounts, pointMovements } from './schema.ts';
import { TIER_MS } from './rules.ts';

const cloud = { authority: true };
const session = { sessionId: shop.session, registerId: shop.register };
const CUSTOMER = testId(0xe1);
const programme = {
  ...{ status: 'running', currency: 'GBP', pointValue: 2, pointsPerUnit: 5, redeemFrom: 10, offlinePoints: 500 },
  ...{ monthsGood: 12, tiers: [{ name: 'Gold', from: 100, pointsPerUnit: 10 }] },
};
let two: TwoEngines;
let sent = 0;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 }, cloud);
  const fields = { email: null, phone: null, city: null, country: null, note: '', externalRef: null };
  await two.given('customers.save', {
    customers: [{ id: CUSTOMER, name: 'Owen Pritchard', ...fields, status: 'active' }],
  });
});

const mugs = (quantity: number) => ({ key: 'a', variantId: shop.moss, quantity });
const inCash = (amount: number) => ({ key: 'c', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const byPoints = (points: number, amount = points * 2) => ({
  ...{ key: 'p', kind: 'store-credit', amount, given: amount, change: 0, reference: '', creditId: CUSTOMER, points },
});
const sale = (n: number, lines: object[], paid: object[], customerId: string | null = CUSTOMER) => ({
  ...{ ...session, orderId: testId(0x500 + n), customerId, lines, tenders: paid },
});
/** Done at a desk and again in the cloud, from what the desk sends. */
async function both(name: string, args: object, at?: number): Promise<void> {
  sent += 1;
  const id = testId(0x60000 + sent);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, at ? { at } : {}, id, true);
  await two.runOn(two.postgres, name, outbox, { ...cloud, ...(at && { at }) }, id, false);
}
const balance = async () => (await two.rows(pointAccounts)).map((row) => row.balance);
const moved = async () => (await two.rows(pointMovements)).map(({ kind, points }) => [kind, points]).sort();
const query = async (sql: string) => (await two.postgres.pool.query(sql)).rows;
async function verified(): Promise<void> {
  for (const { name, sql } of invariants) expect(await query(sql.postgres), name).toEqual([]);
}
const books = `SELECT account, detail, sum(amount)::int AS amount FROM journal_lines
  WHERE account IN ('points', 'loyalty', 'credit', 'goodwill', 'breakage') GROUP BY 1, 2 HAVING sum(amount) <> 0 ORDER BY 1, 2`;

test('a programme is saved by who may, and what a point is worth stands once somebody has points', async () => {
  await two.refuse('loyalty.saveProgramme', programme, 'command.forbidden', { actor: personAs('Till') });
  const same = { name: 'Gold', from: 100, pointsPerUnit: 10 };
  await two.refuse(
    'loyalty.saveProgramme',
    { ...programme, tiers: [same, { ...same, from: 200 }] },
    'loyalty.tiers-unordered',
    cloud,
  );
  await two.refuse('loyalty.adjust', { customerId: CUSTOMER, points: 5, reason: 'x' }, 'loyalty.no-programme', cloud);
  await two.run('loyalty.saveProgramme', { ...programme, pointValue: 3 }, cloud);
  await two.run('loyalty.saveProgramme', programme, cloud);
  await two.run('loyalty.adjust', { customerId: CUSTOMER, points: 50, reason: 'birthday' }, cloud);
  await two.refuse('loyalty.saveProgramme', { ...programme, pointValue: 3 }, 'loyalty.value-stands', cloud);
  await two.refuse('loyalty.saveProgramme', { ...programme, seen: 1 }, 'loyalty.changed', cloud);
  await two.run('loyalty.saveProgramme', { ...programme, status: 'stopped' }, cloud);
  expect(await two.rows(loyaltyProgrammes)).toMatchObject([{ pointValue: 2, status: 'stopped' }]);
  await two.refuse('loyalty.adjust', { customerId: CUSTOMER, points: -51, reason: 'x' }, 'loyalty.short', cloud);
  await two.refuse('loyalty.adjust', { customerId: testId(9), points: 1, reason: 'x' }, 'loyalty.of-nobody', cloud);
  await two.run('loyalty.adjust', { customerId: CUSTOMER, points: -20, reason: 'wrong one' }, cloud);
  expect(await query(books)).toEqual([
    { account: 'goodwill', detail: 'points', amount: 60 },
    { account: 'points', detail: '', amount: -60 },
  ]);
  await verified();
});

test('earned with the sale, used to pay the next, and both ends of a return; desk and cloud agree', async () => {
  await two.given('loyalty.saveProgramme', programme);
  await both('register.recordSale', sale(1, [mugs(2)], [inCash(2_800)]));
  expect(await moved()).toEqual([['earned', 140]]);
  // Nobody in particular earns nothing, nor does what is put on a card.
  await both('register.recordSale', sale(2, [mugs(1)], [inCash(1_400)], null));
  const refused = (paid: object[], code: string, customerId: string | null = CUSTOMER) =>
    two.refuse('register.recordSale', sale(3, [mugs(1)], paid, customerId), code);
  await refused([byPoints(141), inCash(1_118)], 'loyalty.short');
  await refused([byPoints(9), inCash(1_382)], 'loyalty.too-few');
  await refused([byPoints(100), inCash(1_200)], 'loyalty.of-nobody', null);
  await both('register.recordSale', sale(3, [mugs(1)], [byPoints(100), inCash(1_200)]));
  // 140 in twelve months are Gold: ten points a pound, for the 12.00 that points did not pay.
  expect(await moved()).toEqual([
    ['earned', 120],
    ['earned', 140],
    ['redeemed', -100],
  ]);
  expect(await balance()).toEqual([160]);
  const paidWith = (await two.rows(tenders)).filter((row) => row.orderId === testId(0x503));
  expect(paidWith.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
    ['cash', 1_200],
    ['store-credit', 200],
  ]);
  expect(await two.rows(creditAccounts)).toMatchObject([{ id: CUSTOMER, kind: 'store-credit', balance: 0 }]);
  expect(await query(books)).toEqual([
    { account: 'loyalty', detail: '', amount: 520 },
    { account: 'points', detail: '', amount: -320 },
  ]);
  await verified();
  // One mug of two comes back: half of what both earned goes, the rest with the other.
  const [line] = (await two.rows(orderLines)).filter((row) => row.orderId === testId(0x501));
  const back = (n: number) => ({
    ...{ ...session, orderId: testId(0x600 + n), originalOrderId: testId(0x501), reason: '' },
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  await both('register.recordReturn', back(1));
  expect(await balance()).toEqual([90]);
  await both('register.recordReturn', back(2));
  expect(await balance()).toEqual([20]);
  expect(await two.rows(orderFlags)).toEqual([]);
  await verified();
});

test('two tills that could not ask use the same points: both sales stand, below nothing, and somebody is told', async () => {
  await two.given('loyalty.saveProgramme', programme);
  await two.given('loyalty.adjust', { customerId: CUSTOMER, points: 100, reason: 'x' }, cloud);
  const id = testId(0x70001);
  // The other till’s sale is in the cloud already; this one does not know.
  const paid = sale(1, [mugs(1)], [byPoints(100), inCash(1_200)]);
  const { args } = await two.runOn(two.sqlite, 'register.recordSale', paid, {}, id, true);
  const other = { customerId: CUSTOMER, points: -80, reason: 'x' };
  await two.runOn(two.postgres, 'loyalty.adjust', other, cloud, testId(0x70002), false);
  await two.runOn(two.postgres, 'register.recordSale', args, cloud, id, false);
  expect(await query('SELECT balance::int FROM point_accounts')).toEqual([{ balance: -20 }]);
  expect(await query("SELECT code, details FROM order_flags WHERE code = 'over-limit'")).toEqual([
    { code: 'over-limit', details: { points: 'balance', customerId: CUSTOMER, taken: 100, balance: -20 } },
  ]);
  await verified();
});

test('what no till could have made of points is kept aside', async () => {
  await two.given('loyalty.saveProgramme', programme);
  await two.given('loyalty.adjust', { customerId: CUSTOMER, points: 200, reason: 'x' }, cloud);
  const { args } = await two.runOn(
    two.sqlite,
    'register.recordSale',
    sale(1, [mugs(1)], [byPoints(100), inCash(1_200)]),
    {},
    testId(0x70001),
    true,
  );
  const sold = args as object;
  const dear = { ...sold, tenders: [{ ...byPoints(99), amount: 200, given: 200 }, inCash(1_200)] };
  const inspected = (given: object) =>
    two.runOn(two.postgres, 'register.recordSale', given, cloud, testId(0x70001), false);
  await expect(inspected(dear)).rejects.toMatchObject({ code: 'register.does-not-add-up' });
  await expect(inspected({ ...sold, customerId: null })).rejects.toMatchObject({ code: 'register.does-not-add-up' });
});

test('points nobody moved for as long as the programme says are over, once', async () => {
  await two.given('loyalty.saveProgramme', programme);
  await two.given('loyalty.adjust', { customerId: CUSTOMER, points: 100, reason: 'x' }, cloud);
  await two.refuse('loyalty.expire', { customerId: CUSTOMER }, 'loyalty.not-over', cloud);
  const [{ occurredAt = 0 } = {}] = await two.rows(pointMovements);
  await two.run('loyalty.expire', { customerId: CUSTOMER }, { ...cloud, at: occurredAt + TIER_MS });
  expect(await balance()).toEqual([0]);
  expect((await query(books)).find(({ account }) => account === 'breakage')).toMatchObject({ amount: -200 });
  await verified();
});

test('an online order earns once all of it left, by its tier, and less what is back already; its return takes back the rest', async () => {
  await two.given('loyalty.saveProgramme', programme);
  const orderId = testId(0x701);
  const placed = {
    ...{ orderId, customerId: CUSTOMER, customerName: 'Owen Pritchard', shipping: 500, payment: 'test' },
    lines: [mugs(4)],
  };
  await two.given('orders.placeOnline', placed, cloud);
  const earn = () => two.given('loyalty.earnOnline', { orderId }, cloud);
  await earn();
  expect(await moved()).toEqual([]);
  const [line] = (await two.rows(orderLines)).filter((row) => row.orderId === orderId);
  const send = (quantity: number) =>
    two.given('orders.fulfil', { orderId, how: 'shipped', lines: [{ lineId: line?.id, quantity }] }, cloud);
  await send(1);
  await earn();
  expect(await moved()).toEqual([]);
  await send(3);
  const back = (n: number) => ({
    ...{ ...session, orderId: testId(0x710 + n), originalOrderId: orderId, reason: '' },
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  // One is back before the cloud comes to it.
  await both('register.recordReturn', back(1));
  await earn();
  await earn();
  // Four mugs at 14.00, delivery apart: 5 points a pound.
  expect(await moved()).toEqual([
    ['earned', 280],
    ['taken-back', -70],
  ]);
  await both('register.recordReturn', back(2));
  expect(await balance()).toEqual([140]);
  await verified();
});

test('orders of nobody, of a till and in another currency earn nothing online', async () => {
  await two.given('loyalty.saveProgramme', { ...programme, currency: 'EUR' });
  const orderId = testId(0x702);
  const placed = { orderId, customerId: CUSTOMER, customerName: 'O', shipping: 0, payment: 'test', lines: [mugs(1)] };
  await two.given('orders.placeOnline', placed, cloud);
  const [line] = (await two.rows(orderLines)).filter((row) => row.orderId === orderId);
  const lines = [{ lineId: line?.id, quantity: 1 }];
  await two.given('orders.fulfil', { orderId, how: 'shipped', lines }, cloud);
  await two.given('loyalty.earnOnline', { orderId }, cloud);
  await two.given('loyalty.saveProgramme', programme);
  await both('register.recordSale', sale(1, [mugs(1)], [inCash(1_400)]));
  await two.given('loyalty.earnOnline', { orderId: testId(0x501) }, cloud);
  expect(await moved()).toEqual([['earned', 70]]);
});

test('points become store credit at what they are worth, once, and no more than are there', async () => {
  await two.given('loyalty.saveProgramme', programme);
  await two.given('loyalty.adjust', { customerId: CUSTOMER, points: 100, reason: 'x' }, cloud);
  const turn = (points: number, customerId = CUSTOMER) => ({ customerId, points });
  await two.refuse('loyalty.turnIntoCredit', turn(9), 'loyalty.too-few', cloud);
  await two.refuse('loyalty.turnIntoCredit', turn(101), 'loyalty.short', cloud);
  await two.refuse('loyalty.turnIntoCredit', turn(20, testId(9)), 'loyalty.of-nobody', cloud);
  const id = testId(0x70010);
  for (const engine of [two.sqlite, two.postgres]) {
    await two.runOn(engine, 'loyalty.turnIntoCredit', turn(60), cloud, id, false);
    await two.runOn(engine, 'loyalty.turnIntoCredit', turn(60), cloud, id, false);
  }
  expect(await balance()).toEqual([40]);
  expect(await two.rows(creditAccounts)).toMatchObject([{ id: CUSTOMER, kind: 'store-credit', balance: 120 }]);
  expect(await query(books)).toEqual([
    { account: 'credit', detail: 'store-credit', amount: -120 },
    { account: 'goodwill', detail: 'points', amount: 200 },
    { account: 'points', detail: '', amount: -80 },
  ]);
  await verified();
  await two.given('loyalty.saveProgramme', { ...programme, status: 'stopped' });
  await two.refuse('loyalty.turnIntoCredit', turn(20), 'loyalty.no-programme', cloud);
});
