import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Reader } from '../database/reader.ts';
import type { Asking } from './define-query.ts';
import { requestCases } from './request-cases.ts';
import { taxNameOf } from './tax-name-of.ts';
import { vatOf } from './vat-of.ts';

const db = new Database(':memory:');
const register = {
  number: 'FR40303265045',
  answer: 'valid',
  request: 'W1',
  name: 'SA SODIMAS',
  address: 'PONT',
  at: 1,
};
const evidence = JSON.stringify({ number: 'FR40303265045', register });
db.exec(`CREATE TABLE orders (id TEXT, business_date TEXT, location_id TEXT, original_order_id TEXT, tax_relief TEXT);
  CREATE TABLE order_deliveries (order_id TEXT, taxed_in TEXT, vat_evidence TEXT);
  CREATE TABLE locations (id TEXT, store_id TEXT);
  CREATE TABLE tax_zones (place TEXT, zone TEXT);
  CREATE TABLE tax_rules (jurisdiction TEXT, category TEXT, product_id TEXT, name TEXT, from_day TEXT, to_day TEXT);
  CREATE TABLE purchase_requests (id TEXT, kind TEXT, status TEXT, customer_id TEXT, buyer_name TEXT, total INTEGER, currency TEXT, asked_at INTEGER);
  CREATE TABLE customers (id TEXT, name TEXT);
  INSERT INTO locations VALUES ('bath', NULL), ('lyon', 's-fr');
  INSERT INTO tax_zones VALUES ('store', 'CA-QC'), ('s-fr', 'FR');
  INSERT INTO tax_rules VALUES ('CA', NULL, NULL, 'GST', '2008-01-01', NULL), ('CA-QC', 'standard', NULL, 'QST', '2013-01-01', NULL),
    ('CA-QC', 'standard', NULL, 'Old', '2000-01-01', '2012-12-31'), ('CA', 'books', NULL, 'Books', '2008-01-01', NULL);
  INSERT INTO orders VALUES ('home', '2026-11-27', 'bath', NULL, NULL), ('sent', '2026-11-27', 'bath', NULL, NULL),
    ('lyon', '2026-11-27', 'lyon', NULL, '{"kind":"reverse-charge","evidence":"FR40303265045"}'), ('back', '2026-11-28', 'lyon', 'lyon', NULL);
  INSERT INTO order_deliveries VALUES ('sent', 'US-NY', NULL), ('lyon', NULL, '${evidence}');
  INSERT INTO customers VALUES ('c', 'Whitcombe Ltd');
  INSERT INTO purchase_requests VALUES ('r1', 'shop', 'waiting', 'c', 'Bo Field', 120000, 'GBP', 5), ('r2', 'firm', 'waiting', 'c', 'Bo', 1, 'GBP', 6),
    ('r3', 'shop', 'approved', 'c', 'Bo', 1, 'GBP', 7)`);
afterAll(() => db.close());
const reader = {
  get: (sql: string, params: unknown[] = []) => db.prepare(sql).get(params),
  all: (sql: string, params: unknown[] = []) => db.prepare(sql).all(params),
} as unknown as Reader;
const asking = (...permissions: string[]) => ({ person: { permissions } }) as unknown as Asking;

test('the tax of an order is called as it is where it was taxed', () => {
  expect([taxNameOf(reader, 'home'), taxNameOf(reader, 'sent'), taxNameOf(reader, 'lyon')]).toEqual([
    ...['GST + QST', 'Sales tax', 'TVA'],
  ]);
  expect(taxNameOf(reader, 'nowhere')).toBe('Tax');
});

test('what is known of a VAT number is shown with its name to who may see how people are reached, of a return too', () => {
  expect(vatOf(reader, 'lyon', asking('customers.contact'))).toEqual({
    ...{ relief: { kind: 'reverse-charge', evidence: 'FR40303265045' }, vat: { number: 'FR40303265045', register } },
  });
  expect(vatOf(reader, 'back', asking())).toMatchObject({ relief: null, vat: { register: { name: '', address: '' } } });
  expect(vatOf(reader, 'home', asking())).toEqual({ relief: null, vat: null });
});

test('what waits for the shop waits for a person; what waits for its firm, or was answered, does not', () => {
  const cases = requestCases(reader, asking('customers.view'), 10);
  expect(cases).toMatchObject([{ mutationId: 'r1', title: 'Whitcombe Ltd', to: '/customers/c', maySettle: false }]);
  expect(cases[0]?.text).toContain('1200.00 GBP');
  expect(requestCases(reader, asking(), 10)).toMatchObject([{ to: null }]);
});
