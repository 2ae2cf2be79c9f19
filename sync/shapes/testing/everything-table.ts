import type { Random } from './random.ts';

/** A table with a column of every kind that conditions are written over. */
export const everythingTable = `
  create type mood as enum ('sad', 'ok', 'happy');
  create domain positive as int check (value > 0);
  create table everything (
    tenant text not null, id int not null, t text, v varchar(12), fixed char(4), n numeric, money numeric(12, 2), i int,
    b bigint, s smallint, f float8, d date, ts timestamptz, tn timestamp, tm time, iv interval, u uuid, ok bool, m mood,
    pos positive, tags text[], ints int[], moods mood[], j jsonb, js json, raw bytea, "Odd ""name""" text collate "C",
    span int4range, long text, primary key (tenant, id))`;

export const tenants = ['a', 'b', 'c'];
const texts = ['', 'a', 'A', ' a', 'ab', "it's", '"', '\\', 'ü', 'null', '5', 'foo%', 'x_y', 'a/b', 'Ärger', '\t'];
const numbers = ['0', '5', '-5', '0.1', '0.10', '1e3', '12345678901234567890.5', 'NaN', '-0.0001'];
const integers = ['0', '1', '5', '-5', '32767', '-32768'];
const dates = ['2026-01-01', '2025-12-31', '2026-02-28', '1999-01-01', '0044-03-15 BC', 'infinity'];
const moments = ['2026-01-01 00:00:00+00', '2025-12-31 23:30:00-05', '2026-06-15 12:00:00.123456+02', '-infinity'];
const uuids = ['6f9619ff-8b86-d011-b42d-00c04fc964ff', '00000000-0000-0000-0000-000000000001'];
const moods = ['sad', 'ok', 'happy'];
const documents = ['{"a": 1, "b": [1, 2]}', '{"a": "x"}', 'null', '[]', '"a"', '{"a": null}', '5'];
const arrays = ['{}', '{a}', '{a,NULL}', '{"a b",c}', '{a,b,c}'];
const intArrays = ['{}', '{1,5}', '{NULL}', '{-5,0,5}'];

/** Texts of each type, right for its columns and for literals. */
export const samples = {
  text: texts,
  varchar: texts.map((text) => text.slice(0, 12)),
  bpchar: ['a', 'ab', '', 'A'],
  numeric: numbers,
  money: ['0', '12.50', '-3.333', '1000000'],
  int4: [...integers, '2147483647', '-2147483648'],
  int8: [...integers, '9223372036854775807'],
  int2: integers,
  float8: ['0', '0.1', '-5', '1e300', 'NaN', 'Infinity'],
  date: dates,
  timestamptz: moments,
  timestamp: ['2026-01-01 00:00:00', '2025-12-31 23:59:59.999999'],
  time: ['00:00:00', '12:30:00.5', '23:59:59'],
  interval: ['1 day', '24 hours', '-1 mon 2 days', '00:00:00'],
  uuid: uuids,
  bool: ['true', 'false'],
  mood: moods,
  positive: ['1', '5'],
  texts: arrays,
  ints: intArrays,
  moods: ['{}', '{sad}', '{ok,happy}'],
  jsonb: documents,
  json: documents,
  bytea: ['\\x', '\\x00ff', '\\x61'],
  range: ['empty', '[1,5)', '(,3]'],
} as const satisfies Record<string, readonly string[]>;

export type SampleType = keyof typeof samples;

/** Every column but the key, with the type that its values are samples of. */
export const everythingColumns: readonly { readonly name: string; readonly type: SampleType }[] = [
  { name: 't', type: 'text' },
  { name: 'v', type: 'varchar' },
  { name: 'fixed', type: 'bpchar' },
  { name: 'n', type: 'numeric' },
  { name: 'money', type: 'money' },
  { name: 'i', type: 'int4' },
  { name: 'b', type: 'int8' },
  { name: 's', type: 'int2' },
  { name: 'f', type: 'float8' },
  { name: 'd', type: 'date' },
  { name: 'ts', type: 'timestamptz' },
  { name: 'tn', type: 'timestamp' },
  { name: 'tm', type: 'time' },
  { name: 'iv', type: 'interval' },
  { name: 'u', type: 'uuid' },
  { name: 'ok', type: 'bool' },
  { name: 'm', type: 'mood' },
  { name: 'pos', type: 'positive' },
  { name: 'tags', type: 'texts' },
  { name: 'ints', type: 'ints' },
  { name: 'moods', type: 'moods' },
  { name: 'j', type: 'jsonb' },
  { name: 'js', type: 'json' },
  { name: 'raw', type: 'bytea' },
  { name: '"Odd ""name"""', type: 'text' },
  { name: 'span', type: 'range' },
];

/** A value for a column, null one time in five. */
export function randomValue(random: Random, type: SampleType): string | null {
  return random.chance(5) ? null : random.pick<string>(samples[type]);
}
