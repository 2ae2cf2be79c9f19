import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { readTable, type Table } from '../postgres/catalogue.ts';
import { createEvaluationPool, createPool } from '../postgres/connections.ts';
import { readRows, type TextRow } from '../postgres/read-rows.ts';
import { everythingColumns, everythingTable, randomValue } from '../testing/everything-table.ts';
import { Random } from '../testing/random.ts';
import { randomWhere } from '../testing/random-where.ts';
import { bindWhere } from './bind-where.ts';
import { WhereError } from './condition.ts';
import { whereSql } from './condition-sql.ts';
import { Evaluator, type Question } from './evaluator.ts';
import { parseExpression } from './parse-expression.ts';
import { rowPredicate } from './row-predicate.ts';

let database: TestDatabase;
let pool: pg.Pool;
let evaluator: Evaluator;
let table: Table;
let rows: TextRow[];

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  pool = createPool(database.url, 2);
  evaluator = new Evaluator(
    () => createEvaluationPool(pool, database.url, 2_000),
    () => {},
  );
  await pool.query(`set search_path = public; ${everythingTable}; set search_path = pg_catalog`);
  const random = new Random(5);
  for (let id = 0; id < 120; id++) {
    const names = ['tenant', 'id', ...everythingColumns.map(({ name }) => name)];
    const values = ['a', String(id), ...everythingColumns.map(({ type }) => randomValue(random, type))];
    await pool.query(
      `insert into public.everything (${names.join(', ')}) values (${values.map((_, at) => `$${at + 1}`).join(', ')})`,
      values,
    );
  }
  table = (await readTable(pool, { schema: 'public', name: 'everything' }, false))!;
  rows = await read('select * from public.everything', []);
});
afterAll(async () => {
  await evaluator.close();
  await pool.end();
  await database.drop();
});

async function read(sql: string, values: string[]): Promise<TextRow[]> {
  const client = await pool.connect();
  const found: TextRow[] = [];
  try {
    await readRows(client, sql, values, (row) => found.push(row));
  } finally {
    client.release();
  }
  return found;
}

const ids = (found: readonly TextRow[]) => found.map((row) => Number(row[1])).sort((a, b) => a - b);

/** The rows that pass in memory and by asking Postgres about each. @throws the error of an expression that has none */
async function selected(where: string, params: readonly string[]): Promise<{ bySql: number[]; byRow: number[] }> {
  const numbered = new Map(params.map((param, at) => [at + 1, param]));
  const bound = await bindWhere(pool, table, parseExpression(where), numbered);
  const values: string[] = [];
  const sql = whereSql(bound, table, (value) => `$${values.push(value)}`);
  const bySql = ids(await read(`select * from public.everything${sql ? ` where ${sql}` : ''}`, values));
  const { expression } = bound;
  const known = rows.filter(rowPredicate(bound.condition));
  if (!expression) return { bySql, byRow: ids(known) };
  const questions: Question[] = known.map((row) => ({ expression, row, answer: null }));
  await evaluator.ask(questions);
  const failure = questions.find(({ answer }) => answer instanceof Error);
  if (failure) throw failure.answer;
  return { bySql, byRow: ids(questions.filter(({ answer }) => answer === true).map(({ row }) => row)) };
}

/** What Postgres makes of the very text, with the parameters as constants in their places. */
async function truth(where: string, params: readonly string[]): Promise<number[] | null> {
  const text = where.replace(/\$(\d+)/g, (_, number: string) => pgLiteral(params[Number(number) - 1]!));
  try {
    return ids(await read(`select * from public.everything where ${text}`, []));
  } catch (error) {
    // Overflow, division by zero and the like: of the data, not of the condition's form.
    if (/^22/.test(String((error as { code?: string }).code))) return null;
    throw new Error(`${text}: ${error}`);
  }
}

/** Of the data, as in `truth`. */
function noAnswer(error: unknown): null {
  if (error instanceof WhereError && /out of range|division by zero/.test(error.message)) return null;
  throw error;
}

const pgLiteral = (text: string) => `'${text.replaceAll("'", "''")}'`;

test('whatever a condition says, rows from the log and from a snapshot pass it exactly when Postgres says so', async () => {
  let compared = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Random(seed);
    const params: string[] = [];
    const where = randomWhere(random, params);
    const expected = await truth(where, params);
    if (expected === null) continue;
    compared += 1;
    const found = await selected(where, params).catch(noAnswer);
    // A row on which the expression overflows is one that Postgres did not come to look at. The shape begins again.
    if (found === null) continue;
    expect(found, `seed ${seed}: ${where} ${JSON.stringify(params)}`).toEqual({ bySql: expected, byRow: expected });
  }
  // Else the generator would be proving nothing.
  expect(compared).toBeGreaterThan(110);
});

