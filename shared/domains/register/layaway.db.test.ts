import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { creditAccounts } from '../credit/schema.ts';
import { reservations, stockLevels } from '../inventory/schema.ts';
import { journalLines } from '../ledger/schema.ts';
import { orderFlags, orders, tenders } from '../orders/schema.ts';
import { layaways } from './layaway-schema.ts';
import { registerClosings } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const session = { sessionId: shop.session, registerId: shop.register };
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000, currency: 'GBP' }, { authority: true });
});

/** As a till would send it: prepared there, and nothing of it kept. */
async function prepared(name: string, args: object): Promise<object> {
  let whole: unknown;
  const undone = new Error('undone');
  await two.sqlite
    .transaction(async (connection) => {
      whole = (await two.runIn(connection, name, args, { wrap: (tx) => tx, mark: () => 0, rewind: () => {} })).args;
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return whole as object;
}

const layawayId = testId(0xabcdef);
const aside = (more: object = {}) => ({
  ...session,
  ...{ layawayId, kind: 'layaway', customerId: testId(0x300), dueOn: '2027-01-22', note: '', tellTo: null },
  lines: [{ key: 'a', variantId: shop.moss, quantity: 2 }],
  ...more,
});
const cash = (amount: number, key = 'cash') => ({
  ...{ key, kind: 'cash', amount, given: amount, change: 0, reference: '' },
});
const payment = (n: number, amount: number) => ({
  ...session,
  ...{ orderId: testId(0x100 + n), customerId: testId(0x300) },
  lines: [
    {
      ...{ key: 'p', variantId: null, quantity: 1, title: 'Payment on L-ABCDEF', unitPrice: amount },
      loads: { creditId: layawayId, kind: 'layaway' },
    },
  ],
  tenders: [cash(amount)],
});
const paidBefore = (amount: number) => ({
  ...{ key: 'before', kind: 'layaway', amount, given: amount, change: 0, reference: '', creditId: layawayId },
});
const handOver = (n: number, before: number, now: number) => ({
  ...session,
  ...{ orderId: testId(0x100 + n), customerId: testId(0x300) },
  lines: [
    {
      ...{ key: 'x', variantId: shop.moss, quantity: 2, unitPrice: 1_400 },
      quoted: { draftId: layawayId, key: 'a' },
    },
  ],
  tenders: [paidBefore(before), ...(now > 0 ? [cash(now)] : [])],
});
const ended = (n: number) => ({ layawayId, end: 'handed-over', orderId: testId(0x100 + n), kept: 0 });
const level = async (variantId = shop.moss) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === shop.bath);
const cloud = async (name: string, args: object) => two.run(name, await prepared(name, args), { authority: true });
const balance = async () => (await two.rows(creditAccounts)).find(({ id }) => id === layawayId)?.balance;
const booked = async (account: string, detail?: string) =>
  (await two.rows(journalLines))
    .filter((line) => line.account === account && (detail === undefined || line.detail === detail))
    .reduce((sum, line) => sum + line.amount, 0);

describe('a layaway', () => {
  test('is reserved at once, paid in parts that are owed, and becomes a sale with the last', async () => {
    await cloud('register.putAside', aside());
    expect(await two.rows(layaways)).toMatchObject([{ number: 'L-ABCDEF', status: 'open', total: 2_800 }]);
    expect(await level()).toMatchObject({ onHand: 10, reserved: 2 });
    await cloud('register.recordSale', payment(1, 1_000));
    await cloud('register.recordSale', payment(2, 500));
    expect(await balance()).toBe(1_500);
    expect([await booked('credit', 'layaway'), await booked('sales'), await booked('tax')]).toEqual([-1_500, 0, 0]);

    await two.run('register.endLayaway', ended(3), { authority: true });
    await cloud('register.recordSale', handOver(3, 1_500, 1_300));
    expect(await two.rows(layaways)).toMatchObject([{ status: 'handed-over', orderId: testId(0x103) }]);
    expect(await level()).toMatchObject({ onHand: 8, reserved: 0 });
    expect(await balance()).toBe(0);
    const sold = (await two.rows(orders)).find(({ id }) => id === testId(0x103));
    expect(sold).toMatchObject({ total: 2_800, paid: 2_800, due: 0, taxTotal: 467 });
    expect([await booked('credit', 'layaway'), await booked('tender', 'layaway')]).toEqual([0, 0]);
    expect([await booked('drawer'), (await booked('sales')) + (await booked('tax'))]).toEqual([12_800, -2_800]);

    await cloud('register.closeSession', { ...session, counted: 12_800, note: '' });
    expect((await two.rows(registerClosings))[0]?.report).toMatchObject({
      sales: { count: 1, amount: 2_800 },
      credits: { count: 2, amount: 1_500 },
      drawer: { expected: 12_800 },
    });
  });

  test('costs what it cost when it was put aside, and what was given by hand needs its right then', async () => {
    await cloud('register.putAside', aside());
    await two.given('pricing.setPrice', {
      priceListId: shop.list,
      changes: [{ variantId: shop.moss, base: 1_400, value: 2_000 }],
    });
    await cloud('register.recordSale', payment(1, 1_000));
    await two.run('register.endLayaway', ended(3), { authority: true });
    await cloud('register.recordSale', handOver(3, 1_000, 1_800));
    expect((await two.rows(orders)).find(({ id }) => id === testId(0x103))?.total).toBe(2_800);
  });

  test('that is given up frees its goods and gives each payment back, less what is kept', async () => {
    await cloud('register.putAside', aside());
    await cloud('register.recordSale', payment(1, 1_000));
    const [line] = await two.sqlite.transaction((connection) =>
      connection.all('SELECT id FROM order_lines WHERE order_id = ?', [testId(0x101)]),
    );
    const [paid] = await two.rows(tenders);
    await cloud('register.recordReturn', {
      ...session,
      ...{ orderId: testId(0x201), originalOrderId: testId(0x101), reason: 'given up', fee: 200 },
      lines: [{ key: 'p', originalLineId: line?.id, quantity: 1, restock: 'none' }],
      refunds: [{ key: 'r', kind: 'cash', amount: 800, reference: '', tenderId: paid?.id }],
    });
    await two.run('register.endLayaway', { layawayId, end: 'ended', orderId: null, kept: 200 }, { authority: true });
    expect(await level()).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await balance()).toBe(0);
    expect([await booked('drawer'), await booked('fee'), await booked('credit')]).toEqual([10_200, -200, 0]);
    await two.refuse('register.endLayaway', ended(4), 'register.layaway-over');
    await two.refuse('register.extendLayaway', { layawayId, dueOn: '2027-03-01' }, 'register.layaway-over');
  });

  test('whose last payment two tills took is flagged, and no money is lost', async () => {
    await cloud('register.putAside', aside());
    await cloud('register.recordSale', payment(1, 1_000));
    const [second, first] = [
      await prepared('register.recordSale', handOver(4, 1_000, 1_800)),
      await prepared('register.recordSale', handOver(3, 1_000, 1_800)),
    ];
    await two.run('register.endLayaway', ended(3), { authority: true });
    await two.run('register.recordSale', first, { authority: true });
    expect(await two.rows(orderFlags)).toEqual([]);
    await two.refuse('register.endLayaway', ended(4), 'register.layaway-over', { authority: true });
    await two.run('register.recordSale', second, { authority: true });
    const flags = (await two.rows(orderFlags)).filter(({ code }) => code === 'layaway-twice');
    expect(flags).toMatchObject([{ orderId: testId(0x104), details: { handedOverTwice: true } }]);
    expect([await booked('drawer'), await balance()]).toEqual([10_000 + 1_000 + 1_800 + 1_800, 0]);
    expect((await two.rows(reservations)).map(({ status }) => status)).toEqual(['consumed']);
  });

  test('that one till paid off and another handed over meanwhile says what was paid too much', async () => {
    const at = { authority: true };
    await two.run('register.putAside', await prepared('register.putAside', aside()), at);
    await two.run('register.recordSale', await prepared('register.recordSale', payment(1, 1_000)), at);
    const over = await prepared('register.recordSale', handOver(3, 1_000, 1_800));
    await two.run('register.recordSale', await prepared('register.recordSale', payment(2, 1_800)), at);
    await two.run('register.endLayaway', ended(3), at);
    await two.run('register.recordSale', over, at);
    const flags = (await two.rows(orderFlags)).filter(({ code }) => code === 'layaway-twice');
    expect(flags).toMatchObject([{ orderId: testId(0x103), details: { over: 1_800, handedOverTwice: false } }]);
    expect(await balance()).toBe(1_800);
  });
});

