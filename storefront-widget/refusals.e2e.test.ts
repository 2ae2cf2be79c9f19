import type { Browser, Page } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../cloud-api/testing/test-cloud.ts';
import { refusalWords } from '../cloud-api/services/storefront/refusals/refusal-words.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`what a shop refuses: ${noChromium}`);

describe.skipIf(!findChromium())('what a shop refuses', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let chromium: Browser;
  let handle: string;

  beforeAll(async () => {
    cloud = await startTestCloud();
    store = await openStore(cloud, 'larkhall');
    await publishableKey(cloud, store);
    await store.command('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
    ({ handle } = await store.product('Stoneware mug', 9));
    chromium = await launchChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await cloud?.close();
  });

  async function speaks(locale: string): Promise<void> {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
    const saved = { store: { ...row, domains: [], slug: 'larkhall', hosted, locale } };
    expect((await store.command('access.saveStore', saved)).body).toMatchObject({ status: 'applied' });
  }
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };

  // The browser speaks English: what counts is what the page speaks.
  test.each(['ar', 'de', 'pl'])(
    'in %s is said in it, as a code that nothing has',
    { timeout: 120_000 },
    async (locale) => {
      await speaks(locale);
      const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(`${cloud.cloud.url}/s/larkhall/p/${handle}`);
      await page.locator('tillhouse-buy button, tillhouse-product button.cta, tillhouse-buy .cta').last().click();
      await page.goto(`${cloud.cloud.url}/s/larkhall/cart`);
      const cart = page.locator('tillhouse-cart');
      await cart.locator('.codes summary').click();
      // Empty, it says what goes there in the direction of the page.
      const runs = () => cart.locator('.codes input').evaluate((field) => getComputedStyle(field).direction);
      expect(await runs()).toBe(locale === 'ar' ? 'rtl' : 'ltr');
      await cart.locator('.codes input').fill('10-NOSUCH');
      expect(await runs()).toBe('ltr');
      await cart.locator('.codes form button').click();
      const words = refusalWords(locale);
      await cart.locator('.codes li small').getByText(words.offerUnknown).waitFor();
      // It stands as it was typed, wherever the words beside it run to.
      expect(await cart.locator('.codes li bdi').innerText()).toBe('10-NOSUCH');
      await shot(page, `refused-code-${locale}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => [id, target, html]))).toEqual([]);
      await context.close();
    },
  );

  test.each(['ar', 'en-GB'])(
    'in %s a checkout with nothing in it leads back to the shop',
    { timeout: 120_000 },
    async (locale) => {
      await speaks(locale);
      const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(`${cloud.cloud.url}/s/larkhall/checkout`);
      const onward = page.locator('tillhouse-checkout a.button');
      await onward.waitFor();
      await shot(page, `checkout-empty-${locale}`);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await onward.click();
      await page.waitForURL(/\/s\/larkhall\/?$/);
      // With something in it there is no such way.
      await page.goto(`${cloud.cloud.url}/s/larkhall/p/${handle}`);
      await page.locator('tillhouse-buy button, tillhouse-buy .cta').last().click();
      await page.goto(`${cloud.cloud.url}/s/larkhall/checkout`);
      await page.locator('tillhouse-checkout input[name=email]').waitFor();
      const name = page.locator('tillhouse-checkout input[name=name]');
      const runs = async (text: string) => {
        await name.fill(text);
        return name.evaluate((field) => getComputedStyle(field).direction);
      };
      expect([await runs('4 Bo'), await runs('بو 4')]).toEqual(['ltr', 'rtl']);
      expect(await onward.isVisible()).toBe(false);
      await context.close();
    },
  );
});
