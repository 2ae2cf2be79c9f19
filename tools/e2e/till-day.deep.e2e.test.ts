import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cordless, type GunTrace, slow, wired } from '@tillhouse/desktop/renderer/testing/gun-traces.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase, openDeskFile, type RowSource } from '../cli/read-sources.ts';
import { expectUnbroken, type Series, seriesOf } from '../faults/series.ts';
import { expectZIsTheLedger } from '../faults/z-is-the-ledger.ts';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';
import type { Sold } from './cashier.ts';
import { until } from './in-window.ts';
import { expectPapers } from './paper-tray.ts';
import { openShopHouse, type ShopHouse } from './shop-house.ts';
import { openStation, type Station } from './station.ts';

/**
 * A whole day at two tills of one shop, as its people see it: guns of three kinds, terminals that fail, a line that is cut
 * half of the time, a till killed between key and receipt, a power cut over a full basket, goods brought back to the other
 * till, a till that dies and is taken over by a spare one, and drawers that are counted blind. At the end the books, the
 * papers and the Z reports say the same.
 */
const browserHere = findChromium() !== undefined;
if (!browserHere) console.warn(`the day at two tills is left out. ${noChromium}`);

const goods = ['BLB-AMA', 'CND-FIG-220', 'MUG-MOS-35', 'LIN-TT-HAR', 'BRU-DISH-BE', 'CND-TAP-IV6'] as const;
const FLOAT = 150;

let house: ShopHouse;
let browser: Browser;
let cloud: RowSource;
const codes: Record<string, string> = {};
const closing: (() => unknown)[] = [];

const stations: Station[] = [];

beforeAll(async () => {
  if (!browserHere) return;
  house = await openShopHouse();
  closing.push(house.close);
  await house.startCloud();
  cloud = await openCloudDatabase(house.database.url);
  closing.push(() => cloud.close());
  browser = await launchChromium();
  closing.push(() => browser.close());
  const rows = await cloud.rows<{ sku: string; code: string }>(
    'SELECT v.sku, b.code FROM variants v JOIN barcodes b ON b.tenant_id = v.tenant_id AND b.variant_id = v.id WHERE v.sku = ANY($1)',
    [goods],
  );
  for (const { sku, code } of rows) codes[sku] = code;
  expect(Object.keys(codes).sort()).toEqual([...goods].sort());
});

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const ean = (sku: (typeof goods)[number]) => codes[sku] ?? '';

async function station(device: string, trace: GunTrace): Promise<Station> {
  const made = await openStation({ house, browser }, device, trace);
  stations.push(made);
  closing.push(made.close);
  return made;
}

/** On a busy machine a desk sends and hears later, and that is no fault. */
const eventually = (what: string, holds: () => Promise<boolean>) => until(what, holds, 300_000);

const numbers = async (sql: string, values: readonly unknown[] = []) =>
  (await cloud.rows<{ n: string }>(sql, values)).map(({ n }) => Number(n));
const arrived = (sold: readonly Sold[]) => async () =>
  (
    await numbers('SELECT count(*) AS n FROM receipts WHERE number = ANY($1)', [sold.map(({ number }) => number)])
  )[0] === sold.length;
/** What must lie in a drawer by the receipts of the day, for the one who counts it. */
async function cashOf(registerId: string, moved: number): Promise<number> {
  const [cash = 0] = await numbers(
    `SELECT coalesce(sum(t.amount), 0) AS n FROM tenders t JOIN orders o ON o.tenant_id = t.tenant_id AND o.id = t.order_id
       JOIN register_sessions s ON s.tenant_id = o.tenant_id AND s.id = o.session_id
      WHERE t.kind = 'cash' AND s.register_id = $1
        AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = s.id)`,
    [registerId],
  );
  return FLOAT * 100 + cash + moved;
}

/** When the drawer of this day was opened; what the sample sold before is its own history. */
async function openedAt(registerId: string): Promise<string> {
  const sql = 'SELECT max(opened_at) AS at FROM register_sessions WHERE register_id = $1';
  const [row] = await cloud.rows<{ at: unknown }>(sql, [registerId]);
  return new Date(row?.at as string | number).toISOString();
}

