import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Connection, connectionOver, Statements } from './connection.ts';
import { Lanes } from './lanes.ts';
import { fieldsOfPool } from './pool-fields.ts';
import type { Pool } from './pools.ts';
import { quoteText } from './quote.ts';
import { codeOf, DatabaseUnavailable, isUnavailable, StalePlan } from './unavailable.ts';

/** serialization_failure and deadlock_detected: the whole transaction may run again. */
const retryable = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

export function isRetryable(error: unknown): boolean {
  return retryable.has(codeOf(error) ?? '');
}

const setTenant = `SELECT set_config('app.tenant_id', $1, true)`;
const setTenantByKeys = `SELECT set_config('app.tenant_id', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true)`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Runs `fn` in one transaction of the role that `pool` signs in as, without a tenant: row-level security gives `app`
 * no rows here. `fn` runs again after a deadlock, so it may have no effect outside the transaction.
 * @throws DatabaseUnavailable when Postgres is away; whatever `fn` throws, after ROLLBACK
 */
export function withTransaction<T>(pool: Pool, fn: (connection: Connection) => Promise<T>): Promise<T> {
  return attempt(pool, null, fn);
}

/** As `withTransaction`, within one tenant: every row it reads or writes is the tenant's, or Postgres refuses. */
export function withTenant<T>(
  pool: Pool,
  tenantId: string,
  fn: (connection: Connection) => Promise<T>,
  setting = setTenant,
): Promise<T> {
  if (!uuid.test(tenantId)) throw new Error('a tenant id must be a uuid');
  return attempt(pool, tenantId, fn, setting);
}

/**
 * As `withTenant`, where rows are found by their keys alone: each statement is planned once a connection. Postgres would plan most of
 * them anew at every call, since a plan for known values looks a little cheaper; for a purchase that was a third of what they cost.
 * Not for what searches or sorts by what somebody asked for.
 */
export function withTenantByKeys<T>(
  pool: Pool,
  tenantId: string,
  fn: (connection: Connection) => Promise<T>,
): Promise<T> {
  return withTenant(pool, tenantId, fn, setTenantByKeys);
}

/**
 * As `withTenant` (or, without a tenant, as `withTransaction`), for what is asked for at once: a single trip, which is a transaction
 * by itself, also where it writes. Not run again after a deadlock.
 * @throws where `fn` asks for more after an answer
 */
export async function readAtOnce<T>(
  pool: Pool,
  tenantId: string | null,
  fn: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (tenantId !== null && !uuid.test(tenantId)) throw new Error('a tenant id must be a uuid');
  return once(pool, tenantId, fn, inOneTrip);
}

/**
 * As `withTenant` (or, without a tenant, as `withTransaction`), reading one moment of the database however long it takes.
 * @param at of `pg_export_snapshot()` in another one that is still open: then it is the same moment
 */
export function withSnapshot<T>(
  pool: Pool,
  tenantId: string | null,
  fn: (connection: Connection) => Promise<T>,
  at?: string,
): Promise<T> {
  const begin = async (client: pg.PoolClient): Promise<void> => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    if (at !== undefined) await client.query(`SET TRANSACTION SNAPSHOT ${quoteText(at)}`);
  };
  return once(pool, tenantId, fn, begin);
}

async function attempt<T>(
  pool: Pool,
  tenantId: string | null,
  fn: (connection: Connection) => Promise<T>,
  setting = setTenant,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(pool, tenantId, fn, plainly, setting);
    } catch (error) {
      if (!isRetryable(error) || tried >= ATTEMPTS) throw error;
      await sleep(2 ** tried + Math.random() * 10);
    }
  }
}

/** Of ten connections, what one tenant may hold at once */
const SHARE = 6;
const lanesOf = new WeakMap<Pool, Lanes>();

function lanes(pool: Pool): Lanes {
  const known = lanesOf.get(pool) ?? new Lanes(Math.max(1, Math.floor((pool.options.max * SHARE) / 10)));
  lanesOf.set(pool, known);
  return known;
}

/** How a transaction begins: with its first statement, in one trip, where nothing is returned. */
type Begin = (client: pg.PoolClient, statements: Statements) => Promise<unknown>;
const plainly: Begin = async (_client, statements) => statements.before('BEGIN', []);
/** What is sent before one Sync is one transaction, and is over with it. */
const inOneTrip: Begin = async (_client, statements) => statements.once();

async function once<T>(
  pool: Pool,
  tenantId: string | null,
  fn: (connection: Connection) => Promise<T>,
  begin = plainly,
  setting = setTenant,
): Promise<T> {
  if (tenantId === null) return held(pool, tenantId, fn, begin, setting);
  const leave = await lanes(pool).enter(tenantId);
  return held(pool, tenantId, fn, begin, setting).finally(leave);
}

async function held<T>(
  pool: Pool,
  tenantId: string | null,
  fn: (connection: Connection) => Promise<T>,
  begin: Begin,
  setting: string,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw isUnavailable(error) ? new DatabaseUnavailable(error) : error;
  });
  const statements = new Statements(client);
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  // A connection that breaks between two statements reports it here; without a listener it would end the process.
  client.on('error', onError);
  try {
    await begin(client, statements);
    if (tenantId !== null) statements.before(setting, [tenantId]);
    const result = await fn(connectionOver(client, statements, { fieldsOf: fieldsOfPool(pool), tenantId }));
    await statements.commit();
    return result;
  } catch (error) {
    await statements.end();
    broken ??= (await rollback(client)) ?? (error instanceof StalePlan ? error : undefined);
    throw (broken && broken !== error) || isUnavailable(error) ? new DatabaseUnavailable(error) : error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** @returns the error when the connection can no longer be used */
async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
