import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailbox } from '../cloud-api/platform/mail/mailer.ts';
import { hashOf } from '../cloud-api/services/storefront/checkout/secrets.ts';
import {
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`buying on a foreign page: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

const hostile = `* { all: unset; float: left !important; font: italic 40px cursive !important; color: red !important; letter-spacing: 9px !important; }
  html, body { display: block !important; } button, input, dialog, form { position: static !important; border: 9px solid lime !important; }`;

describe.skipIf(!findChromium())('buying on a foreign page', () => {
  let cloud: TestCloud;
  let site: Server;
  let browser: Browser;
  let page: Page;
  let origin: string;
  let token: string;
  const letters = mailbox();

  beforeAll(async () => {
    let html = '';
    site = createServer(({ url }, response) => {
      const text = url?.startsWith('/account')
        ? html.replace('<body>', '<body><tillhouse-account></tillhouse-account>')
        : html;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
    });
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    cloud = await startTestCloud({ mailer: letters });
    const store = await openStore(cloud, 'larkhall');
    token = store.token;
    await showShop(store);
    await store.product('Stoneware mug', 7);
    const zone = {
      ...{ id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true },
      places: [{ country: 'GB', regions: [] }],
      rates: [
        {
          ...{ id: randomUUID(), name: 'Tracked post', days: { least: 2, most: 4 } },
          prices: [{ currency: 'GBP', amount: 395, freeFrom: null }],
        },
      ],
    };
    expect((await store.command('shipping.saveZone', { zone })).status).toBe(200);
    const key = await publishableKey(cloud, store, [origin]);
    html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>Somebody's page</title><style>${hostile}</style>
      <script src="${cloud.cloud.url}/tillhouse.js" data-key="${key}" async></script>
      <body><tillhouse-search></tillhouse-search><tillhouse-product></tillhouse-product><tillhouse-cart-button floating></tillhouse-cart-button></body></html>`;
    browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await cloud?.close();
  });

  /** At `/s/larkhall`, in the demo shop's look. */
  async function showShop({ command }: TestStore): Promise<void> {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    const letter = { afterHours: 4, subject: 'Your basket', text: 'It is here: {link}' };
    const own = { domains: [], slug: 'larkhall', hosted, cartLetters: { active: true, letters: [letter] } };
    const saved = await command('access.saveStore', { store: { ...row, ...own } });
    expect(saved.body).toMatchObject({ status: 'applied' });
  }

  /** The name of what has the focus, through all the roots that are in the way. */
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      if (at === document.body) return '';
      const label = (at as HTMLInputElement | null)?.labels?.[0]?.textContent;
      return (at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim();
    });

  /** Presses Tab until that has the focus; what no key reaches fails. */
  async function tabTo(name: RegExp): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      const at = await focused();
      if (name.test(at)) return;
      passed.push(at);
      await page.keyboard.press('Tab');
    }
    throw new Error(`no key reaches ${name}; passed: ${passed.join(' | ')}`);
  }

  async function press(name: RegExp): Promise<void> {
    await tabTo(name);
    await page.keyboard.press('Enter');
  }

  async function type(name: RegExp, text: string): Promise<void> {
    await tabTo(name);
    await page.keyboard.type(text);
  }

  /** A letter about their basket was sent; the link in it. */
  async function letterAbout(email: string): Promise<string> {
    const admin = new pg.Client(cloud.database.url);
    await admin.connect();
    const secret = 'x'.repeat(43);
    const { rows } = await admin.query(
      `INSERT INTO cart_letters (tenant_id, checkout_id, step, address_index, token_hashes, tries, created_at)
       SELECT tenant_id, id, 0, '', jsonb_build_array($2::text), 1, now() FROM checkouts WHERE contact ->> 'email' = $1
       RETURNING checkout_id, (SELECT come_back_to FROM checkouts c WHERE c.id = checkout_id)`,
      [email, hashOf(secret)],
    );
    await admin.end();
    return `${rows[0].come_back_to}#th-cart=${rows[0].checkout_id}.0.${secret}`;
  }

  /** In another browser, where nothing of it is known. */
  async function followLetter(link: string): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const elsewhere = await context.newPage();
    await elsewhere.goto(link);
    const checkout = elsewhere.locator('tillhouse-checkout');
    await eventually(() => checkout.locator('.pay b').innerText()).toBe('£15.95');
    await checkout.getByText('bo@whitcombe.example').waitFor();
    await elsewhere.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    expect(elsewhere.url()).not.toContain('th-cart');
    await context.close();
  }

  test('by keyboard alone: search, product, basket, address, a bank that asks back, and the order stands', async () => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(origin);
    await page.getByRole('combobox', { name: 'Search the shop' }).waitFor();
    await type(/^Search the shop/, 'stone');
    await page.getByRole('option', { name: /Stoneware mug/ }).waitFor();
    // All that is found, narrowed to what can be had now; and back to the field.
    await page.keyboard.press('Enter');
    const results = page.getByRole('region', { name: '“stone”' });
    await results.getByRole('link', { name: 'Stoneware mug' }).waitFor();
    await press(/^Filter/);
    await tabTo(/^In stock only/);
    await page.keyboard.press('Space');
    await results.getByRole('button', { name: 'Without In stock only' }).waitFor();
    expect((await new AxeBuilder({ page }).include('tillhouse-search').analyze()).violations).toEqual([]);
    await press(/^Close the search/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Add to basket/ }).waitFor();
    await press(/^Add to basket/);
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await press(/^Basket, 1 item/);
    await page
      .getByRole('dialog', { name: 'Basket' })
      .getByRole('button', { name: /^Check out/ })
      .waitFor();
    await press(/^Check out/);

    const checkout = page.locator('tillhouse-checkout');
    await checkout.getByLabel('E-mail').waitFor();
    await type(/^E-mail/, 'hannah@whitcombe.example');
    await type(/^Name/, 'Hannah Whitcombe');
    await type(/^Street/, '18 Daniel Street');
    await type(/^Town/, 'Bath');
    await type(/^Postcode/, 'BA2 6');
    await page.keyboard.press('Enter');
    await eventually(() => checkout.getByRole('alert').innerText()).toContain('One thing is missing');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('BA2 6ND');
    // Nothing that was typed is lost with the page.
    await page.reload();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await press(/^Basket, 1 item/);
    await page
      .getByRole('dialog', { name: 'Basket' })
      .getByRole('button', { name: /^Check out/ })
      .waitFor();
    await press(/^Check out/);
    await eventually(() => checkout.getByLabel('Street').inputValue()).toBe('18 Daniel Street');
    // Who has an account may sign in first, and nobody has to.
    await press(/^Have an account/);
    const code = checkout.getByRole('button', { name: 'Send me a code' });
    await code.waitFor();
    await page.keyboard.press('Enter');
    await code.waitFor({ state: 'detached' });
    expect(await checkout.getByLabel('Street').inputValue()).toBe('18 Daniel Street');
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    const secret = /secret\\+":\\+"([^"\\]{20,})/.exec(kept)?.[1] ?? 'no secret is kept';
    expect(kept).toContain(secret);
    expect((await new AxeBuilder({ page }).include('tillhouse-checkout-overlay').analyze()).violations).toEqual([]);
    await press(/^Go on to delivery/);
    await checkout.getByRole('radio', { name: /Tracked post/ }).waitFor();
    await eventually(() => checkout.getByRole('radio', { name: /Tracked post/ }).isChecked()).toBe(true);
    await eventually(() => checkout.locator('.pay b').innerText()).toBe('£15.95');

    await tabTo(/^Test payment/);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^Test card/);
    await eventually(() => checkout.getByRole('button', { name: 'Pay now' }).isEnabled()).toBe(true);
    await press(/^Pay now/);
    await page.waitForURL(/\/pay\//);
    expect(new URL(page.url()).origin).not.toBe(cloud.cloud.url);
    await tabTo(/authorised at once/);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('3-D Secure');
    await press(/^Pay £15.95/);
    await page.getByRole('button', { name: 'Yes, confirm the payment' }).waitFor();
    await press(/^Yes, confirm/);

    await page.waitForURL(`${origin}/**`);
    await eventually(() => checkout.locator('.done h2').innerText()).toBe('Thank you. Your order is placed.');
    await eventually(() => checkout.locator('.states').innerText()).toContain('Paid');
    expect(page.url()).not.toContain('th-checkout');
    const { body } = await cloud.call('GET', '/v1/orders?limit=10', { token });
    expect(body.rows).toMatchObject([{ total: 1_595, paymentStatus: 'paid' }]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Basket, 0 items/ }).waitFor();

    // The letter that confirms it leads to how it stands, also in a browser that knows nothing of it.
    const linkIn = () =>
      /http\S+#th-order=\S+/.exec(letters.letters.map((letter) => letter.text).join('\n'))?.[0] ?? '';
    await eventually(linkIn).toContain(origin);
    await page.evaluate(() => localStorage.clear());
    await page.goto(linkIn());
    const status = page.getByRole('dialog', { name: 'Your order' });
    await eventually(() => status.locator('.states').innerText()).toContain('Being made ready');
    expect(await status.locator('.bought').innerText()).toContain('Stoneware mug');
    expect(page.url()).not.toContain('th-token');
    const orderToken = /th-token=([\w-]+)/.exec(linkIn())?.[1] ?? '';
    const told = [secret, orderToken].filter((one) => addresses.some((address) => address.includes(one)));
    expect(told).toEqual([]);
  });

  test('signed in by a code, by keyboard alone: what was bought as a guest is there, and the basket is one in two browsers', async () => {
    const email = 'hannah@whitcombe.example';
    const account = page.locator('tillhouse-account');
    const codeSent = async (before: number): Promise<string> => {
      const codes = () => letters.letters.slice(before).flatMap(({ text }) => /\b(\d{6})\b/.exec(text)?.[1] ?? []);
      await eventually(() => codes().length).toBe(1);
      return codes()[0] ?? '';
    };
    await page.goto(`${origin}/account`);
    await account.getByLabel('E-mail').waitFor();
    let before = letters.letters.length;
    await type(/^E-mail/, email);
    await page.keyboard.press('Enter');
    await account.getByLabel('Code').waitFor();
    await eventually(focused).toMatch(/^Code/);
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await eventually(() => account.getByRole('alert').innerText()).toContain('4 more tries');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(await codeSent(before));
    await page.keyboard.press('Enter');
    const [order] = (await cloud.call('GET', '/v1/orders?limit=10', { token })).body.rows;
    await account.getByRole('button', { name: order.number }).waitFor();
    expect((await new AxeBuilder({ page }).include('tillhouse-account').analyze()).violations).toEqual([]);
    await press(new RegExp(`^${order.number}`));
    await eventually(() => account.locator('.bought').innerText()).toContain('Stoneware mug');
    await press(/^Buy it again/);
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await tabTo(/^Orders/);
    await page.keyboard.press('ArrowRight');
    await press(/^Add an address/);
    await account.getByLabel('Street').waitFor();
    await type(/^Name/, 'Hannah Whitcombe');
    await type(/^Street/, '18 Daniel Street');
    await type(/^Town/, 'Bath');
    await type(/^Postcode/, 'BA2 6ND');
    await page.keyboard.press('Enter');
    await account.getByText('Usual', { exact: true }).waitFor();

    // Another device, with something of its own in its basket: one basket, and it says what was brought.
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await other.goto(`${origin}/account`);
    const there = other.locator('tillhouse-account');
    await there.getByLabel('E-mail').fill(email);
    before = letters.letters.length;
    await there.getByRole('button', { name: 'Send me a code' }).press('Enter');
    await there.getByLabel('Code').fill(await codeSent(before));
    await there.getByRole('button', { name: 'Sign in' }).press('Enter');
    await there.locator('.bar', { hasText: 'one thing was added' }).waitFor();
    await other.getByRole('button', { name: 'Basket, 1 item' }).press('Enter');
    await other
      .getByRole('dialog', { name: 'Basket' })
      .getByRole('button', { name: /^Check out/ })
      .press('Enter');
    // Nobody types what the shop knows.
    const checkout = other.locator('tillhouse-checkout');
    await checkout.getByRole('button', { name: 'Pay now' }).waitFor();
    expect(await checkout.locator('.who').innerText()).toContain('18 Daniel Street');
    await other.getByRole('button', { name: 'Close the checkout' }).press('Enter');
    await there.getByRole('button', { name: 'Sign out', exact: true }).press('Enter');
    await there.locator('.bar', { hasText: 'Your basket is kept in your account' }).waitFor();
    const left = await other.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    expect(left).not.toMatch(/sa_|sr_|Stoneware|Daniel|checkout:[^"]*:open/);
    await page.reload();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await other.context().close();
  });

  test('the hosted shop is read without a script, and buys with one under its content policy', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const reader = await plain.newPage();
    await reader.goto(shop);
    await reader.getByRole('link', { name: 'Search' }).click();
    await reader.getByRole('searchbox').fill('stone');
    await reader.getByRole('button', { name: 'Search' }).click();
    await reader.getByRole('link', { name: 'Stoneware mug' }).click();
    expect(await reader.getByRole('heading', { level: 1 }).innerText()).toBe('Stoneware mug');
    expect(await reader.locator('.t .price').innerText()).toBe('£12.00');
    expect(await reader.locator('tillhouse-buy').innerText()).toContain('Buying needs JavaScript');
    await plain.close();

    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const buyer = await context.newPage();
    const refused: string[] = [];
    buyer.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await buyer.goto(shop);
    await buyer.getByRole('button', { name: /^Basket, 0/ }).waitFor();
    expect((await new AxeBuilder({ page: buyer }).analyze()).violations).toEqual([]);
    await buyer.getByRole('link', { name: 'Stoneware mug' }).click();
    await buyer.getByRole('button', { name: /^Add to basket/ }).click();
    await buyer.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    expect((await new AxeBuilder({ page: buyer }).analyze()).violations).toEqual([]);
    await buyer.goto(`${shop}/cart`);
    await buyer.getByRole('link', { name: /^Check out/ }).click();
    await buyer.waitForURL(`${shop}/checkout`);
    const checkout = buyer.locator('tillhouse-checkout');
    await checkout.getByLabel('E-mail').fill('bo@whitcombe.example');
    await checkout.getByLabel('Name').fill('Bo Field');
    await checkout.getByLabel('Street').fill('18 Daniel Street');
    await checkout.getByLabel('Town').fill('Bath');
    await checkout.getByLabel('Postcode').fill('BA2 6ND');
    const reminder = checkout.getByRole('checkbox', { name: /^Remind me/ });
    expect(await reminder.isChecked()).toBe(false);
    await reminder.check();
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    await eventually(() => checkout.locator('.pay b').innerText()).toBe('£15.95');
    await followLetter(await letterAbout('bo@whitcombe.example'));
    await checkout.getByRole('radio', { name: /^Test card/ }).check();
    await checkout.getByRole('button', { name: 'Pay now' }).click();
    await buyer.getByRole('button', { name: 'Pay £15.95' }).click();
    await eventually(() => checkout.locator('.done h2').innerText()).toBe('Thank you. Your order is placed.');
    await buyer.goto(`${shop}/order`);
    await eventually(() => buyer.locator('tillhouse-order .states').innerText()).toContain('Paid');
    expect(refused).toEqual([]);

    // What was looked at can be read without a connection, and says so.
    await buyer.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await buyer.goto(shop);
    await buyer.getByRole('link', { name: 'Stoneware mug' }).click();
    const kept = () => buyer.evaluate(async () => !!(await caches.match(location.href)));
    await eventually(kept).toBe(true);
    await context.setOffline(true);
    await buyer.reload();
    expect(await buyer.getByRole('heading', { level: 1 }).innerText()).toBe('Stoneware mug');
    await buyer.getByText('There is no connection.').waitFor();
    await context.close();
  });
});
