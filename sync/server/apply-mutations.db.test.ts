import { randomUUID } from 'node:crypto';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import { type RunOptions, type RunResult, runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionOver } from '../../cloud-api/platform/db/connection.ts';
import { valueTypes } from '../../cloud-api/platform/db/value-types.ts';
import { createTestDatabase, type TestDatabase } from '../../tools/testing/database.ts';
import type { DeskTable } from '../client/row-sql.ts';
import type { PushedMutation, PushRequest } from '../protocol/push.ts';
import { syncClients, syncOutcomes, syncQuarantine } from '../protocol/tables.ts';
import { simActor, simStore, simTables } from '../testing/sim-domain.ts';
import { type ApplyOptions, applyMutations } from './apply-mutations.ts';

const tenantId = randomUUID();
let database: TestDatabase;
let pool: pg.Pool;
let deviceId: string;
let clientId: string;

async function transaction<T>(fn: (connection: SqlConnection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await fn(connectionOver(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  pool = new pg.Pool({ connectionString: database.url, types: valueTypes, max: 8 });
  for (const table of [...simTables, syncClients, syncOutcomes, syncQuarantine] as unknown as DeskTable[]) {
    for (const sql of createTableSql('postgres', table)) await pool.query(sql);
  }
});

beforeEach(async () => {
  await pool.query(
    'TRUNCATE sim_sales, sim_moves, sim_levels, sim_items, sync_clients, sync_outcomes, sync_quarantine',
  );
  deviceId = randomUUID();
  clientId = randomUUID();
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const itemId = randomUUID();

function mutation(seq: number, name: string, args: unknown, id: string = randomUUID()): PushedMutation {
  return { seq, id, name, version: 1, args, occurredAt: 1_700_000_000_000, actorId: simActor.id, actorName: 'Sim' };
}
const sale = (seq: number, units = 1) => mutation(seq, 'sim.recordSale', { itemId, units });

function push(mutations: unknown[], more: Partial<ApplyOptions> & { clientId?: string } = {}) {
  const { clientId: from = clientId, ...options } = more;
  const request = { protocol: 1, clientId: from, mutations, sentAt: 1 } as PushRequest;
  return applyMutations({
    request,
    tenantId,
    deviceId,
    transaction,
    storeContext: async () => simStore,
    resolveActor: async () => simActor,
    record: async () => {},
    now: () => 1_700_000_001_000,
    ...options,
  });
}

const count = async (sql: string): Promise<number> => Number(Object.values((await pool.query(sql)).rows[0])[0]);
const refusal = async (work: Promise<unknown>): Promise<DomainError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DomainError);
  return error as DomainError;
};

test('a batch is taken in once, however often it is sent, and the answer is the same', async () => {
  const batch = [sale(1, 2), sale(2, 3)];
  const first = await push(batch);
  const again = await push(batch);
  expect(first.outcomes.map(({ seq, status }) => [seq, status])).toEqual([
    [1, 'applied'],
    [2, 'applied'],
  ]);
  expect(again.outcomes).toEqual(first.outcomes);
  expect(again.lastSeq).toBe(2);
  expect(first.cloud.systemId).toMatch(/^\d+$/);
  expect(BigInt(again.lsn)).toBeGreaterThanOrEqual(BigInt(first.lsn));
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(2);
  expect(await count('SELECT on_hand FROM sim_levels')).toBe(-5);
});

test('ten connections that send the same batch at once have one effect', async () => {
  const batch = [sale(1), sale(2), sale(3)];
  const answers = await Promise.all(Array.from({ length: 10 }, () => push(batch)));
  for (const answer of answers) expect(answer.outcomes).toEqual(answers[0]?.outcomes);
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(3);
  expect(await count('SELECT count(*) FROM sync_outcomes')).toBe(3);
});

test('desks that sell the same item at once lose no unit', async () => {
  const clients = Array.from({ length: 8 }, () => randomUUID());
  for (let round = 1; round <= 4; round += 1) {
    await Promise.all(clients.map((each) => push([sale(round)], { clientId: each })));
  }
  expect(await count('SELECT on_hand FROM sim_levels')).toBe(-32);
  expect(await count('SELECT sum(change) FROM sim_moves')).toBe(-32);
});

test('a refused intent leaves nothing, is stored, and the counter goes on', async () => {
  const reserve = mutation(2, 'sim.reserve', { itemId, units: 41 });
  const answer = await push([sale(1), reserve, sale(3)]);
  expect(answer.outcomes.map(({ status }) => status)).toEqual(['applied', 'refused', 'applied']);
  expect(answer.outcomes[1]).toMatchObject({ code: 'sim.not-enough', details: { itemId } });
  expect(answer.lastSeq).toBe(3);
  expect(await count('SELECT reserved FROM sim_levels')).toBe(0);
  expect((await push([reserve])).outcomes[0]).toEqual(answer.outcomes[1]);
});

test('a gap is out of order and says what is expected; nothing is taken in', async () => {
  await push([sale(1)]);
  const error = await refusal(push([sale(3)]));
  expect(error).toMatchObject({ code: 'sync.out-of-order', kind: 'conflict', details: { expectedSeq: 2 } });
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(1);
});

test('a counter that another mutation used means a copied file: re-identify', async () => {
  await push([sale(1), sale(2)]);
  expect(await refusal(push([sale(2)]))).toMatchObject({ code: 'sync.re-identify', kind: 'conflict' });
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(2);
});

test('a client id of another device is not taken', async () => {
  await push([sale(1)]);
  expect(await refusal(push([sale(2)], { deviceId: randomUUID() }))).toMatchObject({ code: 'sync.re-identify' });
});

test('a re-identified file sends what the cloud has: it is not run again and has one outcome', async () => {
  const known = sale(1);
  await push([known, sale(2)]);
  const newClient = randomUUID();
  const answer = await push([{ ...known, seq: 1 }, sale(2)], { clientId: newClient });
  expect(answer.outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(3);
  expect(await count(`SELECT count(*) FROM sync_outcomes WHERE mutation_id = '${known.id}'`)).toBe(1);
  expect((await push([known])).outcomes[0]).toMatchObject({ id: known.id, status: 'applied' });
});

test('a request of the id before that comes late takes no outcome back from the id after it', async () => {
  const at = (second: number) => ({ now: () => 1_700_000_001_000 + second * 1_000 });
  const [first, second] = [sale(1), sale(2)];
  await push([first], at(1));
  const newClient = randomUUID();
  await push([first, second], { clientId: newClient, ...at(2) });
  expect((await push([second], at(3))).outcomes[0]).toMatchObject({ id: second.id, status: 'applied' });
  expect(await count(`SELECT count(*) FROM sync_outcomes WHERE client_id = '${newClient}'`)).toBe(2);
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(2);
});

test('what cannot be read is kept whole in quarantine, and the rest goes on', async () => {
  const unreadable = { ...sale(1), occurredAt: 'yesterday' };
  const answer = await push([
    unreadable,
    mutation(2, 'sim.recordSale', { itemId: 5 }),
    mutation(3, 'nosuch', {}),
    sale(4),
  ]);
  expect(answer.outcomes.map(({ status }) => status)).toEqual(['quarantined', 'quarantined', 'quarantined', 'applied']);
  const kept = await pool.query('SELECT payload FROM sync_quarantine WHERE mutation_id = $1', [unreadable.id]);
  expect(kept.rows[0].payload).toEqual(unreadable);
  expect(await count('SELECT count(*) FROM sync_quarantine')).toBe(3);
});

test('a batch without counters or ids is refused as a whole', async () => {
  expect(await refusal(push([{ hello: 1 }]))).toMatchObject({ code: 'sync.malformed-push', kind: 'invalid' });
  expect(await refusal(push(Array.from({ length: 51 }, (_, at) => sale(at + 1))))).toMatchObject({ kind: 'invalid' });
});

test('a fact that fails by a fault of the cloud is kept for review, not refused, and told as a bug', async () => {
  const bugs: unknown[] = [];
  const run = async (options: RunOptions): Promise<RunResult> => {
    await options.connection.run('SELECT 1 / 0', []);
    return runMutation(options);
  };
  const answer = await push([sale(1)], { run, onBug: (_mutation, error) => bugs.push(error) });
  expect(answer.outcomes[0]).toMatchObject({ status: 'quarantined', code: 'sync.not-understood' });
  expect(bugs).toHaveLength(1);
  expect((await push([sale(2)])).outcomes[0]).toMatchObject({ status: 'applied' });
});

test('an infrastructure error advances nothing, and the batch comes through afterwards', async () => {
  const batch = [sale(1), sale(2)];
  const lost = Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
  let runs = 0;
  const run = async (options: RunOptions): Promise<RunResult> => {
    runs += 1;
    if (runs === 2) throw lost;
    return runMutation(options);
  };
  await expect(push(batch, { run })).rejects.toBe(lost);
  expect(await count('SELECT count(*) FROM sync_outcomes')).toBe(0);
  expect((await push(batch)).lastSeq).toBe(2);
});

test('after a deadlock the batch is taken one by one', async () => {
  const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
  let runs = 0;
  const run = async (options: RunOptions): Promise<RunResult> => {
    runs += 1;
    if (runs === 2 || runs === 4) throw deadlock;
    return runMutation(options);
  };
  let transactions = 0;
  const counted: ApplyOptions['transaction'] = (fn) => {
    transactions += 1;
    return transaction(fn);
  };
  const answer = await push([sale(1), sale(2), sale(3)], { run, transaction: counted });
  expect(answer.outcomes.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(transactions).toBe(5);
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(3);
});

test('what is recorded stands and falls with its mutation', async () => {
  await pool.query('CREATE TABLE IF NOT EXISTS noted (id uuid)');
  const record: ApplyOptions['record'] = async (connection, applied) => {
    for (const { mutation } of applied) {
      await connection.run('INSERT INTO noted (id) VALUES ($1)', [mutation.id]);
      if (mutation.name === 'sim.createItem') throw new Error('the note could not be written');
    }
  };
  const item = mutation(2, 'sim.createItem', { id: randomUUID(), sku: 'a' });
  const answer = await push([sale(1), item, sale(3)], { record });
  expect(answer.outcomes.map(({ status }) => status)).toEqual(['applied', 'quarantined', 'applied']);
  expect(await count('SELECT count(*) FROM noted')).toBe(2);
  expect(await count('SELECT count(*) FROM sim_items')).toBe(0);
});

test('a batch is recorded together and in its order, without what was refused', async () => {
  const together: string[][] = [];
  const record: ApplyOptions['record'] = async (_connection, applied) => {
    together.push(applied.map(({ mutation }) => mutation.id));
  };
  const id = randomUUID();
  const twice = [2, 3].map((seq) => mutation(seq, 'sim.createItem', { id, sku: 'a' }));
  const batch = [sale(1), ...twice, sale(4)];
  const answer = await push(batch, { record });
  expect(answer.outcomes.map(({ status }) => status)).toEqual(['applied', 'applied', 'refused', 'applied']);
  expect(together).toEqual([[0, 1, 3].map((at) => batch[at]?.id)]);
  expect(await count("SELECT count(*) FROM sync_outcomes WHERE status = 'refused'")).toBe(1);
  await push(batch, { record });
  expect(together).toHaveLength(1);
});

test('the same mutation twice in one batch runs once, and its outcome has the later counter', async () => {
  const first = sale(1);
  const answer = await push([first, { ...first, seq: 2 }, sale(3)]);
  expect(answer.outcomes.map(({ seq, id }) => [seq, id === first.id])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ]);
  const { rows } = await pool.query('SELECT seq, mutation_id FROM sync_outcomes ORDER BY seq');
  expect(rows.map((row) => [Number(row.seq), row.mutation_id === first.id])).toEqual([
    [2, true],
    [3, false],
  ]);
  expect(await count('SELECT count(*) FROM sim_sales')).toBe(2);
});
