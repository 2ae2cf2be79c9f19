import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels } from '../inventory/schema.ts';
import { invariants } from '../invariants.ts';
import { drafts } from './draft-schema.ts';
import { orders, tenders } from './schema.ts';

/** An order is put together and priced, holds its prices as long as it is a quote, and becomes an order in one step. */
const [DRAFT, ORDER] = [testId(0x501), testId(0x401)];
const cloud = { authority: true };
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const saved = (version: number, more: object = {}) => ({
  ...{ draftId: DRAFT, version, customerId: null, customerName: 'Frome Ceramics', shipping: 500, note: '' },
  ...{ lines: [{ key: 'a', variantId: shop.tide, quantity: 3 }], delivery: null, validUntil: null },
  ...more,
});
const ask = (version: number, expectedTotal: number) => ({ draftId: DRAFT, orderId: ORDER, version, expectedTotal });
const draft = async () => (await two.rows(drafts))[0];
const dearer = (base: number, value: number) =>
  two.given('pricing.setPrice', { priceListId: shop.list, changes: [{ variantId: shop.tide, base, value }] });
const committed = async () =>
  (await two.rows(stockLevels)).find((row) => row.variantId === shop.tide && row.locationId === shop.warehouse)
    ?.committed;

test('a draft is priced like an order, with a discount shared over its goods, and holds no stock', async () => {
  await two.run(
    'orders.saveDraft',
    saved(0, { discount: { amount: 600, reason: 'Regular' }, note: 'Rings on Friday' }),
  );
  // 3 × 12.00 less 6.00, and delivery
  expect(await draft()).toMatchObject({
    ...{ status: 'open', total: 3_500, version: 1, number: expect.stringMatching(/^D-[0-9A-F]{6}$/) },
    frozen: { subtotal: 3_600, shippingTotal: 500, taxTotal: 500 + 83, lines: [{ discount: 600, total: 3_000 }] },
  });
  expect(await committed()).toBe(0);
  const other = [...saved(1).lines, { key: 'b', variantId: shop.wrapping, quantity: 1 }];
  await two.run('orders.saveDraft', saved(1, { lines: other }));
  expect(await draft()).toMatchObject({ total: 4_450, discount: null, version: 2 });
  const seen = await two.refuse('orders.saveDraft', saved(1), 'orders.draft-changed');
  expect(seen).toMatchObject({ seen: 1, version: 2 });
  await two.refuse(
    'orders.saveDraft',
    saved(2, { discount: { amount: 9_000, reason: 'x' } }),
    'orders.discount-too-high',
  );
  await two.refuse('orders.saveDraft', saved(2), 'command.forbidden', { actor: personAs('Support') });
  await two.run('orders.discardDraft', { draftId: DRAFT, version: 2 });
  await two.refuse('orders.saveDraft', saved(3), 'orders.draft-closed');
});

test('a quote holds its prices until its day, and is ordered at them; its stock is looked for then', async () => {
  const today = new Date(NOW).toISOString().slice(0, 10);
  await two.given('orders.saveDraft', saved(0, { validUntil: today }));
  await dearer(1_200, 1_500);
  await two.refuse('orders.placeDraft', ask(1, 5_000), 'orders.total-changed', cloud);
  await two.run('orders.placeDraft', ask(1, 4_100), cloud);
  expect((await two.rows(orders))[0]).toMatchObject({ id: ORDER, total: 4_100, due: 4_100, shippingTax: 83 });
  expect(await draft()).toMatchObject({ status: 'ordered', orderId: ORDER, version: 2 });
  expect(await committed()).toBe(3);
  await two.refuse('orders.placeDraft', { ...ask(2, 4_100), orderId: testId(0x402) }, 'orders.draft-closed', cloud);
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
});

test('one whose day is over, or that has none, is ordered at what it costs now, which is said first', async () => {
  await two.given('orders.saveDraft', saved(0, { validUntil: '2026-01-01' }));
  await dearer(1_200, 1_500);
  const told = await two.refuse('orders.placeDraft', ask(1, 4_100), 'orders.total-changed', cloud);
  expect(told).toMatchObject({ expected: 4_100, total: 5_000 });
  await two.run('orders.placeDraft', ask(1, 5_000), cloud);
  expect((await two.rows(orders))[0]).toMatchObject({ total: 5_000 });
});

test('where there is not enough nothing is ordered; a desk writes down what the cloud is to do', async () => {
  await two.given('orders.saveDraft', saved(0, { lines: [{ key: 'a', variantId: shop.tide, quantity: 21 }] }));
  await two.refuse('orders.placeDraft', ask(1, 25_700), 'orders.not-enough-stock', cloud);
  expect(await draft()).toMatchObject({ status: 'open', version: 1 });
  await two.run('orders.placeDraft', ask(1, 25_700), { authority: false });
  expect(await draft()).toMatchObject({ status: 'placing', orderId: ORDER, version: 2 });
  expect(await two.rows(orders)).toEqual([]);
});

