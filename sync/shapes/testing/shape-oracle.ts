import type { Client } from 'pg';
import { createPool } from '../postgres/connections.ts';
import { readRows, type TextRow } from '../postgres/read-rows.ts';
import { everythingColumns, everythingTable, tenants } from './everything-table.ts';
import { Follower, Refused } from './follower.ts';
import { Random } from './random.ts';
import { randomTransaction } from './random-transaction.ts';
import { literal, randomWhere } from './random-where.ts';
import { type ShapeFixture, shapeFixture } from './shape-fixture.ts';

export interface OracleOptions {
  readonly seed: number;
  readonly shapes: number;
  readonly batches: number;
  readonly transactions: number;
  /** Restarts the server or breaks its stream between some batches. */
  readonly outages: boolean;
}

interface Watched {
  readonly follower: Follower;
  readonly truth: string;
  /** Of the columns, in the order of `truth`. */
  readonly names: readonly string[];
}

export interface OracleReport {
  readonly comparisons: number;
  readonly rows: number;
  readonly refetches: number;
}

const tables = ['everything', 'keyless'];
const columnNames = ['tenant', 'id', ...everythingColumns.map(({ name }) => name), 'long'];

/**
 * Makes shapes and transactions by chance and compares, after each batch, what followers of the shapes have with what
 * SELECT says. Everything follows from the seed but the moments at which readers and writers meet.
 * @throws an error that begins with the seed
 */
