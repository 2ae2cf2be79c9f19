import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccount, saveAccount, sealSecrets } from '../../accounts/account-rows.ts';
import { checkAccount } from '../../accounts/accounts.ts';
import { openPaymentShop, type PaymentShop } from '../../testing/shop.ts';
import { takeWebhook } from '../../webhooks/webhooks.ts';
import { keepsTheSameBook, takesInParts } from '../testing/same-book.ts';
import { paypalProvider } from './paypal-provider.ts';
import { type FakePaypal, startFakePaypal } from './testing/fake-paypal.ts';

const app = { clientId: 'client-of-this-test', clientSecret: 'secret-of-this-test', webhookId: 'WH-1' };
const accountId = randomUUID();
let shop: PaymentShop;
let paypal: FakePaypal;

beforeAll(async () => {
  shop = await openPaymentShop(async (needs) => {
    paypal = await startFakePaypal(app, needs.now);
    const openOne = (tenantId: string, id: string) => openAccount(needs, tenantId, id);
    return [paypalProvider({ now: needs.now, openAccount: openOne }, { api: paypal.url })];
  });
  await connect(app.clientSecret, app.webhookId);
});
afterAll(async () => {
  await shop?.close();
  await paypal?.close();
});

async function connect(clientSecret: string, webhookId: string): Promise<void> {
  const { context, tenantId } = shop;
  const sealed = await sealSecrets(context, tenantId, accountId, { clientSecret });
  const settings = { clientId: app.clientId, mode: 'sandbox', webhookId };
  const rules = { express: true };
  const account = { id: accountId, provider: 'paypal', name: 'P', status: 'active' as const, settings, rules };
  await context.inTenant(tenantId, (db) => saveAccount(db, tenantId, account, sealed, context.now()));
}

const asked = () => shop.asked({ method: 'paypal', currency: 'EUR' });
const tell = ({ headers, body }: { headers: Record<string, string>; body: string }) =>
  takeWebhook(shop.context, { provider: 'paypal', accountId, headers, raw: Buffer.from(body) });

test('what a shopper agrees to at PayPal’s page is held, taken once, and paid back in parts', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  const begun = await payments.begin(ask);
  expect(begun).toMatchObject({
    state: 'action',
    action: { url: expect.stringContaining('paypal.example/checkoutnow') },
  });
  paypal.pay(ask.attemptId, 'pays');
  // A token may end before its time.
  paypal.endTokens();
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(paypal.book(ask.attemptId)).toMatchObject({ held: 1, captures: 0 });
  paypal.capturesTake = 600_000;
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ captured: 0 });
  shop.pass(300_000);
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ captured: 0 });
  paypal.capturesTake = 0;
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'captured', captured: 1_200 });
  paypal.refundThere(ask.attemptId, 100);
  const back = await payments.refund(tenantId, ask.attemptId, { refundId: 'a', amount: 400 });
  expect(back).toMatchObject({ refunded: 500 });
  expect(await payments.release(tenantId, ask.attemptId, 'no order')).toMatchObject({ state: 'released' });
  expect(paypal.book(ask.attemptId)).toEqual({ payments: 1, captures: 1, captured: 1_200, refunded: 1_200, held: 0 });
  // One token served all of it but what came after it had ended.
  expect(paypal.tokens).toBe(2);
});

test('what was let go is not held when its shopper agrees afterwards; a bank that says no is a decline', async () => {
  const { payments, tenantId } = shop;
  const [gone, refused, held] = [asked(), asked(), asked()];
  await payments.begin(gone);
  expect(await payments.release(tenantId, gone.attemptId, 'too late')).toMatchObject({ state: 'released' });
  paypal.pay(gone.attemptId, 'pays');
  expect(await tell(paypal.event(gone.attemptId, 'CHECKOUT.ORDER.APPROVED'))).toEqual({ repeated: false });
  expect(await payments.look(tenantId, gone.attemptId)).toMatchObject({ state: 'released' });
  expect(paypal.book(gone.attemptId)).toMatchObject({ held: 0 });
  await payments.begin(refused);
  paypal.declines = true;
  paypal.pay(refused.attemptId, 'pays');
  const declined = await payments.look(tenantId, refused.attemptId);
  expect(declined).toMatchObject({ state: 'declined', problem: { code: 'payments.declined' } });
  paypal.declines = false;
  await payments.begin(held);
  paypal.pay(held.attemptId, 'pays');
  await payments.look(tenantId, held.attemptId);
  expect(await payments.release(tenantId, held.attemptId, 'no order')).toMatchObject({ state: 'released' });
  expect(paypal.book(held.attemptId)).toMatchObject({ held: 0, captures: 0 });
});

test('PayPal is asked whether it said what is told, byte by byte; told twice it is worked off once', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  paypal.faults.push('lost-after');
  expect(await payments.begin(ask)).toMatchObject({ state: 'unknown' });
  // By the key of the request the same order is found, and no other is made.
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'action' });
  expect(paypal.book(ask.attemptId).payments).toBe(1);
  paypal.pay(ask.attemptId, 'pays');
  const told = paypal.event(ask.attemptId, 'CHECKOUT.ORDER.APPROVED');
  const forged = { ...told, body: told.body.replace('APPROVED', 'COMPLETED') };
  await expect(tell(forged)).rejects.toMatchObject({ code: 'payments.webhook-refused' });
  expect(await tell(told)).toEqual({ repeated: false });
  expect(paypal.book(ask.attemptId)).toMatchObject({ held: 1 });
  expect(await tell(told)).toEqual({ repeated: true });
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'authorised' });
});

