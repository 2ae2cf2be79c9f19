import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTx } from '../../data/tx.ts';
import type { Tx } from '../../kernel/tx.ts';
import { TENANT } from '../../testing/postgres-engine.ts';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { type CheckoutAttempt, checkoutAttempts, checkouts } from '../checkout/schema.ts';
import { bankLines, providerPayouts } from '../ledger/payout-schema.ts';
import { journalLines } from '../ledger/schema.ts';
import { stockTasks } from '../inventory/schema.ts';
import { orderDeliveries } from './fulfilment-schema.ts';
import { paymentDisputes } from './dispute-schema.ts';
import { paymentAttempts } from './payment-attempt-schema.ts';
import { providerRefunds } from './provider-refund-schema.ts';
import { orderChanges, orderFlags, orderLines, orders, tenders } from './schema.ts';

/** Orders that are born of units an attempt to pay holds, and the money that a provider moves for them. */

const [CHECKOUT, ATTEMPT, ORDER] = [testId(0x601), testId(0x602), testId(0x603)];
const itself = { authority: true, actor: { ...owner, system: true as const } };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

/** What the storefront writes: no command does. */
const write = (fn: (tx: Tx) => Promise<void>) =>
  Promise.all(
    two.engines.map((engine) =>
      engine.transaction(async (connection) => {
        const of = engine.engine === 'postgres' ? { tenantId: TENANT } : {};
        const { tx, end } = createTx({ connection, ...of, onEvent: async () => {} });
        await fn(tx);
        end();
      }),
    ),
  );

const attempt = {
  ...{ id: ATTEMPT, checkoutId: CHECKOUT, orderId: ORDER, state: 'asked', methodId: 'card', amount: 2_400 },
  ...{ currency: 'GBP', returnUrl: '', actionUrl: null, captured: 0, why: '', tries: 0, nextAt: null },
  ...{ heldUntil: NOW, createdAt: NOW, updatedAt: NOW, credits: [] },
  frozen: {
    ...{ storeId: null, currency: 'GBP', pricesIncludeTax: true, timeZone: 'Europe/London', customerId: null },
    ...{ customerName: 'Bo Field', locationId: shop.warehouse, relief: null, shippingDiscounts: [], uses: [] },
    ...{ subtotal: 2_000, taxTotal: 333, shippingTotal: 400, total: 2_400 },
    delivery: { recipient: 'Bo Field', address: '4 Mill Lane', country: 'GB', method: 'Standard' },
    lines: [
      {
        ...{ key: '0', variantId: shop.tide, quantity: 1, scale: 0, sku: 'TIDE', title: 'Mug', variantTitle: 'Tide' },
        ...{ tracked: true, taxClass: 'standard', taxRate: '20/100', unitPrice: 2_000, discount: 0, net: 1_667 },
        ...{ tax: 333, total: 2_000, taxes: [], discounts: [] },
      },
    ],
  },
} as const satisfies CheckoutAttempt;

beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given(
    'inventory.reserve',
    { orderId: ORDER, expiresAt: NOW, lines: [{ locationId: shop.warehouse, variantId: shop.tide, quantity: 1 }] },
    { authority: true },
  );
  await write(async (tx) => {
    await tx.insert(checkouts, {
      ...{
        id: CHECKOUT,
        storeId: null,
        customerId: null,
        currency: 'GBP',
        status: 'paying',
        secretHashes: [],
        lines: [],
        coupons: [],
      },
      ...{
        taxQuote: null,
        carrierQuotes: [],
        vatAnswer: null,
        express: null,
        couponsSeen: [],
        contact: null,
        delivery: null,
        business: null,
      },
      ...{ shippingOptionId: null, shippingSeen: null, problem: null },
      ...{ attemptId: ATTEMPT, orderId: null, orderNumber: null, tokenHashes: [], letterAt: null, letterTries: 0 },
      ...{ agreedAt: null, comeBackTo: null, cartLetterAt: null, credits: [] },
      ...{ createdAt: NOW, updatedAt: NOW },
    });
    await tx.insert(checkoutAttempts, attempt as unknown as CheckoutAttempt);
  });
});

const order = async () => (await two.rows(orders))[0];
const inBooks = async (account: string) =>
  (await two.rows(journalLines)).filter((line) => line.account === account).reduce((sum, line) => sum + line.amount, 0);
