import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests' servers listen, as superuser, one for each worker; `template` is a migrated database that files copy. */
    postgres: readonly TestServer[];
  }
}

type TestServer = { adminUrl: string } & ({ template: string } | { broken: string });

/** The server of this worker: no other file runs on it meanwhile. */
function ownServer(): TestServer {
  const servers = inject('postgres');
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1);
  const server = servers[(worker - 1) % servers.length];
  if (!server) throw new Error('No Postgres was started for these tests.');
  return server;
}

export type TestDatabase = {
  name: string;
  /** As superuser. The cloud's own roles are the server's: change the user in this address to act as one of them. */
  url: string;
  /** The server's `postgres` database, as superuser. */
  adminUrl: string;
  drop(): Promise<void>;
};

/**
 * A database of its own for one test file, in the run's Postgres: a copy of the migrated one (about 50 ms), or empty.
 * Call it in `beforeAll`, `drop` in `afterAll`. For the projects db, bus and e2e.
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const postgres = ownServer();
  const { adminUrl } = postgres;
  if (!options.empty && 'broken' in postgres)
    throw new Error(`The test database cannot be migrated: ${postgres.broken}`);
  const name = `t_${randomBytes(6).toString('hex')}`;
  const from = options.empty || !('template' in postgres) ? 'template1' : postgres.template;
  await statement(adminUrl, `create database ${name} template ${from}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    adminUrl,
    drop: () => dropDatabase(adminUrl, name),
  };
}

const LAST_GOODBYE_MS = 2_000;

/**
 * A pool says that it has ended before its connections have: dropped under them, they would report that they were
 * terminated, to nobody who listens any more. What does not go by itself is ended all the same.
 */
async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const connected = 'select 1 from pg_stat_activity where datname = $1 limit 1';
    for (const end = Date.now() + LAST_GOODBYE_MS; Date.now() < end; ) {
      if ((await client.query(connected, [name])).rowCount === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

/** Both names are made here, from hexadecimal digits or constants: nothing of a caller's enters the statement. */
async function statement(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
