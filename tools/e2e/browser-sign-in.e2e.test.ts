import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { bootHost, type RunningHost } from '@tillhouse/desktop/host/boot.ts';
import { axeFindings } from '@tillhouse/desktop/renderer/testing/axe.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildScreens } from '../launcher/house/build-screens.ts';
import { root } from '../launcher/paths.mjs';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';

/** RFC 8252 and RFC 8628 as people meet them: the desk never sees a password, and goes on by itself. */
const browserHere = findChromium() !== undefined;
if (!browserHere) console.warn(`signing in in a browser is left out. ${noChromium}`);

let cloud: TestCloud;
let store: TestStore;
let host: RunningHost;
let browser: Browser;
let desk: Page;
let context: BrowserContext;
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-abroad-'));

beforeAll(async () => {
  if (!browserHere) return;
  await buildScreens();
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  const rendererDir = join(root, 'desktop/dist/renderer');
  host = await bootHost({ dataDir: folder, cloudUrl: cloud.cloud.url, port: 0, rendererDir, log: () => {} });
  browser = await launchChromium();
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' });
});
// A window of its own each time: nobody is signed in at it.
beforeEach(async () => {
  if (browserHere) desk = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await cloud?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function typePassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(store.email);
  await page.getByLabel('Password').fill(store.password);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const inside = () => desk.getByRole('navigation').first().waitFor({ timeout: 60_000 });

test.runIf(browserHere)('a new desk is enrolled by signing in in the browser of the system', async () => {
  await desk.goto(host.url);
  await desk.getByLabel('Name of this device').fill('Office desk');
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    desk.getByRole('button', { name: 'Sign in and enrol' }).click(),
  ]);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await expect.poll(() => page.locator('main').textContent()).toContain('Office desk');
  await typePassword(page);
  await page.getByRole('heading', { name: 'Let Tillhouse in?' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Let it in' }).click();
  await page.getByRole('heading', { name: 'Back to the desk' }).waitFor();
  expect(new URL(page.url()).hostname).toBe('127.0.0.1');
  await inside();
  // Where they are told that they can end it, it is.
  await page.goto(`${cloud.cloud.url}/auth/account`);
  await page.getByText('Office desk').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.close();
});

test.runIf(browserHere)('somebody signs in at a locked desk with a code and their phone', async () => {
  await desk.goto(host.address('/'));
  await desk.getByRole('button', { name: /With my phone/ }).click();
  const code = await desk.getByText(/^[A-Z]{4}-[A-Z]{4}$/).textContent();
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  const page = await phone.newPage();
  await page.goto(`${cloud.cloud.url}/auth/device`);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('Code').fill(code?.toLowerCase() ?? '');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Office desk').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Yes, it is' }).click();
  await typePassword(page);
  await page.getByRole('button', { name: 'Let it in' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await phone.close();
  await inside();
});

test.runIf(browserHere)('who says no in the browser is told so at the desk, and nothing is signed in', async () => {
  await desk.goto(host.address('/'));
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    desk.getByRole('button', { name: /In the browser/ }).click(),
  ]);
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByRole('heading', { name: 'Nobody was let in' }).waitFor();
  await desk.getByRole('alert').getByText('it was refused in the browser').waitFor();
  expect(await axeFindings(desk, { within: '[role=dialog]' })).toEqual([]);
});
