import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningPostgres, startPostgres } from '../../tools/parts/postgres.ts';
import { type ShapeServer, startShapeServer } from './server.ts';
import { type Message, materialise } from './testing/shape-fixture.ts';
import { until } from './testing/until.ts';

// A Postgres of its own: waiting for a standby that never comes is a setting of the whole cluster.
let folder: string;
let postgres: RunningPostgres;
let server: ShapeServer;
const clients: pg.Client[] = [];

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(postgres.url());
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-test-'));
  postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
}, 60_000);
afterAll(async () => {
  await server?.close();
  for (const client of clients) await client.end().catch(() => {});
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: Record<string, string>): Promise<{ handle: string; offset: string; changes: Message[] }> {
  const request = { method: 'GET', query: new URLSearchParams({ table: 'lamps', ...query }), headers: {} };
  const { status, headers, body } = await server.handle(request);
  if (status !== 200) throw new Error(`${status} ${body}`);
  const messages = JSON.parse(String(body)) as Message[];
  const changes = messages.filter((message) => message.headers.operation !== undefined);
  return { handle: headers['electric-handle']!, offset: headers['electric-offset']!, changes };
}

test('a shape made between the streaming of a commit and its becoming visible does not lose it', async () => {
  const admin = await connect();
  await admin.query('create table lamps (id int primary key, lit bool); insert into lamps values (1, false)');
  server = await startShapeServer({ databaseUrl: postgres.url(), tables: ['public.lamps'] });
  await ask({ offset: '-1' });
  await admin.query(`set synchronous_commit = local`);
  await admin.query(`alter system set synchronous_standby_names = 'nobody'`);
  await admin.query('select pg_reload_conf()');
  const writer = await connect();
  await until('the setting holds', async () => {
    const { rows } = await writer.query('show synchronous_standby_names');
    return rows[0].synchronous_standby_names === 'nobody';
  });
  const before = Number(server.currentLsn());
  const writing = writer.query('update lamps set lit = true');
  await until('the commit is streamed', () => Number(server.currentLsn()) > before);
  const { rows } = await admin.query('select lit from lamps');
  expect(rows[0].lit).toBe(false);

  let answered = false;
  const first = ask({ offset: '-1', where: 'id = 1' }).finally(() => {
    answered = true;
  });
  await sleep(100);
  expect(answered).toBe(false);
  await admin.query('alter system reset synchronous_standby_names');
  await admin.query('select pg_reload_conf()');
  await writing;
  const { handle, offset, changes } = await first;
  const rest = await ask({ where: 'id = 1', handle, offset });
  expect([...materialise([...changes, ...rest.changes]).values()]).toEqual([{ id: '1', lit: 't' }]);
});
