import { randomBytes, randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quiet } from '../../../testing/test-cloud.ts';
import { expireReservations } from '../../commerce/expire-reservations.ts';
import { payBackDue } from '../../commerce/pay-back.ts';
import { StatementBatch } from '../../../platform/db/statement-batch.ts';
import { holdForPayment } from './hold-for-payment.ts';
import { RulesKept } from './rules-kept.ts';
import { advance } from './saga.ts';
import { sweepAttempts } from './sweep-checkouts.ts';
import { isOver, takeUp } from './take-up.ts';
import { openPurchases, type Purchases } from '../../../testing/checkout/purchases.ts';
import { killEverywhere, ways } from '../../../testing/checkout/ways.ts';

/**
 * The process dies at an await of a purchase: around every transaction, and around every word with the provider, which has faults
 * of its own. However it went: one order with one capture, or neither, and nothing held.
 */

let purchases: Purchases;
beforeAll(async () => {
  purchases = await openPurchases();
});
afterAll(() => purchases?.close());

/** The await at which the provider has said yes, and the order is yet to be placed. */
const ANSWERED = 6;

/** Another await with each way, so that each is died at in a few of them; the deep twin dies at all in all. */
const STRIDE = 6;

test.each(ways.map((way, at) => [way[0], way, at] as const))(
  'killed while the provider %s: one order and one capture, or neither',
  (_how, way, at) => killEverywhere(purchases, way, { stride: STRIDE, first: 2 + (at % STRIDE) }),
);

test.each(['test', 'test.declined'])(
  'killed while a gift card pays a part and the provider goes %s: its money is in the order, or on it',
  async (method) => {
    const { store, admin } = purchases;
    const { variantId } = await store.product(`Card ${method}`, 60);
    let killed = true;
    for (let killAt = 3; killed; killAt += STRIDE) {
      const id = randomUUID();
      const issued = {
        creditId: id,
        codeHash: randomBytes(32).toString('hex'),
        codeEnd: 'TEST',
        currency: 'GBP',
        amount: 500,
      };
      expect((await store.command('credit.issue', { ...issued, expiresOn: null, reason: 'a test' })).status).toBe(200);
      const bought = await purchases.buy(variantId, { method, killAt, card: { id, amount: 500 } });
      killed = bought.awaits >= killAt;
      const { state, orders, tenders, kept, reserved } = await purchases.outcome(bought);
      const [{ balance }] = (await admin.query('SELECT balance FROM credit_accounts WHERE id = $1', [id])).rows;
      const what = `${method} killed at ${killAt}, ${state}`;
      expect([orders, tenders, kept, Number(balance), reserved], what).toEqual(
        orders === 1 ? [1, 1_200, 700, 0, 0] : [0, 0, 0, 500, 0],
      );
      if (method === 'test.declined') expect(orders, what).toBe(0);
    }
  },
);

test('paid for units that somebody took away: no order, the money goes back by itself, and a person is told', async () => {
  const { variantId } = await purchases.store.product('Taken', 1);
  const release = (orderId: string) =>
    purchases.store.command('inventory.release', { orderId, reason: 'released', note: 'by hand' });
  // Dies right after the provider has the money, before the order.
  const method = 'test.captured-at-once';
  const bought = await purchases.buy(variantId, { method, killAt: ANSWERED, meddle: release });
  expect(await purchases.outcome(bought)).toMatchObject({
    state: 'returned',
    orders: 0,
    tenders: 0,
    kept: 0,
    captures: 1,
  });
  const tasks = await purchases.admin.query(
    `SELECT details FROM stock_tasks WHERE kind = 'payment-returned' AND document_id = $1`,
    [bought.orderId],
  );
  expect(tasks.rows).toMatchObject([{ details: { amount: 1_200, currency: 'GBP' } }]);
});

test('units stay held past their time while nobody knows how the payment went, and become the order', async () => {
  const { store, pools, paying } = purchases;
  const { variantId } = await store.product('Slow', 1);
  const { id: checkoutId, secret, total } = await purchases.ready(variantId);
  const attemptId = crypto.randomUUID();
  const asked = { checkoutId, secret, attemptId, expectedTotal: total, methodId: 'test.authorise-late' };
  const at = { tenantId: store.tenantId, now: purchases.now() };
  await holdForPayment(purchases.saga(), at, { ...asked, returnUrl: 'https://shop.example/' });
  await advance(purchases.saga(), store.tenantId, attemptId);
  purchases.pass(20 * 60_000);
  await expireReservations(pools, purchases.now());
  expect(await paying.payments.look(store.tenantId, attemptId)).toMatchObject({ state: 'authorised' });
  await advance(purchases.saga(), store.tenantId, attemptId);
  const { rows } = await purchases.admin.query('SELECT order_id FROM checkout_attempts WHERE id = $1', [attemptId]);
  const outcome = await purchases.outcome({ total, attemptId, orderId: rows[0].order_id, awaits: 0 });
  expect(outcome).toMatchObject({ state: 'done', orders: 1, tenders: total, kept: total });
});

