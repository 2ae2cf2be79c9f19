import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../cloud-api/platform/mail/mailer.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`what is due of an order: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

describe.skipIf(!findChromium())('what is due of an order', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let browser: Browser;
  const letters: Mailbox = mailbox();
  const done = async (name: string, args: unknown) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };
  const clean = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  beforeAll(async () => {
    cloud = await startTestCloud({ mailer: letters });
    store = await openStore(cloud, 'larkhall');
    await store.product('Stoneware mug', 70);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
    const prices = [{ currency: 'GBP', amount: 0, freeFrom: null }];
    const rates = [{ id: randomUUID(), name: 'Parcel', days: null, prices }];
    const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true, rates };
    await done('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }] } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  /** Bought and paid by who looks at `page`; then the shop adds one more. */
  async function bought(page: Page): Promise<{ orderId: string }> {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop}/checkout`);
    const checkout = page.locator('tillhouse-checkout');
    const field = (name: string) => checkout.getByLabel(name, { exact: true });
    await field('E-mail').fill('bo@shopper.example');
    await field('Name').fill('Bo Field');
    await field('Street and number').fill('4 Mill Lane');
    await field('Town or city').fill('Bath');
    await field('Postcode').fill('BA1 1AA');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    await checkout.getByRole('button', { name: 'Pay now' }).click();
    await eventually(() => checkout.locator('.root').first().innerText()).toContain('Your order is placed');
    const { rows } = (await cloud.call('GET', '/v1/orders', { token: store.token })).body;
    const { id: orderId } = rows[0];
    await eventually(async () => (await read(orderId)).due).toBe(0);
    const lines = (await cloud.call('GET', `/v1/order-lines?orderId=${orderId}`, { token: store.token })).body.rows;
    const { version } = await read(orderId);
    const more = [{ lineId: lines[0].id, quantity: 2 }];
    await done('orders.edit', { orderId, version, settle: 'later', reason: 'one more', lines: more });
    return { orderId };
  }
  const read = async (id: string) => (await cloud.call('GET', `/v1/orders/${id}`, { token: store.token })).body;

  test('its page says what is due and leads to paying it; a card that is declined may be followed by another', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    const { orderId } = await bought(page);
    await page.goto(`${cloud.cloud.url}/s/larkhall/order`);
    const button = page.getByRole('link', { name: 'Pay £12.00' });
    await button.waitFor();
    await clean(page);
    await shot(page, 'due-order-phone');
    await button.click();
    await page.getByRole('heading', { name: /^Pay order/ }).waitFor();
    await clean(page);
    await shot(page, 'due-page-phone');
    await page.emulateMedia({ colorScheme: 'dark' });
    await clean(page);
    await shot(page, 'due-page-phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    // Two tabs on the same sum are one payment.
    const other = await context.newPage();
    await other.goto(page.url());
    for (const tab of [page, other]) {
      await tab.getByText('card', { exact: false }).first().click();
      await tab.getByRole('button', { name: 'Pay £12.00' }).click();
      await tab.waitForURL(/\/pay\/[0-9a-f-]{36}/);
    }
    expect(new URL(page.url()).pathname).toBe(new URL(other.url()).pathname);
    await page.getByText('declined', { exact: false }).first().click();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await eventually(() => page.getByRole('alert').count()).toBe(1);
    await shot(page, 'due-declined-phone');
    await page.getByRole('button', { name: 'Pay £12.00' }).click();
    await eventually(() => page.locator('main').innerText()).toContain('Paid: £12.00. Thank you.');
    await clean(page);
    await shot(page, 'due-paid-phone');
    expect(await read(orderId)).toMatchObject({ due: 0, paid: 2_400, paymentStatus: 'paid' });
    await other.goto(`${cloud.cloud.url}/s/larkhall/order`);
    await page.getByRole('link', { name: /^Back to/ }).click();
    await page.waitForURL(/\/order/);
    await eventually(() => page.locator('tillhouse-order .states').innerText()).toContain('Paid');
    expect(await page.getByRole('link', { name: /^Pay/ }).count()).toBe(0);
    await context.close();
  });

  test('a link that the shop sends leads to it without the shop; a wrong one to nothing', async () => {
    const context = await browser.newContext({ viewport: { width: 1_366, height: 768 }, locale: 'en-GB' });
    const page = await context.newPage();
    const { orderId } = await bought(page);
    const before = letters.letters.length;
    await done('orders.askToPay', { orderId, to: 'bo@shopper.example' });
    const asked = () => letters.letters.slice(before).find(({ subject }) => subject.includes('£12.00 to pay'));
    await eventually(() => asked() !== undefined).toBe(true);
    const link = /https?:\S+/.exec(asked()?.text ?? '')?.[0] ?? '';
    expect((await cloud.call('GET', `/v1/orders/${orderId}/pay-link`, { token: store.token })).body).toMatchObject({
      ...{ url: link, due: 1_200, currency: 'GBP' },
    });
    await page.goto(link);
    await shot(page, 'due-link');
    await page.getByRole('button', { name: 'Pay £12.00' }).click();
    await eventually(() => page.locator('main').innerText()).toContain('Paid: £12.00. Thank you.');
    expect((await read(orderId)).due).toBe(0);
    const { rows } = (await cloud.call('GET', `/v1/order-changes?orderId=${orderId}`, { token: store.token })).body;
    expect(rows.map(({ after }: { after: object }) => after)).toContainEqual({ payLink: 'sent', asked: 1_200 });
    // Nothing of the address is kept, and nobody is asked for what is paid.
    expect((await store.command('orders.askToPay', { orderId, to: 'bo@shopper.example' })).body).toMatchObject({
      code: 'orders.nothing-to-pay',
    });
    const wrong = await page.goto(link.replace(/proof=.{4}/, 'proof=AAAA'));
    expect(wrong?.status()).toBe(404);
    await clean(page);
    await context.close();
  });
});
