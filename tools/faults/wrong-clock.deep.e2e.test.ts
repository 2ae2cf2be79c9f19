import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { deskFindings } from '../cli/doctor-desk.ts';
import { houseFiles } from '../cli/house-files.ts';
import { openTillShop, startTill, type Till, type TillShop } from './till.ts';

const DAY = 86_400_000;

let cloud: TestCloud;
let sql: pg.Client;
let shop: TillShop;
let dataDir: string;
let till: Till;
/** What the clock of the till is off by. */
let shift = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await cloud?.close();
});
beforeEach(async () => {
  shift = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-clock-'));
  shop = await openTillShop(cloud.cloud.url, await openStore(cloud, `clock-${Date.now()}`));
});
afterEach(async () => {
  await till.host.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async () => {
  till = await startTill({ dataDir, shop, now: () => Date.now() + shift });
};
const inTheCloud = async (): Promise<string[]> => {
  const { rows } = await sql.query('SELECT number FROM receipts WHERE tenant_id = $1 ORDER BY sequence', [
    shop.store.tenantId,
  ]);
  return rows.map((row) => row.number);
};

test.each([
  ['three days slow', -3 * DAY],
  ['five days fast', 5 * DAY],
  ['ten years slow, as after an empty battery', -3_650 * DAY],
])('a till whose clock is %s sells and syncs, once each, and says that its clock is wrong', async (_name, off) => {
  shift = off;
  await start();
  await till.openDrawer();
  const receipts = [await till.sell(), await till.sell(2)];
  await till.allSent();
  expect(await inTheCloud()).toEqual(receipts.map(({ number }) => number));
  expect(receipts.map(({ number }) => number)).toEqual(['T1-1', 'T1-2']);
  const wrong = off < 0 ? 'behind' : 'ahead of';
  await till.until('the clock is said', () => Math.abs((till.status()?.clockSkew ?? 0) + off) < 60_000);
  const house = { ...houseFiles(dataDir), deskFile: join(dataDir, 'desk.sqlite') };
  expect((await deskFindings(house, Date.now() + off)).map(({ what }) => what).join('\n')).toMatch(
    new RegExp(`this machine's clock is \\d+ days ${wrong} the cloud's`),
  );
});

/** Set forward, a clock ends what a desk may do that heard nothing for so long; it has to hear once by its new time. */
const heardBy = (now: number) =>
  till.until('the cloud is heard by the new time', () => {
    void till.bridge.call('sync.now', {}).catch(() => {});
    return Math.abs((till.status()?.lastSyncedAt ?? 0) - now) < DAY;
  });

test('a clock that is set in the middle of the day, back and forth, neither doubles nor keeps a sale', async () => {
  await start();
  await till.openDrawer();
  const numbers: string[] = [];
  for (const off of [0, -2 * DAY, 30 * DAY, -400 * DAY, 0]) {
    shift = off;
    // By the new time the window may have been open for too long; its cashier signs in again at the same register.
    await till.signIn();
    await heardBy(Date.now() + off);
    numbers.push((await till.sell()).number);
    await till.allSent();
  }
  expect(numbers).toEqual(['T1-1', 'T1-2', 'T1-3', 'T1-4', 'T1-5']);
  expect(await inTheCloud()).toEqual(numbers);
  const { rows } = await sql.query(
    `SELECT l.on_hand, (SELECT sum(m.on_hand)::int FROM stock_movements m WHERE m.variant_id = l.variant_id) AS moved
       FROM stock_levels l WHERE l.variant_id = $1`,
    [shop.variantId],
  );
  expect(rows).toEqual([{ on_hand: '995', moved: 995 }]);
});
