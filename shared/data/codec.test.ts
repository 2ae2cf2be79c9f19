import { describe, expect, test } from 'vitest';
import { boolean, instant, integer, json, nullable, text } from '../kernel/columns.ts';
import * as z from 'zod/mini';
import { decode, encode, parseInstant, textToSqlite, toSnake } from './codec.ts';

describe('a value survives each engine', () => {
  const cases = [
    [instant(), 1_795_000_000_123],
    [boolean(), true],
    [boolean(), false],
    [integer(), -5],
    [text(), 'Stoneware mug, Moss'],
    [json(z.array(z.string())), ['a', 'b']],
    [nullable(text()), null],
  ] as const;
  for (const engine of ['sqlite', 'postgres'] as const) {
    test.each(cases.map(([column, value]) => [column.kind, value, column] as const))(
      `${engine}: %s %j`,
      (_kind, value, column) => {
        expect(decode(column, encode(engine, column, value))).toEqual(value);
      },
    );
  }
});

test('Postgres’ text form becomes what SQLite keeps', () => {
  expect(textToSqlite(boolean(), 't')).toBe(1);
  expect(textToSqlite(boolean(), 'false')).toBe(0);
  expect(textToSqlite(integer(), '-42')).toBe(-42);
  expect(textToSqlite(instant(), '2026-11-23 10:58:00.5+00')).toBe(Date.parse('2026-11-23T10:58:00.500Z'));
  expect(textToSqlite(json(z.unknown()), '{"b": 1, "a": [2]}')).toBe('{"b":1,"a":[2]}');
  expect(textToSqlite(nullable(text()), null)).toBeNull();
});

test.each(['2026-11-23 10:58:00+00', '2026-11-23T10:58:00.000Z', '2026-11-23 11:58:00+01'])('instant %s', (written) => {
  expect(parseInstant(written)).toBe(Date.parse('2026-11-23T10:58:00Z'));
});

test('an instant that is none is refused', () => {
  expect(() => parseInstant('yesterday')).toThrow(RangeError);
});

test('names', () => {
  expect(toSnake('businessDate')).toBe('business_date');
});