const half = () => ({
  promotion: {
    ...{
      id: testId(0x701),
      name: 'Half',
      action: { kind: 'percent', rate: '1/2' },
      codes: [{ code: 'HALF', limit: 1 }],
    },
  },
  status: 'live',
});

test('codes count on a draft as they do at the till, and one that may be had once is had by who orders first', async () => {
  await two.given('pricing.savePromotion', half());
  await two.refuse('orders.saveDraft', saved(0, { coupons: ['x'.repeat(300)] }), 'command.invalid-arguments');
  const today = new Date(NOW).toISOString().slice(0, 10);
  await two.run('orders.saveDraft', saved(0, { coupons: ['half', 'OTHER'], validUntil: today }));
  expect(await draft()).toMatchObject({
    ...{ coupons: ['half', 'OTHER'], total: 2_300 },
    frozen: { uses: [{ code: 'HALF' }], lines: [{ discount: 1_800, discounts: [{ amount: 1_800 }] }] },
  });
  const OTHER = testId(0x502);
  await two.given('orders.saveDraft', saved(0, { draftId: OTHER, coupons: ['HALF'], validUntil: today }));
  await two.run('orders.placeDraft', ask(1, 2_300), cloud);
  const second = { draftId: OTHER, orderId: testId(0x402), version: 1, expectedTotal: 2_300 };
  const told = await two.refuse('orders.placeDraft', second, 'orders.quote-code-used', cloud);
  expect(told).toMatchObject({ code: 'HALF', name: 'Half' });
  // A draft whose prices do not hold is priced without it.
  await two.given('orders.saveDraft', saved(1, { draftId: OTHER, coupons: ['HALF'] }));
  await two.refuse('orders.placeDraft', { ...second, version: 2 }, 'orders.total-changed', cloud);
  await two.run('orders.placeDraft', { ...second, version: 2, expectedTotal: 4_100 }, cloud);
});

test('a quote is mailed while it holds, and sold at a till once', async () => {
  await two.given('orders.saveDraft', saved(0, { validUntil: '2026-01-01' }));
  const to = 'bo@lime.example';
  await two.refuse('orders.mailDraft', { draftId: DRAFT, version: 1, to }, 'orders.quote-over');
  const today = new Date(NOW).toISOString().slice(0, 10);
  await two.given('orders.saveDraft', saved(1, { validUntil: today }));
  await two.refuse('orders.mailDraft', { draftId: DRAFT, version: 1, to }, 'orders.draft-changed');
  await two.run('orders.mailDraft', { draftId: DRAFT, version: 2, to });
  expect(await draft()).toMatchObject({
    mailTo: to,
    mailAt: expect.any(Number),
    mailTries: 0,
    mailedAt: null,
    version: 3,
  });
  await two.run('orders.sellDraft', { draftId: DRAFT, orderId: ORDER });
  expect(await draft()).toMatchObject({ status: 'ordered', orderId: ORDER, mailAt: null });
  await two.refuse('orders.sellDraft', { draftId: DRAFT, orderId: testId(0x402) }, 'orders.draft-closed');
});

test('what arrives at the bank is noted in parts, no more than is due, and owed until it is sent back once it is cancelled', async () => {
  await two.given('orders.saveDraft', saved(0));
  await two.given('orders.placeDraft', ask(1, 4_100), cloud);
  const arrived = (amount: number) => ({ orderId: ORDER, amount, reference: 'RF18 5390', note: '' });
  const order = async () => (await two.rows(orders))[0];
  await two.run('orders.recordPayment', arrived(1_000), cloud);
  expect(await order()).toMatchObject({ paid: 1_000, due: 3_100, paymentStatus: 'part-paid' });
  await two.refuse('orders.recordPayment', arrived(3_101), 'orders.not-due');
  await two.refuse('orders.recordPayment', arrived(1), 'command.forbidden', { actor: personAs('Till') });
  await two.run('orders.recordPayment', arrived(3_100), cloud);
  expect(await order()).toMatchObject({ paid: 4_100, due: 0, paymentStatus: 'paid' });
  await two.run('orders.cancel', { orderId: ORDER, reason: 'gone abroad' }, cloud);
  expect(await order()).toMatchObject({ status: 'cancelled', paid: 4_100, due: -4_100, paymentStatus: 'part-paid' });
  const back = async (amount: number) => {
    const tenderId = (await two.rows(tenders)).find((row) => row.amount === amount)?.id;
    await two.run('orders.refund', { orderId: ORDER, tenderId, amount, note: '' }, cloud);
  };
  await back(1_000);
  await back(3_100);
  expect(await order()).toMatchObject({ paid: 0, due: 0, paymentStatus: 'refunded' });
  for (const { name, sql } of invariants)
    expect(await two.postgres.transaction((db) => db.all(sql.postgres, [])), name).toEqual([]);
});
