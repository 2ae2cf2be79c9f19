import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Reader } from '../database/reader.ts';
import { connectedTo } from './order-carriers.ts';

/** A desk knows with the settings of the stores whether labels can be bought, and had been. */
const db = new Database(':memory:');
db.exec(`CREATE TABLE orders (id TEXT, location_id TEXT);
  CREATE TABLE locations (id TEXT, store_id TEXT);
  CREATE TABLE store_settings (id TEXT, name TEXT, main INTEGER, locale TEXT, currency TEXT, price_list_id TEXT, time_zone TEXT,
    prices_include_tax INTEGER, tax_rounding TEXT, taxes TEXT, cash_rounding_increment INTEGER, cash_rounding_mode TEXT,
    receipt_header TEXT, receipt_footer TEXT, till TEXT, sends_with TEXT);
  INSERT INTO store_settings (id, main) VALUES ('bath', 1), ('wien', 0);
  INSERT INTO locations VALUES ('shop', NULL), ('neubau', 'wien');
  INSERT INTO orders VALUES ('o-bath', 'shop'), ('o-wien', 'neubau')`);
afterAll(() => db.close());
const reader = {
  get: (sql: string, params: unknown[] = []) => db.prepare(sql).get(params),
  all: (sql: string, params: unknown[] = []) => db.prepare(sql).all(params),
} as unknown as Reader;
const told = (store: string, carriers: readonly string[]) =>
  db.prepare('UPDATE store_settings SET sends_with = ? WHERE id = ?').run(JSON.stringify(carriers), store);
const asked = () => ['o-bath', 'o-wien', undefined].map((order) => connectedTo(reader, order));

test('each order goes by the carriers of its own store, and a list by those of any', () => {
  expect(asked()).toEqual([null, null, null]);
  told('wien', ['dhl-express', 'ups']);
  expect(asked()).toEqual([null, ['dhl-express', 'ups'], ['dhl-express', 'ups']]);
  told('bath', ['ups']);
  expect(asked()).toEqual([['ups'], ['dhl-express', 'ups'], ['ups', 'dhl-express']]);
  // Disconnected, what was bought before is looked at all the same.
  told('bath', []);
  told('wien', []);
  expect(asked()).toEqual([[], [], []]);
});