/** The books are kept in the cloud alone, so both engines run these with authority. */
const capture = (captured: number) =>
  two.run('orders.recordCapture', { orderId: ORDER, captured, reference: 'test pi_1' }, itself);

test('an order is born of what is held, as it was frozen; captures make it paid, each amount once', async () => {
  await two.run('orders.placeHeld', { attemptId: ATTEMPT }, itself);
  expect(await order()).toMatchObject({
    total: 2_400,
    shippingTotal: 400,
    paid: 0,
    due: 2_400,
    paymentStatus: 'unpaid',
  });
  expect(await two.rows(orderLines)).toMatchObject([{ unitPrice: 2_000, tax: 333, title: 'Mug' }]);
  expect(await two.rows(orderDeliveries)).toMatchObject([{ recipient: 'Bo Field', method: 'Standard' }]);
  await capture(1_000);
  expect(await order()).toMatchObject({ paid: 1_000, due: 1_400, paymentStatus: 'part-paid' });
  await capture(2_400);
  await capture(2_400);
  expect(await order()).toMatchObject({ paid: 2_400, due: 0, paymentStatus: 'paid' });
  expect((await two.rows(tenders)).map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
    ['online', 1_000],
    ['online', 1_400],
  ]);
  expect([await inBooks('tender'), await inBooks('due')]).toEqual([2_400, 0]);
});

test('the tries to pay it go with the order, and what the provider says later is kept, never backwards', async () => {
  const declined = {
    id: testId(0x604),
    orderId: testId(0x605),
    state: 'declined',
    why: 'No money',
    createdAt: NOW - 9,
  };
  await write((tx) => tx.insert(checkoutAttempts, { ...attempt, ...declined } as unknown as CheckoutAttempt));
  const promised = { kind: 'pick-up', earliest: '2026-11-24', latest: null, email: 'bo@shopper.example', phone: null };
  const frozen = { ...attempt.frozen, delivery: { ...attempt.frozen.delivery, ...promised } };
  await write(async (tx) => {
    await tx.update(checkoutAttempts, { id: ATTEMPT }, { frozen } as never);
  });
  await two.run('orders.placeHeld', { attemptId: ATTEMPT, provider: 'stripe', reference: 'cs_1' }, itself);
  expect(await two.rows(orderDeliveries)).toMatchObject([promised]);
  const tried = async () =>
    (await two.rows(paymentAttempts))
      .sort((a, b) => a.startedAt - b.startedAt)
      .map(({ orderId, state, captured, refunded, reference, problem }) => [
        ...[orderId, state, captured, refunded, reference, problem],
      ]);
  const first = [ORDER, 'declined', 0, 0, '', 'No money'];
  expect(await tried()).toEqual([first, [ORDER, 'authorised', 0, 0, 'cs_1', '']]);
  const of = {
    attemptId: ATTEMPT,
    orderId: ORDER,
    provider: 'stripe',
    reference: 'pi_1',
    currency: 'GBP',
    amount: 2_400,
  };
  const captured = { ...of, state: 'captured', captured: 2_400, refunded: 0 };
  await two.run('orders.notePayment', captured, itself);
  await two.run('orders.notePayment', { ...captured, refunded: 400 }, itself);
  await two.run('orders.notePayment', captured, itself);
  await two.run('orders.notePayment', { ...captured, orderId: testId(0x699), attemptId: testId(0x698) }, itself);
  expect(await tried()).toEqual([first, [ORDER, 'captured', 2_400, 400, 'pi_1', '']]);
  await two.refuse('orders.notePayment', captured, 'access.cloud-itself-only', { authority: true });
});

