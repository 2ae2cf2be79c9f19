import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccount, saveAccount, sealSecrets, type Texts } from '../../accounts/account-rows.ts';
import { checkAccount } from '../../accounts/accounts.ts';
import { openPaymentShop, type PaymentShop } from '../../testing/shop.ts';
import { readPayouts } from '../../payouts/read-payouts.ts';
import { takeWebhook } from '../../webhooks/webhooks.ts';
import { keepsTheSameBook } from '../testing/same-book.ts';
import { squareProvider } from './square-provider.ts';
import { type FakeSquare, startFakeSquare, WEBHOOK_KEY } from './testing/fake-square.ts';

const TOKEN = 'the access token of this test';
const accountId = randomUUID();
const webhookUrl = (id: string) => `https://cloud.example/payments/v1/webhooks/square/${id}`;
let shop: PaymentShop;
let square: FakeSquare;

beforeAll(async () => {
  shop = await openPaymentShop(async (needs) => {
    square = await startFakeSquare(TOKEN, needs.now);
    const open = (tenantId: string, id: string) => openAccount(needs, tenantId, id);
    return [squareProvider({ now: needs.now, openAccount: open, webhookUrl }, { api: square.url })];
  });
  await connect({});
});
afterAll(async () => {
  await shop?.close();
  await square?.close();
});

async function connect({ accessToken = TOKEN, ...given }: Texts): Promise<void> {
  const { context, tenantId } = shop;
  const settings = { locationId: 'L1', currency: 'EUR', mode: 'sandbox', ...given };
  const sealed = await sealSecrets(context, tenantId, accountId, { accessToken, webhookKey: WEBHOOK_KEY });
  const account = { id: accountId, provider: 'square', name: 'S', status: 'active' as const, settings, rules: {} };
  await context.inTenant(tenantId, (db) => saveAccount(db, tenantId, account, sealed, context.now()));
}

const asked = () => shop.asked({ method: 'square', currency: 'EUR' });
const tell = ({ raw, headers }: ReturnType<FakeSquare['event']>) =>
  takeWebhook(shop.context, { provider: 'square', accountId, headers, raw });

test('paid at Square’s page it is taken; what Square says is signed over our address, and only why its book is read', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  const begun = await payments.begin(ask);
  expect(begun).toMatchObject({ state: 'action', action: { url: expect.stringMatching(/^https:\/\/square\.link/) } });
  square.pay(ask.attemptId, 'challenged');
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'action', captured: 0 });
  square.pay(ask.attemptId, 'confirms');
  for (const [url, key] of [
    [webhookUrl(randomUUID()), WEBHOOK_KEY],
    [webhookUrl(accountId), 'another key'],
  ] as const)
    await expect(tell(square.event(ask.attemptId, url, key))).rejects.toMatchObject({
      code: 'payments.webhook-refused',
    });
  const said = square.event(ask.attemptId, webhookUrl(accountId));
  expect(await tell(said)).toEqual({ repeated: false });
  expect(await tell(said)).toEqual({ repeated: true });
  const paid = await payments.look(tenantId, ask.attemptId);
  expect(paid).toMatchObject({ state: 'captured', captured: 1_200 });
  expect(paid?.reference).toContain(square.orderOf(ask.attemptId));
  square.refundThere(ask.attemptId, 100);
  expect(await payments.refund(tenantId, ask.attemptId, { refundId: 'a', amount: 400 })).toMatchObject({
    refunded: 500,
  });
  // Asked once more it is the same refund.
  expect(await payments.refund(tenantId, ask.attemptId, { refundId: 'a', amount: 400 })).toMatchObject({
    refunded: 500,
  });
  expect(square.book(ask.attemptId)).toMatchObject({ payments: 1, captured: 1_200, refunded: 500 });
});

