import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invariants } from '../invariants.ts';
import { orderFlags, orderLines, orders, tenders } from '../orders/schema.ts';
import { cardCode, endOfCode, hashOfCode } from './code.ts';
import { POLICY_ID } from './rules.ts';
import { creditAccounts, creditMovements, creditPolicies } from './schema.ts';

const cloud = { authority: true };
const session = { sessionId: shop.session, registerId: shop.register };
const code = cardCode(new Uint8Array(10).fill(7));
const card = { creditId: testId(0xc1), codeHash: hashOfCode(code), codeEnd: endOfCode(code) };
const CUSTOMER = testId(0xe1);
let two: TwoEngines;
let sold = 0;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  sold = 0;
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 }, cloud);
  const fields = { email: null, phone: null, city: null, country: null, note: '', externalRef: null };
  await two.given('customers.save', {
    customers: [{ id: CUSTOMER, name: 'Owen Pritchard', ...fields, status: 'active' }],
  });
});

const issued = (amount: number, more: object = {}) => ({
  ...{ ...card, currency: 'GBP', amount, expiresOn: null, reason: 'goodwill' },
  ...more,
});
const balance = async (id = card.creditId) => (await two.rows(creditAccounts)).find((row) => row.id === id)?.balance;
const moved = async () => (await two.rows(creditMovements)).map(({ kind, amount }) => [kind, amount]).sort();
const byCard = (amount: number, more: object = {}) => ({
  ...{ key: 'g', kind: 'gift-card', amount, given: amount, change: 0, reference: '', creditId: card.creditId },
  ...more,
});
const inCash = (amount: number) => ({ key: 'c', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const mugs = { key: 'a', variantId: shop.moss, quantity: 1 };
const soldCard = { key: 'k', variantId: null, title: 'Gift card', unitPrice: 5_000, quantity: 1 };
/** Done at a desk, whose books are nobody’s, and again in the cloud. */
async function sent(name: string, args: object, at?: number): Promise<void> {
  sold += 1;
  const id = testId(0x60000 + sold);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, at ? { at } : {}, id, true);
  await two.runOn(two.postgres, name, outbox, { ...cloud, ...(at && { at }) }, id, false);
}
const sale = (orderId: string, lines: object[], paid: object[], more: object = {}) => ({
  ...{ ...session, orderId, customerId: null, lines, tenders: paid },
  ...more,
});
const query = async (sql: string) => (await two.postgres.pool.query(sql)).rows;
async function verified(): Promise<void> {
  for (const { name, sql } of invariants) expect(await query(sql.postgres), name).toEqual([]);
}
const books = `SELECT account, detail, sum(amount)::int AS amount FROM journal_lines
  WHERE account IN ('credit', 'goodwill', 'breakage', 'tender', 'sales', 'refund', 'tax') GROUP BY 1, 2
  HAVING sum(amount) <> 0 ORDER BY 1, 2`;

test('issued by hand with a reason, added to, taken off, never below nothing', async () => {
  await two.run('credit.issue', issued(2_000), cloud);
  await two.refuse('credit.issue', issued(2_000), 'credit.exists', cloud);
  await two.refuse('credit.issue', issued(2_000, { creditId: testId(0xc2) }), 'credit.exists', cloud);
  await two.refuse('credit.issue', issued(2_000), 'command.forbidden', { actor: personAs('Till') });
  await two.refuse('credit.issue', issued(2_000, { currency: 'ZZZ' }), 'pricing.currency-unknown', cloud);
  const change = (amount: number, creditId = card.creditId, currency = 'GBP') => ({
    creditId,
    amount,
    currency,
    reason: 'x',
  });
  await two.run('credit.adjust', change(500), cloud);
  await two.run('credit.adjust', change(-2_400), cloud);
  expect(await two.refuse('credit.adjust', change(-101), 'credit.short', cloud)).toMatchObject({ balance: 100 });
  await two.refuse('credit.adjust', change(1, testId(0xc9)), 'credit.unknown', cloud);
  await two.refuse('credit.adjust', change(1, card.creditId, 'EUR'), 'credit.other-currency', cloud);
  // Store credit begins with the first that is added, under the id of its customer.
  await two.refuse('credit.adjust', change(-1, CUSTOMER), 'credit.short', cloud);
  await two.refuse('credit.adjust', change(1, CUSTOMER, 'ZZZ'), 'pricing.currency-unknown', cloud);
  await two.run('credit.adjust', change(750, CUSTOMER), cloud);
  expect(await two.rows(creditAccounts)).toMatchObject([
    { kind: 'gift-card', balance: 100, codeHash: card.codeHash },
    { kind: 'store-credit', balance: 750, customerId: CUSTOMER, codeHash: null },
  ]);
  expect(await query(books)).toEqual([
    { account: 'credit', detail: 'gift-card', amount: -100 },
    { account: 'credit', detail: 'store-credit', amount: -750 },
    { account: 'goodwill', detail: 'gift-card', amount: 100 },
    { account: 'goodwill', detail: 'store-credit', amount: 750 },
  ]);
  await verified();
});

test('a block holds until it is lifted', async () => {
  await two.given('credit.issue', issued(2_000), cloud);
  const block = { creditId: card.creditId, status: 'blocked' };
  await two.run('credit.setStatus', block, cloud);
  await two.refuse('credit.setStatus', { ...block, status: 'active', seen: 1 }, 'credit.changed', cloud);
  await two.refuse('credit.setStatus', { ...block, creditId: testId(9) }, 'credit.unknown', cloud);
  await two.refuse(
    'credit.adjust',
    { creditId: card.creditId, amount: 5, currency: 'GBP', reason: 'x' },
    'credit.blocked',
    cloud,
  );
  await two.refuse('register.recordSale', sale(testId(0x501), [mugs], [byCard(1_400)]), 'credit.blocked');
  await two.run('credit.setStatus', { ...block, status: 'active' }, cloud);
});

test('sold at the till it is owed and not earned; spent it is earned and taxed; back it goes to the same card', async () => {
  await two.given('credit.savePolicy', {
    monthsGood: 24,
    offlineAmount: 2_000,
    presets: [1_000],
    withoutReceipt: 'refused',
  });
  const loads = { ...card, kind: 'gift-card' };
  const tenth = { id: testId(0xf1), name: 'Tenth', action: { kind: 'percent', rate: '10/100' } };
  await two.given('pricing.savePromotion', { promotion: tenth, status: 'live' });
  const lines = [mugs, { ...soldCard, loads }];
  await sent('register.recordSale', sale(testId(0x501), lines, [inCash(6_260)]));
  expect((await two.rows(creditAccounts))[0]).toMatchObject({ balance: 5_000, expiresOn: '2028-11-23' });
  expect((await two.rows(orders))[0]).toMatchObject({ total: 6_260, discountTotal: 140, taxTotal: 210 });
  expect(await query(books)).toEqual([
    { account: 'credit', detail: 'gift-card', amount: -5_000 },
    { account: 'sales', detail: '', amount: -1_050 },
    { account: 'tax', detail: '20/100', amount: -210 },
  ]);
  await two.refuse('register.recordSale', sale(testId(0x502), [mugs], [byCard(1_400)]), 'register.tenders-differ');
  await sent('register.recordSale', sale(testId(0x502), [mugs], [byCard(1_000), inCash(260)]));
  expect(await balance()).toBe(4_000);
  await two.refuse(
    'register.recordSale',
    sale(testId(0x503), [{ ...mugs, quantity: 4 }], [byCard(5_040)]),
    'credit.short',
  );
  const [paid] = (await two.rows(tenders)).filter(({ kind }) => kind === 'gift-card');
  const [line] = (await two.rows(orderLines)).filter(({ orderId }) => orderId === testId(0x502));
  await sent('register.recordReturn', {
    ...{ ...session, orderId: testId(0x504), originalOrderId: testId(0x502), reason: '' },
    lines: [{ key: 'a', originalLineId: line!.id, quantity: 1, restock: 'available' }],
    refunds: [{ key: 'g', kind: 'gift-card', amount: 1_000, reference: '', tenderId: paid!.id }],
    payBack: { kind: 'cash', reference: '' },
  });
  expect(await balance()).toBe(5_000);
  expect(await moved()).toEqual([
    ['redeemed', -1_000],
    ['refunded', 1_000],
    ['sold', 5_000],
  ]);
  // The card itself comes back while it is unspent, and not after.
  const [of] = (await two.rows(orderLines)).filter(({ total }) => total === 5_000);
  const cardBack = (orderId: string) => ({
    ...{ ...session, orderId, originalOrderId: testId(0x501), reason: '' },
    lines: [{ key: 'k', originalLineId: of!.id, quantity: 1, restock: 'none' }],
    payBack: { kind: 'cash', reference: '' },
  });
  await sent('register.recordReturn', cardBack(testId(0x505)));
  expect(await balance()).toBe(0);
  await verified();
  await two.refuse('register.recordReturn', cardBack(testId(0x506)), 'credit.card-used');
  expect((await query(books)).filter(({ account }) => account === 'credit' || account === 'tender')).toEqual([]);
});

test('what comes back goes to store credit of its buyer, or onto a new card', async () => {
  await sent(
    'register.recordSale',
    sale(testId(0x501), [{ ...mugs, quantity: 3 }], [inCash(4_200)], { customerId: CUSTOMER }),
  );
  await sent('register.recordSale', sale(testId(0x502), [mugs], [inCash(1_400)]));
  const back = async (orderId: string, originalOrderId: string, payBack: object) => ({
    ...{ ...session, orderId, originalOrderId, reason: '' },
    lines: [
      {
        ...{ key: 'a', quantity: 1, restock: 'available' },
        originalLineId: (await two.rows(orderLines)).find((row) => row.orderId === originalOrderId)!.id,
      },
    ],
    payBack,
  });
  const toCustomer = { kind: 'store-credit', reference: '' };
  await sent('register.recordReturn', await back(testId(0x503), testId(0x501), toCustomer));
  await two.refuse('register.recordReturn', await back(testId(0x504), testId(0x502), toCustomer), 'credit.of-nobody');
  const credit = { ...card, kind: 'gift-card' };
  await sent(
    'register.recordReturn',
    await back(testId(0x504), testId(0x502), { kind: 'gift-card', reference: '', credit }),
  );
  expect([await balance(CUSTOMER), await balance()]).toEqual([1_400, 1_400]);
  const paid = {
    kind: 'store-credit',
    key: 's',
    amount: 1_400,
    given: 1_400,
    change: 0,
    reference: '',
    creditId: CUSTOMER,
  };
  await sent('register.recordSale', sale(testId(0x505), [mugs], [paid], { customerId: CUSTOMER }));
  expect(await balance(CUSTOMER)).toBe(0);
  await verified();
});

test('what is set aside for a basket is its sale’s, once; not sold it goes back, once', async () => {
  await two.given('credit.issue', issued(2_000), cloud);
  const [takeId, orderId] = [testId(0x701), testId(0x501)];
  const ask = { takeId, creditId: card.creditId, orderId, amount: 1_400, currency: 'GBP' };
  await two.run('credit.take', ask, cloud);
  // The till asked twice, since the answer was lost.
  await two.run('credit.take', ask, cloud);
  await two.refuse('credit.take', { ...ask, takeId: testId(0x702) }, 'credit.short', cloud);
  await two.refuse('credit.take', { ...ask, creditId: testId(9) }, 'credit.unknown', cloud);
  expect(await balance()).toBe(600);
  const other = { ...ask, takeId: testId(0x703), orderId: testId(0x509), amount: 600 };
  await two.given('credit.take', other, cloud);
  const back = { takeId: other.takeId, creditId: card.creditId, orderId: other.orderId };
  await two.run('credit.release', back, cloud);
  await two.run('credit.release', back, cloud);
  expect(await balance()).toBe(600);
  // Given back before it came: it is not set aside after all.
  const late = { ...back, takeId: testId(0x704) };
  await two.run('credit.release', late, cloud);
  await two.refuse('credit.take', { ...other, takeId: late.takeId }, 'credit.changed', cloud);
  await two.refuse('credit.release', { ...back, creditId: testId(9) }, 'credit.unknown', cloud);

  await sent('register.recordSale', sale(orderId, [mugs], [byCard(1_400, { takeId, taken: true })]));
  expect(await balance()).toBe(600);
  await two.refuse('credit.release', { takeId, creditId: card.creditId, orderId }, 'credit.changed', cloud);
  await verified();
});

test('fifty tills that take of one card at once take exactly what is there', async () => {
  await two.given('credit.issue', issued(3_050), cloud);
  const asked = Array.from({ length: 50 }, (_, n) => {
    const ask = { takeId: testId(0x800 + n), creditId: card.creditId, orderId: testId(0x900 + n) };
    const args = { ...ask, amount: 100, currency: 'GBP' };
    return two.runOn(two.postgres, 'credit.take', args, cloud, testId(0xa00 + n), false);
  });
  const done = await Promise.allSettled(asked);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
  expect(await query('SELECT balance::int FROM credit_accounts')).toEqual([{ balance: 50 }]);
  await verified();
});

test('fifty sales that tills made without asking all stand: what was there pays, the rest the shop covers and a flag says so', async () => {
  await two.given('credit.issue', issued(10_000), cloud);
  const outboxes: unknown[] = [];
  for (let n = 0; n < 50; n += 1) {
    const args = sale(testId(0x500 + n), [mugs], [byCard(1_400)]);
    // Each by a till that still believes in the first balance.
    await two.sqlite.db.exec('UPDATE credit_accounts SET balance = 10000');
    outboxes.push((await two.runOn(two.sqlite, 'register.recordSale', args, {}, testId(0xb00 + n), true)).args);
  }
  await Promise.all(
    outboxes.map((args, n) => two.runOn(two.postgres, 'register.recordSale', args, cloud, testId(0xb00 + n), false)),
  );
  const sums = `SELECT kind, sum(amount)::int AS sum FROM credit_movements GROUP BY 1 ORDER BY 1`;
  expect(await query(sums)).toEqual([
    { kind: 'covered', sum: 60_000 },
    { kind: 'given', sum: 10_000 },
    { kind: 'redeemed', sum: -70_000 },
  ]);
  expect(await query('SELECT balance::int FROM credit_accounts')).toEqual([{ balance: 0 }]);
  const flags = `SELECT sum((details ->> 'covered')::int)::int AS covered FROM order_flags WHERE details ? 'covered'`;
  expect(await query(flags)).toEqual([{ covered: 60_000 }]);
  await verified();
});

test('a card whose last day is over pays nothing, and what is left of it expires', async () => {
  await two.given('credit.issue', issued(2_000, { expiresOn: '2026-11-23' }), cloud);
  await two.refuse('credit.expire', { creditId: card.creditId }, 'credit.not-expired', cloud);
  const tomorrow = Date.parse('2026-11-24T09:00:00Z');
  const take = { takeId: testId(1), creditId: card.creditId, orderId: testId(2), amount: 5, currency: 'GBP' };
  await two.refuse('credit.take', take, 'credit.expired', { ...cloud, at: tomorrow });
  await two.run('credit.expire', { creditId: card.creditId }, { ...cloud, at: tomorrow });
  expect(await balance()).toBe(0);
  expect((await query(books)).map(({ account, amount }) => [account, amount])).toEqual([
    ['breakage', -2_000],
    ['goodwill', 2_000],
  ]);
  await verified();
});

test('how cards are given is one row of the tenant', async () => {
  const policy = { monthsGood: 36, offlineAmount: 3_000, presets: [1_000, 2_500], withoutReceipt: 'store-credit' };
  await two.run('credit.savePolicy', policy);
  await two.run('credit.savePolicy', { ...policy, monthsGood: 0 });
  await two.refuse('credit.savePolicy', { ...policy, presets: [0] }, 'command.invalid-arguments');
  await two.refuse('credit.savePolicy', policy, 'command.forbidden', { actor: personAs('Till') });
  expect(await two.rows(creditPolicies)).toMatchObject([{ id: POLICY_ID, monthsGood: 0, presets: [1_000, 2_500] }]);
  expect(await two.rows(orderFlags)).toEqual([]);
});
