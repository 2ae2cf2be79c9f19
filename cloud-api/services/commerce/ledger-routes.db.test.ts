import { randomUUID } from 'node:crypto';
import { larkhallMutations } from '@tillhouse/shared/samples/larkhall.ts';
import { batchesOfOneActor } from '@tillhouse/shared/samples/larkhall.ts';
import { presetOf } from '@tillhouse/shared/domains/ledger/chart-presets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { applyBatchAsSystem } from './apply-as-system.ts';
import type { BalanceRow, BookEntry } from './ledger-rows.ts';

/** The books of a sample store of some days, as an accountant's program reads them. */
let cloud: TestCloud;
let store: TestStore;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'books');
  for (const batch of batchesOfOneActor(larkhallMutations(Date.UTC(2026, 2, 2, 12)).slice(0, 260)))
    await applyBatchAsSystem(cloud.cloud.commerce, store.tenantId, batch, batch[0]?.actor);
});
afterAll(() => cloud?.close());

const read = (path: string, token = store.token) => cloud.call('GET', `/v1/ledger/${path}`, { token });
const ever = 'from=2020-01-01&to=2026-12-31';
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

async function wholeBook(days: string, limit: number): Promise<BookEntry[]> {
  const entries: BookEntry[] = [];
  let after = '';
  do {
    const { status, body } = await read(`day-book?${days}&limit=${limit}${after && `&after=${after}`}`);
    expect(status).toBe(200);
    entries.push(...body.entries);
    after = body.next ?? '';
  } while (after !== '');
  return entries;
}

test('a trial balance in balance, and a day book that makes it, however it is paged', async () => {
  const { rows } = (await read(`trial-balance?${ever}`)).body as { rows: BalanceRow[] };
  expect(rows.map(({ account }) => account)).toEqual(expect.arrayContaining(['sales', 'tax', 'drawer', 'tender']));
  expect(sum(rows.map(({ closing }) => closing))).toBe(0);
  expect(sum(rows.map(({ debit, credit }) => debit - credit))).toBe(0);
  expect(rows.find(({ account }) => account === 'drawer')?.name).toEqual(expect.any(String));

  const entries = await wholeBook(ever, 7);
  expect(entries.length).toBeGreaterThan(10);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  expect(entries).toEqual(await wholeBook(ever, 500));
  expect(entries.map(({ businessDate }) => businessDate)).toEqual(
    entries.map(({ businessDate }) => businessDate).sort(),
  );
  for (const { lines } of entries) expect(sum(lines.map(({ amount }) => amount))).toBe(0);
  const sales = entries.flatMap(({ lines }) => lines).filter(({ account }) => account === 'sales');
  const inBalance = rows.filter(({ account }) => account === 'sales');
  expect(sum(sales.map(({ amount }) => amount))).toBe(sum(inBalance.map(({ closing }) => closing)));
});

test('what was before the first day opens it', async () => {
  const days = [...new Set((await wholeBook(ever, 500)).map(({ businessDate }) => businessDate))].sort();
  const last = days.at(-1);
  const of = async (query: string) => (await read(`trial-balance?${query}`)).body.rows as BalanceRow[];
  const whole = await of(ever);
  const end = await of(`from=${last}&to=2026-12-31`);
  const key = ({ account, detail }: BalanceRow) => `${account} ${detail}`;
  expect(end.map((row) => [key(row), row.closing])).toEqual(whole.map((row) => [key(row), row.closing]));
  expect(end.some(({ opening }) => opening !== 0)).toBe(true);
  expect(await of('from=2019-01-01&to=2019-12-31')).toEqual([]);
});

