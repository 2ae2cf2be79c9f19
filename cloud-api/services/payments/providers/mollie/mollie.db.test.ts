import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccount, saveAccount, sealSecrets, type Texts } from '../../accounts/account-rows.ts';
import { checkAccount } from '../../accounts/accounts.ts';
import { openPaymentShop, type PaymentShop } from '../../testing/shop.ts';
import { takeWebhook } from '../../webhooks/webhooks.ts';
import { keepsTheSameBook, takesInParts } from '../testing/same-book.ts';
import { mollieProvider } from './mollie-provider.ts';
import { type FakeMollie, startFakeMollie } from './testing/fake-mollie.ts';

const KEY = 'test_of_this_test';
const payer = {
  name: 'Ada van Dijk',
  line1: 'Kade 1',
  line2: '',
  city: 'Breda',
  region: '',
  postcode: '4811',
  country: 'NL',
};
const accountId = randomUUID();
let shop: PaymentShop;
let mollie: FakeMollie;

beforeAll(async () => {
  shop = await openPaymentShop(async (needs) => {
    mollie = await startFakeMollie(KEY, needs.now);
    const webhookUrl = (id: string) => `https://cloud.example/payments/v1/webhooks/mollie/${id}`;
    return [
      mollieProvider(
        { openAccount: (tenantId, id) => openAccount(needs, tenantId, id), webhookUrl },
        { api: mollie.url },
      ),
    ];
  });
  await connect(KEY, { methods: 'ideal, creditcard, klarna' });
});
afterAll(async () => {
  await shop?.close();
  await mollie?.close();
});

async function connect(apiKey: string, settings: Texts): Promise<void> {
  const { context, tenantId } = shop;
  const sealed = await sealSecrets(context, tenantId, accountId, { apiKey });
  const account = { id: accountId, provider: 'mollie', name: 'M', status: 'active' as const, settings, rules: {} };
  await context.inTenant(tenantId, (db) => saveAccount(db, tenantId, account, sealed, context.now()));
}

const asked = (way: string) => shop.asked({ method: `mollie.${way}`, currency: 'EUR', payer });
const tell = (attemptId: string) =>
  takeWebhook(shop.context, { provider: 'mollie', accountId, headers: {}, raw: Buffer.from(mollie.event(attemptId)) });