test('a link whose answer was lost is found by its key, and is the one that was made', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  square.faults.push('lost-after');
  expect(await payments.begin(ask)).toMatchObject({ state: 'unknown' });
  square.pay(ask.attemptId, 'pays');
  const found = await payments.look(tenantId, ask.attemptId);
  expect(found).toMatchObject({ state: 'captured', captured: 1_200 });
  expect(found?.reference).toContain(square.orderOf(ask.attemptId));
  expect(square.book(ask.attemptId)).toMatchObject({ payments: 1, captures: 1 });
});

test('a page that is let go can be paid no more, and what was paid before that goes back', async () => {
  const { payments, tenantId } = shop;
  const [left, paid] = [asked(), asked()];
  for (const ask of [left, paid]) await payments.begin(ask);
  square.pay(paid.attemptId, 'pays');
  expect(await payments.release(tenantId, left.attemptId, 'too late')).toMatchObject({ captured: 0 });
  expect(await payments.release(tenantId, paid.attemptId, 'too late')).toMatchObject({ refunded: 1_200 });
  square.pay(left.attemptId, 'pays');
  await shop.settle();
  expect(square.book(left.attemptId)).toMatchObject({ captured: 0 });
  expect(await payments.look(tenantId, left.attemptId)).toMatchObject({ captured: 0 });
});

test('an account says what lacks: its token, its location, its currency; goods in another currency are not offered it', async () => {
  const { payments, tenantId } = shop;
  const offered = async (currency: string) =>
    (await payments.methods(tenantId, { currency, amount: 100, country: null })).map(({ id }) => id);
  expect(await offered('EUR')).toEqual(['square']);
  expect(await offered('GBP')).toEqual([]);
  const check = () => checkAccount(shop.context, tenantId, accountId);
  expect(await check()).toMatchObject({ works: true });
  await connect({ currency: 'GBP' });
  expect(await check()).toMatchObject({ works: false, message: expect.stringContaining('sells in EUR') });
  await connect({ locationId: 'L2' });
  expect(await check()).toMatchObject({ works: false, message: expect.stringContaining('no location') });
  await connect({ accessToken: 'wrong' });
  const wrong = await check();
  expect(wrong).toMatchObject({ works: false, message: expect.stringContaining('does not know this access token') });
  expect(wrong.message).not.toContain('wrong');
  expect(await payments.begin(asked())).toMatchObject({ problem: { code: 'payments.not-set-up' } });
  await connect({});
});

test('money that cannot be paid back is with the shop again', async () => {
  const { payments, tenantId } = shop;
  const ask = asked();
  await payments.begin(ask);
  square.pay(ask.attemptId, 'pays');
  await payments.look(tenantId, ask.attemptId);
  square.refundsFail = true;
  await payments.refund(tenantId, ask.attemptId, { refundId: 'b', amount: 400 }).catch(() => undefined);
  square.refundsFail = false;
  await shop.settle();
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ captured: 1_200, refunded: 0 });
});

const paidFor = async () => {
  const ask = asked();
  await shop.payments.begin(ask);
  square.pay(ask.attemptId, 'pays');
  await shop.payments.look(shop.tenantId, ask.attemptId);
  return ask;
};
const events = async (name: string) =>
  (
    await shop.rows<{ payload: Record<string, unknown> }>(
      `SELECT payload FROM events.outbox WHERE tenant_id = $1 AND name = '${name}' ORDER BY id`,
    )
  ).map(({ payload }) => payload);

