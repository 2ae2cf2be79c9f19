import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { larkhallPins } from '@tillhouse/shared/samples/larkhall/people.ts';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';
import { freePort } from '../parts/ports.ts';
import { type DeskProcess, deskProcess } from './desk-process.ts';
import { enrol, goTo, until } from './in-window.ts';
import { openShopHouse, type ShopHouse } from './shop-house.ts';

/**
 * Two desks change one product while neither has a line: different fields merge without a word, a title changed twice
 * is kept with both wordings, a price changed twice is refused to the later one; people settle both from the screen.
 */
const browserHere = findChromium() !== undefined;
if (!browserHere) console.warn(`two desks in a browser are left out. ${noChromium}`);

const PRODUCT = 'Felt wreath, 40 cm';
const SKU = 'XMS-WRE-40';

let house: ShopHouse;
let browser: Browser;
let db: pg.Client;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  if (!browserHere) return;
  house = await openShopHouse();
  closing.push(house.close);
  db = new pg.Client(house.database.url);
  await db.connect();
  closing.push(() => db.end());
  browser = await launchChromium();
  closing.push(() => browser.close());
}, 600_000);

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** A second desk of the shop: its own process, file and address. */
function secondDesk(): { start(): Promise<string>; stop(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-e2e-'));
  let desk: DeskProcess | undefined;
  const stop = async () => desk?.end('SIGTERM');
  closing.push(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    stop,
    start: async () => {
      desk ??= deskProcess({ folder, cloudUrl: house.cloudUrl, port: await freePort() });
      return desk.start();
    },
  };
}

async function enrolDesk(page: Page, address: string, device: string): Promise<void> {
  await enrol(page, address, house.shop, device);
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 });
}

