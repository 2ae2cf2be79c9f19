import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase, openDeskFile } from '../cli/read-sources.ts';
import { type Line, openLine } from './line.ts';
import { openTillShop, startTill, type Till, type TillShop } from './till.ts';

let cloud: TestCloud;
let sql: pg.Client;
let shop: TillShop;
let line: Line;
let folder: string;
const tills: Till[] = [];

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
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-copy-'));
  line = await openLine(cloud.cloud.url);
  shop = { ...(await openTillShop(cloud.cloud.url, await openStore(cloud, `copy-${Date.now()}`))), cloudUrl: line.url };
});
afterEach(async () => {
  for (const till of tills.splice(0)) await till.host.close();
  await line.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (name: string): Promise<Till> => {
  const till = await startTill({ dataDir: join(folder, name), shop });
  tills.push(till);
  return till;
};
const stop = async (till: Till): Promise<void> => {
  tills.splice(tills.indexOf(till), 1);
  await till.host.close();
};
const copy = (from: string, to: string) => {
  rmSync(join(folder, to), { recursive: true, force: true });
  cpSync(join(folder, from), join(folder, to), { recursive: true });
};
/** Of this shop: receipts with their orders, and the numbers that were flagged as given out twice. */
async function inTheCloud() {
  const { rows } = await sql.query(
    `SELECT r.number, r.order_id, EXISTS (SELECT 1 FROM order_flags f WHERE f.tenant_id = r.tenant_id AND f.order_id = r.order_id
       AND f.code = 'duplicate-receipt') AS flagged FROM receipts r WHERE r.tenant_id = $1 ORDER BY r.sequence`,
    [shop.store.tenantId],
  );
  return rows as { number: string; order_id: string; flagged: boolean }[];
}

/** All sales once, the stock moved by as many, every invariant of desk and cloud. */
async function expectOnce(sold: readonly { orderId: string }[], ...names: string[]): Promise<void> {
  const rows = await inTheCloud();
  expect(rows.map((row) => row.order_id).sort()).toEqual(sold.map(({ orderId }) => orderId).sort());
  const level = await sql.query('SELECT on_hand::int AS n FROM stock_levels WHERE variant_id = $1', [shop.variantId]);
  expect(level.rows).toEqual([{ n: 1_000 - sold.length }]);
  const inCloud = await openCloudDatabase(cloud.database.url);
  expect((await checkSource(inCloud)).violations).toEqual([]);
  await inCloud.close();
  for (const name of names) {
    // The flags of the cloud come to a desk a moment after the receipts they are about.
    const atDesk = openDeskFile(join(folder, name, 'desk.sqlite'));
    await expect.poll(async () => (await checkSource(atDesk)).violations, { timeout: 20_000 }).toEqual([]);
    await atDesk.close();
  }
}

test('an old copy of the till’s file, put back, loses and doubles nothing; a number it gives out again is flagged', async () => {
  let till = await start('till');
  await till.openDrawer();
  const sold = [await till.sell(), await till.sell()];
  await till.allSent();
  await stop(till);
  copy('till', 'backup');

  till = await start('till');
  sold.push(await till.sell(), await till.sell());
  await till.allSent();
  expect(sold.map(({ number }) => number)).toEqual(['T1-1', 'T1-2', 'T1-3', 'T1-4']);
  await stop(till);
  copy('backup', 'till');

  // The first thing that happens on the old copy is a sale, before it has heard of what it forgot.
  till = await start('till');
  line.cut();
  sold.push(await till.sell());
  line.mend();
  await till.allSent();
  // What was sold before the copy knew better has a number twice; from here on it knows.
  await till.until('what it forgot is back', () => till.rows('SELECT 1 FROM receipts').length === sold.length);
  sold.push(await till.sell());
  await till.allSent();
  await till.until('its own sales are back', () => till.rows('SELECT 1 FROM receipts').length === sold.length);
  await expectOnce(sold, 'till');
  const rows = await inTheCloud();
  // What was sold before the copy knew better has a number twice; each such number carries its flag.
  const numbers = rows.map(({ number }) => number);
  const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
  for (const number of twice)
    expect(
      rows.some((row) => row.number === number && row.flagged),
      number,
    ).toBe(true);
  expect(rows.filter((row) => row.flagged && !twice.includes(row.number))).toEqual([]);
  expect(twice.length).toBeLessThanOrEqual(1);
  // The register counts its receipts, so each of them takes up a number, if not its own.
  expect(Math.max(...numbers.map((number) => Number(number.split('-')[1])))).toBeLessThanOrEqual(sold.length);
});

test('two tills that run on copies of one file: each sale once, whichever sends first, and numbers given out twice are flagged', async () => {
  const first = await start('till');
  await first.openDrawer();
  const sold = [await first.sell()];
  await first.allSent();
  await stop(first);
  copy('till', 'clone');

  const one = await start('till');
  const two = await start('clone');
  line.cut();
  const mine = [await one.sell(), await one.sell()];
  const theirs = [await two.sell(), await two.sell(), await two.sell()];
  expect(mine[0]?.number).toBe(theirs[0]?.number);
  line.mend();
  await Promise.all([one.allSent(), two.allSent()]);
  sold.push(...mine, ...theirs);
  for (const till of [one, two])
    await till.until('both know all sales', () => till.rows('SELECT 1 FROM receipts').length === sold.length);
  await expectOnce(sold, 'till', 'clone');
  const rows = await inTheCloud();
  for (const { number } of mine)
    expect(rows.filter((row) => row.number === number && row.flagged).length).toBeGreaterThan(0);
});
