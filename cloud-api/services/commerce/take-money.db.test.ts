import { randomBytes, randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudInvariants } from '../../platform/verify.ts';
import { openPurchases, type Purchases } from '../../testing/checkout/purchases.ts';
import { histories, keepsTheBooks } from '../../testing/checkout/sent-model.ts';
import { openSentOrders, type SentOrders } from '../../testing/checkout/sent-orders.ts';

/** Orders whose money is taken when their goods are sent, from the checkout to the books, with a provider that goes wrong as it is told. */

const DAY_MS = 24 * 3_600_000;
let purchases: Purchases;
let shop: SentOrders;
let jug: string;
let bowl: string;
beforeAll(async () => {
  purchases = await openPurchases();
  shop = await openSentOrders(purchases);
  jug = (await purchases.store.product('Jug', 500)).variantId;
  bowl = (await purchases.store.product('Bowl', 500)).variantId;
});
afterAll(() => purchases?.close());

const basket = () => [
  { variantId: jug, quantity: 2 },
  { variantId: bowl, quantity: 1 },
];
const send = (orderId: string, lines?: { lineId: string; quantity: number }[]) =>
  shop.command('orders.fulfil', { orderId, how: 'shipped', ...(lines && { lines }) });

test('each parcel takes its part, the last one the rest: the order is paid when all of it is on its way', async () => {
  const { orderId, lines, total } = await shop.place(basket());
  await shop.sweep();
  expect(await shop.stands(orderId)).toMatchObject({
    ...{ status: 'placed', payment: 'authorised', fulfilment: 'to-pick', paid: 0, due: total, hold: 'held' },
    ...{ tenders: [], book: [`authorised ${total}`], attempt: { state: 'authorised', captured: 0 } },
  });
  const [first] = lines;
  await send(orderId, [{ lineId: first?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  const part = Math.round((first?.total ?? 0) / 2);
  expect(await shop.stands(orderId)).toMatchObject({
    ...{ payment: 'part-paid', fulfilment: 'part-shipped', paid: part, due: total - part, tenders: [part] },
    ...{ hold: 'held', attempt: { state: 'authorised', captured: part } },
  });
  await send(orderId);
  await shop.sweep();
  expect(await shop.stands(orderId)).toMatchObject({
    ...{
      status: 'closed',
      payment: 'paid',
      fulfilment: 'shipped',
      due: 0,
      tenders: [part, total - part].sort((a, b) => a - b),
    },
    ...{ hold: 'over', flags: [], attempt: { state: 'captured', captured: total } },
    book: [`authorised ${total}`, `captured ${part}`, `captured ${total - part}`].sort(),
  });
});

test('what is taken off before it is sent is not taken, and all of it taken off lets all of it go', async () => {
  const { orderId, lines, total } = await shop.place(basket());
  const [first, second] = lines;
  await send(orderId, [{ lineId: second?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  const edit = { orderId, version: await shop.version(orderId), settle: 'later', reason: 'one broke' };
  expect(await shop.command('orders.edit', { ...edit, lines: [{ lineId: first?.id, quantity: 1 }] })).toBe(200);
  await send(orderId);
  await shop.sweep();
  const stands = await shop.stands(orderId);
  expect(stands).toMatchObject({ status: 'closed', payment: 'paid', due: 0, hold: 'over', paid: stands.total });
  expect(stands.total).toBeLessThan(total);
  expect(stands.book).toContain(`voided ${total - stands.total}`);
  const given = await shop.place(basket());
  await shop.command('orders.cancel', { orderId: given.orderId, reason: 'changed their mind' });
  await shop.sweep();
  expect(await shop.stands(given.orderId)).toMatchObject({
    ...{ status: 'cancelled', payment: 'unpaid', tenders: [], hold: 'over' },
    book: [`authorised ${given.total}`, `voided ${given.total}`],
  });
});

test('what is added beyond what was authorised stays due', async () => {
  const { orderId, lines, total } = await shop.place(basket());
  const edit = { orderId, version: await shop.version(orderId), settle: 'later', reason: 'one more' };
  expect(await shop.command('orders.edit', { ...edit, lines: [{ lineId: lines[0]?.id, quantity: 4 }] })).toBe(200);
  await send(orderId);
  await shop.sweep();
  const stands = await shop.stands(orderId);
  expect(stands).toMatchObject({ status: 'placed', payment: 'part-paid', paid: total, hold: 'over' });
  expect(stands.due).toBe(stands.total - total);
  expect(stands.due).toBeGreaterThan(0);
});

test('where it can be taken once, the first parcel takes all of it', async () => {
  const { orderId, lines, total } = await shop.place(basket(), 'test.single-capture');
  await send(orderId, [{ lineId: lines[1]?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  expect(await shop.stands(orderId)).toMatchObject({ payment: 'paid', tenders: [total], hold: 'over' });
});

test('a provider that refuses holds what is left to send and tells a person, who takes it once more or lets it go', async () => {
  const { orderId, lines, total } = await shop.place(basket(), 'test.capture-refused');
  await send(orderId, [{ lineId: lines[1]?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  expect(await shop.stands(orderId)).toMatchObject({
    ...{ payment: 'unpaid', fulfilment: 'held', hold: 'failed', due: total, flags: ['not-captured'] },
  });
  expect(await send(orderId)).toBe(409);
  // The bank says yes by now.
  await purchases.admin.query(
    `UPDATE payments.test_payments SET script = 'paid' WHERE id LIKE 'test_%' AND script = 'capture-refused'`,
  );
  await purchases.admin.query(
    `UPDATE payments.attempts SET method = 'test-card' WHERE method = 'test.capture-refused'`,
  );
  expect(await shop.command('orders.takeHeld', { orderId, note: '' })).toBe(200);
  await shop.sweep();
  expect(await shop.stands(orderId)).toMatchObject({ payment: 'paid', tenders: [total], hold: 'over' });
});

test('before it runs out a person is told, or it is taken; once it has run out the order is held', async () => {
  const told = await shop.place(basket());
  purchases.pass(6 * DAY_MS + 3_600_000);
  await shop.sweep();
  expect(await shop.stands(told.orderId)).toMatchObject({ flags: ['hold-ends'], hold: 'held', fulfilment: 'to-pick' });
  purchases.pass(DAY_MS);
  await shop.sweep();
  purchases.pass(3_600_000);
  await shop.sweep();
  expect(await shop.stands(told.orderId)).toMatchObject({
    ...{ flags: ['hold-ends', 'not-captured'], hold: 'failed', fulfilment: 'held', payment: 'unpaid' },
    book: [`authorised ${told.total}`, `voided ${told.total}`],
  });
  await shop.rules({ taken: 'sent', runsOut: 'take' });
  const taken = await shop.place(basket());
  purchases.pass(6 * DAY_MS + 3_600_000);
  await shop.sweep();
  expect(await shop.stands(taken.orderId)).toMatchObject({ payment: 'paid', fulfilment: 'to-pick', flags: [] });
  await shop.rules({ taken: 'sent' });
});

test('parts that were taken go back part by part, and never more than was taken', async () => {
  const { orderId, lines, total } = await shop.place(basket());
  await send(orderId, [{ lineId: lines[1]?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  await send(orderId);
  await shop.sweep();
  const edit = { orderId, version: await shop.version(orderId), settle: 'now', reason: 'sorry' };
  expect(await shop.command('orders.edit', { ...edit, discount: { amount: total - 100, reason: 'late' } })).toBe(200);
  await shop.sweep();
  const stands = await shop.stands(orderId);
  expect(stands).toMatchObject({ paid: stands.total, due: 0 });
  expect(stands.tenders.filter((amount) => amount < 0)).toHaveLength(2);
  const back = stands.book.filter((entry) => entry.startsWith('refunded'));
  expect(back).toHaveLength(2);
});

test('a gift card pays first: parcels take what it does not cover, and a cancelled order puts it back', async () => {
  const issued = async (amount: number) => {
    const id = randomUUID();
    const code = { codeHash: randomBytes(32).toString('hex'), codeEnd: 'TEST', currency: 'GBP', amount };
    const { status } = await purchases.store.command('credit.issue', {
      creditId: id,
      ...code,
      expiresOn: null,
      reason: 'x',
    });
    expect(status).toBe(200);
    return { id, amount };
  };
  const { orderId, lines, total } = await shop.place(basket(), 'test', await issued(1_300));
  const [two, one] = [lines[0], lines[1]];
  expect(await shop.stands(orderId)).toMatchObject({
    payment: 'part-paid',
    paid: 1_300,
    book: [`authorised ${total - 1_300}`],
  });
  await send(orderId, [{ lineId: one?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  const first = Math.max(0, (one?.total ?? 0) - 1_300);
  expect(await shop.stands(orderId)).toMatchObject({ paid: 1_300 + first, hold: 'held' });
  await send(orderId, [{ lineId: two?.id ?? '', quantity: 1 }]);
  await shop.sweep();
  await send(orderId);
  await shop.sweep();
  const stands = await shop.stands(orderId);
  expect(stands).toMatchObject({ status: 'closed', payment: 'paid', hold: 'over', paid: total });
  expect(stands.attempt.captured).toBe(total - 1_300);
  const given = await shop.place(basket(), 'test', await issued(500));
  expect(await shop.command('orders.cancel', { orderId: given.orderId, reason: 'changed their mind' })).toBe(200);
  await shop.sweep();
  expect(await shop.stands(given.orderId)).toMatchObject({
    ...{ status: 'cancelled', paid: 0, due: 0, hold: 'over', tenders: [-500, 500] },
    book: [`authorised ${given.total - 500}`, `voided ${given.total - 500}`],
  });
});

test('the process dies at any await of buying: one order whose money is held, or nothing held at all', async () => {
  let killed = true;
  let killAt = 1;
  for (; killed; killAt += 1) {
    const { order, awaits } = await shop.diePlacing(basket(), 'test', killAt);
    killed = awaits >= killAt;
    if (!order) continue;
    expect(await shop.stands(order.orderId), `${killAt}`).toMatchObject({
      ...{ status: 'placed', payment: 'authorised', hold: 'held', tenders: [], flags: [] },
      book: [`authorised ${order.total}`],
    });
  }
  expect(killAt).toBeGreaterThan(12);
  const left = await purchases.admin.query(
    `SELECT a.id FROM payments.test_payments p JOIN payments.attempts a ON p.key = a.id || ':authorise'
      WHERE p.status = 'authorised' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id::text = a.order_id)`,
  );
  purchases.pass(2 * 3_600_000);
  await shop.sweep();
  expect(left.rows).toEqual([]);
});

test.each(['test', 'test.capture-lost'])(
  'the process dies at any await of taking a part (%s): it is taken once, and written down once',
  async (method) => {
    let killed = true;
    let killAt = 1;
    for (; killed; killAt += 1) {
      const { orderId, lines, total } = await shop.place(basket(), method);
      await send(orderId, [{ lineId: lines[1]?.id ?? '', quantity: 1 }]);
      const part = lines[1]?.total ?? 0;
      killed = (await shop.dieTaking(killAt)) >= killAt;
      for (let round = 0; round < 3; round += 1) {
        purchases.pass(120_000);
        await shop.sweep();
      }
      expect(await shop.stands(orderId), `${killAt}`).toMatchObject({
        ...{ payment: 'part-paid', tenders: [part], paid: part, hold: 'held', flags: [] },
        ...{ book: [`authorised ${total}`, `captured ${part}`], attempt: { captured: part } },
      });
    }
    expect(killAt).toBeGreaterThan(6);
  },
);

test('sent, changed, cancelled, taken at once and paid back in any order, while requests and answers are lost: the provider’s book is ours', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { hold, payment } = await keepsTheBooks(purchases, shop, basket(), history);
      seen.add(hold).add(payment);
    }),
    { numRuns: 8 },
  );
  // Some came to each end.
  expect(seen.size).toBeGreaterThan(2);
});

test('the books of all of it are whole, here and at the provider', async () => {
  for (const { name, sql } of invariants) expect((await purchases.admin.query(sql.postgres)).rows, name).toEqual([]);
  const ofPayments = cloudInvariants.filter(({ name }) => name.startsWith('payments.'));
  expect(ofPayments).toHaveLength(2);
  for (const { name, sql } of ofPayments) expect((await purchases.admin.query(sql.postgres)).rows, name).toEqual([]);
});
