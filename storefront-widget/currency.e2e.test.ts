import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, publishableKey, startTestCloud, type TestCloud } from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`a shop in two currencies: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

describe.skipIf(!findChromium())('a shop in two currencies', () => {
  let cloud: TestCloud;
  let site: Server;
  let origin: string;
  let browser: Browser;

  beforeAll(async () => {
    let html = '';
    site = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
    );
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    cloud = await startTestCloud();
    const store = await openStore(cloud, 'larkhall');
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    const mug = await store.product('Stoneware mug', 7);
    const list = { id: randomUUID(), name: 'USD', currency: 'USD', isDefault: false };
    await done('pricing.savePriceList', { list });
    await done('pricing.setPrice', {
      priceListId: list.id,
      changes: [{ variantId: mug.variantId, base: null, value: 1_750 }],
    });
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    const own = { domains: [], slug: 'larkhall', hosted, currencies: [{ currency: 'USD', priceListId: list.id }] };
    await done('access.saveStore', { store: { ...row, ...own } });
    const key = await publishableKey(cloud, store, [origin]);
    html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Somebody's page</title>
      <script src="${cloud.cloud.url}/tillhouse.js" data-key="${key}" async></script>
      <body><tillhouse-currency></tillhouse-currency><tillhouse-grid></tillhouse-grid><tillhouse-cart></tillhouse-cart></body></html>`;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await cloud?.close();
  });

  const phone = async (): Promise<Page> =>
    (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })).newPage();

  test('chosen at the foot of the hosted shop it counts in its pages, in the basket and at the checkout', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const page = await phone();
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.locator('summary', { hasText: 'Currency' }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('link', { name: 'US Dollar USD' }).click();
    await eventually(() => page.locator('.t .price').innerText()).toBe('US$17.50');
    expect(page.url()).not.toContain('currency');
    await eventually(() => page.getByRole('button', { name: /^Add to basket/ }).innerText()).toContain('US$17.50');
    // What was put aside in pounds is told in dollars, and not as if its price had risen.
    await page.goto(`${shop}/cart`);
    const cart = page.locator('tillhouse-cart .root');
    await eventually(() => cart.innerText()).toContain('US$17.50');
    expect(await cart.innerText()).not.toContain('£');
    await cart.getByRole('link', { name: /^Check out/ }).click();
    await eventually(() => page.locator('tillhouse-checkout .root').first().innerText()).toContain('US$17.50');
    // A purchase that was begun in one currency is not gone on with in another, nor lost.
    await page.goto(`${shop}?currency=GBP`);
    await page.goto(`${shop}/checkout`);
    await eventually(() => page.locator('tillhouse-checkout .root').first().innerText()).toContain('£12.00');
    await page.context().close();
  });

  test('a shop that sends nothing anywhere asks for no address, and a firm says what its invoice is to say', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const page = await phone();
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop}/checkout`);
    const checkout = page.locator('tillhouse-checkout');
    const field = (name: string) => checkout.getByLabel(name, { exact: true });
    await field('E-mail').fill('bo@whitcombe.example');
    await field('Name').fill('Bo Field');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    await checkout.getByText('Buying for a firm').click();
    await field('Company').fill('Whitcombe Ltd');
    await field('VAT number').fill('GB123');
    await field('Your order number or reference').fill('PO-4711');
    await eventually(() => checkout.locator('.told').innerText()).toContain('is no VAT number');
    await field('VAT number').fill('GB 980 7806 84');
    await field('Company').focus();
    await eventually(() => field('VAT number').inputValue()).toBe('GB980780684');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.reload();
    await checkout.getByText('Buying for a firm').click();
    await eventually(() => field('Company').inputValue()).toBe('Whitcombe Ltd');
    expect(await field('Your order number or reference').inputValue()).toBe('PO-4711');
    await page.context().close();
  });

  test('a page of somebody else has it by an element of its own, which keeps what was chosen', async () => {
    const page = await phone();
    await page.goto(origin);
    const choice = page.getByLabel('Currency');
    await eventually(() => page.locator('tillhouse-grid .root').innerText()).toContain('£12.00');
    await choice.selectOption('US Dollar · USD');
    await eventually(() => page.locator('tillhouse-grid .root').innerText()).toContain('US$17.50');
    expect((await new AxeBuilder({ page }).include('tillhouse-currency').analyze()).violations).toEqual([]);
    await page.reload();
    await eventually(() => page.locator('tillhouse-grid .root').innerText()).toContain('US$17.50');
    await choice.selectOption('British Pound · GBP');
    await eventually(() => page.locator('tillhouse-grid .root').innerText()).toContain('£12.00');
    await page.context().close();
  });
});
