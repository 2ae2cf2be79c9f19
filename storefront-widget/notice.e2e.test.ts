import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`what is sold out: ${noChromium}`);

describe.skipIf(!findChromium())('what is sold out', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let browser: Browser;
  let lamp: { variantId: string };
  const done = async (name: string, args: unknown) =>
    expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });

  beforeAll(async () => {
    cloud = await startTestCloud();
    store = await openStore(cloud, 'larkhall');
    lamp = await store.product('Dome table lamp', 0);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };
    await done('access.saveStore', { store: { ...row, domains: [], slug: 'larkhall', hosted } });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  test('is asked for on its page by an address, and bought as soon as it is back', {
    timeout: 200_000,
  }, async () => {
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })).newPage();
    await page.goto(`${cloud.cloud.url}/s/larkhall`);
    await page.getByRole('link', { name: 'Dome table lamp' }).click();
    await page.getByRole('button', { name: 'Tell me when it is back' }).click();
    await page.getByLabel('E-mail').fill('nobody');
    await page.getByRole('button', { name: 'Tell me' }).click();
    await page.getByRole('alert').waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByLabel('E-mail').fill('bo@whitcombe.example');
    await page.keyboard.press('Enter');
    await page.getByText('We will write to you once, when it is back.').first().waitFor();
    const lines = [{ locationId: store.locationId, variantId: lamp.variantId, delta: 4 }];
    await done('inventory.adjust', { lines, reason: 'opening', note: '' });
    // The page learns of it by itself.
    await page.getByRole('button', { name: /^Add to basket/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Tell me when it is back' }).count()).toBe(0);
    await page.context().close();
  });
});
