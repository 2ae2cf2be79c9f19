import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootCloud, type Cloud } from '../../cloud-api/boot.ts';
import { migrate } from '../../cloud-api/migrate.ts';
import { call, openStore, quiet, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase } from '../cli/read-sources.ts';
import { type RunningPostgres, startPostgres } from '../parts/postgres.ts';
import { openTillShop, startTill, type Till, type TillShop } from './till.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';

let folder: string;
let postgres: RunningPostgres;
let cloud: Cloud;
let shop: TillShop;
let till: Till;

const start = (port?: number) =>
  startPostgres({ dataDir: join(folder, 'postgres'), ...(port === undefined ? {} : { port }) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-away-'));
  postgres = await start();
  const { urls } = await migrate({ adminUrl: postgres.url(), database: 'tillhouse' });
  cloud = await bootCloud({ urls, log: quiet, kms: testKms() });
  const asCloud = { cloud, call: (...ask) => call(cloud.url, ...ask) } as TestCloud;
  shop = await openTillShop(cloud.url, await openStore(asCloud, 'larkhall'));
  till = await startTill({ dataDir: join(folder, 'till'), shop });
  await till.openDrawer();
});
afterAll(async () => {
  await till?.host.close();
  await cloud?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a Postgres that goes away while a till pushes: selling goes on, the till says what waits, and all is sent by itself, once', async () => {
  const numbers: string[] = [];
  const problems = new Set<string>();
  const states = new Set<string>();
  const sell = async (sales: number) => {
    for (let sale = 0; sale < sales; sale += 1) {
      numbers.push((await till.sell()).number);
      states.add(till.status()?.state ?? '');
      if (till.status()?.problem) problems.add(till.status()?.problem ?? '');
    }
  };
  for (let round = 0; round < 3; round += 1) {
    await sell(8);
    // Not after a pause: pushes of these sales are under way.
    const stopping = postgres.stop();
    await sell(8);
    await stopping;
    await till.until('the till sees that its sales wait', () => (till.status()?.waitingSales ?? 0) >= 8);
    await sell(2);
    expect((await call(cloud.url, 'GET', '/readyz')).body).toMatchObject({ status: 503, code: 'service.unavailable' });
    postgres = await start(postgres.port);
  }
  await sell(1);
  await till.until('nothing waits', () => till.rows("SELECT 1 FROM sync_outbox WHERE state = 'queued'").length === 0);
  await till.until('the till is in step', () => till.status()?.state === 'synced');

  expect(numbers).toEqual(numbers.map((_, at) => `T1-${at + 1}`));
  const sql = new pg.Client(postgres.url('tillhouse'));
  await sql.connect();
  const { rows } = await sql.query('SELECT number FROM receipts ORDER BY sequence');
  const stock = await sql.query('SELECT on_hand::int AS n FROM stock_levels WHERE variant_id = $1', [shop.variantId]);
  await sql.end();
  expect(rows.map((row) => row.number)).toEqual(numbers);
  expect(stock.rows).toEqual([{ n: 1_000 - numbers.length }]);
  const source = await openCloudDatabase(postgres.url('tillhouse'));
  expect((await checkSource(source)).violations).toEqual([]);
  await source.close();
  // A database that is away for a while is no fault of the till's, and is not told as one.
  expect([...problems]).toEqual([]);
  expect(states.has('failing')).toBe(false);
});