test('is for who may read the books, and asks for days that are some', async () => {
  const bad = await read('trial-balance?from=2026-02-30&to=2026-03-01');
  expect([bad.status, bad.body.code]).toEqual([422, 'request.invalid']);
  expect((await read(`day-book?${ever}&after=2026-03-02.1.x`)).status).toBe(422);
  const other = await openStore(cloud, 'other-books');
  expect((await read(`day-book?${ever}`, other.token)).body).toEqual({ entries: [], next: null });
  const desk = await cloud.call('GET', `/sync/v1/ledger/day-book?${ever}&readerId=${randomUUID()}`, {
    token: store.token,
  });
  expect(desk.status).toBe(403);
});

test('the same books as a DATEV batch, by the numbers that were given to its accounts', async () => {
  const ask = () => cloud.call('GET', '/v1/ledger/datev.csv?from=2026-01-01&to=2026-12-31', { token: store.token });
  expect(await ask()).toMatchObject({ status: 409, body: { code: 'ledger.no-chart' } });
  const of = { adviser: 29_098, client: 55_003, yearStart: '01-01', digits: 4, ...presetOf('SKR03') };
  const save = (chart: object, seen?: number) => store.command('ledger.saveChart', { ...chart, ...(seen && { seen }) });
  expect((await save({ ...of, accounts: [...of.accounts, ...of.accounts] })).body).toMatchObject({
    code: 'ledger.account-twice',
  });
  expect((await save({ ...of, digits: 8, clearing: '179200000' })).body).toMatchObject({
    code: 'ledger.number-too-long',
  });
  expect((await save(of)).body).toMatchObject({ status: 'applied' });
  expect((await save({ ...of, client: 2 }, 1)).body).toMatchObject({ code: 'ledger.chart-changed' });
  const { status, headers, body } = await ask();
  expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=windows-1252']);
  const rows = String(body).split('\r\n').slice(2, -1);
  const { rows: balance } = (await read('trial-balance?from=2026-01-01&to=2026-12-31')).body as { rows: BalanceRow[] };
  const cents = (number: string) =>
    sum(
      rows
        .map((row) => row.split(';'))
        .filter(([, , , , , , , against]) => against === number)
        .map(([amount = '', side]) => Number(amount.replace(',', '')) * (side === '"H"' ? 1 : -1)),
    );
  const moved = (...accounts: string[]) =>
    sum(balance.flatMap(({ account, debit, credit }) => (accounts.includes(account) ? [debit - credit] : [])));
  expect(moved('sales', 'refund', 'shipping', 'fee')).not.toBe(0);
  expect(cents('8200')).toBe(moved('sales', 'refund', 'shipping', 'fee'));
  expect(cents('1360')).toBe(moved('tender'));
  expect(cents('1000')).toBe(moved('drawer'));
});

