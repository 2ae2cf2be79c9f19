import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailbox } from '../cloud-api/platform/mail/mailer.ts';
import { codeSentTo, openShopper } from '../cloud-api/testing/shopper.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`reviews and what goes with a product: ${noChromium}`);

/** Where pictures of the pages go, for who wants to look at them. */
const pictures = process.env['PICTURES'];

describe.skipIf(!findChromium())('reviews and what goes with a product', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let browser: Browser;
  let key: string;
  let page: Server;
  let mug: Awaited<ReturnType<TestStore['product']>>;
  const letters = mailbox();
  const done = async (name: string, args: object) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
  const foreign = (body: string, lang = 'en') =>
    `http://127.0.0.1:${(page.address() as AddressInfo).port}/?${new URLSearchParams({ body, lang })}`;
  const look = async (shown: Page, name: string) => {
    if (pictures) await shown.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  };
  const open = async (at: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
    const shown = await context.newPage();
    await shown.goto(at);
    return shown;
  };
  const hosted = () => `${cloud.cloud.url}/s/larkhall/p/${mug.handle}`;
  const clean = async (shown: Page) => expect((await new AxeBuilder({ page: shown }).analyze()).violations).toEqual([]);

  beforeAll(async () => {
    cloud = await startTestCloud({ mailer: letters });
    store = await openStore(cloud, 'larkhall');
    mug = await store.product('Stoneware mug', 30);
    for (const title of ['Teapot', 'Serving tray', 'Dipped jug', 'Ribbed vase']) await store.product(title, 12);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const shop = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted: shop } });
    await done('reviews.saveSettings', { storeId: row.id, mode: 'checked' });
    page = createServer((request, reply) => {
      const asked = new URL(request.url ?? '', 'http://page').searchParams;
      const lang = asked.get('lang') ?? 'en';
      reply.setHeader('content-type', 'text/html; charset=utf-8');
      reply.end(
        `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><title>A page</title><style>p,h2,label{color:red!important;letter-spacing:9px}</style></head><body><main><h1>A page</h1><script src="${cloud.cloud.url}/tillhouse.js" data-key="${key}" data-locale="${lang}" async></script>${asked.get('body')}</main></body></html>`,
      );
    });
    await new Promise<void>((ready) => page.listen(0, '127.0.0.1', ready));
    key = await publishableKey(cloud, store, [`http://127.0.0.1:${(page.address() as AddressInfo).port}`]);
    const said = [
      [
        5,
        'My favourite mug',
        'Feels heavy in the hand and keeps tea warm.\nThe glaze is even nicer than in the picture.',
        'Hannah',
      ],
      [4, 'Good, a little small', 'Holds less than I thought.', 'Tom B.'],
      [5, '', '', 'M.'],
      [1, '<img src=x onerror=alert(1)>', 'Came <b>broken</b>; see https://evil.example', 'Ola'],
    ] as const;
    for (const [at, [stars, title, text, name]] of said.entries()) {
      const token = await openShopper(cloud, store.tenantId, `who${at}@people.example`);
      const answer = await cloud.call('POST', `/shop/v1/products/${mug.handle}/reviews`, {
        ...{ token, headers: { 'x-publishable-key': key }, body: { stars, title, text, name } },
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
    const { rows: waiting } = (await cloud.call('GET', '/v1/product-reviews', { token: store.token })).body;
    for (const { id, name } of waiting) {
      await done('reviews.show', { reviewId: id, revision: 1 });
      const answer = 'We are sorry. A new one is on its way to you.';
      if (name === 'Ola') await done('reviews.answer', { reviewId: id, revision: 1, answer });
    }
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    page?.close();
    await cloud?.close();
  });

  test('are read on a hosted page without a script, and what is written there is text', {
    timeout: 120_000,
  }, async () => {
    const shown = await open(hosted(), { javaScriptEnabled: false });
    await shown.getByRole('heading', { name: 'Reviews' }).waitFor();
    expect(await shown.locator('.review').count()).toBe(4);
    expect(await shown.locator('.review img, .review b').count()).toBe(0);
    expect(await shown.locator('.sums').innerText()).toContain('3.8');
    expect(await shown.locator('.with .card').count()).toBe(4);
    await shown.context().close();
    for (const [name, options] of [
      ['hosted', {}],
      ['hosted-dark', { colorScheme: 'dark' }],
      ['hosted-phone', { viewport: { width: 390, height: 844 } }],
    ] as const) {
      const seen = await open(hosted(), options);
      await seen.getByRole('button', { name: 'Write a review' }).waitFor();
      await clean(seen);
      await look(seen, name);
      await seen.context().close();
    }
  });

  test('one is written with the keyboard by who signs in there, and waits for the shop', {
    timeout: 120_000,
  }, async () => {
    const shown = await open(hosted());
    const email = `bo-${randomUUID()}@people.example`;
    await shown.getByRole('button', { name: 'Write a review' }).click();
    await shown.getByLabel('E-mail').fill(email);
    await shown.keyboard.press('Enter');
    await shown.getByLabel(/code/i).fill((await codeSentTo(letters, email)).code);
    await shown.keyboard.press('Enter');
    await shown.getByRole('radio').first().waitFor();
    await shown.getByRole('button', { name: 'Send' }).click();
    await shown.getByText('Choose how many stars.').first().waitFor();
    await clean(shown);
    await shown.getByRole('radio', { name: '1 of 5 stars' }).focus();
    for (let n = 0; n < 3; n += 1) await shown.keyboard.press('ArrowRight');
    expect(await shown.getByRole('radio', { name: '4 of 5 stars' }).isChecked()).toBe(true);
    await shown.getByLabel('What others should know, if you like').fill('Nice and sturdy.');
    await shown.getByLabel('Shown name').fill('Bo');
    await look(shown, 'form');
    await shown.getByRole('button', { name: 'Send' }).click();
    await shown.getByText('The shop looks at it before others read it.').first().waitFor();
    expect(await shown.locator('.review').count()).toBe(4);
    await shown.getByRole('button', { name: 'Change it' }).click();
    await expect.poll(() => shown.getByRole('radio', { name: '4 of 5 stars' }).isChecked()).toBe(true);
    await shown.keyboard.press('Escape');
    await shown.getByRole('button', { name: 'Take it back' }).click();
    await shown.getByText('Your review is gone.').first().waitFor();
    await shown.context().close();
  });

  test('a guest whose order was sent is led to the page where something is said of it, not before', {
    timeout: 120_000,
  }, async () => {
    await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
    const ask = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
      const more = { token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } };
      return (await cloud.call(method, `/shop/v1/checkouts${path}`, more)).body;
    };
    const lines = [{ variantId: mug.variantId, quantity: 1 }];
    const { id, secret, shippingOptions } = await ask('POST', '', { lines });
    const of = { 'checkout-secret': secret };
    const contact = { email: 'guest@people.example', name: 'Bo' };
    const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, of);
    const ways = async () => (await ask('GET', `/${id}`, undefined, of)).methods;
    await expect.poll(async () => (await ways()).length).toBeGreaterThan(0);
    const [way] = await ways();
    const pay = {
      expectedTotal: filled.total,
      methodId: way.id,
      returnUrl: `http://127.0.0.1:${(page.address() as AddressInfo).port}/`,
    };
    const { order } = await ask('POST', `/${id}/pay`, pay, of);
    const address = `${cloud.cloud.url}/s/larkhall/order#th-order=${order.id}&th-token=${order.token}`;
    const shown = await open(address, { viewport: { width: 390, height: 844 } });
    await shown.getByText('Stoneware mug').first().waitFor();
    const link = shown.getByRole('link', { name: 'Write a review: Stoneware mug' });
    expect(await link.count()).toBe(0);
    await done('orders.fulfil', { orderId: order.id, how: 'shipped' });
    await shown.context().close();
    const after = await open(address, { viewport: { width: 390, height: 844 } });
    await after.getByRole('link', { name: 'Write a review: Stoneware mug' }).waitFor();
    await clean(after);
    await look(after, 'order-phone');
    await after.getByRole('link', { name: 'Write a review: Stoneware mug' }).click();
    await after.waitForURL(/\/p\/.*#reviews$/);
    await after.getByRole('button', { name: 'Write a review' }).waitFor();
    await after.context().close();
  });

  test('stand on any page, narrowed by stars, in its language; and with a basket what goes with it', {
    timeout: 120_000,
  }, async () => {
    const body = `<tillhouse-recommendations product="${mug.handle}"></tillhouse-recommendations><tillhouse-reviews product="${mug.handle}"></tillhouse-reviews>`;
    const shown = await open(foreign(body));
    await shown.getByText('My favourite mug').waitFor();
    await shown.getByRole('heading', { name: 'You may also like' }).waitFor();
    expect(await shown.locator('.review img, .review b').count()).toBe(0);
    await clean(shown);
    await look(shown, 'widget');
    await shown.getByRole('button', { name: /^1 of 5 stars/ }).click();
    await expect.poll(() => shown.locator('.review').count()).toBe(1);
    expect(await shown.locator('.review').innerText()).toContain('We are sorry.');
    await shown.getByRole('button', { name: 'All reviews' }).click();
    await expect.poll(() => shown.locator('.review').count()).toBe(4);
    await shown.getByRole('button', { name: 'Add Dipped jug to basket' }).click();
    await shown.context().close();
    const arabic = await open(foreign(body, 'ar'));
    await arabic.getByRole('button', { name: 'اكتب رأيك' }).waitFor();
    await clean(arabic);
    await look(arabic, 'widget-ar');
    await arabic.context().close();
    const cart = await open(`${cloud.cloud.url}/s/larkhall/p/${mug.handle}`);
    await cart.getByRole('button', { name: /^Add to basket/ }).click();
    await cart.goto(`${cloud.cloud.url}/s/larkhall/cart`);
    await cart.getByRole('heading', { name: 'You may also like' }).waitFor();
    expect(await cart.locator('.card').filter({ hasText: 'Stoneware mug' }).count()).toBe(0);
    await look(cart, 'cart');
    await cart.context().close();
  });
});