export async function runOracle(options: OracleOptions): Promise<OracleReport> {
  const failedConditions: string[] = [];
  const log = { info: () => {}, error: (message: string) => failedConditions.push(message) };
  const fixture = await shapeFixture({ chunkBytes: 4_000, memoryBytes: 100_000, longPollMs: 2_000, log });
  const random = new Random(options.seed);
  try {
    return await run(fixture, random, options, () =>
      failedConditions.some((message) => message.startsWith('A condition')),
    );
  } catch (error) {
    throw new Error(`seed ${options.seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    await fixture.close();
  }
}

async function run(
  fixture: ShapeFixture,
  random: Random,
  options: OracleOptions,
  someConditionFailed: () => boolean,
): Promise<OracleReport> {
  const report = { comparisons: 0, rows: 0, refetches: 0 };
  await fixture.db.query(everythingTable);
  // Out of line from 2 kB on and never compressed, so that updates leave it out of the stream.
  await fixture.db.query(`alter table everything alter long set storage external;
    create table keyless (like everything including storage)`);
  const writers = [await fixture.connect(), await fixture.connect()];
  // Writing takes its chances by itself: it runs beside the rest, and a seed must mean the same each time.
  const chances = new Random(options.seed + 1_000_000);
  const ids = { next: 1 };
  /** Both writers at once, each with its own share. @returns whether a table was truncated */
  const write = async (count: number, between: (at: number) => void = () => {}): Promise<boolean> => {
    let truncated = false;
    const share = async (writer: Client, from: number) => {
      for (let at = from; at < count; at += writers.length) {
        between(at);
        if (await randomTransaction(writer, chances, ids)) truncated = true;
      }
    };
    await Promise.all(writers.map(share));
    return truncated;
  };
  await write(options.transactions * 2);
  let watched: Watched[] = [];
  while (watched.length < options.shapes) {
    const one = randomShape(random);
    const kept = await catchUp(fixture, one);
    if (kept) watched.push(one);
  }

  for (let batch = 0; batch < options.batches; batch++) {
    // Some read while it is being written, and some begin, so that snapshots fall between running transactions.
    const reading = watched.filter(() => random.chance(3)).map((one) => heldBack(catchUp(fixture, one)));
    const late = Array.from({ length: 3 }, () => ({
      one: randomShape(random),
      at: random.below(options.transactions),
    }));
    const begun: Promise<Watched | null>[] = [];
    const truncated = await write(options.transactions, (at) => {
      for (const { one } of late.filter((entry) => entry.at === at)) {
        begun.push(heldBack(catchUp(fixture, one).then((kept) => (kept ? one : null))));
      }
    });
    await Promise.all(reading);
    for (const one of await Promise.all(begun)) if (one) watched.push(one);
    const outage = options.outages && random.chance(3) ? random.pick(['restart', 'break'] as const) : null;
    if (outage === 'restart') await fixture.restart();
    if (outage === 'break') await fixture.breakStream();
    for (const one of watched) if (random.chance(12)) one.follower.startAgain();

    await fixture.settle();
    const served: Watched[] = [];
    for (const one of watched) {
      const before = one.follower.refetches;
      if (!(await catchUp(fixture, one))) continue;
      const refetched = one.follower.refetches - before;
      report.refetches += refetched;
      if (refetched > 0 && !truncated && !outage && !someConditionFailed()) {
        throw new Error(`told to begin again for no reason: ${one.truth}`);
      }
      if (!(await compare(fixture, one))) continue;
      if (served.length < options.shapes + 4) served.push(one);
      report.comparisons += 1;
      report.rows += one.follower.rows.size;
    }
    watched = served;
  }
  return report;
}

/** What fails while something else is awaited is told when its turn comes, or not at all where that has failed before. */
function heldBack<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

/** @returns false when a row makes the condition fail, so that no shape can be */
async function catchUp(fixture: ShapeFixture, { follower, truth }: Watched): Promise<boolean> {
  try {
    await follower.catchUp((query) => fixture.ask(query));
    return true;
  } catch (error) {
    if (error instanceof Refused && /out of range|division by zero|invalid input/.test(error.message)) return false;
    throw new Error(`${truth}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function randomShape(random: Random): Watched {
  const table = random.pick(tables);
  const params: string[] = [];
  const tenant = random.pick(tenants);
  const where = random.pick([
    () => '',
    () => `tenant = '${tenant}'`,
    () => randomWhere(random, params),
    () => `tenant = '${tenant}' AND (${randomWhere(random, params, 2)})`,
    () => `${randomWhere(random, params, 1)} and tenant in ('${tenant}', 'a')`,
  ])();
  const columns = random.chance(2) ? columnNames : [...new Set(['tenant', 'id', ...random.some(columnNames)])];
  const definition: Record<string, string> = { table };
  if (where !== '') definition['where'] = where;
  params.forEach((value, at) => {
    definition[`params[${at + 1}]`] = value;
  });
  // A row without a key is told by all its columns, so it cannot be told by some.
  const selected = table === 'keyless' ? columnNames : columns;
  if (selected !== columnNames) definition['columns'] = selected.join(',');
  if (random.chance(2)) definition['replica'] = 'full';
  const text = where.replace(/\$(\d+)/g, (_, number: string) => literal(params[Number(number) - 1]!));
  const truth = `select ${selected.join(', ')} from public.${table}${text === '' ? '' : ` where ${text}`}`;
  const names = selected.map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name));
  return { follower: new Follower(definition), truth, names };
}

/** @returns false when Postgres itself cannot say */
async function compare(fixture: ShapeFixture, { follower, truth, names }: Watched): Promise<boolean> {
  const expected = await select(fixture, truth);
  if (!expected) return false;
  const shown = [...follower.rows.values()].map((row) => JSON.stringify(names.map((name) => row[name] ?? null))).sort();
  const right = expected.map((row) => JSON.stringify(row)).sort();
  const missing = right.filter((row) => !shown.includes(row));
  const extra = shown.filter((row) => !right.includes(row));
  if (missing.length + extra.length > 0 || shown.length !== right.length) {
    const some = (list: string[]) => list.slice(0, 3).map((row) => row.slice(0, 400));
    throw new Error(`${truth}\nmissing ${missing.length}: ${some(missing)}\ntoo many ${extra.length}: ${some(extra)}`);
  }
  return true;
}

async function select(fixture: ShapeFixture, sql: string): Promise<TextRow[] | null> {
  const pool = createPool(fixture.databaseUrl, 1);
  const client = await pool.connect();
  try {
    const rows: TextRow[] = [];
    await readRows(client, sql, [], (row) => rows.push(row));
    return rows;
  } catch (error) {
    if (/^22/.test(String((error as { code?: string }).code))) return null;
    throw error;
  } finally {
    client.release(true);
    await pool.end();
  }
}
