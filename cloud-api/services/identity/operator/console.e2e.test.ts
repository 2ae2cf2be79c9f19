import { AxeBuilder } from '@axe-core/playwright';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../../../tools/parts/chromium.ts';
import { openOperator, type TestOperator } from '../../../testing/test-operator.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let operator: TestOperator;
let browser: Browser;
let page: Page;
/** Set to look at the page oneself. */
const pictures = process.env['PICTURES'];

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'Larkhall');
  await store.product('Jug', 5);
  await openStore(cloud, 'Kiln Row');
  operator = await openOperator(cloud);
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  await page.goto(`${cloud.cloud.url}/operator`);
});
afterAll(async () => {
  await browser?.close();
  await cloud?.close();
});

/** Light and dark, by axe, and photographed where asked for. */
async function look(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    if (pictures) await page.screenshot({ path: `${pictures}/console-${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
/** Told in these words from their first letter on: that something can be restored is no word that it is. */
const said = (words: string) =>
  page
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${words}`) })
    .waitFor();

test('a shop’s owner does not get in, an operator does, and sees every tenant', async () => {
  const sign = async (email: string, password: string): Promise<void> => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await sign(store.email, store.password);
  await said('E-mail and password do not fit');
  await look('sign-in');
  await sign(operator.email, operator.password);
  await page.getByRole('button', { name: 'Larkhall' }).waitFor();
  await page.getByLabel('Search tenants').fill('kiln');
  await page.getByRole('button', { name: 'Larkhall' }).waitFor({ state: 'detached' });
  await page.getByLabel('Search tenants').fill('');
  await page.getByRole('button', { name: 'Larkhall' }).click();
  await page.getByRole('heading', { name: 'Larkhall' }).waitFor();
  await look('tenant');
});

test('a tenant is put on a plan, suspended and restored', async () => {
  await page.getByLabel('Plan').last().selectOption('starter');
  await page.getByText('Limits of its own').click();
  await page.getByLabel('Products').fill('7');
  await page.getByRole('button', { name: 'Save plan' }).click();
  await said('Saved.');
  await page.getByLabel('Reason').fill('Invoice 12 is unpaid');
  await page.getByRole('button', { name: 'Suspend' }).click();
  await said('Suspended.');
  const { body } = await operator.call('GET', `/tenants/${store.tenantId}`);
  expect(body).toMatchObject({
    status: 'suspended',
    reason: 'Invoice 12 is unpaid',
    planId: 'starter',
    quotas: { products: 7 },
  });
  await page.getByText('Invoice 12 is unpaid, since').waitFor();
  await look('suspended');
  await page.getByRole('button', { name: 'Restore' }).click();
  await said('Restored.');
});

test('a visit waits for the owner, stands over the page while it lasts, and ends', async () => {
  await page.getByLabel('Why').fill('Case 7: prices do not show');
  await page.getByRole('button', { name: 'Ask to visit' }).click();
  await page.getByText('No owner has answered yet.').waitFor();
  const { body } = await cloud.call('GET', '/auth/visits', { token: store.token });
  const consent = { token: store.token, body: {} };
  expect((await cloud.call('POST', `/auth/visits/${body.visits[0].id}/consent`, consent)).status).toBe(204);
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText('You are visiting Larkhall until').waitFor();
  await page.getByRole('button', { name: 'Products' }).click();
  await page.getByRole('cell', { name: 'Jug', exact: true }).waitFor();
  await look('visit');
  await page.getByRole('button', { name: 'End visit' }).click();
  await page.getByText('You are visiting').waitFor({ state: 'detached' });
});

test('an operator sets up a second factor, and is asked for it from then on', async () => {
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  await page.getByRole('button', { name: 'Set it up' }).click();
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await look('factor');
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await page.getByLabel('Code that the app shows now').fill(app.generate());
  await page.getByRole('button', { name: 'It works, use it' }).click();
  await said('From now on signing in asks for it.');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(operator.email);
  await page.getByLabel('Password').fill(operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await said('The password fits.');
  await look('code');
  // The step that was used to set it up is used up; the one after it is taken too.
  await page.getByLabel('Code of your authenticator app').fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Second factor', exact: true }).waitFor();
});