test('the provider speaks first, twice, and of what was given up: the order at once, and money nobody asked for back', async () => {
  const { store, pools } = purchases;
  const { variantId } = await store.product('Told', 2);
  // Dies after the provider has authorised; the sweeper would come later.
  const told = await purchases.buy(variantId, {
    method: 'test',
    killAt: ANSWERED,
    meddle: (_orderId, attemptId) => tell(attemptId),
  });
  expect(await purchases.outcome(told)).toMatchObject({ state: 'done', orders: 1, captures: 1, kept: told.total });
  async function tell(attemptId: string): Promise<void> {
    expect(await isOver(purchases.saga(), store.tenantId, attemptId)).toBe(false);
    for (const _twice of [1, 2]) await takeUp(purchases.saga(), store.tenantId, attemptId, 'authorised');
    await sweepAttempts(pools.system, purchases.saga(), quiet);
    const { rows } = await purchases.admin.query('SELECT state FROM checkout_attempts WHERE id = $1', [attemptId]);
    expect(rows).toEqual([{ state: 'done' }]);
    expect(await isOver(purchases.saga(), store.tenantId, attemptId)).toBe(true);
  }
  // The provider has the money, the process died, and the attempt was given up before anybody heard of it.
  const givenUp = async (orderId: string, attemptId: string): Promise<void> => {
    await store.command('inventory.release', { orderId, reason: 'released', note: '' });
    await purchases.admin.query(`UPDATE checkout_attempts SET state = 'declined', next_at = NULL WHERE id = $1`, [
      attemptId,
    ]);
    expect(await isOver(purchases.saga(), store.tenantId, attemptId)).toBe(false);
    expect(await takeUp(purchases.saga(), store.tenantId, attemptId, 'declined')).toBe(false);
    expect(await takeUp(purchases.saga(), store.tenantId, attemptId, 'captured')).toBe(true);
  };
  const given = await purchases.buy(variantId, { method: 'test.captured-at-once', killAt: ANSWERED, meddle: givenUp });
  expect(await purchases.outcome(given)).toMatchObject({ state: 'returned', orders: 0, captures: 1, kept: 0 });
});

test('what goes back from the desk goes to the provider once, and where it refuses the order owes it again', async () => {
  const { store, pools, paying, admin } = purchases;
  const { variantId } = await store.product('Sent back', 5);
  const by = { payments: paying.payments, now: purchases.now, onCommitted: () => {} };
  const bought = async (method: string) => {
    const sold = await purchases.buy(variantId, { method, killAt: 0 });
    const answer = await store.command('orders.cancel', { orderId: sold.orderId, reason: 'changed their mind' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([payBackDue(pools, by, quiet), payBackDue(pools, by, quiet)]);
      purchases.pass(120_000);
    }
    const of = async (sql: string) => (await admin.query(sql, [sold.orderId])).rows;
    const [order] = await of('SELECT status, payment_status, paid, due FROM orders WHERE id = $1');
    return {
      order,
      flags: await of('SELECT code, details FROM order_flags WHERE order_id = $1'),
      ...(await purchases.outcome(sold)),
    };
  };
  for (const method of ['test', 'test.refund-lost', 'test.refund-never']) {
    const went = await bought(method);
    expect(went, method).toMatchObject({ kept: 0, tenders: 0, ledger: 0, flags: [] });
    expect(went.order).toEqual({ status: 'cancelled', payment_status: 'refunded', paid: '0', due: '0' });
  }
  const stuck = await bought('test.refund-refused');
  expect(stuck).toMatchObject({ kept: 1_200, tenders: 1_200, ledger: 1_200 });
  expect(stuck.order).toEqual({ status: 'cancelled', payment_status: 'part-paid', paid: '1200', due: '-1200' });
  expect(stuck.flags).toMatchObject([{ code: 'refund-refused', details: { amount: 1_200, currency: 'GBP' } }]);
});

test('the books of all of it are whole', async () => {
  for (const { name, sql } of invariants) expect((await purchases.admin.query(sql.postgres)).rows, name).toEqual([]);
});

test('a step of a purchase is two trips: what it goes by with its locks, and all that it writes', async () => {
  const { store, pools, paying } = purchases;
  const { variantId } = await store.product('Counted', 9);
  const steps = async (): Promise<string[]> => {
    const trips: string[] = [];
    const connect = async () => {
      const client = await pools.app.connect();
      const query = (batch: StatementBatch | string): unknown => {
        trips.push(batch instanceof StatementBatch && batch.texts.includes('COMMIT') ? 'writes' : 'reads');
        return client.query(batch as never);
      };
      return new Proxy(client, {
        get: (target, name) => {
          const value: unknown = name === 'query' ? query : Reflect.get(target, name);
          return typeof value === 'function' && name !== 'query' ? value.bind(target) : value;
        },
      });
    };
    const counted = new Proxy(pools.app, {
      get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name)),
    });
    const { id: checkoutId, secret, total } = await purchases.ready(variantId);
    const attemptId = crypto.randomUUID();
    const asked = { checkoutId, secret, attemptId, expectedTotal: total, methodId: 'test' };
    const saga = { ...purchases.saga(counted, paying.payments), rules };
    const at = { tenantId: store.tenantId, now: purchases.now() };
    const held = await holdForPayment(saga, at, { ...asked, returnUrl: 'https://shop.example/' });
    if (held.is !== 'held') throw new Error(held.is);
    await advance(saga, store.tenantId, attemptId, held.written);
    return trips;
  };
  const rules = new RulesKept();
  // The first of a process reads the rules, and the first of a month makes its rows.
  await steps();
  const [held, placed, captured] = [
    ['reads', 'writes'],
    ['reads', 'writes'],
    ['reads', 'writes'],
  ];
  expect(await steps()).toEqual([...held, ...placed, ...captured]);
});
