import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { invariants } from '../invariants.ts';
import { orderLines, tenders } from '../orders/schema.ts';
import { booksLines, exchangeRates, orderRates } from './exchange-schema.ts';

/** A shop that sells in pounds and keeps its books in euros. */
const DAY = 86_400_000;
const books = { policies: { currency: 'EUR' } };
const cloud = { ...books, authority: true };
const [EARLY, SOLD, BACK] = [testId(0x401), testId(0x402), testId(0x403)];
const session = { sessionId: shop.session, registerId: shop.register };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

const at = (days: number) => ({ ...cloud, at: NOW + days * DAY });
const rates = (...of: [day: string, rate: string][]) => ({
  rates: of.map(([day, rate]) => ({ currency: 'GBP', day, rate })),
  source: 'ECB',
});
const online = (orderId: string) => ({
  ...{ orderId, customerId: null, customerName: 'Kling', shipping: 0, payment: 'unpaid' },
  lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }],
});
const clean = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};
/** What an account stands at in the books. */
const stands = async (account: string) => {
  const rows = (await two.rows(booksLines)).filter((line) => line.account === account);
  return rows.reduce((sum, { amount }) => sum + amount, 0);
};

beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

test('rates are set by owners, corrected and taken away; none of the books’ own currency', async () => {
  await two.run('ledger.saveExchangeRates', rates(['2026-11-20', '118/100'], ['2026-11-21', '2']), books);
  await two.run('ledger.saveExchangeRates', rates(['2026-11-21', '119/100']), books);
  expect(await two.rows(exchangeRates)).toMatchObject([
    { currency: 'GBP', booksCurrency: 'EUR', day: '2026-11-20', rate: '118/100', source: 'ECB' },
    { day: '2026-11-21', rate: '119/100' },
  ]);
  await two.run('ledger.removeExchangeRate', { currency: 'GBP', day: '2026-11-20' }, books);
  expect(await two.rows(exchangeRates)).toHaveLength(1);
  const save = 'ledger.saveExchangeRates';
  await two.refuse(
    save,
    { source: 'x', rates: [{ currency: 'EUR', day: '2026-11-20', rate: '1' }] },
    'ledger.rate-of-books',
    books,
  );
  await two.refuse(
    save,
    { source: 'x', rates: [{ currency: 'ZZZ', day: '2026-11-20', rate: '1' }] },
    'pricing.currency-unknown',
    books,
  );
  await two.refuse(save, rates(['2026-11-20', '0']), 'command.invalid-arguments', books);
  await two.refuse(save, rates(['2026-11-20', '1']), 'command.forbidden', { ...books, actor: personAs('Manager') });
});

test('an order keeps the rate it was placed at; what is paid and paid back at others is gained and lost', async () => {
  // Before any rate was known: the order stays in its own currency.
  await two.given('orders.placeOnline', online(EARLY), cloud);
  expect([await two.rows(orderRates), await two.rows(booksLines)]).toEqual([[], []]);
  // The first is older than a week: it holds until the next that is known.
  const known = rates(['2026-10-02', '118/100'], ['2026-11-24', '120/100'], ['2026-11-27', '125/100']);
  await two.given('ledger.saveExchangeRates', known, books);
  await two.given('orders.placeOnline', online(SOLD), cloud);
  expect(await two.rows(orderRates)).toMatchObject([
    {
      orderId: SOLD,
      currency: 'GBP',
      booksCurrency: 'EUR',
      rate: '118/100',
      day: '2026-10-02',
      source: 'ECB',
      shift: 0,
    },
  ]);
  const [total, sale] = [3_600, Math.round(3_600 * 1.18)];
  expect([await stands('due'), await stands('exchange')]).toEqual([sale, 0]);
  await clean();

  // Paid in three parts of which none is round: nothing is left of what is due.
  for (const [part, day] of [
    [1_201, 1],
    [1_201, 2],
    [total - 2_402, 2],
  ] as const)
    await two.given('orders.recordPayment', { orderId: SOLD, amount: part, reference: 'K', note: '' }, at(day));
  expect(await stands('due')).toBe(0);
  const received = [1_201, 1_201, total - 2_402].reduce((sum, part) => sum + Math.round(part * 1.2), 0);
  expect([await stands('tender'), await stands('exchange')]).toEqual([received, sale - received]);
  await two.given('orders.recordPayment', { orderId: EARLY, amount: 100, reference: 'K', note: '' }, at(1));
  await clean();

  // A third comes back and is sent back at a third rate: earned is undone at the first one.
  await two.given('orders.fulfil', { orderId: SOLD, how: 'shipped' }, at(2));
  await two.given('register.openSession', { ...session, float: 0 }, { ...cloud, at: NOW + 4 * DAY });
  const line = (await two.rows(orderLines)).find(({ orderId }) => orderId === SOLD);
  const back = {
    ...{ ...session, orderId: BACK, originalOrderId: SOLD, reason: '', owed: 1_200 },
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
  };
  const id = testId(0x70001);
  const { args } = await two.runOn(two.sqlite, 'register.recordReturn', back, at(4), id, true);
  await two.runOn(two.postgres, 'register.recordReturn', args, at(4), id, false);
  expect((await two.rows(orderRates)).find(({ orderId }) => orderId === BACK)).toMatchObject({
    ...{ rate: '118/100', day: '2026-10-02' },
  });
  const before = await stands('exchange');
  const paid = (await two.rows(tenders)).find(({ orderId, amount }) => orderId === SOLD && amount === 1_201);
  await two.given('orders.refund', { orderId: BACK, tenderId: paid?.id, amount: 1_200, note: '' }, at(4));
  expect(await stands('due')).toBe(0);
  expect((await stands('exchange')) - before).toBe(1_200 * 1.25 - 1_200 * 1.18);
  await clean();
});

test('Postgres refuses an entry that is out of balance in the books', async () => {
  const insert = `INSERT INTO books_lines (tenant_id, entry_id, position, account, detail, amount, currency, business_date)
    SELECT tenant_id, gen_random_uuid(), 0, 'exchange', '', 1, 'EUR', '2026-11-23' FROM store_settings`;
  await expect(two.postgres.pool.query(insert)).rejects.toMatchObject({ constraint: 'books_are_balanced' });
});
