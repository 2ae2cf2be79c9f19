import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptPaper } from '../devices/printers/receipt-paper.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

/** The cashier types euros; the change is pounds; the drawer has both. */
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeAll(async () => {
  folder = await seededFolder({ products: 4 });
  desk = await bootDesk(folder.dataDir);
  const { stores } = await desk.bridge.query('stores.index', {});
  const { main: _main, closedAt: _closed, ...store } = stores.find((one) => one.main) ?? expect.fail('no main store');
  const foreign = [
    { currency: 'EUR', rate: '8533/10000', since: '2026-11-20' },
    { currency: 'USD', rate: null, since: null },
    { currency: 'CHF', rate: null, since: null },
  ];
  const till = { cashWithoutReceipt: 0, priceDays: 90, lockAfter: 0, foreign };
  await desk.bridge.mutate('access.saveStore', { store: { ...store, till } });
  const rates = [{ currency: 'USD', day: '2020-01-02', rate: '3/4' }];
  await desk.bridge.mutate('ledger.saveExchangeRates', { rates, source: 'by hand' });
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('a till takes what its store says, at its own rate or at the last one that the books know', async () => {
  expect((await desk.bridge.query('till.basket', {})).foreign).toEqual([
    { currency: 'EUR', rate: '8533/10000', day: '2026-11-20' },
    { currency: 'USD', rate: '3/4', day: '2020-01-02' },
  ]);
});

test('paid in euros the receipt says what was given and the rate, and X has them apart', async () => {
  const basket = await desk.bridge.call('basket.add', { variantId: seedIds.variant(0), quantity: 8 });
  const due = { basketId: basket.id, due: basket.cashTotal };
  const pay = (foreign: { currency: string; given: number }, more: object = {}) =>
    desk.bridge.call('basket.payCash', { ...due, given: 0, foreign, ...more });
  await expect(pay({ currency: 'CHF', given: 5_000 })).rejects.toMatchObject({ code: 'basket.foreign-not-taken' });
  await expect(pay({ currency: 'EUR', given: 900 })).rejects.toMatchObject({ code: 'basket.too-little-cash' });
  await expect(pay({ currency: 'EUR', given: 5_000 }, { tip: 100 })).rejects.toMatchObject({
    code: 'basket.foreign-alone',
  });
  const receipt = await pay({ currency: 'EUR', given: 1_000 });
  // 10 EUR are 8.533 GBP
  const worth = Math.floor(853 / basket.coin) * basket.coin;
  expect(receipt.tenders).toEqual([
    {
      ...{ kind: 'cash', amount: basket.cashTotal, given: worth, change: worth - basket.cashTotal },
      foreign: { currency: 'EUR', given: 1_000, rate: '8533/10000' },
    },
  ]);
  expect(JSON.stringify(receiptPaper(receipt, 'receipt'))).toContain('Given: 10.00 EUR, at 0.8533');
  const german = receiptPaper({ ...receipt, language: 'de-DE' }, 'receipt');
  expect(JSON.stringify(german)).toContain('Gegeben: 10,00 EUR, Kurs 0,8533');
  const x = await desk.bridge.query('till.drawer', { sessionId: seedIds.drawer });
  expect(x?.report.foreign).toEqual([{ currency: 'EUR', count: 1, taken: 1_000, worth }]);
  expect(x?.report.drawer.cash).toBe(basket.cashTotal - worth);
});
