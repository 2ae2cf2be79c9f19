import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';
import { buildWidget } from './build.ts';
import { type FakeShop, startFakeShop } from './testing/fake-shop.ts';

if (!findChromium()) console.warn(`the languages of the widget: ${noChromium}`);

const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });

/** A folder to look at the pictures in */
const pictures = process.env['PICTURES'];

/** Runs in the page: keeps all that any frame of it showed or named, through the roots of the elements, and how far it jumped. */
function listen(): void {
  const seen = new Set<string>();
  const look = (root: Document | ShadowRoot): void => {
    for (const one of root.querySelectorAll('*')) {
      const inside = [...one.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent);
      for (const text of [...inside, one.getAttribute('aria-label')]) if (text?.trim()) seen.add(text.trim());
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  const each = (): void => {
    look(document);
    requestAnimationFrame(each);
  };
  requestAnimationFrame(each);
  Object.assign(window, { said: () => [...seen], moved: () => moved });
}

describe.skipIf(!findChromium())('the languages of the widget', () => {
  let dist: string;
  let browser: Browser;
  let context: BrowserContext;
  let shop: FakeShop;
  let page: Page;

  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'tillhouse-words-'));
    await buildWidget(dist);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dist, { recursive: true, force: true });
  });
  beforeEach(async () => {
    shop = await startFakeShop(dist);
    context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    page = await context.newPage();
    await page.addInitScript(listen);
  });
  afterEach(async () => {
    await context.close();
    await shop.close();
  });

  const goods = '<tillhouse-cart-button></tillhouse-cart-button><tillhouse-grid limit="8"></tillhouse-grid>';

  async function open(lang: string, attributes = '', body = goods): Promise<void> {
    shop.pages.set(
      '/page',
      `<!doctype html><html${lang && ` lang="${lang}"`} dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta name="viewport" content="width=device-width"><title>T</title>
<script src="${shop.address}/dist/tillhouse.js" data-key="${shop.key}" data-api="${shop.address}" ${attributes} async></script></head><body><main><h1>1</h1><h2>2</h2>${body}</main></body></html>`,
    );
    await page.goto(`${shop.address}/page`);
  }

  /** Of all that was ever read on the page: what only English says. */
  const english = async (): Promise<string[]> => {
    const said = await page.evaluate(() => (window as unknown as { said(): string[] }).said());
    return said.filter((text) =>
      /\b(add|basket|in stock|left|sold|loading|from|checkout|choose|everything)\b/i.test(text),
    );
  };
  const moved = (): Promise<number> => page.evaluate(() => (window as unknown as { moved(): number }).moved());
  const look = async (name: string): Promise<void> => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const stockOf = (title: string) => page.locator('li.card', { hasText: title }).locator('.stock');

  test.each([
    ['pl', '26 sztuk w magazynie'],
    ['de', '26 vorrätig'],
    ['ar', '26 قطعة متوفرة'],
  ])('a page in %s never reads English first, and nothing moves', async (lang, stock) => {
    await open(lang);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe(stock);
    expect(await english()).toEqual([]);
    expect(await moved()).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await look(`grid-${lang}`);
  });

  test('plural forms follow the count: one, a few and many in Polish', async () => {
    shop.setAvailable('mug', 1);
    await open('pl');
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('Została 1 sztuka');
    await eventually(() => shop.streams()).toBe(1);
    shop.setAvailable('mug', 3);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('Zostały 3 sztuki');
    shop.setAvailable('mug', 12);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('12 sztuk w magazynie');
  });

  test('where neither page nor tag say a language it is the store’s, from the first word on', async () => {
    shop.face.now = { locale: 'fr-FR', look: null };
    await open('');
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('26 en stock');
    // While nobody can know it yet, only what screen readers hear of a list on its way is said.
    expect((await english()).filter((text) => text !== 'Loading products' && !text.startsWith('Basket, '))).toEqual([]);
  });

  test('one page in one language loads the words of that one alone, and none for English', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open('it');
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('26 disponibili');
    expect([...new Set(asked.filter((url) => url.includes('-words-')))]).toEqual([
      expect.stringContaining('/tillhouse-words-it-'),
    ]);
    asked.length = 0;
    await open('en-GB');
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('26 in stock');
    expect(asked.filter((url) => url.includes('-words-'))).toEqual([]);
  });

  test('words that do not come, or are not those that were built, leave English: goods are bought all the same', async () => {
    const words = readdirSync(dist).find((name) => name.startsWith('tillhouse-words-nl-')) ?? '';
    await page.route(`**/${words}*`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: 'export default {shop:{inStock:"x",countInStock:{other:"forged"}}}',
      }),
    );
    await open('nl');
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('26 in stock');
    await page.getByRole('button', { name: 'Add Stoneware mug to basket' }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
  });

  test.each(['de', 'pl', 'ar'])('basket and checkout in %s are read in it to the button that pays', async (lang) => {
    await open(lang, '', `${goods}<tillhouse-checkout></tillhouse-checkout>`);
    await page.locator('li.card', { hasText: 'Stoneware mug' }).getByRole('button').click();
    await page.locator('tillhouse-cart-button button').first().click();
    await page.locator('tillhouse-cart .foot:not([data-stale]) .total b').waitFor();
    await look(`cart-${lang}`);
    expect(await english()).toEqual([]);
    await page.locator('tillhouse-cart .cta').click();
    await page.locator('tillhouse-checkout input[name=email]').first().waitFor();
    await page.locator('tillhouse-checkout').scrollIntoViewIfNeeded();
    await look(`checkout-${lang}`);
    expect(await english()).toEqual([]);
  });
});
