import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../cloud-api/platform/mail/mailer.ts';
import { type FakeVies, startFakeVies } from '../cloud-api/testing/fake-vies.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../cloud-api/testing/test-cloud.ts';
import { findChromium, launchChromium, noChromium } from '../tools/parts/chromium.ts';

if (!findChromium()) console.warn(`firms that buy on the web: ${noChromium}`);

/** A busy machine takes its time; a broken page never gets there. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000 });

describe.skipIf(!findChromium())('firms that buy on the web', () => {
  let cloud: TestCloud;
  let store: TestStore;
  let vies: FakeVies;
  let browser: Browser;
  let ahead = 0;
  const letters: Mailbox = mailbox();

  beforeAll(async () => {
    vies = await startFakeVies();
    cloud = await startTestCloud({ mailer: letters, viesApi: vies.url, now: () => Date.now() + ahead });
    store = await openStore(cloud, 'larkhall');
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    await store.product('Stoneware mug', 70);
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0];
    const hosted = { open: true, domain: null, fonts: 'classic', headline: 'The winter table', intro: '' };
    const own = { domains: [], slug: 'larkhall', hosted, vatNumber: 'DE136695976' };
    await done('access.saveStore', { store: { ...row, ...own } });
    const rule = { category: 'standard', productId: null, name: 'MwSt', perUnit: null, compound: false, adds: false };
    const dated = { ...rule, fromDay: '2020-01-01', toDay: null, source: '' };
    await done('pricing.saveTaxRules', {
      rules: [{ ...dated, id: randomUUID(), jurisdiction: 'DE', rate: '19/100' }],
    });
    await done('pricing.setTaxZone', { place: 'store', zone: 'DE' });
    await done('pricing.setReverseCharge', { place: 'store', rule: { check: 'register', unanswered: 'tax' } });
    const prices = [{ currency: 'GBP', amount: 595, freeFrom: null }];
    const rates = [{ id: randomUUID(), name: 'Parcel', days: null, prices }];
    const places = ['DE', 'FR'].map((country) => ({ country, regions: [] }));
    const zone = { id: randomUUID(), revision: 0, storeId: null, name: 'All', active: true, rates, places };
    await done('shipping.saveZone', { zone });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
    await vies?.close();
  });

  test('a firm abroad sees at once what its VAT number does to the total, and why; a wrong one is said at its field', async () => {
    const shop = `${cloud.cloud.url}/s/larkhall`;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(shop);
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop}/checkout`);
    const checkout = page.locator('tillhouse-checkout');
    const field = (name: string) => checkout.getByLabel(name, { exact: true });
    await field('Country').selectOption('FR');
    await field('E-mail').fill('achat@sodimas.example');
    await field('Name').fill('Élodie Roux');
    await field('Street and number').fill('11 Rue Ampère');
    await field('Town or city').fill('Lyon');
    await field('Postcode').fill('69002');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    await eventually(() => checkout.locator('.pay').innerText()).toContain('£17.95');
    await checkout.getByText('Buying for a firm').click();
    await field('Company').fill('SA SODIMAS');
    await field('VAT number').fill('FR40303265046');
    await field('Company').focus();
    await eventually(() => field('VAT number').getAttribute('aria-invalid')).toBe('true');
    expect(await checkout.locator('#vatId-wrong').innerText()).toContain('is no VAT number');
    // The register does not know it yet: it is taxed, and why is said.
    await field('VAT number').fill('FR 40 303 265 045');
    await field('Company').focus();
    const note = checkout.locator('.sum small[role=status]');
    await eventually(() => note.innerText()).toContain('VIES');
    expect(await field('VAT number').getAttribute('aria-invalid')).toBe('false');
    vies.register.set('FR40303265045', { valid: true, name: 'SA SODIMAS' });
    // What it said holds for a minute.
    ahead = 61_000;
    await field('VAT number').fill('');
    await field('Company').focus();
    await eventually(() => note.count()).toBe(0);
    await field('VAT number').fill('FR40303265045');
    await field('Company').focus();
    await eventually(() => note.innerText()).toContain('due by you (reverse charge)');
    await eventually(() => checkout.locator('.pay').innerText()).toContain('£15.08');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/firm-phone.png`, fullPage: true });
    await checkout.getByRole('button', { name: 'Pay now' }).click();
    await eventually(() => checkout.locator('.root').first().innerText()).toContain('Your order is placed');
    const { rows } = (await cloud.call('GET', '/v1/orders', { token: store.token })).body;
    expect(rows[0]).toMatchObject({ total: 1_508, taxTotal: 0, taxRelief: { evidence: 'FR40303265045' } });
    await context.close();
  });

  const shop = (): string => `${cloud.cloud.url}/s/larkhall`;
  const shot = async (page: Page, name: string): Promise<void> => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };
  async function signIn(page: Page, email: string): Promise<void> {
    await page.goto(`${shop()}/account`);
    const before = letters.letters.length;
    await page.getByLabel('E-mail').fill(email);
    await page.keyboard.press('Enter');
    await page.getByLabel('Code').waitFor();
    const codes = () => letters.letters.slice(before).flatMap(({ text }) => /\b(\d{6})\b/.exec(text)?.[1] ?? []);
    await eventually(() => codes().length).toBe(1);
    await page.getByLabel('Code').fill(codes()[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).first().waitFor();
  }
  async function toCheckout(page: Page): Promise<void> {
    await page.goto(shop());
    await page.getByRole('link', { name: 'Stoneware mug' }).click();
    await page.getByRole('button', { name: /^Add to basket/ }).click();
    await page.getByRole('button', { name: 'Basket, 1 item' }).waitFor();
    await page.goto(`${shop()}/checkout`);
  }

  test('what a buyer may not order alone waits, is said yes to by the link in a letter, and its page goes on by itself', async () => {
    const customerId = randomUUID();
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    const of = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
    await done('customers.save', { customers: [{ id: customerId, name: 'Whitcombe GmbH', ...of }] });
    const account = { open: true, creditLimit: null, days: 30 };
    await done('customers.saveAccount', { customerId, account, before: null });
    const plain = { customerId, orderLimit: 1_000, alwaysAsks: false, approves: false, ended: false };
    const bo = { id: randomUUID(), name: 'Bo Field', email: 'bo@whitcombe.example' };
    const cy = { id: randomUUID(), name: 'Cy Marsh', email: 'cy@whitcombe.example', approves: true };
    await done('customers.saveBuyer', { buyer: { ...plain, ...bo } });
    await done('customers.saveBuyer', { buyer: { ...plain, ...cy } });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const page = await context.newPage();
    await signIn(page, bo.email);
    await toCheckout(page);
    const checkout = page.locator('tillhouse-checkout');
    const field = (name: string) => checkout.getByLabel(name, { exact: true });
    await field('Street and number').fill('1 Neue Straße');
    await field('Town or city').fill('Ulm');
    await field('Postcode').fill('89073');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    await checkout.getByRole('radio', { name: /^On account/ }).waitFor();
    await eventually(() => checkout.getByRole('button', { name: 'Place the order' }).isEnabled()).toBe(true);
    await checkout.getByRole('button', { name: 'Place the order' }).click();
    await eventually(() => checkout.locator('.waits').innerText()).toContain('It waits for a yes of your firm');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/waits-phone.png`, fullPage: true });
    // Taken back, it is open again as it was; ordered once more it waits anew.
    await checkout.getByRole('button', { name: 'Withdraw it' }).click();
    await checkout.getByRole('button', { name: 'Go on waiting' }).click();
    await checkout.getByRole('button', { name: 'Withdraw it' }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/withdraw-phone.png`, fullPage: true });
    await checkout.getByRole('button', { name: 'Yes, withdraw it' }).click();
    await checkout.getByRole('alert').filter({ hasText: 'You withdrew it.' }).waitFor();
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/withdrawn-phone.png`, fullPage: true });
    const reads: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'GET' && /\/checkouts\/[\w-]+$/.test(new URL(request.url()).pathname))
        reads.push(Date.now());
    });
    const stream = page.waitForRequest(/\/checkouts\/[\w-]+\/events$/);
    await checkout.getByRole('button', { name: 'Place the order' }).click();
    await eventually(() => checkout.locator('.waits').innerText()).toContain('It waits for a yes of your firm');
    await (await stream).response();
    const asked = () =>
      letters.letters.findLast(({ to, text }) => to === cy.email && text.includes('/approvals?'))?.text;
    await eventually(asked).toBeDefined();
    const other = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await other.goto(/https?:\/\/\S*\/approvals\?\S+/.exec(asked() ?? '')?.[0] ?? '');
    expect((await new AxeBuilder({ page: other }).analyze()).violations).toEqual([]);
    if (process.env['SHOTS'])
      await other.screenshot({ path: `${process.env['SHOTS']}/approve-phone.png`, fullPage: true });
    await other.getByLabel(/^Reason/).fill('For the fair');
    // Nothing was asked meanwhile but once, as the stream opened.
    expect(reads.length).toBeLessThanOrEqual(1);
    await other.getByRole('button', { name: 'Approve' }).click();
    // Told by its stream: by itself it would look again after five seconds.
    await checkout.getByRole('heading', { name: 'Your order is placed' }).waitFor({ timeout: 4_500 });
    await eventually(() => other.getByRole('status').innerText()).toContain('is approved');
    await other.context().close();
    await context.close();
  });

  test('on another device their buyer finds what waits, takes it back, and pays what was approved', async () => {
    const customerId = randomUUID();
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    const of = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
    await done('customers.save', { customers: [{ id: customerId, name: 'Marsh GmbH', ...of }] });
    const plain = { customerId, orderLimit: 1_000, alwaysAsks: false, approves: false, ended: false };
    const bo = { id: randomUUID(), name: 'Bo Marsh', email: 'bo@marsh.example' };
    const cy = { id: randomUUID(), name: 'Cy Marsh', email: 'cy@marsh.example', approves: true };
    await done('customers.saveBuyer', { buyer: { ...plain, ...bo } });
    await done('customers.saveBuyer', { buyer: { ...plain, ...cy } });
    const desktop = await (
      await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' })
    ).newPage();
    const phone = await (
      await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' })
    ).newPage();
    await signIn(desktop, bo.email);
    await toCheckout(desktop);
    const checkout = desktop.locator('tillhouse-checkout');
    const field = (name: string) => checkout.getByLabel(name, { exact: true });
    await field('Street and number').fill('1 Neue Straße');
    await field('Town or city').fill('Ulm');
    await field('Postcode').fill('89073');
    await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
    const pay = checkout.getByRole('button', { name: 'Pay now' });
    await eventually(() => pay.isEnabled()).toBe(true);
    await pay.click();
    await eventually(() => checkout.locator('.waits').innerText()).toContain('It waits for a yes of your firm');

    await signIn(phone, bo.email);
    const account = phone.locator('tillhouse-account');
    const waits = account.locator('li.bar');
    await waits.getByText('1 × Stoneware mug').waitFor();
    expect(await waits.innerText()).toContain('It waits for a yes of your firm');
    expect(await waits.innerText()).toMatch(/Ordered on .*\d{4}/);
    expect(await waits.getByRole('button', { name: 'Pay it now' }).count()).toBe(0);
    expect((await new AxeBuilder({ page: phone }).analyze()).violations).toEqual([]);
    await shot(phone, 'account-waits-phone');
    await waits.getByRole('button', { name: 'Withdraw it' }).click();
    await waits.getByRole('button', { name: 'Go on waiting' }).click();
    await waits.getByRole('button', { name: 'Withdraw it' }).click();
    await shot(phone, 'account-withdraw-phone');
    await waits.getByRole('button', { name: 'Yes, withdraw it' }).click();
    await account.locator('p.bar', { hasText: 'You withdrew it.' }).waitFor();
    expect(await waits.count()).toBe(0);
    // The page that it was ordered on hears of it.
    await eventually(() => pay.isEnabled()).toBe(true);

    await pay.click();
    await eventually(() => checkout.locator('.waits').innerText()).toContain('It waits for a yes of your firm');
    const asked = () =>
      letters.letters.findLast(({ to, text }) => to === cy.email && text.includes('/approvals?'))?.text;
    await eventually(() => letters.letters.filter(({ to }) => to === cy.email).length).toBe(2);
    const other = await (await browser.newContext()).newPage();
    await other.goto(/https?:\/\/\S*\/approvals\?\S+/.exec(asked() ?? '')?.[0] ?? '');
    await other.getByRole('button', { name: 'Approve' }).click();
    await eventually(() => other.getByRole('status').innerText()).toContain('is approved');
    await phone.reload();
    await waits.getByText(/^It is approved/).waitFor();
    await shot(phone, 'account-approved-phone');
    await phone.setViewportSize({ width: 1366, height: 768 });
    await shot(phone, 'account-approved-desktop');
    await phone.setViewportSize({ width: 390, height: 844 });
    expect((await new AxeBuilder({ page: phone }).analyze()).violations).toEqual([]);
    await waits.getByRole('button', { name: 'Pay it now' }).click();
    const there = phone.locator('tillhouse-checkout');
    await eventually(() => there.getByRole('button', { name: 'Pay now' }).isEnabled()).toBe(true);
    await eventually(() => there.locator('.sum dl').innerText()).toContain('£5.95');
    expect(await there.locator('.held').count()).toBe(0);
    // It was approved as it is: nothing of it is changed any more.
    expect(await there.getByRole('button', { name: 'Change' }).count()).toBe(0);
    await shot(phone, 'account-pays-phone');
    await there.getByRole('button', { name: 'Pay now' }).click();
    await eventually(() => there.locator('.done h2').innerText()).toContain('Your order is placed');
    for (const page of [desktop, phone, other]) await page.context().close();
  });

  test('who approves says yes or no in the account, and is told when somebody else was faster', async () => {
    const customerId = randomUUID();
    const done = async (name: string, args: unknown) =>
      expect((await store.command(name, args)).body, name).toMatchObject({ status: 'applied' });
    const of = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
    await done('customers.save', { customers: [{ id: customerId, name: 'Tarn GmbH', ...of }] });
    await done('customers.saveAccount', {
      ...{ customerId, account: { open: true, creditLimit: null, days: 30 }, before: null },
    });
    const plain = { customerId, orderLimit: 1_000, alwaysAsks: false, approves: false, ended: false };
    const bo = { id: randomUUID(), name: 'Bo Tarn', email: 'bo@tarn.example' };
    const ida = { id: randomUUID(), name: 'Ida Beck', email: 'ida@tarn.example' };
    const cy = { id: randomUUID(), name: 'Cy Tarn', email: 'cy@tarn.example', approves: true };
    const di = { id: randomUUID(), name: 'Di Tarn', email: 'di@tarn.example', approves: true };
    for (const buyer of [bo, ida, cy, di]) await done('customers.saveBuyer', { buyer: { ...plain, ...buyer } });
    const pageOf = async (width: number, height: number): Promise<Page> =>
      (await browser.newContext({ viewport: { width, height }, locale: 'en-GB' })).newPage();
    const orders = async (email: string): Promise<Page> => {
      const page = await pageOf(1366, 768);
      await signIn(page, email);
      await toCheckout(page);
      const checkout = page.locator('tillhouse-checkout');
      const field = (name: string) => checkout.getByLabel(name, { exact: true });
      await field('Street and number').fill('1 Neue Straße');
      await field('Town or city').fill('Ulm');
      await field('Postcode').fill('89073');
      await checkout.getByRole('button', { name: 'Go on to delivery' }).click();
      await checkout.getByText('Buying for a firm').click();
      await field('Your order number or reference').fill('PO-4711');
      await field('Company').focus();
      await checkout.getByRole('radio', { name: /^On account/ }).waitFor();
      await eventually(() => checkout.getByRole('button', { name: 'Place the order' }).isEnabled()).toBe(true);
      await checkout.getByRole('button', { name: 'Place the order' }).click();
      await eventually(() => checkout.locator('.waits').innerText()).toContain('It waits for a yes of your firm');
      return page;
    };
    const bos = await orders(bo.email);
    const idas = await orders(ida.email);

    // Who does not approve sees no order of others.
    await idas.goto(`${shop()}/account`);
    await idas.locator('tillhouse-account li.bar').waitFor();
    expect(await idas.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const phone = await pageOf(390, 844);
    const desktop = await pageOf(1366, 768);
    await signIn(phone, cy.email);
    await signIn(desktop, di.email);
    const account = phone.locator('tillhouse-account');
    const asksOf = (page: Page, name: string) => page.locator('tillhouse-account li.bar').filter({ hasText: name });
    await account.getByRole('heading', { name: 'Waiting for your yes' }).waitFor();
    const boAsks = asksOf(phone, bo.name);
    const said = await boAsks.innerText();
    for (const part of ['1 × Stoneware mug', '£17.95', 'PO-4711', 'above what they may order alone', 'on account'])
      expect(said).toContain(part);
    expect(said).toMatch(/Ordered on .*\d{4}/);
    expect(said).toMatch(/held until .*\d{4}/);
    expect(await account.locator('li.bar').count()).toBe(2);
    expect((await new AxeBuilder({ page: phone }).analyze()).violations).toEqual([]);
    await shot(phone, 'approves-phone');
    await asksOf(desktop, bo.name).waitFor();
    await shot(desktop, 'approves-desktop');

    // By keys alone: no, thought better of, no with a reason.
    await boAsks.getByRole('button', { name: 'Decline' }).focus();
    await phone.keyboard.press('Enter');
    const reason = boAsks.getByLabel(/^Reason, for Bo Tarn to read/);
    await eventually(() => reason.evaluate((field) => field.matches(':focus'))).toBe(true);
    expect((await new AxeBuilder({ page: phone }).analyze()).violations).toEqual([]);
    await shot(phone, 'declines-phone');
    await boAsks.getByRole('button', { name: 'Do not decline' }).press('Enter');
    await eventually(() =>
      boAsks.getByRole('button', { name: 'Decline' }).evaluate((field) => field.matches(':focus')),
    ).toBe(true);
    await phone.keyboard.press('Enter');
    await eventually(() => reason.evaluate((field) => field.matches(':focus'))).toBe(true);
    await phone.keyboard.type('Next month');
    await phone.keyboard.press('Enter');
    const over = boAsks.locator('p', { hasText: 'You declined it. Bo Tarn is told by letter' });
    await over.waitFor();
    await eventually(() => over.evaluate((text) => text.matches(':focus'))).toBe(true);
    expect(await boAsks.getByRole('button').count()).toBe(0);
    await bos.locator('tillhouse-checkout').getByRole('alert').filter({ hasText: 'Next month' }).waitFor();

    // The other page was read before that: its yes comes too late, and is told so.
    await asksOf(desktop, bo.name).getByRole('button', { name: 'Approve' }).click();
    await asksOf(desktop, bo.name).getByText('Cy Tarn has declined it meanwhile.').waitFor();
    expect(await asksOf(desktop, bo.name).innerText()).toContain('“Next month”');
    expect(await desktop.locator('tillhouse-account [role=alert]').count()).toBe(0);

    // A yes places what is on account: it is bought, and stands below.
    await asksOf(desktop, ida.name).getByRole('button', { name: 'Approve' }).click();
    await asksOf(desktop, ida.name).getByText('You approved it. Ida Beck is told by letter.').waitFor();
    await desktop.locator('tillhouse-account .list .order').waitFor();
    expect((await new AxeBuilder({ page: desktop }).analyze()).violations).toEqual([]);
    await shot(desktop, 'approved-desktop');
    // Looked at anew, nothing waits.
    await desktop.reload();
    await desktop.locator('tillhouse-account .list .order').waitFor();
    expect(await desktop.locator('tillhouse-account li.bar').count()).toBe(0);

    // It is gone on the other page too, once that tries.
    await asksOf(phone, ida.name).getByRole('button', { name: 'Approve' }).click();
    await asksOf(phone, ida.name).getByText('Di Tarn has approved it meanwhile.').waitFor();
    await shot(phone, 'approved-phone');
    for (const page of [bos, idas, phone, desktop]) await page.context().close();
  });
});