test('a dispute is read where PayPal tells of it: talked about, claimed, decided', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  await payments.begin(ask);
  paypal.pay(ask.attemptId, 'pays');
  await payments.look(tenantId, ask.attemptId);
  await payments.capture(tenantId, ask.attemptId);
  const reason = 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED';
  const due = { reason, seller_response_due_date: '2026-12-05T10:00:00.000Z', status: 'WAITING_FOR_SELLER_RESPONSE' };
  for (const of of [
    { ...due, dispute_life_cycle_stage: 'INQUIRY' },
    { ...due, dispute_life_cycle_stage: 'CHARGEBACK' },
    { reason, status: 'RESOLVED', dispute_outcome: { outcome_code: 'RESOLVED_BUYER_FAVOUR' } },
  ]) {
    paypal.dispute(ask.attemptId, of);
    await tell(paypal.event(ask.attemptId, 'CUSTOMER.DISPUTE.UPDATED'));
  }
  const told = await shop.rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = 'payments.dispute-changed' ORDER BY id`,
  );
  expect(told.map(({ payload: { state, taken, dueAt } }) => [state, taken, dueAt])).toEqual([
    ['asked', 0, Date.UTC(2026, 11, 5, 10)],
    ['open', 1_200, Date.UTC(2026, 11, 5, 10)],
    ['lost', 1_200, null],
  ]);
});

test('a wrong secret charges nobody and is told to the office without it; a currency that PayPal does not know is not offered', async () => {
  const { payments, tenantId, context } = shop;
  const offered = (currency: string) => payments.methods(tenantId, { currency, amount: 100, country: null });
  expect(await offered('EUR')).toMatchObject([{ id: 'paypal' }]);
  expect(await offered('KWD')).toEqual([]);
  expect(await checkAccount(context, tenantId, accountId)).toMatchObject({ works: true });
  await connect('wrong', app.webhookId);
  expect(await payments.begin(asked())).toMatchObject({ problem: { code: 'payments.not-set-up' } });
  const wrong = await checkAccount(context, tenantId, accountId);
  expect(wrong).toMatchObject({ works: false, message: expect.stringContaining('does not know this client ID') });
  await connect(app.clientSecret, 'WH-2');
  const other = await checkAccount(context, tenantId, accountId);
  expect(other).toMatchObject({ works: false, message: expect.stringContaining('no webhook of this ID') });
  await connect(app.clientSecret, app.webhookId);
});

test('who agreed at PayPal says where it goes; what is shown since is held by the same order, and its amount', async () => {
  const { payments, tenantId, context } = shop;
  const ask = asked();
  const agreementId = randomUUID();
  const of = { tenantId, agreementId, checkoutId: ask.checkoutId, currency: 'EUR', method: 'paypal' };
  const agreeing = { ...of, amount: 700, returnUrl: 'https://shop.example/checkout' };
  const offered = await payments.methods(tenantId, { currency: 'EUR', amount: 700, country: null, express: true });
  expect(offered).toMatchObject([{ id: 'paypal' }]);
  const open = await payments.agree(agreeing);
  expect(open).toMatchObject({ state: 'open', url: expect.stringContaining('checkoutnow') });
  // Pressed twice it is one order there.
  expect((await payments.agree(agreeing)).url).toBe(open.url);
  await expect(payments.agree({ ...agreeing, amount: 701 })).rejects.toMatchObject({
    code: 'payments.agreement-differs',
  });
  expect(await payments.agreed(tenantId, agreementId)).toMatchObject({ state: 'open', payer: null });
  const { rows } = await context.inTenant(tenantId, async (db) => ({
    rows: await db.rows<{ reference: string }>(
      'SELECT reference FROM payments.agreements WHERE tenant_id = $1 AND id = $2',
      [...[tenantId, agreementId]],
    ),
  }));
  const reference = rows[0]?.reference ?? '';
  const address = {
    address_line_1: '4 Mill Lane',
    admin_area_2: 'Bath',
    admin_area_1: 'Somerset',
    postal_code: 'BA1 1AA',
  };
  paypal.agrees(
    reference,
    { email_address: 'bo@shopper.example', name: { given_name: 'Bo', surname: 'Field' } },
    { name: { full_name: 'Bo Field' }, address: { ...address, country_code: 'GB' } },
  );
  expect(await payments.agreed(tenantId, agreementId)).toMatchObject({
    state: 'agreed',
    payer: {
      name: 'Bo Field',
      email: 'bo@shopper.example',
      city: 'Bath',
      region: '',
      postcode: 'BA1 1AA',
      country: 'GB',
    },
  });
  // Another checkout's is no agreement.
  await expect(payments.begin({ ...asked(), agreementId })).rejects.toMatchObject({
    code: 'payments.agreement-differs',
  });
  expect(await payments.begin({ ...ask, agreementId })).toMatchObject({
    state: 'authorised',
    reference,
    amount: 1_200,
  });
  expect(paypal.book(ask.attemptId)).toMatchObject({ payments: 1, held: 1, captures: 0 });
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ state: 'captured', captured: 1_200 });
});

test('whatever is lost, repeated or broken, and wherever the process ends: PayPal’s book is ours, and nothing is taken twice', async () => {
  await keepsTheSameBook(shop, paypal, ['paypal'], 20);
});

test('taken in parts, whatever is lost, repeated or broken: PayPal’s book is ours, and never more is taken than is wanted', async () => {
  await takesInParts(shop, paypal, { method: 'paypal' }, 15);
});
