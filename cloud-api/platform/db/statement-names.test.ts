import { expect, test } from 'vitest';
import { StatementNames } from './statement-names.ts';

const ask = (names: StatementNames, sql: string, times: number) => {
  for (let n = 1; n < times; n += 1) names.of(sql);
  return names.of(sql);
};

test('what is asked for again has a name, and keeps it; what was asked for once has none', () => {
  const names = new StatementNames();
  expect(names.of('SELECT 1')).toBeUndefined();
  const name = names.of('SELECT 1');
  expect(name).toBe('s0');
  expect(names.of('SELECT 1')).toBe(name);
  expect(ask(names, 'SELECT 2', 2)).not.toBe(name);
  expect(ask(names, `SELECT ${'x'.repeat(5_000)}`, 100)).toBeUndefined();
});

test('ten thousand texts that come twice leave names for one that comes with every request', () => {
  const names = new StatementNames();
  for (let n = 0; n < 10_000; n += 1) ask(names, `SELECT ${n}`, 2);
  expect(ask(names, 'SELECT 9999999', 49)).toBeUndefined();
  expect(names.of('SELECT 9999999')).toBeDefined();
});

test('there are no more names than connections can hold plans for', () => {
  const names = new StatementNames();
  const given = Array.from({ length: 2_000 }, (_, n) => ask(names, `SELECT ${n}`, 60));
  expect(given.filter((name) => name !== undefined)).toHaveLength(500);
});
