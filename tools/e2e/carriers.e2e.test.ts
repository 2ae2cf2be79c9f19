import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  numberOf,
  secretsOf,
  warehouse,
} from '@tillhouse/cloud-api/services/commerce/carriers/testing/fake-accounts.ts';
import type { FakeCarrier } from '@tillhouse/cloud-api/services/commerce/carriers/testing/fake-carrier.ts';
import { startUps } from '@tillhouse/cloud-api/services/commerce/carriers/testing/start-fakes.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { bootHost, type RunningHost } from '@tillhouse/desktop/host/boot.ts';
import { axeFindings } from '@tillhouse/desktop/renderer/testing/axe.ts';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { buildScreens } from '../launcher/house/build-screens.ts';
import { root } from '../launcher/paths.mjs';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';
import { enrol, goTo } from './in-window.ts';

/**
 * A carrier from its contract to the buyer's door: connected at the desk, asked at a checkout, its label bought for the parcel that
 * was packed, printed, and its news on the order's page.
 */
const browserHere = findChromium() !== undefined;
if (!browserHere) console.warn(`carriers at a desk are left out. ${noChromium}`);

const { clientId = '', clientSecret = '', newsKey = '' } = secretsOf.ups;
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-carriers-'));
let ups: FakeCarrier;
let cloud: TestCloud;
let store: TestStore;
let shopKey: string;
let variantId: string;
let admin: pg.Client;
let host: RunningHost;
let browser: Browser;
let page: Page;

const shot = (name: string) => page.screenshot({ path: join(tmpdir(), `carriers-${name}.png`) });
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