test.skipIf(!browserHere)('a whole day at two tills', async () => {
  onTestFailed(async () => {
    console.error(house.output(), ...stations.map(({ desk }) => desk.output()));
    const pages = browser.contexts().flatMap((context) => context.pages());
    for (const [at, page] of pages.entries()) await page.screenshot({ path: join(tmpdir(), `till-day-${at}.png`) });
  });
  const one = await station('Counter', wired);
  const two = await station('Window', slow);
  const registers = Object.fromEntries(
    (await cloud.rows<{ id: string; code: string }>('SELECT id, code FROM registers')).map(({ id, code }) => [
      code,
      id,
    ]),
  );

  const sell = async (till: Station, skus: readonly (typeof goods)[number][], given = ''): Promise<Sold> => {
    await till.cashier.scan(...skus.map(ean));
    const sold = await till.cashier.payCash(given);
    till.sold.push(sold);
    return sold;
  };
  const openTill = async ({ cashier, tray, terminal }: Station, name: string, measures = false) => {
    await cashier.page.getByRole('button', { name, exact: true }).click();
    await cashier.page.getByText('Scan the first item').waitFor();
    await cashier.setDevices(tray.printer.address, terminal.address);
    if (measures) await cashier.measureGun();
    // What yesterday left open is closed first, then the float is counted.
    await cashier.close(0, 'Left open over night');
    await cashier.open(FLOAT);
  };

  // Morning, both with a line.
  await openTill(one, 'Bath till 1');
  await openTill(two, 'Bath till 2', true);
  await sell(one, ['MUG-MOS-35', 'CND-FIG-220', 'LIN-TT-HAR'], '100');
  const brought = await sell(two, ['MUG-MOS-35', 'MUG-MOS-35', 'BLB-AMA'], '80');
  await two.cashier.scan(ean('CND-FIG-220'));
  two.terminal.script({ ends: 'decline', reason: 'Do not honour' });
  await two.cashier.sendToTerminal();
  await two.cashier.page.getByText('Declined: Do not honour').waitFor();
  two.terminal.script({ answer: 'lost' });
  await two.cashier.page.keyboard.press('Enter');
  two.sold.push(await two.cashier.done());

  // The line of the counter is cut; it sells on, is killed at the key, and after the terminal booked and before it said so.
  one.line.cut();
  await one.cashier.page.getByText('Selling continues.').waitFor();
  await sell(one, ['BRU-DISH-BE', 'BRU-DISH-BE'], '20');
  await one.cashier.moveCash('Take cash out', 'Take out', '12.50', 'Window cleaner');
  await one.cashier.scan(ean('CND-TAP-IV6'), ean('LIN-TT-HAR'));
  one.tray.printer.stuck = true;
  await one.cashier.pressPay();
  await one.desk.end('SIGKILL');
  await one.desk.start();
  one.sold.push(await one.cashier.finishAfterKill());
  one.tray.printer.stuck = false;
  await one.cashier.scan(ean('MUG-MOS-35'), ean('CND-FIG-220'));
  one.terminal.script({ answer: 'lost' });
  const killed = one.killedAt('lost');
  await one.cashier.sendToTerminal();
  await killed;
  await one.desk.start();
  one.sold.push(await one.cashier.done());

  // The window loses its line too, while the counter's is whole again: a power cut over a full basket.
  two.line.cut();
  one.line.mend();
  await two.cashier.page.getByText('Selling continues.').waitFor();
  await two.cashier.scan(...goods.map(ean), ean('BLB-AMA'));
  await two.cashier.giveOff('Damaged');
  const before = await two.cashier.basket.innerText();
  await two.cashier.page.context().close();
  await two.desk.end('SIGKILL');
  await two.desk.start();
  two.cashier.page = await two.openWindow();
  await two.cashier.signIn('Priya Nair', house.shop.pin, 'Bath till 2');
  await eventually('the basket is as it was', async () => (await two.cashier.basket.innerText()) === before);
  two.terminal.script({ restart: 'after' });
  await two.cashier.payCashThenTerminal('50');
  two.sold.push(await two.cashier.done());
  await sell(two, ['LIN-TT-HAR']);

  // What the window sold in the morning comes back to the counter, once; at the window nothing is left of it then.
  await eventually('the counter has sent all', arrived(one.sold));
  one.sold.push(await one.cashier.takeBack(brought.number));
  two.line.mend();
  await eventually('all of both is sent', arrived([...one.sold, ...two.sold]));

  // The counter sells once more without a line and dies. A spare one takes its register over, and sells without one too.
  one.line.cut();
  await sell(one, ['MUG-MOS-35']);
  await one.desk.end('SIGKILL');
  const spare = await station('Spare', cordless);
  await spare.cashier.takeOver('Bath till 1', 'Counter');
  await spare.cashier.setDevices(spare.tray.printer.address, spare.terminal.address);
  spare.line.cut();
  expect((await sell(spare, ['LIN-TT-HAR'], '20')).number).toBe('B1-2-1');
  await spare.cashier.scan(ean('CND-FIG-220'));
  spare.terminal.script({ answer: 'twice' });
  await spare.cashier.sendToTerminal();
  spare.sold.push(await spare.cashier.done());
  spare.line.mend();
  await eventually('the spare one has sent', arrived(spare.sold));
  // The counter comes back: what it sold arrives under its own number, and it says who sells there now.
  one.line.mend();
  await one.desk.start();
  await one.cashier.page.getByText('Spare sells on Bath till 1 now').waitFor();
  await eventually('the last sale of the counter is in', arrived(one.sold));

  // Evening: counted blind. The spare one is a pound short, the window right.
  const everything = [...one.sold, ...two.sold, ...spare.sold];
  for (const till of [two, spare]) {
    const copy = openDeskFile(till.desk.file);
    const known = async () =>
      (await copy.rows<{ number: string }>('SELECT number FROM receipts')).map(({ number }) => number);
    await eventually('it has what the others sold', async () => {
      const here = new Set(await known());
      return everything.every(({ number }) => here.has(number));
    });
    await copy.close();
  }
  const [first = '', second = ''] = ['B1', 'B2'].map((code) => registers[code]);
  const inWindow = await cashOf(second, 0);
  const zOfWindow = await two.cashier.close(inWindow);
  expect(zOfWindow.join(' ')).toContain('DIFFERENCE 0.00');
  const atCounter = await cashOf(first, -1_250);
  await spare.cashier.close(atCounter - 100, 'Wrong change given');

  // The books: Z reports are the ledger, every series is whole, verify finds nothing, the terminals charged what was paid.
  const closings =
    "SELECT count(*) AS n FROM register_closings WHERE register_id = ANY($1) AND closed_at > now() - interval '1 hour'";
  await eventually('the closings are in', async () => (await numbers(closings, [[first, second]]))[0] === 4);
  for (const registerId of [first, second]) await expectZIsTheLedger(cloud, [registerId], await openedAt(registerId));
  expectUnbroken(ofToday(await seriesOf(cloud)));
  await expect.poll(async () => (await checkSource(cloud)).violations).toEqual([]);
  for (const { desk } of stations) {
    const file = openDeskFile(desk.file);
    await expect.poll(async () => (await checkSource(file)).violations).toEqual([]);
    await file.close();
  }
  const byTerminals = stations.reduce((sum, { terminal }) => sum + terminal.book.settles(), 0);
  const today = everything.map(({ number }) => number);
  expect(
    await numbers(
      `SELECT sum(t.amount) AS n FROM tenders t JOIN receipts r ON r.tenant_id = t.tenant_id AND r.order_id = t.order_id
        WHERE t.kind = 'card' AND r.number = ANY($1)`,
      [today],
    ),
  ).toEqual([byTerminals]);
  const variances =
    'SELECT variance AS n FROM register_closings WHERE register_id = $1 ORDER BY closed_at DESC LIMIT 1';
  expect(await numbers(variances, [first])).toEqual([-100]);
  expect(await numbers(variances, [second])).toEqual([0]);

  // The papers: each receipt came out of its printer and is what the books and the screen say.
  expect(new Set(today).size).toBe(today.length);
  for (const { tray, sold } of stations) await expectPapers(cloud, tray, sold);
});

/** Of the registers of this day; what the sample closed in its history was closed before Z reports were numbered. */
function ofToday(series: Series): Series {
  const own = Object.entries(series).filter(([name]) => /^B[12],/.test(name));
  return Object.fromEntries(own.map(([name, each]) => [name, each.filter((number) => number > 0)]));
}
