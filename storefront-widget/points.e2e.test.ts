import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../cloud-api/platform/mail/mailer.ts';
import { codeSentTo } from '../cloud-api/testing/shopper.ts';
import { openStore, startTestCloud, type TestCloud } from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`points of a shopper: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

describe.skipIf(!findChromium())('points of a shopper', () => {
  const email = 'hannah@whitcombe.example';
  const letters: Mailbox = mailbox();
  let cloud: TestCloud;
  let browser: Browser;

  beforeAll(async () => {
    cloud = await startTestCloud({ mailer: letters });
    const store = await openStore(cloud, 'larkhall');
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    await store.product('Stoneware mug', 7);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
    const customer = { id: randomUUID(), name: 'Hannah Whitcombe', email };
    const blank = { phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
    await done('customers.save', { customers: [{ ...customer, ...blank }] });
    const programme = { status: 'running', currency: 'GBP', pointValue: 2, pointsPerUnit: 5, redeemFrom: 10 };
    await done('loyalty.saveProgramme', { ...programme, offlinePoints: 0, monthsGood: 0, tiers: [] });
    await done('loyalty.adjust', { customerId: customer.id, points: 240, reason: 'birthday' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  test('are seen in the account, and made to store credit that takes its part of the next purchase', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })).newPage();
    await page.goto(`${shop}/account`);
    const account = page.locator('tillhouse-account');
    await account.getByLabel('E-mail').fill(email);
    await account.getByRole('button', { name: 'Send me a code' }).click();
    await account.getByLabel('Code').fill((await codeSentTo(letters, email)).code);
    await account.getByRole('button', { name: 'Sign in' }).click();
    await account.getByText('240 points, worth £4.80').waitFor();
    expect((await new AxeBuilder({ page }).include('tillhouse-account').analyze()).violations).toEqual([]);

    await account.getByRole('button', { name: 'Make store credit of them' }).click();
    const many = account.getByLabel('How many points');
    await eventually(() => many.inputValue()).toBe('240');
    await many.fill('241');
    await account.getByText('From 10 to 240.').waitFor();
    expect(await account.getByRole('button', { name: 'Make store credit of them' }).isDisabled()).toBe(true);
    await many.fill('200');
    await account.getByText('They become £4.00').waitFor();
    expect((await new AxeBuilder({ page }).include('tillhouse-account').analyze()).violations).toEqual([]);
    await account.getByRole('button', { name: 'Make store credit of them' }).click();
    await account.getByText('You have £4.00 of store credit').waitFor();
    await account.getByText('40 points, worth £0.80').waitFor();

    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop}/checkout`);
    const checkout = page.locator('tillhouse-checkout');
    await checkout.getByText('Gift card').click();
    await checkout.getByRole('button', { name: 'Use my store credit (£4.00)' }).click();
    await eventually(() => checkout.locator('.pay b').innerText()).toBe('£8.00');
    await page.context().close();
  });
});
