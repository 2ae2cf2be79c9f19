import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../tools/parts/postgres.ts';
import type { BenchContext } from '../bench.ts';

const servers = new Map<string, Promise<Awaited<ReturnType<typeof startPostgres>>>>();

/** One Postgres a bench, durable as shops run it. */
export function benchPostgres(context: BenchContext): Promise<Awaited<ReturnType<typeof startPostgres>>> {
  let server = servers.get(context.folder);
  if (!server) {
    server = startPostgres({ dataDir: join(context.folder, 'postgres') });
    servers.set(context.folder, server);
    const running = server;
    context.onEnd(async () => (await running).stop());
  }
  return server;
}

/** Rows a second of a bare COPY of 200,000 short rows into a table with a key. */
export async function postgresCopy(context: BenchContext) {
  const server = await benchPostgres(context);
  const client = new pg.Client(server.url());
  await client.connect();
  const rows = context.quick ? 50_000 : 200_000;
  await client.query("CREATE TABLE calibration (id bigint PRIMARY KEY, v text NOT NULL DEFAULT repeat('x', 80))");
  const since = performance.now();
  await client.query(`COPY calibration (id) FROM PROGRAM 'seq 1 ${rows}'`);
  const seconds = (performance.now() - since) / 1000;
  await client.query('DROP TABLE calibration');
  await client.end();
  return { name: 'bare Postgres COPY', unit: 'rows/s', value: Math.round(rows / seconds) };
}
