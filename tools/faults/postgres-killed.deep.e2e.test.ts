import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootCloud, type Cloud } from '../../cloud-api/boot.ts';
import { migrate } from '../../cloud-api/migrate.ts';
import { call, openStore, quiet, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { type RunningPostgres, startPostgres } from '../parts/postgres.ts';
import { expectAtRest, expectEachOnce } from './each-once.ts';
import { openTillShop, startTill, type Till, type TillShop } from './till.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';

const UNITS = 1_000;
let folder: string;
let postgres: RunningPostgres;
let cloud: Cloud;
let shop: TillShop;
let till: Till;

// Durable, as a shop's own: what it had answered must survive its end.
const start = (port?: number) =>
  startPostgres({ dataDir: join(folder, 'postgres'), ...(port === undefined ? {} : { port }) });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-killed-'));
  postgres = await start();
  const { urls } = await migrate({ adminUrl: postgres.url(), database: 'tillhouse' });
  cloud = await bootCloud({ urls, log: quiet, kms: testKms() });
  const asCloud = { cloud, call: (...ask) => call(cloud.url, ...ask) } as TestCloud;
  shop = await openTillShop(cloud.url, await openStore(asCloud, 'larkhall'), UNITS);
  till = await startTill({ dataDir: join(folder, 'till'), shop });
  await till.openDrawer();
});
afterAll(async () => {
  await till?.host.close();
  await cloud?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a Postgres that is killed in the middle of pushes loses no sale that a till confirmed and doubles none', async () => {
  const confirmed: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (let sale = 0; sale < 10; sale += 1) {
      confirmed.push((await till.sell()).number);
      // Not after a pause: pushes of these sales are under way.
      if (sale === round) process.kill(postgres.pid, 'SIGKILL');
    }
    await postgres.ended;
    postgres = await start(postgres.port);
    await till.allSent();
  }
  await expectAtRest(till, shop, UNITS - confirmed.length);
  expect(confirmed).toEqual(confirmed.map((_, at) => `T1-${at + 1}`));
  await expectEachOnce(postgres.url('tillhouse'), shop, confirmed, UNITS - confirmed.length);
});
