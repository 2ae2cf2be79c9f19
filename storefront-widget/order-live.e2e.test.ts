import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
import { numberOf, secretsOf, warehouse } from '../cloud-api/services/commerce/carriers/testing/fake-accounts.ts';
import type { FakeCarrier } from '../cloud-api/services/commerce/carriers/testing/fake-carrier.ts';
import { startFakeUps } from '../cloud-api/services/commerce/carriers/testing/fake-ups.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`an order that is looked at: ${noChromium}`);

describe.skipIf(!findChromium())('an order that is looked at', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let chromium: Browser;
  let key: string;
  let variantId: string;
  let ups: FakeCarrier;
  let ahead = 0;
  const done = async (name: string, args: unknown) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });

  async function speaks(locale: string): Promise<void> {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted, locale } });
  }

  beforeAll(async () => {
    const { clientId = '', clientSecret = '' } = secretsOf.ups;
    ups = await startFakeUps({ clientId, clientSecret, account: numberOf.ups, currency: 'GBP', now: Date.now });
    cloud = await startTestCloud({ upsApi: ups.url, now: () => Date.now() + ahead });
    store = await openStore(cloud, 'larkhall');
    await speaks('en-GB');
    await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
    key = await publishableKey(cloud, store, ['https://shop.example']);
    ({ variantId } = await store.product('Stoneware mug', 90));
    chromium = await launchChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await cloud?.close();
    await ups?.close();
  });

  async function buy(): Promise<{ id: string; token: string; number: string }> {
    const ask = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
      const more = { token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } };
      return (await cloud.call(method, `/shop/v1/checkouts${path}`, more)).body;
    };
    const { id, secret, shippingOptions } = await ask('POST', '', { lines: [{ variantId, quantity: 2 }] });
    const of = { 'checkout-secret': secret };
    const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
    const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, of);
    const pay = { expectedTotal: filled.total, methodId: filled.methods[0].id, returnUrl: 'https://shop.example/' };
    return (await ask('POST', `/${id}/pay`, pay, of)).order;
  }

  /** The hosted page of an order on a phone, with how often it asked for it since it was settled. */
  async function lookAt(slug: string, locale: string, before: (page: Page) => Promise<unknown> = async () => {}) {
    const order = await buy();
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, locale });
    const page = await context.newPage();
    const asked = { reads: 0, streams: 0 };
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() !== 'GET') return;
      if (pathname === `/shop/v1/orders/${order.id}`) asked.reads += 1;
      if (pathname === `/shop/v1/orders/${order.id}/events`) asked.streams += 1;
    });
    await before(page);
    await page.goto(`${cloud.cloud.url}/s/${slug}/order#th-order=${order.id}&th-token=${order.token}`);
    return { order, page, asked, context };
  }
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };
  const state = (page: Page, text: string) => page.locator('.states').getByText(text, { exact: true });
  /** The page is told of nothing more of how it was paid. */
  const settled = async (page: Page, asked: { readonly reads: number; readonly streams: number }) => {
    await expect.poll(() => asked.streams, { timeout: 30_000 }).toBe(1);
    await expect.poll(() => asked.reads, { timeout: 30_000 }).toBeGreaterThan(0);
    await page.waitForLoadState('domcontentloaded');
  };

  test('shows what happens to it at the desk within two seconds, by one stream', {
    timeout: 120_000,
  }, async () => {
    const { order, page, asked, context } = await lookAt('larkhall', 'en-GB');
    await state(page, 'Paid').waitFor();
    await settled(page, asked);
    // Once as it opens, and for each thing of its payment that was noted meanwhile.
    expect(asked.reads).toBe(1);
    await shot(page, 'order-before');
    const shows = async (act: () => Promise<void>, text: string) => {
      const before = asked.reads;
      await act();
      await state(page, text).waitFor({ timeout: 2_000 });
      expect(asked.reads).toBeGreaterThan(before);
    };
    await shows(() => done('orders.readyToCollect', { orderId: order.id }), 'Ready to collect');
    await shot(page, 'order-ready');
    await shows(() => done('orders.cancel', { orderId: order.id, reason: 'asked for' }), 'Cancelled');
    await state(page, 'Paid back').waitFor({ timeout: 20_000 });
    await shot(page, 'order-cancelled');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(asked.streams).toBe(1);
    await context.close();
  });

  test('where a proxy lets no stream through it is asked for as before', { timeout: 120_000 }, async () => {
    const { order, page, asked, context } = await lookAt('larkhall', 'en-GB', (its) =>
      its.route('**/events', (route) => route.abort()),
    );
    await state(page, 'Paid').waitFor();
    expect(asked.streams).toBeGreaterThan(0);
    await done('orders.cancel', { orderId: order.id, reason: 'asked for' });
    await state(page, 'Cancelled').waitFor({ timeout: 60_000 });
    await context.close();
  });

  test('in the background it holds nothing, and shows what it missed once it is looked at again', {
    timeout: 120_000,
  }, async () => {
    const { order, page, asked, context } = await lookAt('larkhall', 'en-GB');
    await settled(page, asked);
    const turn = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/events'));
    await turn('hidden');
    await ended;
    const before = asked.reads;
    await done('orders.cancel', { orderId: order.id, reason: 'asked for' });
    expect(asked.reads).toBe(before);
    await turn('visible');
    await state(page, 'Cancelled').waitFor({ timeout: 2_000 });
    expect(asked.streams).toBe(2);
    await context.close();
  });

  /** At the desk a label is bought by which the goods of an order come back. @returns its number */
  async function buyReturnsLabel(orderId: string): Promise<string> {
    const { email, password } = store;
    const token = (await cloud.call('POST', '/auth/session', { body: { email, password } })).body.access_token;
    const post = async (path: string, body: unknown) => (await cloud.call('POST', path, { token, body })).body;
    const account = { carrier: 'ups', name: 'UPS', mode: 'live', accountNumber: numberOf.ups, shipFrom: warehouse };
    const { id: accountId } = await post('/v1/carrier-accounts', { ...account, secrets: secretsOf.ups });
    const asked = { id: randomUUID(), accountId, service: '11', kind: 'return', shipOn: '2026-11-30', orderId };
    const to = { ...warehouse, name: 'Bo Field', company: '', line1: '1 High St', postcode: 'LS1 4AP' };
    const label = await post('/v1/carrier-labels', { ...asked, to, parcels: [{ grams: 1_200 }] });
    expect(label).toMatchObject({ state: 'bought' });
    return ups.book.at(-1)?.trackings[0] ?? '';
  }

  test('a returns label is saved from its page, on a phone', { timeout: 120_000 }, async () => {
    const { order, page, asked, context } = await lookAt('larkhall', 'en-GB');
    await settled(page, asked);
    await expect.poll(() => page.getByText('Returns label').count()).toBe(0);
    const tracking = await buyReturnsLabel(order.id);
    await page.getByText('Returns label').waitFor({ timeout: 1_500 });
    await page.getByText(`Tracking ${tracking}`).waitFor();
    await shot(page, 'order-returns-label');
    const button = page.getByRole('link', { name: 'Download PDF' });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    // By a tab of its own, which its browser closes again: the page stays where it is.
    const saves = context.waitForEvent('download');
    await button.click();
    const saved = await saves;
    expect(saved.suggestedFilename()).toBe(`label-${tracking}.pdf`);
    expect(
      readFileSync(await saved.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(page.url()).toContain('/s/larkhall/order');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await context.close();
  });

  test('what goes back is on its way until the provider says that it was paid back', { timeout: 120_000 }, async () => {
    const { order, page, asked, context } = await lookAt('larkhall', 'en-GB', (its) =>
      its.route(/\/shop\/v1\/orders\/[\w-]+$/, async (route) => {
        const response = await route.fetch();
        const stands = await response.json();
        for (const refund of stands.refunds) refund.status = 'asked';
        await route.fulfill({ response, json: stands });
      }),
    );
    await settled(page, asked);
    await done('orders.cancel', { orderId: order.id, reason: 'asked for' });
    await state(page, 'On its way back to you').waitFor();
    expect(await state(page, 'Paid back').count()).toBe(0);
    await page.getByText(/^On its way back to you since/).waitFor();
    await shot(page, 'order-refund-asked');
    await context.close();
  });

  test('a page that stood open for long still opens its invoice, by an address that is read anew', {
    timeout: 120_000,
  }, async () => {
    const { page, asked, context } = await lookAt('larkhall', 'en-GB');
    await settled(page, asked);
    const link = page.getByRole('link', { name: /^Invoice / });
    const before = await link.getAttribute('href');
    ahead += 31 * 60_000;
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 31 * 60_000;
    });
    expect((await fetch(before ?? '')).status).toBe(404);
    const opens = context.waitForEvent('response', (answer) => answer.url().includes('/shop/v1/invoices/'));
    await link.click();
    expect((await opens).status()).toBe(200);
    expect(await link.getAttribute('href')).not.toBe(before);
    // The old address itself leads back, in the language of who opens it.
    const over = await context.newPage();
    expect((await over.goto(before ?? ''))?.status()).toBe(404);
    await over.getByRole('heading', { name: 'This link is over' }).waitFor();
    expect((await new AxeBuilder({ page: over }).analyze()).violations).toEqual([]);
    await shot(over, 'link-over');
    await over.getByRole('link', { name: 'Open the order' }).click();
    await state(over, 'Paid').waitFor();
    const german = await chromium.newContext({ locale: 'de-DE', viewport: { width: 1366, height: 768 } });
    const there = await german.newPage();
    await there.goto((before ?? '').replace(/proof=[^&]+/, 'proof=x'));
    await there.getByRole('heading', { name: 'Dieser Link ist abgelaufen' }).waitFor();
    // Nobody learns from a link that somebody made up where an order is.
    expect(await there.getByRole('link').count()).toBe(0);
    await shot(there, 'link-over-forged');
    await german.close();
    await context.close();
  });

  test('in Arabic, from right to left, it is as live', { timeout: 120_000 }, async () => {
    await speaks('ar');
    const { order, page, asked, context } = await lookAt('larkhall', 'ar');
    await settled(page, asked);
    await page.locator('tillhouse-order .states').waitFor();
    await buyReturnsLabel(order.id);
    await done('orders.cancel', { orderId: order.id, reason: 'asked for' });
    await state(page, 'ملغى').waitFor({ timeout: 2_000 });
    await page.getByText('ملصق الإرجاع').waitFor();
    await page.getByRole('link', { name: /^تنزيل .*PDF/ }).waitFor();
    // A number stands as it was given also where words run from right to left.
    expect(await page.locator('tillhouse-order h2').innerText()).toContain(`\u2068${order.number}\u2069`);
    await page.getByRole('link', { name: /^فاتورة / }).waitFor();
    await shot(page, 'order-arabic');
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    await context.close();
  });
});
