import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { readTable, type Table } from '../postgres/catalogue.ts';
import { readRows, type TextRow } from '../postgres/read-rows.ts';
import { bindWhere } from './bind-where.ts';
import { type BoundWhere, WhereError } from './condition.ts';
import { whereSql } from './condition-sql.ts';
import { parseExpression } from './parse-expression.ts';
import { rowPredicate } from './row-predicate.ts';

let database: TestDatabase;
let pool: pg.Pool;
let table: Table;
let rows: TextRow[];

const texts = ['', 'a', 'A', ' a', "it's", '"', '\\', 'ü', 'u\u0308', 'null', '5', 'true'];
const uuids = ['6f9619ff-8b86-d011-b42d-00c04fc964ff', '00000000-0000-0000-0000-000000000001'];
const numbers = ['0', '5', '-5', '2147483647', '-2147483648'];

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await pool.query(
    'create table things (t text, v varchar(8), u uuid, i int, b bigint, s smallint, ok bool, "Odd" text)',
  );
  const pick = <T>(values: readonly T[], at: number) =>
    at % (values.length + 1) === 0 ? null : values[at % values.length];
  for (let at = 0; at < 90; at++) {
    await pool.query('insert into things values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      pick(texts, at),
      pick(
        texts.map((text) => text.slice(0, 8)),
        at * 5 + 2,
      ),
      pick(uuids, at * 7),
      pick(numbers, at * 3 + 1),
      pick([...numbers, '9223372036854775807'], at * 11),
      pick(['0', '5', '-5', '32767'], at * 13),
      pick(['t', 'f'], at * 17),
      pick(texts, at * 19),
    ]);
  }
  table = (await readTable(pool, { schema: 'public', name: 'things' }, false))!;
  const client = await pool.connect();
  rows = [];
  await readRows(client, 'select * from things', [], (row) => rows.push(row));
  client.release();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const text = fc.constantFrom(...texts).map(literal);
const integer = fc.constantFrom(...numbers, '00005', '9223372036854775807', '99999999999999999999999');
const quotedInteger = fc.constantFrom("'5'", "' -5 '", "'+5'", "'0x5'");
const uuid = fc.constantFrom(...uuids, uuids[0]!.toUpperCase(), `{${uuids[0]}}`).map(literal);
const bool = fc.constantFrom('true', 'FALSE', "'t'", "'yes'", "'0'", 'null');

const operands: Record<string, fc.Arbitrary<string>> = {
  t: text,
  v: text,
  '"Odd"': text,
  u: uuid,
  i: fc.oneof(integer, quotedInteger),
  b: fc.oneof(integer, quotedInteger),
  S: fc.oneof(integer, quotedInteger),
  ok: bool,
};
const atom = fc.constantFrom(...Object.keys(operands)).chain((column) => {
  const operand = operands[column]!;
  return fc.oneof(
    operand.map((value) => `${column} = ${value}`),
    operand.map((value) => `${value}=${column}`),
    fc.array(operand, { minLength: 1, maxLength: 4 }).map((list) => `${column} in (${list.join(' , ')})`),
  );
});
const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    atom,
    fc.tuple(tie('any'), fc.constantFrom('and', 'OR'), tie('any')).map(([a, word, b]) => `${a} ${word} ${b}`),
    tie('any').map((inner) => `(${inner})`),
  ),
})).any;

const bound = (where: string, params: ReadonlyMap<number, string> = new Map()): Promise<BoundWhere> =>
  bindWhere(pool, table, parseExpression(where), params);

test('equalities select in memory, and as our SQL, the rows that Postgres selects by their text', async () => {
  const one = fc.asyncProperty(condition, async (where) => {
    const expected = await pool.query({ text: `select things::text as row from things where ${where}` });
    const selection = await bound(where);
    const matches = rowPredicate(selection.condition);
    const values: string[] = [];
    const sql = whereSql(selection, table, (value) => `$${values.push(value)}`);
    const ours = await pool.query(`select things::text as row from things where ${sql}`, values);
    const rowTexts = (list: { row: string }[]) => list.map((entry) => entry.row).sort();
    expect(selection.expression).toBe(null);
    expect(rowTexts(ours.rows)).toEqual(rowTexts(expected.rows));
    expect(rows.filter(matches).length).toBe(expected.rowCount);
  });
  await fc.assert(one, { numRuns: 400, seed: 7 });
});

test('parameters are values of their column, whatever they contain', async () => {
  const ask = async (where: string, ...params: string[]) => {
    const numbered = new Map(params.map((param, at) => [at + 1, param]));
    return rows.filter(rowPredicate((await bound(where, numbered)).condition)).length;
  };
  expect(await ask('u = $1', uuids[0]!.toUpperCase())).toBe(await ask(`u = '${uuids[0]}'`));
  expect(await ask('i = $1 and ok = $2', ' 5 ', 'yes')).toBe(await ask('i = 5 and ok = true'));
  expect(await ask('t = $1', "' or t = 'a")).toBe(0);
  await expect(ask('i = $1', '5 or true')).rejects.toThrow(WhereError);
  await expect(ask('i = $2', '5')).rejects.toThrow('parameter $2 was not provided');
});

test('only what stands beside an expression by AND is taken out of it', async () => {
  const beside = await bound(`u = '${uuids[0]}' and i < 5 and t = 'a'`);
  expect(beside.condition).toMatchObject({ kind: 'all', of: [{ column: 2 }, { column: 0 }] });
  expect(beside.expression?.columns.map(({ name }) => name)).toEqual(['i']);
  const under = await bound(`u = '${uuids[0]}' or i < 5`);
  expect([under.condition, under.expression?.columns.length]).toEqual([null, 2]);
});