test('a disputed payment is a task with its day, on the timeline and in the books, and comes back when it is won', async () => {
  await two.run('orders.placeHeld', { attemptId: ATTEMPT, provider: 'stripe', reference: 'cs_1' }, itself);
  await capture(2_400);
  const before = await inBooks('tender');
  const dueAt = NOW + 7 * 86_400_000;
  const of = { disputeId: testId(0x690), attemptId: ATTEMPT, orderId: ORDER, provider: 'stripe', reference: 'du_1' };
  const open = {
    ...of,
    amount: 2_400,
    taken: 2_400,
    currency: 'GBP',
    reason: 'fraudulent',
    state: 'open',
    dueAt,
    revision: 1,
  };
  await two.run('orders.noteDispute', open, itself);
  expect([await inBooks('disputed'), await inBooks('tender')]).toEqual([2_400, before - 2_400]);
  const [flag] = await two.rows(orderFlags);
  expect(flag).toMatchObject({
    code: 'payment-disputed',
    resolvedAt: null,
    details: { dueAt, amount: 2_400, state: 'open' },
  });
  expect((await two.rows(orderChanges)).some(({ note }) => note.startsWith('The payment is disputed'))).toBe(true);
  const won = { ...open, state: 'won', taken: 0, dueAt: null, revision: 3 };
  await two.run('orders.noteDispute', won, itself);
  // What is older and comes later changes nothing.
  await two.run('orders.noteDispute', { ...open, state: 'review', revision: 2 }, itself);
  expect([await inBooks('disputed'), await inBooks('tender')]).toEqual([0, before]);
  const flags = await two.rows(orderFlags);
  expect(flags).toMatchObject([{ details: { state: 'won' }, resolvedAt: expect.any(Number) }]);
  await two.run('orders.noteDispute', { ...open, orderId: testId(0x6ff), disputeId: testId(0x691) }, itself);
  expect(await two.rows(paymentDisputes)).toHaveLength(1);
  await two.refuse('orders.noteDispute', open, 'access.cloud-itself-only', { authority: true });
});

test('a payout is booked once it is paid, each part held against our own record, and booked back when it comes back', async () => {
  await two.run('orders.placeHeld', { attemptId: ATTEMPT, provider: 'stripe', reference: 'cs_1' }, itself);
  await capture(2_400);
  const taken = { attemptId: ATTEMPT, orderId: ORDER, provider: 'stripe', reference: 'pi_1', currency: 'GBP' };
  const captured = { ...taken, state: 'captured', amount: 2_400, captured: 2_400, refunded: 0 };
  await two.run('orders.notePayment', captured, itself);
  const none = { attemptId: null, refundId: null };
  const parts = [
    { ...none, kind: 'payment', reference: 'txn_1', attemptId: ATTEMPT, gross: 2_400, fee: 56 },
    { ...none, kind: 'refund', reference: 'txn_2', gross: -300, fee: 0 },
    { ...none, kind: 'fee', reference: 'txn_3', gross: 0, fee: 10 },
  ];
  const of = { payoutId: testId(0x6a0), provider: 'stripe', reference: 'po_1', currency: 'GBP', amount: 2_034 };
  const payout = { ...of, state: 'on-its-way', arrivesOn: '2026-11-27', parts, revision: 1 };
  const books = async () => [await inBooks('bank'), await inBooks('charges'), await inBooks('tender')];
  await two.run('ledger.notePayout', payout, itself);
  expect(await books()).toEqual([0, 0, 2_400]);
  await two.run('ledger.notePayout', { ...payout, state: 'paid', revision: 2 }, itself);
  expect(await books()).toEqual([2_034, 66, 300]);
  // Somebody paid back at the provider itself: our record knows nothing of it.
  const [row] = await two.rows(providerPayouts);
  expect(row).toMatchObject({ amount: 2_034, charges: 66, expected: 2_334, bookedAmount: 2_034 });
  expect(row?.parts.map(({ expected }) => expected)).toEqual([2_400, 0, 0]);
  await two.run('ledger.notePayout', { ...payout, state: 'failed', revision: 3 }, itself);
  await two.run('ledger.notePayout', { ...payout, state: 'paid', revision: 2 }, itself);
  expect(await books()).toEqual([0, 0, 2_400]);
  await two.refuse('ledger.notePayout', payout, 'access.cloud-itself-only', { authority: true });
  const line = { id: testId(0x6a1), day: '2026-11-27', amount: 2_034, currency: 'GBP', text: 'STRIPE' };
  await two.run('ledger.addBankLines', { lines: [line] });
  await two.run('ledger.addBankLines', { lines: [line, { ...line, id: testId(0x6a2) }] });
  expect(await two.rows(bankLines)).toHaveLength(2);
});

