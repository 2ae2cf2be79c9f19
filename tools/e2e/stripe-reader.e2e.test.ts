import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { withTenant } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { saveAccount, sealSecrets } from '@tillhouse/cloud-api/services/payments/accounts/account-rows.ts';
import {
  type FakeStripe,
  startFakeStripe,
} from '@tillhouse/cloud-api/services/payments/providers/stripe/testing/fake-stripe.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { wired } from '@tillhouse/desktop/renderer/testing/gun-traces.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase, type RowSource } from '../cli/read-sources.ts';
import { findChromium, launchChromium, noChromium } from '../parts/chromium.ts';
import { goTo, until } from './in-window.ts';
import { openShopHouse, type ShopHouse } from './shop-house.ts';
import { openStation, type Station } from './station.ts';

/**
 * Cards at a till through a reader that Stripe drives: registered and chosen at the screen, paid, declined, cancelled, without a
 * line, killed in the middle, and paid back. At the end the tenders, the attempts, Stripe's own book, the ledger and the payout agree.
 */
const browserHere = findChromium() !== undefined;
if (!browserHere) console.warn(`a Stripe reader at a till is left out. ${noChromium}`);

const KEY = 'sk_test_of_this_test';
const SIGNING = 'whsec_of_this_test';
const accountId = randomUUID();
const SKU = 'MUG-MOS-35';

let house: ShopHouse;
let stripe: FakeStripe;
let browser: Browser;
let rows: RowSource;
let till: Station;
let code: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  if (!browserHere) return;
  house = await openShopHouse();
  closing.push(house.close);
  stripe = await startFakeStripe(KEY, Date.now);
  closing.push(() => stripe.close());
  const { port } = new URL(house.cloudUrl);
  const cloud = await bootCloud({
    ...{ databaseUrl: house.database.url, port: Number(port), kms: testKms(), log: createLog('warn') },
    stripeApi: stripe.url,
  });
  closing.push(() => cloud.close());
  const pools = openPools(roleUrls(house.database.url), () => {});
  closing.push(() => pools.close());
  rows = await openCloudDatabase(house.database.url);
  closing.push(() => rows.close());
  const [tenant] = await rows.rows<{ id: string }>('SELECT tenant_id AS id FROM staff LIMIT 1');
  const tenantId = tenant?.id ?? '';
  const secrets = { secretKey: KEY, webhookSecret: SIGNING };
  const sealed = await sealSecrets(cloud.identity, tenantId, accountId, secrets);
  const account = {
    id: accountId,
    provider: 'stripe',
    name: 'Stripe',
    status: 'active' as const,
    settings: {},
    rules: {},
  };
  await withTenant(pools.payments, tenantId, (db) => saveAccount(db, tenantId, account, sealed, Date.now()));
  const [found] = await rows.rows<{ code: string }>(
    `SELECT b.code FROM variants v JOIN barcodes b ON b.tenant_id = v.tenant_id AND b.variant_id = v.id WHERE v.sku = '${SKU}'`,
  );
  code = found?.code ?? '';
  browser = await launchChromium();
  closing.push(() => browser.close());
  till = await openStation({ house, browser }, 'Counter', wired);
  closing.push(till.close);
}, 600_000);

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const reader = () => [...stripe.terminal.readers.values()][0]?.id ?? '';
const waits = () => stripe.terminal.readers.get(reader())?.action?.status === 'in_progress';
const atReader = () => until('the amount is at the reader', async () => waits());