test('rows of many shapes with one expression and other constants are asked about together', async () => {
  const bounds = await Promise.all(
    ['1', '5', '-5', '100'].map((i) => bindWhere(pool, table, parseExpression('i < $1'), new Map([[1, i]]))),
  );
  const asked = bounds.flatMap(({ expression }) =>
    rows.map((row): Question => ({ expression: expression!, row, answer: null })),
  );
  await evaluator.ask(asked);
  const expected = [1, 5, -5, 100].flatMap((i) => rows.map((row) => row[7] !== null && Number(row[7]) < i));
  expect(asked.map(({ answer }) => answer)).toEqual(expected);
});

test('an expression that fails on a row fails for its own shape only', async () => {
  const [divided, whole] = await Promise.all(
    ['0', '2'].map((by) => bindWhere(pool, table, parseExpression('i / $1 > 1'), new Map([[1, by]]))),
  );
  const ask = (bound: typeof divided): Question => ({ expression: bound!.expression!, row: rows[1]!, answer: null });
  const questions = [ask(divided), ask(whole)];
  await evaluator.ask(questions);
  expect(questions[0]!.answer).toBeInstanceOf(WhereError);
  expect(typeof questions[1]!.answer).toBe('boolean');
});

test('the connection that evaluates can write nothing and is cut off when it takes too long', async () => {
  const limited = await createEvaluationPool(pool, database.url, 50);
  await expect(limited.query('create table public.x (id int)')).rejects.toThrow();
  await expect(limited.query(`delete from public.everything`)).rejects.toThrow();
  await expect(limited.query('select pg_sleep(5)')).rejects.toThrow('statement timeout');
  await limited.end();
});

test.each([
  ['i', 'argument of WHERE must be type boolean'],
  ['i =', 'syntax error at end of input'],
  ['i = 5 or', 'syntax error'],
  ['(i = 5', 'syntax error'],
  ['i = 5)', 'syntax error at or near ")"'],
  ['i in ()', 'syntax error'],
  ['i = 5; drop table everything', 'is not supported here'],
  ['i = 5 -- x', 'comments'],
  ['i = 5 /* x */', 'comments'],
  ['i < 5 < 6', 'syntax error'],
  ["t = E'a'", 'syntax error'],
  ['t = $$a$$', 'is not supported here'],
  ['t = 5', 'operator does not exist: text = integer'],
  ['nothing = 5', 'unknown column nothing'],
  ['i = (select 1)', 'syntax error at or near "select"'],
  ['exists (select 1)', 'function exists is not supported here'],
  ["pg_read_file('/etc/passwd') = t", 'function pg_read_file is not supported here'],
  ['now() > ts', 'function now is not supported here'],
  ['random() > f', 'function random is not supported here'],
  ["repeat(t, 1000000) = 'a'", 'function repeat is not supported here'],
  ["ts > 'now'", 'another moment each time'],
  ["d = 'today'::date", 'another moment each time'],
  ["ts < timestamptz 'tomorrow'", 'another moment each time'],
  ['current_timestamp > ts', 'unknown column current_timestamp'],
  ["t::regclass = 'x'", 'type regclass is not supported here'],
  ["everything.t = 'x'", 'is not supported here'],
  ['i @@ 5', 'operator @@ is not supported here'],
  ['i operator(+) 5 = 1', 'syntax error at or near "operator"'],
  ['t = \'a\' collate "C"', 'syntax error'],
  ["i = 'five'", 'invalid input syntax for type integer'],
  ["n < 'five'", 'invalid input syntax for type numeric'],
  ['i < $1', 'parameter $1 was not provided'],
  ['1 / 0 = 1', 'division by zero'],
])('%$: %s is refused rather than guessed at', async (where, message) => {
  await expectRefused(where, message);
});

test('conditions of no sensible size are refused before anybody works on them', async () => {
  await expectRefused(`${'('.repeat(200)}ok${')'.repeat(200)}`, 'nested too deeply');
  await expectRefused(`${'not '.repeat(200)}ok`, 'nested too deeply');
  await expectRefused(`i in (${'1.5,'.repeat(2000)}1)`, 'too many values');
  await expectRefused(`i = 1${' + 1'.repeat(10_000)}`, 'too long');
  await expectRefused(`t = '${'x'.repeat(70_000)}'`, 'too long');
});

async function expectRefused(where: string, message: string): Promise<void> {
  const refusal = async () => bindWhere(pool, table, parseExpression(where), new Map());
  await expect(refusal()).rejects.toThrow(WhereError);
  await expect(refusal()).rejects.toThrow(message);
}