test('the same in the currency of the books: what was sold in another at the rate that was locked', async () => {
  const [variant] = (await cloud.call('GET', '/v1/variants?status=active', { token: store.token })).body.rows;
  const [priceListId, storeId, orderId] = [randomUUID(), randomUUID(), randomUUID()];
  const done = async (name: string, args: object) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
  await done('pricing.savePriceList', { list: { id: priceListId, name: 'EUR', currency: 'EUR', isDefault: false } });
  await done('pricing.setPrice', { priceListId, changes: [{ variantId: variant.id, base: null, value: 1_001 }] });
  await done('access.saveStore', {
    store: {
      ...{ id: storeId, revision: 0, name: 'Graz', locale: 'de-AT', currency: 'EUR', currencies: [], domains: [] },
      ...{ priceListId, timeZone: 'Europe/Vienna', pricesIncludeTax: true, taxRounding: 'line', taxes: [] },
      ...{ cashRoundingIncrement: 5, cashRoundingMode: 'half-up', returnLimit: 0, receiptFooter: '', theme: null },
    },
  });
  const order = { customerId: null, customerName: '', shipping: 0, payment: 'unpaid', storeId };
  const lines = [{ key: 'a', variantId: variant.id, quantity: 1 }];
  await done('orders.placeOnline', { ...order, orderId: randomUUID(), lines });
  const rates = [{ currency: 'EUR', day: '2020-01-01', rate: '85/100' }];
  await done('ledger.saveExchangeRates', { rates, source: 'ECB' });
  const own = async () => (await read('trial-balance?from=2020-01-01&to=2100-01-01')).body.rows as BalanceRow[];
  const pounds = (await own()).filter(({ currency }) => currency === 'GBP');
  await done('orders.placeOnline', { ...order, orderId, lines });
  const { rows, unconverted } = (await read('trial-balance?from=2020-01-01&to=2100-01-01&in=books')).body as {
    rows: BalanceRow[];
    unconverted: object[];
  };
  expect(unconverted).toEqual([{ currency: 'EUR', entries: 1 }]);
  expect(new Set(rows.map(({ currency }) => currency))).toEqual(new Set(['GBP']));
  expect(sum(rows.map(({ closing }) => closing))).toBe(0);
  const due = (some: readonly BalanceRow[]) => some.find(({ account }) => account === 'due')?.closing ?? 0;
  expect(due(rows) - due(pounds)).toBe(851);
  expect((await own()).filter(({ currency }) => currency === 'GBP')).toEqual(pounds);
  const locked = (await cloud.call('GET', `/v1/order-rates?orderId=${orderId}`, { token: store.token })).body.rows;
  // The books stay in the currency that it was converted into.
  const { rows: stores } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
  const { id, revision, name, locale, currencies, timeZone, pricesIncludeTax, ...main } = stores.find(
    (row: { main: boolean }) => row.main,
  );
  const kept = { id, revision, name, locale, currencies, timeZone, pricesIncludeTax, domains: [], theme: null };
  const cash = { cashRoundingIncrement: 1, cashRoundingMode: 'half-up', returnLimit: 0, receiptFooter: '' };
  const moved = { ...kept, ...cash, priceListId, taxRounding: main.taxRounding, taxes: [], currency: 'EUR' };
  expect((await store.command('access.saveStore', { store: moved })).body.code).toBe('access.books-currency-stays');
  expect(locked).toMatchObject([{ rate: '85/100', day: '2020-01-01', source: 'ECB', currency: 'EUR' }]);
});

test('payouts are held against our record, the books and the bank, for who may read the books', async () => {
  const { pool } = cloud.cloud.commerce;
  const of = { provider: 'stripe', currency: 'GBP', state: 'paid', arrivesOn: '2026-03-05', revision: 1 };
  const correction = { kind: 'other', reference: 'txn_9', attemptId: null, refundId: null, gross: 940, fee: 0 };
  const note = (reference: string, amount: number, parts: object[]) =>
    withTenant(pool, store.tenantId, (db) =>
      runCommand(db, store.tenantId, systemActor, {
        ...{ id: randomUUID(), name: 'ledger.notePayout', version: 1, occurredAt: Date.UTC(2026, 2, 5, 12) },
        args: { ...of, payoutId: randomUUID(), reference, amount, parts },
      }),
    );
  await note('po_1', 940, [correction]);
  await note('po_2', 0, []);
  const line = { id: randomUUID(), day: '2026-03-06', amount: 940, currency: 'GBP', text: 'STRIPE' };
  await store.command('ledger.addBankLines', { lines: [line] });
  const march = 'from=2026-03-01&to=2026-03-31';
  const { status, body } = await read(`payouts?${march}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ bankLines: 1 });
  expect(body.payouts.find(({ reference }: { reference: string }) => reference === 'po_1')).toMatchObject({
    ...{ amount: 940, expected: 0, ledger: 940, charges: 0, line, differences: ['expected'] },
    parts: [{ kind: 'other', reference: 'txn_9', gross: 940, expected: 0 }],
  });
  // Long over, and no line of the bank names it.
  expect(body.payouts.find(({ reference }: { reference: string }) => reference === 'po_2')).toMatchObject({
    ...{ line: null, differences: ['bank'] },
  });
  const other = await openStore(cloud, 'neighbour');
  expect((await read(`payouts?${march}`, other.token)).body).toEqual({ payouts: [], bankLines: 0 });
});
