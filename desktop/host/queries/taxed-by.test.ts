import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Reader } from '../database/reader.ts';
import { taxedByOf } from './taxed-by.ts';

const db = new Database(':memory:');
db.exec(`CREATE TABLE order_deliveries (order_id TEXT, taxed_by TEXT, taxed_in TEXT);
  CREATE TABLE order_lines (order_id TEXT, taxes TEXT, position INTEGER);
  INSERT INTO order_deliveries VALUES ('a', '{"provider":"stripe","by":"provider"}', 'US-NY'), ('b', NULL, 'FR');
  INSERT INTO order_lines VALUES ('a', '[{"name":"State","amount":40},{"name":"City","amount":45}]', 0), ('a', NULL, 1),
    ('a', '[{"name":"State","amount":4}]', 2)`);
afterAll(() => db.close());
const reader = {
  get: (sql: string, params: unknown[]) => db.prepare(sql).get(params),
  all: (sql: string, params: unknown[]) => db.prepare(sql).all(params),
} as unknown as Reader;

test('what each jurisdiction takes of lines and delivery is summed by its name', () => {
  const part = { taxRate: '4/100', net: 395, tax: 16, taxes: [{ name: 'State', amount: 16 }] };
  expect(taxedByOf(reader, 'a', { rule: 'standard', shown: 395, parts: [part] })).toEqual({
    ...{ provider: 'stripe', by: 'provider', place: 'US-NY' },
    taxes: [
      { name: 'State', amount: 60 },
      { name: 'City', amount: 45 },
    ],
  });
});

test('an order that no provider was asked about says so', () => {
  expect(taxedByOf(reader, 'b', null)).toBeNull();
  expect(taxedByOf(reader, 'c', null)).toBeNull();
});