beforeAll(async () => {
  if (!browserHere) return;
  await buildScreens();
  ups = await startUps(Date.now);
  cloud = await startTestCloud({ upsApi: ups.url });
  store = await openStore(cloud, 'kettle');
  shopKey = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const mug = await store.product('Moss mug', 50);
  variantId = mug.variantId;
  const size = { length: 120, width: 90, height: 100 };
  const facts = [{ variantId: null, hsCode: '', origin: '', grams: 400, size }];
  await done('catalog.setCustoms', { productId: mug.productId, facts });
  const inside = { length: 260, width: 200, height: 120, wall: 3 };
  const box = { id: randomUUID(), name: 'Mug carton', ...inside, ownGrams: 120, mostGrams: 5_000, active: true };
  await done('shipping.saveBox', { box });
  const rendererDir = join(root, 'desktop/dist/renderer');
  host = await bootHost({ dataDir: folder, cloudUrl: cloud.cloud.url, port: 0, rendererDir, log: () => {} });
  browser = await launchChromium();
  const look = { viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'Europe/London' };
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await admin?.end();
  await cloud?.close();
  await ups?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As the owner does it under Settings → Delivery. */
async function connect(): Promise<void> {
  await goTo(page, '/delivery');
  const card = page.getByRole('region', { name: 'Carriers' });
  const into = card.getByRole('button', { name: 'Sign in to the cloud' });
  const begin = card.getByRole('button', { name: 'Connect a carrier' });
  await into.or(begin).first().waitFor();
  if (await into.isVisible()) {
    await into.click();
    await page.getByRole('dialog').getByLabel('Password').fill(store.password);
    await page.keyboard.press('Enter');
  }
  await begin.click();
  const dialog = page.getByRole('dialog', { name: 'Connect a carrier' });
  const fields: Record<string, string> = {
    ...{ 'Name, for you': 'UPS Leeds', 'Account number': numberOf.ups, 'Client ID': clientId },
    ...{ 'Client secret': clientSecret, 'Secret for news of parcels': newsKey, Firm: warehouse.company },
    ...{ 'Who is there': warehouse.name, Street: warehouse.line1, Postcode: warehouse.postcode },
    ...{ Town: warehouse.city, Telephone: warehouse.phone },
  };
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(text);
  await shot('1-connect');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await card.getByText('UPS Leeds', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Test the connection to UPS Leeds' }).click();
  await card.getByText('Not tested since it was changed.').waitFor({ state: 'detached' });
  await page.getByRole('alert').getByText('UPS Leeds is connected').waitFor();
  await shot('2-connected');
}

interface Bought {
  readonly orderId: string;
  readonly number: string;
  readonly shipping: number;
}

/** A shopper takes the dearer of what the carrier offers. */
async function buyOnline(): Promise<Bought> {
  const [account] = (await admin.query('SELECT id FROM carrier_accounts')).rows;
  const rate = { id: randomUUID(), name: 'By UPS', days: null };
  await done('shipping.saveZone', {
    zone: {
      ...{ id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true },
      places: [{ country: 'GB', regions: [] }],
      rates: [
        {
          ...{ ...rate, prices: [{ currency: 'GBP', amount: 900, freeFrom: null }] },
          live: { accountId: account.id, services: [], percent: 0, withoutAnswer: 'own-price' },
        },
      ],
    },
  });
  const begun = await cloud.call('POST', '/shop/v1/checkouts', {
    ...{ token: shopKey, headers: { 'idempotency-key': randomUUID() } },
    body: { lines: [{ variantId, quantity: 2 }] },
  });
  const { id, secret } = begun.body;
  const at = async (method: string, body: unknown, path = '', headers: Record<string, string> = {}) => {
    const of = { token: shopKey, headers: { 'checkout-secret': secret, ...headers }, body };
    const answer = await cloud.call(method, `/shop/v1/checkouts/${id}${path}`, of);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const name = 'Bo Field';
  const delivery = { name, line1: '4 Mill Lane', city: 'Bath', region: '', postcode: 'BA1 6SF', country: 'GB' };
  const contact = { email: 'bo@shopper.example', name, phone: '+44 7700 900142' };
  const { shippingOptions } = await at('PATCH', { contact, delivery });
  const dear = shippingOptions.at(-1);
  const { total } = await at('PATCH', { shippingOptionId: dear.id });
  const pay = { expectedTotal: total, methodId: 'test', returnUrl: 'https://shop.example/thanks' };
  const placed = await at('POST', pay, '/pay', { 'idempotency-key': randomUUID() });
  expect(placed).toMatchObject({ status: 'placed' });
  return { orderId: placed.order.id, number: placed.order.number, shipping: dear.amount };
}

test.skipIf(!browserHere)(
  'a label is bought for what a shopper paid for, and its parcel is followed to the door',
  async () => {
    onTestFailed(() => shot('failed').then(() => {}));
    await enrol(page, host.address('/orders'), { ...store } as never, 'Packing bench');
    await page.getByRole('heading', { name: 'Orders' }).first().waitFor();
    await connect();

    const { orderId, number, shipping } = await buyOnline();
    await goTo(page, '/orders');
    await page.getByText(number, { exact: true }).first().click();
    await page.getByRole('link', { name: `Open ${number}` }).click();
    await page.getByRole('button', { name: /^Fulfil 2/ }).click();
    const fulfil = page.getByRole('dialog', { name: `Fulfil ${number}` });
    // Two mugs of 400 g in the one box that there is, with its own weight.
    await expect.poll(() => fulfil.getByLabel('Weight in grams of parcel 1').inputValue()).toBe('920');
    await shot('3-fulfil');
    await fulfil.getByRole('button', { name: 'Ship, then buy a label' }).click();

    const buying = page.getByRole('dialog', { name: /^Label for / });
    const paid = (shipping / 100).toFixed(2);
    const chosen = buying.getByRole('radio', { name: new RegExp(`Chosen at the checkout for £${paid}`) });
    await chosen.waitFor();
    expect(await chosen.isChecked()).toBe(true);
    expect(await buying.getByRole('radio').first().isChecked()).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await shot('4-services');
    await buying.getByRole('button', { name: /^Buy for / }).click();
    const [tracking = ''] = await expect
      .poll(() => ups.book[0]?.trackings ?? [])
      .toHaveLength(1)
      .then(() => ups.book[0]?.trackings ?? []);
    await buying.getByText(tracking).waitFor();
    const label = buying.locator('img').first();
    expect(await label.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await shot('5-bought');
    await page.emulateMedia({ media: 'print' });
    const printed = page.locator('body > div > img');
    expect(await printed.first().isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: number }).isVisible()).toBe(false);
    await shot('6-printed');
    await page.emulateMedia({ media: null });
    await buying.getByRole('button', { name: 'Close' }).last().click();

    // Who carries it and under which number came with the label: on the page, and in the cloud.
    const link = page.getByRole('link', { name: `UPS ${tracking}` });
    await link.waitFor();
    const parcel = async () =>
      (await admin.query('SELECT carrier, tracking, state FROM fulfilments WHERE order_id = $1', [orderId])).rows[0];
    await expect.poll(parcel).toMatchObject({ carrier: 'UPS', tracking });
    await shot('7-sent');

    const { newsUrl } = (await cloud.call('GET', '/v1/carrier-accounts', { token: store.token })).body.accounts[0];
    const [day = '', time = ''] = new Date().toISOString().split('T');
    const told = await fetch(newsUrl, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', credential: newsKey } },
      body: JSON.stringify({
        trackingNumber: tracking,
        ...{ gmtActivityDate: day.replaceAll('-', ''), gmtActivityTime: time.slice(0, 8).replaceAll(':', '') },
        activityLocation: { city: 'Bath', country: 'GB' },
        activityStatus: { type: 'D', code: 'FS', description: 'Left with a neighbour' },
      }),
    });
    expect(await told.json()).toEqual({ parcels: 1 });
    await page
      .getByText(/Bath.* · Left with a neighbour/)
      .first()
      .waitFor();
    await shot('8-delivered');
    expect(ups.book).toHaveLength(1);
    expect(ups.book[0]).toMatchObject({ returns: false, voided: false });
  },
);
