import pg from 'pg';
import type { BenchContext } from '../bench.ts';
import { benchPostgres } from './postgres-copy.ts';

/** p95 of one bare durable UPDATE of one row: what the database alone costs a commit. */
export async function postgresCommit(context: BenchContext) {
  const server = await benchPostgres(context);
  const client = new pg.Client(server.url());
  await client.connect();
  await client.query('CREATE TABLE calibration (id int PRIMARY KEY, v int NOT NULL)');
  await client.query('INSERT INTO calibration VALUES (1, 0)');
  const samples: number[] = [];
  for (let index = 0; index < (context.quick ? 100 : 400); index += 1) {
    const since = performance.now();
    await client.query('UPDATE calibration SET v = v + 1 WHERE id = 1');
    samples.push(performance.now() - since);
  }
  await client.query('DROP TABLE calibration');
  await client.end();
  samples.sort((a, b) => a - b);
  return {
    name: 'bare Postgres commit, p95',
    unit: 'ms',
    value: Math.round((samples[Math.floor(samples.length * 0.95)] ?? 0) * 1000) / 1000,
  };
}
