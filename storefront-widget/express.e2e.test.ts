import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`express: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

/** Runs in the page: how high what holds the buttons ever was once it stood there, and where what is below them began. */
function watchPlaces(): void {
  const places = new Set<string>();
  const see = (name: string, ready: string, place: (one: HTMLElement) => number): void => {
    const one = document.querySelector<HTMLElement>(name);
    if (one?.shadowRoot?.querySelector(ready)) places.add(`${name} ${Math.round(place(one))}`);
  };
  const each = (): void => {
    see('tillhouse-buy', '.buy', (one) => one.offsetHeight);
    see('tillhouse-cart', '.foot:not([data-stale])', (one) => one.offsetHeight);
    see('tillhouse-checkout', 'input', (one) => one.getBoundingClientRect().top);
    requestAnimationFrame(each);
  };
  requestAnimationFrame(each);
  Object.assign(window, { places: () => [...places] });
}

describe.skipIf(!findChromium())('one button to the provider', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let browser: Browser;
  const done = async (name: string, args: unknown) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };
  const clean = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const orders = async () => (await cloud.call('GET', '/v1/orders', { token: store.token })).body.rows;
  let accountId = '';
  let storeId = '';
  let key = '';

  beforeAll(async () => {
    cloud = await startTestCloud();
    store = await openStore(cloud, 'larkhall');
    await store.product('Stoneware mug', 70);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    storeId = row.id;
    key = await publishableKey(cloud, store, ['https://shop.example']);
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
    const prices = [{ currency: 'GBP', amount: 595, freeFrom: null }];
    const rates = [{ id: randomUUID(), name: 'Parcel', days: null, prices }];
    const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true, rates };
    await done('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }] } });
    const account = { provider: 'test', name: 'Test', rules: { express: true } };
    const made = await cloud.call('POST', '/v1/payment-accounts', { token: store.token, body: account });
    accountId = made.body.id;
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  test('from the product to the provider and back: the address comes from there, the total is shown, and it is paid once', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    const button = page.getByRole('button', { name: 'Buy with Test wallet' });
    await button.waitFor();
    await clean(page);
    await shot(page, 'express-product');
    await button.click();
    await page.waitForURL(/\/pay\/agreements\//);
    await clean(page);
    await shot(page, 'express-wallet');
    // Nothing is held and nothing is paid by agreeing.
    expect(await orders()).toHaveLength(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    const checkout = page.locator('tillhouse-checkout');
    await eventually(() => checkout.locator('.pay').innerText()).toContain('£17.95');
    await clean(page);
    await shot(page, 'express-checkout');
    expect(await checkout.locator('.root').first().innerText()).toContain('bo@shopper.example');
    await eventually(() => page.getByRole('button', { name: 'Buy with Test wallet' }).count()).toBe(0);
    await checkout.getByRole('button', { name: 'Pay now' }).click();
    await eventually(() => checkout.locator('.root').first().innerText()).toContain('Your order is placed');
    await eventually(async () => (await orders())[0]).toMatchObject({ total: 1_795, due: 0, paymentStatus: 'paid' });
    const { rows } = (await cloud.call('GET', '/v1/order-deliveries', { token: store.token })).body;
    expect(rows[0]).toMatchObject({ recipient: 'Bo Field', country: 'GB', email: 'bo@shopper.example' });
    await context.close();
  });

  test('who goes back at the provider finds the checkout as it was, and buys another way; who lives where nothing is sent is told', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const context = await browser.newContext({ viewport: { width: 1_366, height: 768 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop}/cart`);
    const button = page.getByRole('button', { name: 'Buy with Test wallet' });
    await button.waitFor();
    await shot(page, 'express-cart');
    await button.click();
    await page.waitForURL(/\/pay\/agreements\//);
    await page.getByRole('button', { name: 'Back to the shop' }).click();
    const checkout = page.locator('tillhouse-checkout');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).waitFor();
    expect(await checkout.getByLabel('E-mail', { exact: true }).inputValue()).toBe('');
    await shot(page, 'express-checkout-wide');
    await page.getByRole('button', { name: 'Buy with Test wallet' }).click();
    await page.waitForURL(/\/pay\/agreements\//);
    await page.getByText('Lyon').click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await checkout.waitFor();
    await eventually(() => checkout.locator('.root').first().innerText()).toContain('elodie@shopper.example');
    const before = (await orders()).length;
    await shot(page, 'express-not-sent');
    await checkout.getByRole('button', { name: 'Pay now' }).click();
    await eventually(() => checkout.locator('[role=alert]').count()).toBeGreaterThan(0);
    await shot(page, 'express-refused');
    const change = async (rules: object) => {
      const changed = await cloud.call('PATCH', `/v1/payment-accounts/${accountId}`, {
        token: store.token,
        body: { rules },
      });
      expect(changed.status, JSON.stringify(changed.body)).toBeLessThan(300);
    };
    // A mug costs £12.00: below the smallest sum there is no button, above it there is.
    await change({ express: true, amounts: [{ currency: 'GBP', least: 2_000, most: null }] });
    const bounded = await browser.newPage();
    await eventually(async () => {
      await bounded.goto(shop);
      await bounded.getByRole('link', { name: 'Stoneware mug' }).click();
      await bounded.getByRole('button', { name: /^Add to basket/ }).waitFor();
      await bounded.waitForLoadState('networkidle');
      return bounded.getByRole('button', { name: 'Buy with Test wallet' }).count();
    }).toBe(0);
    await bounded.getByRole('button', { name: 'One more' }).click();
    await bounded.getByRole('button', { name: 'Buy with Test wallet' }).waitFor();
    // In another store alone it is not offered here; in this one it is, and takes its place without moving anything.
    await change({ express: true, stores: [randomUUID()] });
    await eventually(async () => (await cloud.call('GET', '/shop/v1/store', { token: key })).body.express).toEqual([]);
    await change({ express: true, stores: [storeId] });
    await eventually(async () => (await cloud.call('GET', '/shop/v1/store', { token: key })).body.express).toEqual([
      { id: 'test-express', name: 'Test wallet', least: null, most: null },
    ]);
    for (const size of [
      { width: 390, height: 844 },
      { width: 1_366, height: 768 },
    ]) {
      const still = await browser.newPage({ viewport: size, locale: 'en-GB' });
      await still.addInitScript(watchPlaces);
      for (const path of ['/p/stoneware-mug', '/cart', '/checkout']) {
        await still.goto(shop + path);
        await still.getByRole('button', { name: 'Buy with Test wallet' }).waitFor();
        await still.waitForLoadState('networkidle');
        expect(await still.evaluate(() => (window as unknown as { places(): string[] }).places()), path).toHaveLength(
          1,
        );
        if (path.startsWith('/p/')) {
          await still.getByRole('button', { name: /^Add to basket/ }).click();
          await still.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
        }
      }
      await shot(still, `express-still-${size.width}`);
      await still.close();
    }
    // Switched off in the back office, it is not offered any more.
    const off = await cloud.call('PATCH', `/v1/payment-accounts/${accountId}`, {
      ...{ token: store.token, body: { rules: {} } },
    });
    expect(off.status).toBeLessThan(300);
    await context.clearCookies();
    const other = await browser.newPage();
    await eventually(async () => {
      await other.goto(shop);
      await other.getByRole('link', { name: 'Stoneware mug' }).click();
      await other.getByRole('button', { name: /^Add to basket/ }).waitFor();
      await other.waitForLoadState('networkidle');
      return other.getByRole('button', { name: 'Buy with Test wallet' }).count();
    }).toBe(0);
    expect((await orders()).length).toBe(before);
    await context.close();
  });
});
