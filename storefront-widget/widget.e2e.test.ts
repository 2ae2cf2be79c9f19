import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';
import { buildWidget } from './build.ts';
import { type FakeShop, startFakeShop } from './testing/fake-shop.ts';
import { foreignPage, type PageParts } from './testing/foreign-page.ts';

if (!findChromium()) console.warn(`the widget on a foreign page: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read);

describe.skipIf(!findChromium())('the widget on a foreign page', () => {
  let dist: string;
  let browser: Browser;
  let context: BrowserContext;
  let shop: FakeShop;
  let page: Page;
  const others: FakeShop[] = [];

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
  });
  afterEach(async () => {
    await context.close();
    await Promise.all([shop, ...others.splice(0)].map((one) => one.close()));
  });

  async function open(parts: PageParts, shops: readonly FakeShop[] = [shop], path = '/page'): Promise<void> {
    shop.pages.set(path.split('#')[0] ?? path, foreignPage(shops, parts));
    await page.goto(shop.address + path);
  }

  const grid = '<tillhouse-grid limit="8"></tillhouse-grid>';
  const stockOf = (title: string) => page.locator('li.card', { hasText: title }).locator('.stock');

  test('shows products with price and stock in words, and follows the stock without a reload', async () => {
    await open({ body: grid });
    const mug = page.locator('li.card', { hasText: 'Stoneware mug' });
    await eventually(() => mug.innerText()).toContain('£14.00');
    expect(await stockOf('Stoneware mug').innerText()).toBe('26 in stock');
    expect(await page.locator('li.card', { hasText: 'Ribbed glass vase' }).innerText()).toContain('from £38.00');
    expect(await page.locator('li.card', { hasText: 'Dipped jug' }).innerText()).toContain('15 % off');
    expect(await stockOf('Teapot').innerText()).toBe('Sold out');
    expect(await stockOf('Gift wrap').innerText()).toBe('In stock');

    await eventually(() => shop.streams()).toBe(1);
    shop.setAvailable('mug', 2);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('2 left');
    shop.setAvailable('mug', 0);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('Sold out');
    expect(await mug.getByRole('button').count()).toBe(0);
  });

  test('how shoppers like it stands on its card, in words for who hears it, and nothing where nobody said anything', async () => {
    await open({ body: grid });
    const rated = (title: string) => page.locator('li.card', { hasText: title }).locator('.rated');
    await eventually(() => rated('Stoneware mug').innerText()).toContain('★ 4.6 (12)');
    expect(await rated('Stoneware mug').locator('.hush').textContent()).toBe('4.6 of 5, 12 reviews');
    expect(await rated('Teapot').count()).toBe(0);
    // Two side by side on a phone: neither stock nor stars are cut.
    await page.setViewportSize({ width: 360, height: 700 });
    const cut = await page
      .locator('li.card', { hasText: 'Stoneware mug' })
      .locator('.stock')
      .evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(cut).toBeLessThanOrEqual(0);
  });

  test('asks every ten seconds while there is no stream, and catches up', async () => {
    await page.clock.install();
    shop.faults.noStream = true;
    await open({ body: grid });
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('26 in stock');
    shop.setAvailable('mug', 4, false);
    await page.clock.runFor(11_000);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('4 left');
    shop.faults.noStream = false;
    await page.clock.runFor(61_000);
    await eventually(() => shop.streams()).toBe(1);
    shop.setAvailable('mug', 9);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('9 in stock');
  });

  test('a product lets choose its options by mouse and arrow keys and never offers more than there is', async () => {
    await open({ body: '<tillhouse-product handle="ribbed-glass-vase"></tillhouse-product>' });
    const view = page.locator('tillhouse-product');
    await eventually(() => view.locator('.stock').innerText()).toBe('3 left');
    expect(await view.locator('.t .price').innerText()).toBe('£38.00');
    await view.getByRole('radio', { name: '32 cm' }).click();
    expect(await view.locator('.t .price').innerText()).toBe('£52.00');
    expect(await view.locator('.stock').innerText()).toBe('2 left');
    await view.getByRole('button', { name: 'One more' }).click();
    expect(await view.getByRole('button', { name: 'One more' }).isDisabled()).toBe(true);
    expect(await view.getByRole('button', { name: 'Add to basket' }).innerText()).toContain('£104.00');

    // Smoke is not made in 32 cm: the height moves to where there is one.
    await view.getByRole('radio', { name: /^Sea/ }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await view.locator('.stock').innerText()).toBe('1 left');
    await page.keyboard.press('ArrowRight');
    expect(await view.locator('.stock').innerText()).toBe('14 in stock');
    expect(await view.getByRole('radio', { name: '24 cm' }).getAttribute('aria-checked')).toBe('true');
  });

  test('the basket holds no more than there is, says so, and is still there after a reload', async () => {
    await open({ body: '<tillhouse-product handle="ribbed-glass-vase"></tillhouse-product>' });
    const view = page.locator('tillhouse-product');
    const add = view.getByRole('button', { name: 'Add to basket' });
    for (const expected of ['basket: 1', 'basket: 2', 'basket: 3', 'all there is: 3']) {
      await add.click();
      await eventually(() => view.locator('[role=status].hush').innerText()).toContain(expected);
    }
    await page.reload();
    await eventually(() => view.locator('.get').innerText()).toContain('3 in your basket');
  });

  test('opens a product in the same page by its address, and the back button returns', async () => {
    await open({ body: `<tillhouse-product></tillhouse-product>${grid}` });
    expect(await page.locator('tillhouse-product').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Dipped jug, 1.2 l' }).click();
    await eventually(() => page.locator('tillhouse-product h2').innerText()).toBe('Dipped jug, 1.2 l');
    expect(page.url()).toContain('#tillhouse/dipped-jug');
    await page.goBack();
    await eventually(() => page.locator('tillhouse-product').isVisible()).toBe(false);
  });

  test('keeps its look and its place under hostile rules of the page', async () => {
    const measure = () =>
      page.locator('tillhouse-grid').evaluate((element) => {
        const root = element.shadowRoot;
        const price = root?.querySelector('.price');
        const card = root?.querySelector('.card')?.getBoundingClientRect();
        const style = price && getComputedStyle(price);
        return {
          width: Math.round(card?.width ?? 0),
          size: style?.fontSize,
          spacing: style?.letterSpacing,
          colour: style?.color,
          transform: style?.textTransform,
        };
      });
    await open({ body: grid, css: 'body { margin: 0; }' });
    await eventually(() => page.locator('li.card').count()).toBe(5);
    const calm = await measure();
    const hostile = `body { margin: 0; } html { font-size: 5px; } * { display: none !important; float: left !important; font: italic 40px cursive !important; letter-spacing: 9px !important; text-transform: uppercase !important; color: red !important; visibility: hidden; padding: 7px !important; text-indent: 50px !important; }
      html, body, main { display: block !important; visibility: visible; float: none !important; padding: 0 !important; } .card, .price, .grid, button { position: fixed !important; border: 9px solid lime !important; }`;
    await open({ body: grid, css: hostile }, [shop], '/hostile');
    await eventually(() => page.locator('li.card').count()).toBe(5);
    expect(await measure()).toEqual(calm);
  });

  test('wears the look of its store where the page sets none, and takes nothing that is no colour or length', async () => {
    const look = {
      ground: '#fdfaf4',
      action: '#2f6f5e',
      ink: '#ffffff;background:url(//evil.example)',
      radius: '14px',
    };
    shop.face.now = { locale: 'de-AT', look };
    await open({ body: grid, css: 'tillhouse-grid { --sf-action: #8a0000 }' });
    const worn = (name: string) =>
      page.locator('tillhouse-grid .root').evaluate((root, of) => getComputedStyle(root).getPropertyValue(of), name);
    await eventually(() => worn('--ground')).toBe('#fdfaf4');
    expect(await worn('--radius')).toBe('14px');
    expect(await worn('--action')).toBe('#8a0000');
    expect(await worn('--ink')).toBe('#1b2624');
  });

  test('puts nothing on window and shifts nothing below it', async () => {
    await open({ body: '' }, [], '/without');
    const before = await page.evaluate(() => Object.keys(window));
    await page.addInitScript(() => {
      new PerformanceObserver((entries) => {
        for (const entry of entries.getEntries())
          document.documentElement.dataset.shift = String(
            Number(document.documentElement.dataset.shift ?? 0) + (entry as unknown as { value: number }).value,
          );
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open({ body: '<tillhouse-grid limit="4" style="display:block;min-height:100vh"></tillhouse-grid>' });
    await eventually(() => page.locator('li.card').count()).toBe(4);
    await page.waitForLoadState('networkidle').catch(() => {});
    shop.setAvailable('mug', 1);
    await eventually(() => stockOf('Stoneware mug').innerText()).toBe('1 left');
    expect(await page.evaluate(() => document.documentElement.dataset.shift ?? '0')).toBe('0');
    expect((await page.evaluate(() => Object.keys(window))).filter((name) => !before.includes(name))).toEqual([]);
  });

  async function teaShop(): Promise<FakeShop> {
    const second = await startFakeShop(dist, 'pk_second', [
      {
        id: 'p-tea',
        handle: 'tea',
        title: 'Assam, 100 g',
        options: [],
        image: null,
        variants: [{ id: 'tea', optionValues: [], price: 650, compareAt: null, available: 12 }],
      },
    ]);
    others.push(second);
    return second;
  }

  test('several shops share a page, each with its own products and one stream', async () => {
    const second = await teaShop();
    await open(
      {
        body: `${grid}<tillhouse-product store="pk_fake" handle="teapot"></tillhouse-product><tillhouse-grid store="pk_second"></tillhouse-grid>`,
      },
      [shop, second],
    );
    await eventually(() => page.locator('tillhouse-grid').last().locator('li.card').allInnerTexts()).toHaveLength(1);
    expect(await page.locator('tillhouse-grid').last().locator('.root').innerText()).toContain('Assam');
    await eventually(() => page.locator('tillhouse-grid').first().locator('li.card').count()).toBe(5);
    await eventually(() => [shop.streams(), second.streams()]).toEqual([1, 1]);
  });

  test('the shop of the first script tag is the page’s own, though it arrives last', async () => {
    const second = await teaShop();
    await page.route(`${shop.address}/dist/tillhouse.js`, async (late) => {
      await page.locator('tillhouse-grid').last().locator('li.card').first().waitFor();
      await late.continue();
    });
    await open({ body: `${grid}<tillhouse-grid store="pk_second"></tillhouse-grid>` }, [shop, second]);
    await eventually(() => page.locator('tillhouse-grid').first().locator('li.card').count()).toBe(5);
    expect(await page.locator('tillhouse-grid').first().locator('.root').innerText()).not.toContain('Assam');
  });

  test('says what is wrong, and goes on when asked again', async () => {
    shop.faults.status = 503;
    await open({ body: grid });
    const alert = page.getByRole('alert');
    await eventually(() => alert.innerText()).toContain('The shop does not answer. Nothing is lost');
    expect(await alert.innerText()).toContain('req-7');
    shop.faults.status = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await eventually(() => page.locator('li.card').count()).toBe(5);
    await open({ body: '<tillhouse-product handle="gone"></tillhouse-product>' }, [shop], '/gone');
    await eventually(() => alert.innerText()).toContain('not on sale any more');
    shop.products.length = 0;
    await open({ body: grid }, [shop], '/empty');
    await eventually(() => page.locator('tillhouse-grid .root').innerText()).toContain('nothing here at the moment');
  });

  test('a wrong key names what the owner should check', async () => {
    await open({ body: grid }, [{ ...shop, key: 'pk_wrong' }]);
    await eventually(() => page.getByRole('alert').innerText()).toContain('publishable key');
  });

  test('axe finds nothing, on both elements, mirrored too; without motion nothing moves', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const both = `${grid}<tillhouse-product handle="ribbed-glass-vase"></tillhouse-product>`;
    await open({ body: both });
    await eventually(() => page.locator('tillhouse-product h2').count()).toBe(1);
    await eventually(() => page.locator('li.card').count()).toBe(5);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(
      await page.evaluate(
        () => [...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot?.getAnimations() ?? []).length,
      ),
    ).toBe(0);

    await open({ body: both, htmlAttributes: 'dir="rtl"', attributes: 'data-locale="ar"' }, [shop], '/rtl');
    await eventually(() => page.locator('li.card').count()).toBe(5);
    await eventually(() => page.locator('tillhouse-product h2').count()).toBe(1);
    expect(await stockOf('Teapot').innerText()).toBe('نفد');
    const [first, second] = await Promise.all([0, 1].map((index) => page.locator('li.card').nth(index).boundingBox()));
    expect(first?.x ?? 0).toBeGreaterThan(second?.x ?? 0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  test('shows more when asked and moves the focus to what is new', async () => {
    await open({ body: '<tillhouse-grid limit="3"></tillhouse-grid>' });
    await page.getByRole('button', { name: 'Show more' }).click();
    await eventually(() => page.locator('li.card').count()).toBe(5);
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
      'Teapot, 900 ml',
    );
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  const drawer = () => page.getByRole('dialog', { name: 'Basket' });
  const line = (title: string) => drawer().locator('li.line', { hasText: title });
  const total = () => page.locator('tillhouse-cart .foot:not([data-stale]) .total b').innerText();
  /** The name of what has the focus, through all the roots that are in the way. */
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });

  async function withTwo(): Promise<void> {
    await open({ body: `<tillhouse-cart-button></tillhouse-cart-button>${grid}` });
    await page.getByRole('button', { name: 'Add Stoneware mug to basket' }).click();
    await page.getByRole('button', { name: 'Add Dipped jug, 1.2 l to basket' }).click();
  }

  test('the basket is changed by keyboard alone: more of a line, one taken out and put back, a code, and back to the page', async () => {
    await withTwo();
    await page.getByRole('button', { name: 'Basket, 2 items' }).focus();
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

  test('the basket follows the shop and the other tabs, and waits for a connection that is gone', async () => {
    await withTwo();
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
    await withTwo();
    const refused = page.waitForEvent('console', (said) => said.text().includes('integrity'));
    const again = page.waitForRequest(/tillhouse-cart-.*retry/);
    await page.getByRole('button', { name: 'Basket, 2 items' }).click();
    await Promise.all([refused, again]);
    expect(await page.title()).toBe("Somebody's page");
  });
});