test('iDEAL is taken when it is paid; Mollie’s word moves nothing, and told twice is worked off once', async () => {
  const { payments, tenantId } = shop;
  const ask = asked('ideal');
  const begun = await payments.begin(ask);
  expect(begun).toMatchObject({ state: 'action', action: { url: expect.stringMatching(/^https:\/\/www\.mollie/) } });
  expect(mollie.webhookUrlOf(ask.attemptId)).toContain(accountId);
  expect(await tell(ask.attemptId)).toEqual({ repeated: false });
  expect(await tell(ask.attemptId)).toEqual({ repeated: true });
  mollie.pay(ask.attemptId, 'challenged');
  // The bank has not decided: the shopper is led back to the shop, and not in a circle.
  expect((await payments.look(tenantId, ask.attemptId))?.action?.url).toMatch(/&back=paid$/);
  mollie.pay(ask.attemptId, 'confirms');
  expect(await tell(ask.attemptId)).toEqual({ repeated: false });
  const paid = await payments.look(tenantId, ask.attemptId);
  expect(paid).toMatchObject({ state: 'captured', captured: 1_200, reference: mollie.idOf(ask.attemptId) });
  mollie.refundThere(ask.attemptId, 100);
  const back = await payments.refund(tenantId, ask.attemptId, { refundId: 'a', amount: 400 });
  expect(back).toMatchObject({ refunded: 500 });
  expect(await payments.release(tenantId, ask.attemptId, 'no order')).toMatchObject({ state: 'released' });
  expect(mollie.book(ask.attemptId)).toMatchObject({ payments: 1, captured: 1_200, refunded: 1_200 });
  mollie.chargeBack(ask.attemptId, false);
  expect(await tell(ask.attemptId)).toEqual({ repeated: false });
  mollie.chargeBack(ask.attemptId, true);
  expect(await tell(ask.attemptId)).toEqual({ repeated: false });
  const disputes = await shop.rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = 'payments.dispute-changed' ORDER BY id`,
  );
  expect(disputes.map(({ payload: { state, taken, reason } }) => [state, taken, reason])).toEqual([
    ['lost', 1_200, 'Not authorised'],
    ['won', 0, 'Not authorised'],
  ]);
  // What this account's key may not read is nobody's word.
  const forged = { provider: 'mollie', accountId, headers: {}, raw: Buffer.from('id=tr_ofanothershop') };
  await expect(takeWebhook(shop.context, forged)).rejects.toMatchObject({ code: 'payments.webhook-refused' });
});

test('Klarna and cards are held and captured by us, once, however long Mollie takes; Klarna is told who pays', async () => {
  const { payments, tenantId } = shop;
  const ask = asked('klarna');
  expect(await payments.begin({ ...ask, payer: null, attemptId: randomUUID() })).toMatchObject({
    ...{ state: 'declined', problem: { code: 'payments.address-needed' } },
  });
  await payments.begin(ask);
  mollie.pay(ask.attemptId, 'pays');
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  mollie.capturesTake = 3 * 3_600_000;
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ captured: 0 });
  // Mollie has forgotten the key, and is still at it.
  shop.pass(2 * 3_600_000);
  expect(await payments.capture(tenantId, ask.attemptId)).toMatchObject({ captured: 0 });
  mollie.capturesTake = 0;
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'captured', captured: 1_200 });
  expect(mollie.book(ask.attemptId)).toMatchObject({ captures: 1, held: 0 });
  const card = asked('creditcard');
  await payments.begin(card);
  mollie.pay(card.attemptId, 'pays');
  await payments.look(tenantId, card.attemptId);
  expect(await payments.release(tenantId, card.attemptId, 'no order')).toMatchObject({ state: 'released' });
  expect(mollie.book(card.attemptId)).toMatchObject({ captures: 0, held: 0 });
});

test('what nobody may cancel ends by itself; paid meanwhile, it is paid back', async () => {
  const { payments, tenantId } = shop;
  const [left, paid] = [asked('ideal'), asked('ideal')];
  for (const ask of [left, paid]) {
    await payments.begin(ask);
    expect(await payments.release(tenantId, ask.attemptId, 'too late')).toMatchObject({ state: 'action' });
  }
  mollie.pay(paid.attemptId, 'pays');
  await shop.settle();
  expect(await payments.look(tenantId, left.attemptId)).toMatchObject({ state: 'released', captured: 0 });
  expect(await payments.look(tenantId, paid.attemptId)).toMatchObject({ state: 'released', refunded: 1_200 });
});

test('a lost answer is found by our reference behind many other payments; a store offers what it chose, in its currency', async () => {
  const { payments, tenantId } = shop;
  const ask = asked('ideal');
  mollie.faults.push('lost-after');
  expect(await payments.begin(ask)).toMatchObject({ state: 'unknown' });
  mollie.fill(260);
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({
    state: 'action',
    reference: mollie.idOf(ask.attemptId),
  });
  const offered = async (currency: string) =>
    (await payments.methods(tenantId, { currency, amount: 100, country: null })).map(({ id }) => id);
  expect(await offered('EUR')).toEqual(['mollie.ideal', 'mollie.creditcard', 'mollie.klarna']);
  expect(await offered('GBP')).toEqual(['mollie.creditcard', 'mollie.klarna']);
  await expect(payments.begin(asked('bancontact'))).rejects.toMatchObject({ code: 'payments.method-unknown' });
  expect(await checkAccount(shop.context, tenantId, accountId)).toMatchObject({
    ...{ works: false, message: expect.stringMatching(/not switched on there: klarna/) },
  });
  await connect('test_wrong', { methods: 'ideal' });
  expect(await payments.begin(asked('ideal'))).toMatchObject({ problem: { code: 'payments.not-set-up' } });
  const wrong = await checkAccount(shop.context, tenantId, accountId);
  expect(wrong).toMatchObject({ works: false, message: expect.stringContaining('does not know this API key') });
  expect(wrong.message).not.toContain('test_');
  await connect(KEY, { methods: 'ideal, creditcard' });
  expect(await checkAccount(shop.context, tenantId, accountId)).toMatchObject({ works: true });
});

test('whatever is lost, repeated or broken, and wherever the process ends: Mollie’s book is ours, and nothing is taken twice', async () => {
  await keepsTheSameBook(shop, mollie, ['mollie.ideal', 'mollie.creditcard'], 15);
});

test('taken in parts, whatever is lost, repeated or broken: Mollie’s book is ours, and never more is taken than is wanted', async () => {
  await takesInParts(shop, mollie, { method: 'mollie.creditcard' }, 15);
});
