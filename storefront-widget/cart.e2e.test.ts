import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';
import { buildWidget } from './build.ts';
import { type FakeShop, startFakeShop } from './testing/fake-shop.ts';
import { foreignPage } from './testing/foreign-page.ts';

if (!findChromium()) console.warn(`the basket on a foreign page: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

describe.skipIf(!findChromium())('the basket on a foreign page', () => {
  let dist: string;
  let browser: Browser;
  let context: BrowserContext;
  let shop: FakeShop;
  let page: Page;

  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'tillhouse-widget-'));
    await buildWidget(dist);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dist, { recursive: true, force: true });
  });
  beforeEach(async () => {
    shop = await startFakeShop(dist);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
    shop.pages.set(
      '/page',
      foreignPage([shop], { body: '<tillhouse-cart-button></tillhouse-cart-button><tillhouse-grid></tillhouse-grid>' }),
    );
    await page.goto(`${shop.address}/page`);
    await page.getByRole('button', { name: 'Add Stoneware mug to basket' }).click();
    await page.getByRole('button', { name: 'Add Dipped jug, 1.2 l to basket' }).click();
  });
  afterEach(async () => {
    await context.close();
    await shop.close();
  });

  const drawer = () => page.getByRole('dialog', { name: 'Basket' });
  const line = (title: string) => drawer().locator('li.line', { hasText: title });
  const total = () => page.locator('tillhouse-cart .foot:not([data-stale]) .total b').innerText({ timeout: 20_000 });
  /** The name of what has the focus, through all the roots that are in the way. */
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });

  test('is changed by keyboard alone: more of a line, one taken out and put back, a code, and back to the page', async () => {
    const button = page.getByRole('button', { name: 'Basket, 2 items' });
    await button.focus();
    await page.keyboard.press('Enter');
    await eventually(total).toBe('£48.00');

    await line('Stoneware mug').getByRole('button', { name: 'One more' }).focus();
    await page.keyboard.press('Enter');
    await eventually(total).toBe('£62.00');
    await line('Stoneware mug').getByRole('button', { name: 'Remove Stoneware mug' }).focus();
    await page.keyboard.press('Enter');
    await eventually(total).toBe('£34.00');
    expect(await focused()).toBe('Undo');
    await page.keyboard.press('Enter');
    await eventually(total).toBe('£62.00');
    expect(await focused()).toBe('Remove Stoneware mug');
    expect(await drawer().locator('li.line .title').allInnerTexts()).toEqual(['Stoneware mug', 'Dipped jug, 1.2 l']);

    for (const code of ['TENTH', 'NEVER']) {
      if (code === 'TENTH') await drawer().getByText('Have a code?').click();
      await drawer().getByRole('textbox', { name: 'Code' }).fill(code);
      await page.keyboard.press('Enter');
    }
    await eventually(total).toBe('£55.80');
    const codes = drawer().locator('.codes');
    await eventually(() => codes.innerText()).toContain('This code is not known here.');
    expect(await drawer().locator('.sums').innerText()).toContain('A tenth off');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    // The focus goes round in the drawer, or to the browser's own bar: never to what lies behind.
    for (let presses = 0; presses < 14; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).toMatch(/^(tillhouse-cart-button|body)$/);
    }
    await page.keyboard.press('Escape');
    await eventually(() => drawer().count()).toBe(0);
    expect(await focused()).toBe('Basket, 3 items');
  });

  test('follows the shop and the other tabs, and waits for a connection that is gone', async () => {
    await page.getByRole('button', { name: 'Basket, 2 items' }).click();
    await eventually(total).toBe('£48.00');
    const other = await context.newPage();
    await other.goto(`${shop.address}/page`);
    await other.getByRole('button', { name: 'Add Gift wrap to basket' }).click();
    await page.bringToFront();
    await eventually(total).toBe('£51.00');

    await eventually(() => shop.streams()).toBeGreaterThan(0);
    shop.setAvailable('jug', 0);
    await eventually(() => line('Dipped jug').innerText()).toContain('Sold out. It is not counted');
    await eventually(total).toBe('£17.00');
    const mug = shop.products.find(({ id }) => id === 'p-mug')?.variants[0];
    if (mug) mug.price = 1_550;
    shop.setAvailable('jug', 8);
    await eventually(() => line('Stoneware mug').innerText()).toContain('it was £14.00 and is now £15.50');
    await eventually(total).toBe('£52.50');

    await context.setOffline(true);
    await line('Stoneware mug').getByRole('button', { name: 'One more' }).click();
    await eventually(() => drawer().locator('.bar').innerText()).toContain('You are offline. Your basket is kept here');
    expect(await line('Stoneware mug').locator('.sum').innerText()).toBe('£31.00');
    await context.setOffline(false);
    await eventually(total).toBe('£68.00');
    expect(await drawer().locator('.bar').count()).toBe(0);
  });

  test('a file that is not the one the page was built with is not run', async () => {
    const file = readdirSync(dist).find((name) => name.startsWith('tillhouse-cart-')) ?? '';
    const body = `document.title = 'tampered';${readFileSync(join(dist, file), 'utf8')}`;
    const headers = { 'access-control-allow-origin': '*' };
    await page.route(/tillhouse-cart-/, (asked) => asked.fulfill({ body, headers, contentType: 'text/javascript' }));
    await page.goto(`${shop.address}/page`);
    const refused = page.waitForEvent('console', (said) => said.text().includes('integrity'));
    const again = page.waitForRequest(/tillhouse-cart-.*retry/);
    await page.getByRole('button', { name: 'Basket, 2 items' }).click();
    await Promise.all([refused, again]);
    expect(await page.title()).toBe("Somebody's page");
  });
});
