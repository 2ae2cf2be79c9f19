import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invariants } from '../invariants.ts';
import { tenders } from '../orders/schema.ts';
import { drawerMovements, registerClosings } from './schema.ts';

/** Cash of another currency pays at a rate, its change is the store's money, and the drawer counts it for itself. */
const session = { sessionId: shop.session, registerId: shop.register };
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
async function begin(): Promise<void> {
  await two.clear();
  await openSmallShop(two);
}
beforeEach(begin);

/** 14.00, of 20.00 EUR that count for 17.06: 3.06 back. */
const sale = {
  ...session,
  orderId: testId(0x101),
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  tenders: [
    {
      ...{ key: 'cash', kind: 'cash', amount: 1_400, given: 1_706, change: 306, reference: '' },
      foreign: { currency: 'EUR', given: 2_000, rate: '8533/10000', day: '2026-11-23' },
    },
  ],
};
let done = 0;
/** Done at the desk, run again in the cloud, where the books are kept. */
async function sent(name: string, args: unknown): Promise<void> {
  done += 1;
  const id = testId(0x70000 + done);
  const { args: outbox } = await two.runOn(two.sqlite, name, args, {}, id, true);
  await two.runOn(two.postgres, name, outbox, cloud, id, false);
}
const books = async () =>
  (
    await two.postgres.pool.query(
      `SELECT account, CASE account WHEN 'tender' THEN detail ELSE '' END AS of, sum(amount)::int AS amount FROM journal_lines
        WHERE account IN ('drawer', 'tender') GROUP BY 1, 2 ORDER BY 1`,
    )
  ).rows;
const consistent = async () => {
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
};

test('the drawer gives the change and is closed; the other currency is counted apart, in the report and in the books', async () => {
  await sent('register.openSession', { ...session, float: 10_000 });
  await sent('register.recordSale', sale);
  expect(await two.rows(tenders)).toMatchObject([
    { amount: 1_400, given: 1_706, change: 306, foreignCash: { currency: 'EUR', given: 2_000, rate: '8533/10000' } },
  ]);
  expect(await two.rows(drawerMovements)).toMatchObject([{ kind: 'sale', amount: -306 }]);
  const beside = { account: 'tender', of: 'foreign-cash', amount: 1_706 };
  expect(await books()).toEqual([{ account: 'drawer', of: '', amount: 10_000 - 306 }, beside]);
  await consistent();
  const foreign = [{ currency: 'EUR', counted: 1_500 }];
  await sent('register.closeSession', { ...session, counted: 9_694, note: 'five euro short', foreign });
  expect(await two.rows(registerClosings)).toMatchObject([
    {
      ...{ expected: 9_694, variance: 0 },
      report: {
        tenders: [{ kind: 'cash', amount: 1_400 }],
        drawer: { cash: -306, expected: 9_694 },
        foreign: [{ currency: 'EUR', count: 1, taken: 2_000, worth: 1_706, counted: 1_500 }],
      },
    },
  ]);
  expect(await books()).toEqual([{ account: 'drawer', of: '', amount: 0 }, beside]);
  await consistent();
});

test('the cloud takes none that counts for what its rate does not say, and none that is not cash', async () => {
  await two.given('register.openSession', { ...session, float: 10_000 });
  const { args } = await two.run('register.recordSale', sale);
  await begin();
  await two.given('register.openSession', { ...session, float: 10_000 });
  const complete = args as typeof sale;
  const [paid] = complete.tenders;
  const bent = (more: object) => ({ ...complete, tenders: [{ ...paid, ...more }] });
  const wrong = async (more: object) =>
    (await two.refuse('register.recordSale', bent(more), 'register.does-not-add-up', cloud)).problem;
  expect(await wrong({ given: 1_806, change: 406 })).toMatch(/another currency/);
  expect(await wrong({ kind: 'card', change: 0 })).toMatch(/another currency/);
  await two.run('register.recordSale', complete, cloud);
});