test.skipIf(!browserHere)('a shop takes cards at a Stripe reader, and its money agrees', async () => {
  const { cashier, line } = till;
  onTestFailed(async () => {
    console.error(till.desk.output().slice(-6_000));
    await cashier.page.screenshot({ path: join(tmpdir(), 'stripe-reader.png') });
  });
  const { page } = cashier;
  await page.getByRole('button', { name: 'Bath till 1', exact: true }).click();
  await page.getByText('Scan the first item').waitFor();

  await goTo(page, '/devices');
  const cards = page.getByRole('region', { name: 'Card terminal' });
  await cards.getByLabel('Terminal').selectOption('stripe');
  await cards.getByRole('button', { name: 'Register a reader' }).click();
  const dialog = page.getByRole('dialog', { name: 'Register a reader' });
  await dialog.getByRole('button', { name: 'Use a simulated reader' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Counter reader');
  const place = {
    'Name of the place': 'Bath',
    'Street and number': '1 Milsom Street',
    City: 'Bath',
    Postcode: 'BA1 1AA',
  };
  for (const [label, text] of Object.entries(place)) await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByLabel('Country').fill('gb');
  await dialog.getByRole('button', { name: 'Register', exact: true }).click();
  await cards.getByRole('radio', { name: /Counter reader/ }).waitFor();
  expect(await cards.getByRole('radio', { name: /Counter reader/ }).isChecked()).toBe(true);
  await cards.getByRole('button', { name: 'Save' }).click();
  await cards.locator('header').getByText('Counter reader').waitFor();
  await cards.getByRole('button', { name: 'Test the connection' }).click();
  await cards.getByText(/Counter reader, SIM-1/).waitFor();
  await page.screenshot({ path: join(tmpdir(), 'stripe-devices.png') });
  await goTo(page, '/till');

  // One that pays.
  await cashier.scan(code);
  await cashier.sendToTerminal();
  await atReader();
  await page.getByText('Customer presents the card', { exact: true }).waitFor();
  await page.screenshot({ path: join(tmpdir(), 'stripe-waits.png') });
  stripe.terminal.present(reader());
  const paid = await cashier.done();
  expect(paid.picture.join(' ')).toContain('4242');
  expect(paid.picture.join(' ')).toContain('A0000000031010');

  // Declined, then by another card; then cancelled by the cashier.
  await cashier.scan(code);
  await cashier.sendToTerminal();
  await atReader();
  stripe.terminal.present(reader(), '4000000000009995');
  await page.getByText('Declined: There is not enough money on the card').waitFor();
  await page.keyboard.press('Enter');
  await atReader();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  expect(waits()).toBe(false);
  stripe.terminal.faults.push('busy');
  await page.keyboard.press('Enter');
  await page.getByText(/The card reader is busy with something else/).waitFor();

  // The line is cut once the amount is at the reader, the customer pays, and the till is killed before it hears of it.
  await page.keyboard.press('Enter');
  await atReader();
  line.cut();
  stripe.terminal.present(reader());
  await page.getByText('Asking the terminal…').waitFor();
  await till.desk.end('SIGKILL');
  await till.desk.start();
  line.mend();
  await cashier.done();

  // Without a line it is disabled with its reason, and cash stays.
  await cashier.scan(code);
  line.cut();
  await page.keyboard.press('F9');
  await page.getByRole('tab', { name: /^Card/ }).click();
  await page.getByText(/No card is taken at the reader now/).waitFor();
  await page.screenshot({ path: join(tmpdir(), 'stripe-offline.png') });
  await page.getByRole('tab', { name: /^Cash/ }).click();
  await page.keyboard.press('Enter');
  await cashier.done();
  line.mend();

  // Goods of the first sale come back: the money goes to its card, by Stripe and without a reader.
  Object.assign(stripe.terminal.readers.get(reader()) ?? {}, { status: 'offline' });
  const back = await cashier.takeBack(paid.number);
  expect(back.picture.join(' ')).toContain('4242');

  const tenders = () =>
    rows.rows<{ id: string; amount: number; captured: number; refunded: number; noted: number; back: number }>(
      `SELECT a.id, t.amount::int AS amount, a.captured::int AS captured, a.refunded::int AS refunded,
              p.captured::int AS noted, coalesce(-b.amount, 0)::int AS back FROM tenders t
         JOIN payments.attempts a ON a.tenant_id = t.tenant_id AND a.id::text = t.card::jsonb->>'key'
         JOIN payment_attempts p ON p.tenant_id = t.tenant_id AND p.id = a.id
         LEFT JOIN tenders b ON b.tenant_id = t.tenant_id AND b.original_tender_id = t.id ORDER BY a.created_at`,
    );
  await until('all of it is in the cloud', async () => {
    const all = await tenders();
    return all.length === 2 && all.some((one) => one.back > 0);
  });
  for (const { id, amount, captured, refunded, noted, back: paidBack } of await tenders()) {
    expect([captured, noted, refunded]).toEqual([amount, amount, paidBack]);
    expect(stripe.book(id)).toMatchObject({ payments: 1, captured: amount, refunded: paidBack });
  }
  expect((await tenders()).map((one) => one.back)).toEqual([1_400, 0]);

  // Stripe pays it out; each part is what our own record says, and what it owed stands at nothing.
  const attempts = await rows.rows<{ id: string; captured: string }>('SELECT id, captured FROM payments.attempts');
  const payoutId = stripe.payOut(
    attempts.filter(({ captured }) => Number(captured) > 0).map(({ id }) => id),
    'paid',
  );
  const { header, body } = stripe.event(attempts[0]?.id ?? '', 'payout.paid', SIGNING);
  const told = await fetch(`${house.cloudUrl}/payments/v1/webhooks/stripe/${accountId}`, {
    ...{ method: 'POST', body, headers: { 'stripe-signature': header, 'content-type': 'application/json' } },
  });
  expect(told.status).toBe(200);
  const payouts = () =>
    rows.rows<{ amount: number; expected: number; reference: string }>(
      'SELECT amount::int AS amount, expected::int AS expected, reference FROM provider_payouts',
    );
  await until('the payout is known', async () => (await payouts()).length === 1);
  const [payout] = await payouts();
  expect(payout?.reference).toBe(payoutId);
  expect(payout?.expected).toBe(payout?.amount);
  const [online] = await rows.rows<{ left: number }>(
    `SELECT sum(l.amount)::int AS left FROM journal_lines l JOIN journal_entries e ON e.tenant_id = l.tenant_id AND e.id = l.entry_id
      WHERE l.account = 'tender' AND l.detail = 'online'
        AND (e.kind = 'paid-out' OR e.order_id IN (SELECT order_id FROM tenders WHERE card IS NOT NULL AND card::jsonb->>'provider' = 'stripe'))`,
  );
  expect(online?.left).toBe(0);
  expect(await checkSource(rows)).toMatchObject({ violations: [] });
});
