import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop, smallStore } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invariants } from '../invariants.ts';

const session = { sessionId: shop.session, registerId: shop.register };
const cloud = { authority: true };
const [PAID, UNPAID, SALE, BACK] = [testId(0x401), testId(0x402), testId(0x403), testId(0x404)];

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

const rows = async (sql: string) => (await two.postgres.pool.query(sql)).rows;
const line = async (orderId: string) =>
  (await two.snapshot(two.sqlite))['order_lines']?.find((row) => row['orderId'] === orderId && row['variantId'])?.[
    'id'
  ];

/** A day of everything that moves money: till, online, returns, a provider's refund, a cancellation, the drawer. */
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  // As when the books were begun: delivery was untaxed then. With its tax: rules.test.ts, and orders and invoices.
  await two.given('access.updateStoreSettings', { settings: { ...smallStore, deliveryTax: 'untaxed' } });
  await sent('register.openSession', { ...session, float: 10_000 });
  const goods = [
    { key: 'a', variantId: shop.moss, quantity: 2 },
    { key: 'b', variantId: null, title: 'Book', unitPrice: 500, taxClass: 'zero', quantity: 1 },
  ];
  const tenders = [
    { key: 'k', kind: 'card', amount: 3_000, given: 3_000, change: 0, reference: '4417' },
    { key: 'c', kind: 'cash', amount: 300, given: 500, change: 200, reference: '' },
  ];
  await sent('register.recordSale', { ...session, orderId: SALE, customerId: null, lines: goods, tenders });
  const online = (orderId: string, payment: string) => ({
    ...{ orderId, customerId: null, customerName: '', shipping: 500, payment },
    lines: [{ key: 'a', variantId: shop.tide, quantity: 2 }],
  });
  await two.given('orders.placeOnline', online(PAID, 'test'), cloud);
  await two.given('orders.placeOnline', online(UNPAID, 'unpaid'), cloud);
  await two.given('orders.cancel', { orderId: UNPAID, reason: '' }, cloud);
  await two.given('orders.fulfil', { orderId: PAID, how: 'shipped' }, cloud);
  await sent('register.recordReturn', {
    ...{ ...session, orderId: BACK, originalOrderId: SALE, reason: '', fee: 100 },
    lines: [{ key: 'a', originalLineId: await line(SALE), quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  await sent('register.moveCash', { ...session, kind: 'paid-out', amount: 250, reason: 'milk' });
  await sent('register.moveCash', { ...session, kind: 'no-sale', amount: 0, reason: '' });
  await sent('register.closeSession', { ...session, counted: 8_740, note: '' });
});

const byAccount = `SELECT account, sum(amount)::int AS amount FROM journal_lines GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`;

test('a tip is owed to whom it was given, until it is paid out or given back, and no sale', async () => {
  const evening = { sessionId: testId(0x71), registerId: shop.register };
  await sent('register.openSession', { ...evening, float: 0 });
  const mug = { key: 'a', variantId: shop.moss, quantity: 1 };
  const cash = { key: 'c', kind: 'cash', amount: 400, given: 500, change: 100, reference: '' };
  const card = { key: 'k', kind: 'card', amount: 1_000, given: 1_000, change: 0, reference: '1' };
  const tips = [
    { key: 'c', amount: 150 },
    { key: 'k', amount: 200 },
  ];
  const sale = { ...evening, orderId: testId(0x501), customerId: null, lines: [mug], tenders: [cash, card], tips };
  await sent('register.recordSale', sale);
  const given = (await two.snapshot(two.sqlite))['tips'] ?? [];
  const staffId = String(given[0]?.['staffId']);
  expect(given.map((tip) => [tip['way'], tip['amount']]).sort()).toEqual([
    ['card', 200],
    ['cash', 150],
  ]);
  const owed = async () =>
    (await rows(`SELECT -sum(amount)::int AS owed FROM journal_lines WHERE account = 'tips'`))[0].owed;
  expect(await owed()).toBe(350);
  const out = { ...evening, staffId, amount: 351 };
  await two.refuse('register.payTips', out, 'register.tip-beyond');
  await sent('register.payTips', { ...out, amount: 120 });
  const back = { ...evening, tipId: given.find((tip) => tip['way'] === 'card')?.['id'], way: 'cash' };
  await sent('register.giveTipBack', back);
  await two.refuse('register.giveTipBack', back, 'register.tip-unknown');
  expect(await owed()).toBe(30);
  await sent('register.closeSession', { ...evening, counted: 230, note: '' });
  const [closing] = await rows(
    `SELECT expected::int, report FROM register_closings WHERE session_id = '${evening.sessionId}'`,
  );
  // 4.00 and 1.50 in, 1.20 and 2.00 out
  expect(closing.expected).toBe(230);
  expect(closing.report).toMatchObject({
    ...{ sales: { count: 1, amount: 1_400 }, drawer: { cash: 400, paidIn: 0, paidOut: 0, expected: 230 } },
    tips: { count: 2, cash: -50, card: 200, paidOut: 120 },
  });
  for (const { name, sql } of invariants) expect(await rows(sql.postgres), name).toEqual([]);
});

test('the books of a day agree with its orders and drawers, and the desk keeps none', async () => {
  expect(await rows(byAccount)).toEqual([
    { account: 'fee', amount: -100 },
    { account: 'payout', amount: 250 },
    { account: 'refund', amount: 1_166 },
    { account: 'safe', amount: -1_260 },
    { account: 'sales', amount: -4_833 },
    { account: 'shipping', amount: -500 },
    { account: 'tax', amount: -633 },
    { account: 'tender', amount: 5_900 },
    { account: 'variance', amount: 10 },
  ]);
  for (const { name, sql } of invariants) expect(await rows(sql.postgres), name).toEqual([]);
  // What this test runs on both engines as the cloud does was placed online; what the desk did itself is not booked there.
  const { journal_entries: there = [] } = await two.snapshot(two.sqlite);
  expect(there.filter(({ registerId }) => registerId !== null)).toEqual([]);
});

test('what a return owed and a provider paid leaves nothing due', async () => {
  const owed = testId(0x405);
  await two.given('register.openSession', { ...session, sessionId: testId(0x71), float: 0 }, cloud);
  const lines = [{ key: 'a', originalLineId: await line(PAID), quantity: 1, restock: 'none' }];
  const back = { ...session, sessionId: testId(0x71), orderId: owed, originalOrderId: PAID, reason: '', lines };
  await sent('register.recordReturn', back);
  const due = `SELECT sum(l.amount)::int AS due FROM journal_lines l WHERE l.account = 'due'`;
  expect(await rows(due)).toEqual([{ due: -1_200 }]);
  const [{ id: tenderId }] = await rows(`SELECT id FROM tenders WHERE order_id = '${PAID}'`);
  await two.given('orders.refund', { orderId: owed, tenderId, amount: 1_200, note: '' }, cloud);
  expect(await rows(due)).toEqual([{ due: 0 }]);
  for (const { name, sql } of invariants) expect(await rows(sql.postgres), name).toEqual([]);
});

test('no transaction commits an entry that is out of balance', async () => {
  const change = (sql: string) => two.postgres.transaction((connection) => connection.run(sql, []));
  const more = `INSERT INTO journal_lines SELECT tenant_id, entry_id, 99, 'fee', '', 1, currency, business_date
    FROM journal_lines LIMIT 1`;
  await expect(change(more)).rejects.toThrow(/out of balance by 1/);
  // Not even who may do everything changes one line alone; and the cloud's own role changes none at all.
  await expect(two.postgres.pool.query('UPDATE journal_lines SET amount = amount + 1')).rejects.toThrow(/balance/);
  await expect(change('DELETE FROM journal_lines')).rejects.toThrow(/permission denied/);
});

test('a store that was open before gets the same books out of what stands there', async () => {
  const shown = `SELECT e.kind, e.cause_id, e.reference, e.business_date::text AS day, l.account, l.detail, l.amount::int
    FROM journal_entries e JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
    ORDER BY 1, 2, l.account, l.detail`;
  const kept = await rows(shown);
  expect(kept.length).toBeGreaterThan(25);
  await two.postgres.pool.query('DELETE FROM journal_lines; DELETE FROM journal_entries');
  const file = new URL('../../../cloud-api/migrations/core/0016_ledger.sql', import.meta.url);
  const sql = readFileSync(file, 'utf8');
  const backfill = sql.slice(sql.indexOf('-- What stands already'), sql.indexOf('-- From now on'));
  await two.postgres.pool.query(`BEGIN; ${backfill}; COMMIT`);
  expect(await rows(shown)).toEqual(kept);
});