async function lockAndSignIn(page: Page, name: string): Promise<void> {
  const pin = larkhallPins.find((person) => person.name === name)?.pin ?? '';
  const lock = page.getByRole('menuitem', { name: 'Lock the desk' });
  // While the first copy comes in, the screens stand up anew and take an open menu with them.
  await until('the desk is locked', async () => {
    if (!(await lock.isVisible())) await page.getByRole('button', { name: 'Priya Nair' }).click();
    return lock.click({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  });
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.keyboard.type(pin);
  await page.getByRole('heading', { name: new RegExp(name.split(' ')[0] ?? name) }).waitFor();
}

async function openProduct(page: Page): Promise<void> {
  const opened = page.getByRole('heading', { level: 1 }).filter({ hasNotText: /^Products$/ });
  // While the first copy comes in, the rows of the list move: a click may open the neighbour of what was aimed at.
  await until('the product is open', async () => {
    await goTo(page, '/products');
    // The page before names this product too, and stands for a moment longer.
    await page.getByRole('heading', { name: 'Products', exact: true }).waitFor();
    await page.getByRole('grid').getByText(PRODUCT).first().click({ timeout: 60_000 });
    return (await opened.innerText()) === PRODUCT;
  });
}

async function change(page: Page, fields: Record<string, string>, price: string): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page
    .getByLabel(/^Price of/)
    .first()
    .fill(price);
  await page.keyboard.press('Control+s');
  await page.getByText('Saved on this desk').first().waitFor();
}

const inTheCloud = async (): Promise<Record<string, unknown>> => {
  const { rows } = await db.query(
    `SELECT p.title, p.category, p.supplier, pr.amount::int AS price FROM products p
     JOIN variants v ON v.tenant_id = p.tenant_id AND v.product_id = p.id
     JOIN prices pr ON pr.tenant_id = p.tenant_id AND pr.variant_id = v.id WHERE v.sku = $1`,
    [SKU],
  );
  return rows[0] as Record<string, unknown>;
};
const cloudSays = (row: Record<string, unknown>) => async () => {
  const found = await inTheCloud();
  return Object.entries(row).every(([name, value]) => found[name] === value);
};

test.skipIf(!browserHere)(
  'two desks race on a price and a title: nothing is lost, and people settle it from the screen',
  async () => {
    onTestFailed(async () => {
      console.error(house.output());
      const pages = browser.contexts().flatMap((context) => context.pages());
      for (const [index, page] of pages.entries())
        await page.screenshot({ path: join(tmpdir(), `two-desks-${index}.png`) });
    });
    await house.startCloud();
    const window = async () => (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    const [office, frome] = [await window(), await window()];
    await enrolDesk(office, await house.startHost(), 'Office desk');
    const second = secondDesk();
    await enrolDesk(frome, await second.start(), 'Frome desk');
    await lockAndSignIn(frome, 'Joanna Hale');
    await openProduct(office);
    await openProduct(frome);

    await house.stopCloud();
    await change(frome, { Title: 'Felt wreath, small', Category: 'Winter' }, '45.00');
    await change(office, { Title: 'Wreath of felt, 40 cm', Supplier: 'Felt & Fold' }, '44.00');

    // Frome's line comes back first; the office follows when Frome's changes are in.
    await house.killHost();
    await house.startCloud();
    await until('Frome has sent', cloudSays({ title: 'Felt wreath, small', category: 'Winter', price: 4500 }));
    await house.startHost();
    await until('the office has sent', cloudSays({ title: 'Wreath of felt, 40 cm', supplier: 'Felt & Fold' }));
    // Different fields merged; the price that was there first stands.
    expect(await inTheCloud()).toMatchObject({ category: 'Winter', price: 4500 });

    await goTo(office, '/sync');
    const attention = office.getByRole('region', { name: 'Needs attention' });
    await attention.getByText('Refused', { exact: true }).waitFor({ timeout: 60_000 });
    await attention.getByRole('button', { name: 'Price: £44.00, mine' }).waitFor({ timeout: 60_000 });
    await attention.getByRole('button', { name: 'Price: £45.00, theirs' }).waitFor({ timeout: 60_000 });
    await attention
      .getByText(/\d\d:\d\d, Frome desk/)
      .first()
      .waitFor();
    await attention.getByText('Joanna Hale').first().waitFor();

    await office.getByRole('button', { name: 'Keep all mine' }).click();
    await office.getByRole('button', { name: /Save result/ }).click();
    await until('the office’s price is in the cloud', cloudSays({ price: 4400 }));
    await frome
      .getByLabel(/^Price of/)
      .first()
      .waitFor();
    await until('Frome shows the new price', async () =>
      (
        await frome
          .getByLabel(/^Price of/)
          .first()
          .inputValue()
      ).includes('44.00'),
    );

    // Joanna's title was written over: it waits at her desk with both wordings.
    await goTo(frome, '/sync');
    const waits = frome.getByRole('region', { name: 'Needs attention' });
    await waits.getByRole('button', { name: 'Title: Felt wreath, small, mine' }).waitFor({ timeout: 60_000 });
    await waits.getByRole('button', { name: 'Title: Wreath of felt, 40 cm, theirs' }).click();
    await waits.getByRole('button', { name: 'Word anew' }).click();
    await waits.getByLabel('Another wording for Title').fill('Felt wreath, 40 cm, small');
    await frome.keyboard.press('Control+Enter');
    await until('the new wording is in the cloud', cloudSays({ title: 'Felt wreath, 40 cm, small' }));
    await until('the case is closed at both desks', async () => {
      const there = await attention.getByText('Changed twice').count();
      return there + (await waits.getByText('Changed twice').count()) === 0;
    });
    const { rows } = await db.query(
      'SELECT lost, kept, lost_by, kept_by, resolution, resolved_by FROM field_conflicts',
    );
    expect(rows).toMatchObject([
      {
        lost: 'Felt wreath, small',
        kept: 'Wreath of felt, 40 cm',
        lost_by: 'Joanna Hale',
        kept_by: 'Priya Nair',
        resolution: 'merged',
        resolved_by: 'Joanna Hale',
      },
    ]);
  },
  600_000,
);