test('nobody but the cloud itself says that money moved, and there is no order without what is held', async () => {
  const place = { attemptId: ATTEMPT };
  await two.refuse('orders.placeHeld', place, 'access.cloud-only');
  await two.refuse('orders.placeHeld', place, 'access.cloud-itself-only', { authority: true });
  await two.refuse('orders.placeHeld', { attemptId: testId(0x699) }, 'orders.attempt-unknown', itself);
  const captured = { orderId: ORDER, captured: 1, reference: '' };
  await two.refuse('orders.recordCapture', captured, 'access.cloud-itself-only', { authority: true });
  await two.refuse('orders.recordCapture', captured, 'orders.order-unknown', itself);
  const refund = { refundId: testId(0x688), reason: '' };
  await two.refuse('orders.refundRefused', refund, 'access.cloud-itself-only', { authority: true });
  await two.refuse('orders.refundRefused', refund, 'orders.refund-unknown', itself);
  const report = { orderId: ORDER, locationId: shop.bath, details: { why: 'sold out' } };
  await two.refuse('inventory.reportReturned', report, 'access.cloud-itself-only', { authority: true });
  await two.run('inventory.reportReturned', report, itself);
  expect(await two.rows(stockTasks)).toMatchObject([{ kind: 'payment-returned', documentId: ORDER, status: 'open' }]);
  await two.given('inventory.release', { orderId: ORDER, reason: 'released', note: '' }, { authority: true });
  await two.refuse('orders.placeHeld', place, 'inventory.reservation-ended', itself);
});

test('a code that others used up meanwhile keeps the order from being, whatever was frozen', async () => {
  const promotion = {
    ...{ id: testId(0x641), name: 'Letter', action: { kind: 'percent', rate: '5/100' } },
    codes: [{ code: 'MAY', limit: 1 }],
  };
  await two.given('pricing.savePromotion', { promotion, status: 'live' });
  const discounts = [{ promotionId: promotion.id, name: 'Letter', amount: 100 }];
  const frozen = { ...attempt.frozen, lines: [{ ...attempt.frozen.lines[0], discount: 100, discounts }] };
  await write(async (tx) => {
    await tx.update(checkouts, { id: CHECKOUT }, { coupons: ['may'] });
    await tx.update(checkoutAttempts, { id: ATTEMPT }, { frozen });
  });
  const bought = {
    ...{ orderId: testId(0x650), customerId: null, customerName: 'Somebody quicker', shipping: 0, payment: 'test' },
    ...{ lines: [{ key: 'a', variantId: shop.tide, quantity: 1 }], coupons: ['MAY'] },
  };
  await two.given('orders.placeOnline', bought, { authority: true });
  await two.refuse('orders.placeHeld', { attemptId: ATTEMPT }, 'orders.coupon-refused', itself);
});

test('what a provider refuses to pay back is owed again, can be asked for again, and is flagged', async () => {
  await two.run('orders.placeHeld', { attemptId: ATTEMPT }, itself);
  await capture(2_400);
  await two.run('orders.cancel', { orderId: ORDER, reason: 'mind changed' }, itself);
  const [asked] = await two.rows(providerRefunds);
  expect(asked).toMatchObject({ orderId: ORDER, saleId: ORDER, amount: 2_400, status: 'asked' });
  expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', paid: 0, due: 0 });
  await two.run('orders.refundRefused', { refundId: asked?.id, reason: 'The card was closed.' }, itself);
  expect(await order()).toMatchObject({ status: 'cancelled', paymentStatus: 'part-paid', paid: 2_400, due: -2_400 });
  expect([await inBooks('tender'), await inBooks('due')]).toEqual([2_400, -2_400]);
  expect(await two.rows(orderFlags)).toMatchObject([{ code: 'refund-refused', details: { amount: 2_400 } }]);
  const payment = (await two.rows(tenders)).find(({ originalTenderId }) => originalTenderId === null);
  const again = { orderId: ORDER, tenderId: payment?.id, amount: 2_400, note: '' };
  await two.run('orders.refund', again, itself);
  expect(await order()).toMatchObject({ paymentStatus: 'refunded', paid: 0, due: 0 });
  expect((await two.rows(providerRefunds)).map(({ status }) => status).sort()).toEqual(['asked', 'refused']);
});
