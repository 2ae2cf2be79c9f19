import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newBrowser, openPushService, type PushService } from '../cloud-api/testing/fake-push-service.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`news of orders: ${noChromium}`);

describe.skipIf(!findChromium())('news of an order', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let service: PushService;
  let chromium: Browser;
  let order: { id: string; token: string; number: string };
  const own = newBrowser();
  const done = async (name: string, args: unknown) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });

  beforeAll(async () => {
    service = await openPushService(own);
    cloud = await startTestCloud({ pushToLoopback: true });
    store = await openStore(cloud, 'larkhall');
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
    await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
    const key = await publishableKey(cloud, store, ['https://shop.example']);
    const { variantId } = await store.product('Mug', 9);
    const ask = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
      const more = { token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } };
      return (await cloud.call(method, `/shop/v1/checkouts${path}`, more)).body;
    };
    const { id, secret, shippingOptions } = await ask('POST', '', { lines: [{ variantId, quantity: 1 }] });
    const of = { 'checkout-secret': secret };
    const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
    const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, of);
    const pay = { expectedTotal: filled.total, methodId: filled.methods[0].id, returnUrl: 'https://shop.example/' };
    ({ order } = await ask('POST', `/${id}/pay`, pay, of));
    chromium = await launchChromium();
  });
  afterAll(async () => {
    await chromium?.close();
    await cloud?.close();
    await service?.close();
  });

  /** No push service of a maker is reached from here: what the browser would have from one is given to the page. */
  const subscribedAt = (context: BrowserContext) =>
    context.addInitScript(
      ({ endpoint, keys }) => {
        if (!('PushManager' in window)) return;
        const has = () => localStorage.getItem('subscribed') !== null;
        const subscription = {
          endpoint,
          toJSON: () => ({ endpoint, keys }),
          unsubscribe: async () => {
            localStorage.removeItem('subscribed');
            return true;
          },
        };
        PushManager.prototype.subscribe = async (options) => {
          localStorage.setItem('subscribed', String(options?.applicationServerKey));
          return subscription as unknown as PushSubscription;
        };
        PushManager.prototype.getSubscription = async () =>
          has() ? (subscription as unknown as PushSubscription) : null;
      },
      { endpoint: `${service.origin}/browser`, keys: own.keys },
    );
  const shownIn = (page: Page) =>
    page.evaluate(async () => {
      const shown = await (await navigator.serviceWorker.ready).getNotifications();
      return shown.map(({ title, body, lang }) => ({ title, body, lang }));
    });

  test('is asked for by a button under it, shown by the worker, leads back to it, and is stopped there', {
    timeout: 200_000,
  }, async () => {
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    await context.grantPermissions(['notifications'], { origin: cloud.cloud.url });
    await subscribedAt(context);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const registrations: string[] = [];
    devtools.on('ServiceWorker.workerRegistrationUpdated', (event) => {
      registrations.push(...event.registrations.map(({ registrationId }) => registrationId));
    });
    await devtools.send('ServiceWorker.enable');
    const at = `${cloud.cloud.url}/s/larkhall/order`;
    await page.goto(at);
    expect(await page.getByRole('button', { name: 'Tell me on this device' }).count()).toBe(0);
    await page.goto(`${at}#th-order=${order.id}&th-token=${order.token}`);
    const start = page.getByRole('button', { name: 'Tell me on this device' });
    await start.waitFor();
    // As a theme may have it.
    await page.evaluate(() =>
      document.styleSheets[0]?.insertRule('.order-news .button.button { display: inline-grid }'),
    );
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/news-off.png`, fullPage: true });
    await start.focus();
    await page.keyboard.press('Enter');
    const stop = page.getByRole('button', { name: 'Stop' });
    await stop.waitFor();
    await page.getByText('On: this device is told of this order.').waitFor();
    expect(await stop.evaluate((button) => button === document.activeElement)).toBe(true);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/news-on.png`, fullPage: true });
    // Looked at again without its address it is on still.
    await page.goto(at);
    await stop.waitFor();

    await done('orders.fulfil', { orderId: order.id, how: 'shipped' });
    await vi.waitFor(() => expect(service.pushed).toHaveLength(1), { timeout: 15_000 });
    expect(service.wrong).toEqual([]);
    const said = service.pushed[0]?.said;
    await vi.waitFor(() => expect(registrations).not.toHaveLength(0));
    const registrationId = registrations.at(-1) as string;
    const origin = cloud.cloud.url;
    await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(said) });
    const title = `Order ${order.number} is on its way`;
    await vi.waitFor(async () => {
      expect(await shownIn(page)).toEqual([{ title, body: 'larkhall: open it to see how it stands.', lang: 'en-GB' }]);
    });
    // What is none of ours shows nothing.
    await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: '<script>' });
    expect(await shownIn(page)).toHaveLength(1);
    // Pressing a notice is the system's to do: what the worker does then is asked of it.
    const worker = context.serviceWorkers()[0];
    const way = await worker?.evaluate(async () => {
      const cache = await caches.open('news /s/larkhall');
      const [one] = await cache.keys();
      return (await cache.match(one as Request))?.text();
    });
    expect(way).toBe(`#th-order=${order.id}&th-token=${order.token}`);

    await stop.click();
    await page.getByText('Off: this device is told nothing more.').waitFor();
    await start.waitFor();
    expect(await page.evaluate(() => localStorage.getItem('subscribed'))).toBeNull();
    expect(await page.evaluate(async () => (await (await caches.open('news /s/larkhall')).keys()).length)).toBe(0);
    await context.close();
  });

  test('its page says where its parcels are, and leads to their carrier', async () => {
    const { rows } = (await cloud.call('GET', `/v1/fulfilments?orderId=${order.id}`, { token: store.token })).body;
    const fulfilmentId = rows[0].id;
    await done('orders.track', { fulfilmentId, carrier: 'UPS', tracking: '1Z 999 AA1 0123 4567 84' });
    await done('orders.trackParcel', { fulfilmentId, state: 'out-for-delivery', at: Date.now(), place: 'Leeds' });
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${cloud.cloud.url}/s/larkhall/order#th-order=${order.id}&th-token=${order.token}`);
    await page.getByText(/Out for delivery · .* · UPS/).waitFor();
    const way = page.getByRole('link', { name: 'Tracking 1Z 999 AA1 0123 4567 84' });
    expect(await way.getAttribute('href')).toBe('https://www.ups.com/track?tracknum=1Z999AA10123456784');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/parcel.png`, fullPage: true });
    await context.close();
  });

  test('is not offered where the browser has no push, and says so where notices are blocked', async () => {
    const address = `${cloud.cloud.url}/s/larkhall/order#th-order=${order.id}&th-token=${order.token}`;
    const without = await chromium.newContext({ locale: 'en-GB' });
    await without.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'));
    const bare = await without.newPage();
    await bare.goto(address);
    await bare.getByText(`Order ${order.number}`).first().waitFor();
    expect(await bare.getByText('News of this order').isVisible()).toBe(false);
    await without.close();
    const blocking = await chromium.newContext({ locale: 'en-GB' });
    await blocking.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
    const page = await blocking.newPage();
    await page.goto(address);
    await page.getByText('This browser blocks notices from this shop.').waitFor();
    expect(await page.getByRole('button', { name: 'Tell me on this device' }).isVisible()).toBe(false);
    await blocking.close();
  });
});
