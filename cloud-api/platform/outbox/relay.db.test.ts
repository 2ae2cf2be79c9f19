import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import type { Bus, BusMessage } from '../bus/bus.ts';
import { memoryBus } from '../bus/memory-bus.ts';
import { openPools, type Pools } from '../db/pools.ts';
import { roleUrls } from '../db/roles.ts';
import { withTenant, withTransaction } from '../db/transaction.ts';
import { onceOnly } from './inbox.ts';
import { recordEvents } from './record-events.ts';
import { publishWaiting } from './relay.ts';
import { productChanged } from '@tillhouse/shared/domains/catalog/events.ts';

let database: TestDatabase;
let pools: Pools;
let bus: Bus;
let heard: BusMessage[];
const tenantId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await database?.drop();
});
beforeEach(async () => {
  heard = [];
  bus = memoryBus({ tries: 1 });
  await bus.subscribe({ consumer: 'test', handle: async (message) => void heard.push(message) });
});
// The server of the tests is shared: an event waits also for the transactions of the file that runs beside this one.
const patient = { timeout: 45_000, interval: 20 };
afterEach(() =>
  vi.waitFor(async () => {
    await publishWaiting(pools.system, memoryBus());
    const sql = 'SELECT count(*)::int AS n FROM events.outbox WHERE published_at IS NULL';
    const [left] = await withTransaction(pools.system, (db) => db.rows<{ n: number }>(sql));
    expect(left?.n).toBe(0);
  }, patient),
);

/** Publishes until so many are out. */
async function publish(wanted: number): Promise<void> {
  let out = 0;
  await expect
    .poll(async () => {
      out += await publishWaiting(pools.system, bus);
      return out;
    }, patient)
    .toBe(wanted);
}

const event = (productId: string, field: string) => ({
  event: productChanged,
  payload: { productId, variantIds: [], fields: [field] },
  mutationId: randomUUID(),
  ordinal: 0,
  occurredAt: 1_700_000_000_000,
});
const emit = (productId: string, field: string) =>
  withTenant(pools.app, tenantId, (db) => recordEvents(db, tenantId, [event(productId, field)]));
const fields = () => heard.map(({ payload }) => (payload as { fields: string[] }).fields[0]);

/** A transaction of the application that the test ends when it wants to. */
async function openTransaction(): Promise<{
  emit(productId: string, field: string): Promise<void>;
  commit(): Promise<void>;
}> {
  const client = new pg.Client(roleUrls(database.url).app);
  await client.connect();
  await client.query('BEGIN');
  await client.query(`SELECT set_config('app.tenant_id', $1, true), pg_current_xact_id()`, [tenantId]);
  const connection = { rows: async (sql: string, params: unknown[]) => (await client.query(sql, params)).rows };
  return {
    emit: (productId, field) => recordEvents(connection as never, tenantId, [event(productId, field)]),
    commit: async () => {
      await client.query('COMMIT');
      await client.end();
    },
  };
}

test('what was committed goes out once, whole', async () => {
  const productId = randomUUID();
  await emit(productId, 'title');
  await publish(1);
  expect(await publishWaiting(pools.system, bus)).toBe(0);
  expect(heard).toMatchObject([
    { tenantId, name: 'catalog.product-changed', aggregate: productId, occurredAt: 1_700_000_000_000 },
  ]);
});

test('an older transaction that is still open is waited for, and its events are not passed by', async () => {
  const productId = randomUUID();
  const older = await openTransaction();
  await emit(productId, 'second');
  expect(await publishWaiting(pools.system, bus)).toBe(0);
  await older.emit(productId, 'first to begin, last to commit');
  await older.commit();
  await publish(2);
  expect(fields()).toEqual(['second', 'first to begin, last to commit']);
});

test('an event of a transaction that began before the other’s does not overtake it', async () => {
  // B takes its number first and waits for the row's lock; A, younger, changes the row and commits; then B goes on.
  const productId = randomUUID();
  const b = await openTransaction();
  const between = await openTransaction();
  const a = await openTransaction();
  await a.emit(productId, 'A');
  await a.commit();
  await b.emit(productId, 'B');
  await b.commit();
  // B is older than everything that is open, A is not: B alone would be the wrong order.
  expect(await publishWaiting(pools.system, bus)).toBe(0);
  await between.commit();
  await publish(2);
  expect(fields()).toEqual(['A', 'B']);
});

test('while the bus is away nothing is marked as published', async () => {
  await emit(randomUUID(), 'kept');
  const broken: Bus = { ...memoryBus(), publish: () => Promise.reject(new Error('no broker')) };
  await vi.waitFor(() => expect(publishWaiting(pools.system, broken)).rejects.toThrow('no broker'), patient);
  await publish(1);
  expect(fields()).toEqual(['kept']);
});

test('a rolled back transaction publishes nothing', async () => {
  const failing = withTenant(pools.app, tenantId, async (db) => {
    await recordEvents(db, tenantId, [event(randomUUID(), 'never')]);
    throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(await publishWaiting(pools.system, bus)).toBe(0);
});

test('a consumer with an inbox does its work once, however often it is delivered', async () => {
  await emit(randomUUID(), 'once');
  await publish(1);
  const message = heard[0] as BusMessage;
  let worked = 0;
  const work = async () => {
    worked += 1;
  };
  const both = await Promise.all([onceOnly(pools.app, 'c', message, work), onceOnly(pools.app, 'c', message, work)]);
  expect(both.sort()).toEqual([false, true]);
  expect(await onceOnly(pools.app, 'c', message, work)).toBe(false);
  expect(worked).toBe(1);
});
