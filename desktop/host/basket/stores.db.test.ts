import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { Reader } from '../database/reader.ts';
import { priceListAt, storeAt } from '../session/store-at.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder } from '../testing/test-desk.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const wien = randomUUID();
const euros = randomUUID();
const wienStore = {
  ...{ id: wien, revision: 0, name: 'Larkhall Wien', locale: 'de-AT', currency: 'EUR', currencies: [] },
  ...{ priceListId: euros, timeZone: 'Europe/Vienna', pricesIncludeTax: false, taxRounding: 'document' },
  taxes: [{ taxClass: 'standard', rate: '10/100' }],
  ...{ cashRoundingIncrement: 5, cashRoundingMode: 'half-up', returnLimit: 0, receiptFooter: 'Danke.' },
  ...{ theme: null, domains: [] },
};

test('a till of a second store sells, shows and prints in its currency, tax and coins, to the cent', async () => {
  const folder = await seededFolder({ products: 12 });
  undo.push(folder.remove);
  const { host, bridge } = await bootDesk(folder.dataDir);
  undo.push(() => host.close());
  const list = { id: euros, name: 'Handel EUR', currency: 'EUR', isDefault: false };
  await bridge.mutate('pricing.savePriceList', { list });
  const change = { variantId: seedIds.variant(1), base: null, value: 1_299 };
  await bridge.mutate('pricing.setPrice', { priceListId: euros, changes: [change] });
  await bridge.mutate('access.saveStore', { store: wienStore });
  // What lies in the drawer is pounds, so the place stays where it is until that is counted.
  const place = { locationId: seedIds.bath, storeId: wien };
  await expect(bridge.mutate('inventory.assignLocation', place)).rejects.toMatchObject({ code: 'access.drawers-open' });
  const session = { sessionId: seedIds.drawer, registerId: seedIds.till };
  await bridge.mutate('register.closeSession', { ...session, counted: 10_000, note: '' });
  await bridge.mutate('inventory.assignLocation', place);
  await bridge.mutate('register.openSession', { ...session, sessionId: randomUUID(), float: 20_000 });
  expect(await bridge.query('session.state', {})).toMatchObject({
    store: { name: 'Larkhall Wien', currency: 'EUR', timeZone: 'Europe/Vienna', pricesIncludeTax: false },
  });
  const tiles = await bridge.query('till.search', { text: 'SKU-000001', limit: 5 });
  expect(tiles).toMatchObject([{ variantId: seedIds.variant(1), price: 1_299 }]);
  // 25.98 and its own 10 %: 28.578, by document 28.58; in coins of 0.05 28.60
  const basket = await bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
  expect(basket).toMatchObject({ currency: 'EUR', subtotal: 2_598, taxTotal: 260, total: 2_858, cashTotal: 2_860 });
  const receipt = await payCash(bridge, 3_000);
  expect(receipt).toMatchObject({
    ...{ currency: 'EUR', total: 2_860, rounding: 2, storeName: 'Larkhall Wien', footer: 'Danke.' },
    tenders: [{ kind: 'cash', amount: 2_860, given: 3_000, change: 140 }],
  });
  expect(await bridge.query('home.summary', {})).toMatchObject({ currency: 'EUR', today: 2_860 });
  // Seen from a place of the main store, its pounds alone.
  await bridge.call('session.setLocation', { locationId: seedIds.melksham });
  expect(await bridge.query('home.summary', {})).toMatchObject({ currency: 'GBP', today: 0 });
});

test('a file from before there were stores goes on as it was: its settings are the main store', () => {
  const db = new Database(':memory:');
  undo.push(() => db.close());
  const folder = new URL('../migrations/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const at = files.sort().findIndex((name) => name.endsWith('_stores.sql'));
  const run = (names: readonly string[]) => {
    for (const name of names) db.exec(readFileSync(new URL(name, folder), 'utf8'));
  };
  run(files.slice(0, at));
  db.exec(`INSERT INTO store_settings (id, name, currency, time_zone, prices_include_tax, tax_rounding,
      cash_rounding_increment, cash_rounding_mode, return_limit, receipt_footer, updated_at)
    VALUES ('s1', 'Larkhall', 'GBP', 'Europe/London', 1, 'line', 5, 'up', 5000, 'Thank you.', 1);
    INSERT INTO locations (id, name, street, kind, sells_online, status, updated_at)
    VALUES ('l1', 'Bath', '', 'shop', 'yes', 'active', 1);
    INSERT INTO price_lists (id, name, currency, is_default, updated_at) VALUES ('p1', 'Retail', 'GBP', 1, 1);`);
  run(files.slice(at));
  const get = (sql: string, values: readonly unknown[] = []) => db.prepare(sql).get(...values);
  const reader = { get } as unknown as Reader;
  const main = { id: 's1', currency: 'GBP', cashRoundingIncrement: 5, cashRoundingMode: 'up', pricesIncludeTax: true };
  for (const place of ['l1', null]) expect(storeAt(reader, place)).toMatchObject(main);
  expect(priceListAt(reader, storeAt(reader, 'l1'))).toBe('p1');
  // Whatever columns there are by now.
  db.exec(`CREATE TEMP TABLE other AS SELECT * FROM store_settings;
    UPDATE other SET id = 's0', name = 'Wien', currency = 'EUR', locale = 'de-AT', main = 0;
    INSERT INTO store_settings SELECT * FROM other;
    UPDATE locations SET store_id = 's0'`);
  expect(storeAt(reader, 'l1')).toMatchObject({ id: 's0', currency: 'EUR' });
  expect(priceListAt(reader, storeAt(reader, 'l1'))).toBeNull();
  expect(storeAt(reader, 'nowhere')).toMatchObject(main);
});