describe('a special order', () => {
  test('sets aside what is here, waits for the rest, and is told of once it came', async () => {
    const lines = [
      { key: 'a', variantId: shop.moss, quantity: 12 },
      { key: 'c', variantId: null, quantity: 1, title: 'Engraved plate', unitPrice: 3_000, taxClass: 'standard' },
    ];
    const args = await prepared(
      'register.putAside',
      aside({ kind: 'special-order', lines, tellTo: 'ann@example.org' }),
    );
    const at = { authority: true };
    await two.run('register.putAside', args, at);
    expect(await level()).toMatchObject({ onHand: 10, reserved: 10 });
    expect((await two.rows(layaways))[0]).toMatchObject({
      readyAt: null,
      content: { lines: [{ aside: 10 }, { aside: 0 }] },
    });
    await two.refuse('register.endLayaway', ended(3), 'register.layaway-waits', at);
    const scan = { locationId: shop.bath, variantId: shop.moss, quantity: 5, against: null };
    await two.run('inventory.receive', { ...scan, scanId: testId(0x901), receivingId: testId(0x900) }, at);
    await two.run('register.giveToWaiting', { layawayId }, { ...at, actor: { ...owner, system: true } });
    expect(await level()).toMatchObject({ onHand: 15, reserved: 12 });
    await two.run('register.layawayCame', { layawayId, key: 'c' }, at);
    const [ready] = await two.rows(layaways);
    expect(ready?.readyAt).not.toBeNull();
    expect(ready?.tellAt).toBe(ready?.readyAt);
  });
});
