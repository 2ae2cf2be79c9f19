import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newProduct, openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';
import { sampleGoods } from './sample-goods.ts';
import { asSent, readTheme } from './theme-folder.ts';

if (!findChromium()) console.warn(`the starter theme: ${noChromium}`);
const starter = fileURLToPath(new URL('./starter/', import.meta.url));
const pictures = fileURLToPath(new URL('../../test-results/themes/', import.meta.url));

/** What moved of a page while it was built, as browsers count it. */
const shifts = `globalThis.moved = 0; new PerformanceObserver((all) => {
  for (const one of all.getEntries()) if (!one.hadRecentInput) globalThis.moved += one.value;
}).observe({ type: 'layout-shift', buffered: true });`;

describe.skipIf(!findChromium())('the theme to begin with, in a shop', () => {
  let cloud: TestCloud;
  let browser: Browser;
  let shop: string;

  beforeAll(async () => {
    cloud = await startTestCloud();
    const store = await openStore(cloud, 'larkhall');
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    for (const { title, category, supplier, image, description } of sampleGoods) {
      const [productId, variantId] = [randomUUID(), randomUUID()];
      const args = newProduct(productId, variantId, title) as { product: object };
      await done('catalog.createProduct', {
        ...args,
        product: { ...args.product, category, supplier, image, description },
      });
      await done('inventory.adjust', {
        lines: [{ locationId: store.locationId, variantId, delta: 9 }],
        reason: 'opening',
        note: '',
      });
    }
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = {
      open: true,
      domain: null,
      fonts: 'classic',
      headline: 'The winter table',
      intro: 'Stoneware and glass.',
    };
    await done('access.saveStore', { store: { ...row, name: 'Larkhall', domains: [], slug: 'larkhall', hosted } });
    const files = (await readTheme(starter)).map(asSent);
    const body = { id: randomUUID(), storeId: row.id, files };
    const sent = await cloud.call('POST', '/v1/themes', { token: store.token, body });
    expect(sent.body).toMatchObject({ number: 1, findings: [] });
    await done('content.publishTheme', { storeId: row.id, versionId: body.id });
    shop = `${cloud.cloud.url}/s/larkhall`;
    browser = await launchChromium();
    mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  /** Nothing in it that a person or a machine would stumble over. */
  async function fine(page: Page, name: string): Promise<void> {
    await page.waitForLoadState('load');
    await page.screenshot({ path: `${pictures}${name}.png` });
    expect((await new AxeBuilder({ page }).analyze()).violations, name).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name} fits`).toBe(true);
  }

  test.each([
    ['desktop', 1366, 768],
    ['phone', 390, 844],
  ])('is read and bought from on a %s, from the first page to the basket', async (device, width, height) => {
    const page = await (await browser.newContext({ viewport: { width, height }, locale: 'en-GB' })).newPage();
    const said: string[] = [];
    page.on('console', (line) => line.type() === 'error' && said.push(line.text()));
    await page.addInitScript(shifts);
    await expect.poll(async () => (await fetch(shop)).text()).toContain('class="rail"');
    await page.goto(shop);
    await fine(page, `${device}-home`);
    expect(Number(await page.evaluate('globalThis.moved')), 'nothing moves').toBeLessThan(0.01);
    if (device === 'phone') await page.locator('summary', { hasText: 'Index' }).click();
    await page
      .getByRole('navigation', { name: 'Index' })
      .getByRole('link', { name: 'Tableware' })
      .filter({ visible: true })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Tableware' }).waitFor();
    await fine(page, `${device}-category`);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stoneware mug' }).waitFor();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await fine(page, `${device}-product`);
    await page.goto(`${shop}/cart`);
    await expect
      .poll(() => page.locator('tillhouse-cart .root').innerText(), { timeout: 60_000 })
      .toContain('Stoneware mug');
    await fine(page, `${device}-cart`);
    await page.goto(`${shop}/search`);
    await page.getByRole('searchbox').fill('jug');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Dipped jug, 1.2 l' }).waitFor();
    // The checkout is the shop's own, and the basket goes with it.
    await page.goto(`${shop}/checkout`);
    await expect
      .poll(() => page.locator('tillhouse-checkout .root').first().innerText(), { timeout: 60_000 })
      .toContain('£12.00');
    expect(await page.locator('.rail').count()).toBe(0);
    expect(said).toEqual([]);
  });
});