test('what Square sends to the bank is told with all that it is made up of; what stays at Square is none', async () => {
  const { payments, tenantId, context } = shop;
  const [ask, other] = [await paidFor(), await paidFor()];
  const refundId = randomUUID();
  await payments.refund(tenantId, ask.attemptId, { refundId, amount: 200 });
  square.refundThere(other.attemptId, 100);
  square.office.payOut([ask.attemptId, other.attemptId], 'SENT');
  square.office.payOut([other.attemptId], 'PAID', 'SQUARE_BALANCE');
  expect(await tell(square.news('payout.sent', { payout: { id: 'po' } }, webhookUrl(accountId)))).toEqual({
    repeated: false,
  });
  expect(await readPayouts(context, tenantId, accountId)).toBe(0);
  square.office.payOut([ask.attemptId, other.attemptId], 'PAID');
  expect(await readPayouts(context, tenantId, accountId)).toBe(1);
  const told = await events('payments.payout-told');
  expect(told.map(({ state, revision }) => [state, revision])).toEqual([
    ['on-its-way', 1],
    ['paid', 2],
  ]);
  // 12.00 less 0.36, less 2.00; 12.00 less 0.36, less 1.00; less 0.15
  expect(told[1]).toMatchObject({
    ...{ provider: 'square', currency: 'EUR', amount: 2_013, arrivesOn: '2026-03-04' },
    parts: [
      { kind: 'payment', attemptId: ask.attemptId, refundId: null, gross: 1_200, fee: 36 },
      { kind: 'refund', attemptId: ask.attemptId, refundId, gross: -200, fee: 0 },
      { kind: 'payment', attemptId: other.attemptId, gross: 1_200, fee: 36 },
      { kind: 'refund', attemptId: other.attemptId, refundId: null, gross: -100, fee: 0 },
      { kind: 'fee', attemptId: null, gross: 0, fee: 15 },
    ],
  });
});

test('of a day with many payments they are read as lists', async () => {
  const many = [];
  for (let n = 0; n < 23; n += 1) many.push((await paidFor()).attemptId);
  for (const attemptId of many) square.refundThere(attemptId, 50);
  square.office.payOut(many, 'PAID');
  await readPayouts(shop.context, shop.tenantId, accountId);
  const told = (await events('payments.payout-told')).at(-1);
  const parts = (told?.['parts'] ?? []) as { kind: string; attemptId: string }[];
  const paid = parts.filter(({ kind }) => kind === 'payment').map(({ attemptId }) => attemptId);
  expect(paid.toSorted()).toEqual(many.toSorted());
  expect(parts.filter(({ kind }) => kind === 'refund')).toHaveLength(23);
});

test('what a shopper disputes is told from its word on to its end; a token that may not read it stops nothing', async () => {
  const { payments, tenantId } = shop;
  const ask = await paidFor();
  const dispute = (state: string) => square.office.dispute(ask.attemptId, state, '2026-04-01T00:00:00Z');
  const reference = dispute('INQUIRY_EVIDENCE_REQUIRED');
  const payment = { payment_id: square.paymentOf(ask.attemptId) };
  const object = { dispute: { id: reference, disputed_payment: payment } };
  const hear = async () =>
    expect(await tell(square.news('dispute.state.updated', object, webhookUrl(accountId)))).toEqual({
      repeated: false,
    });
  await hear();
  square.office.hidesDisputes = true;
  dispute('EVIDENCE_REQUIRED');
  await hear();
  expect(await payments.look(tenantId, ask.attemptId)).toMatchObject({ state: 'captured' });
  square.office.hidesDisputes = false;
  for (const state of ['EVIDENCE_REQUIRED', 'PROCESSING', 'WON']) {
    dispute(state);
    await hear();
  }
  const of = { attemptId: ask.attemptId, orderId: ask.orderId, reference, amount: 1_200, reason: 'NOT_AS_DESCRIBED' };
  const dueAt = Date.parse('2026-04-01T00:00:00Z');
  expect(await events('payments.dispute-changed')).toMatchObject([
    { ...of, state: 'asked', taken: 0, dueAt },
    { ...of, state: 'open', taken: 1_200, dueAt },
    { ...of, state: 'review', taken: 1_200, dueAt: null },
    { ...of, state: 'won', taken: 0, dueAt: null },
  ]);
});

test('whatever is lost, repeated or broken, and wherever the process ends: Square’s book is ours, and nothing is taken twice', async () => {
  await keepsTheSameBook(shop, square, ['square'], 15);
});
