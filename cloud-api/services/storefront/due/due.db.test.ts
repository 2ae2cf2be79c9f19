import { randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealThrough } from '../../../platform/db/pool-fields.ts';
import { cloudFields } from '../../../platform/keys/cloud-fields.ts';
import { cloudInvariants } from '../../../platform/verify.ts';
import type { Payments } from '../../../platform/payments/payments.ts';
import {
  Killed,
  Killer,
  mortalPayments,
  mortalPool,
  openPurchases,
  type Purchases,
} from '../../../testing/checkout/purchases.ts';
import { quiet } from '../../../testing/test-cloud.ts';
import { payBackDue } from '../../commerce/pay-back.ts';
import { sweepAttempts as sweepPayments } from '../../payments/sweep.ts';
import { type Opened, openDue } from './open-due.ts';
import { advanceDue, type Paying } from './pay-due.ts';
import { sweepDue, takeUpDue } from './sweep-due.ts';

/** What is due of a placed order is paid through a provider that goes wrong as it is told: never more than is due stays with the shop. */

let purchases: Purchases;
let mug: string;
beforeAll(async () => {
  purchases = await openPurchases();
  const { pools, store } = purchases;
  sealThrough([pools.app], sealing());
  mug = (await store.product('Mug', 900)).variantId;
});
afterAll(() => purchases?.close());

const sealing = () => cloudFields(purchases.keyring, () => {});
const one = async (sql: string, of: unknown[]) => (await purchases.admin.query(sql, of)).rows[0] ?? {};
const orderOf = (id: string) =>
  one('SELECT *, due::int AS due, paid::int AS paid, total::int AS total FROM orders WHERE id = $1', [id]);
const command = async (name: string, args: object) => {
  const answer = await purchases.store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

/** Paid with 12.00, and then there are so many more in it. */
async function dueOrder(more = 1): Promise<{ orderId: string; due: number }> {
  const { orderId } = await purchases.buy(mug, { method: 'test', killAt: 0 });
  const line = await one('SELECT id FROM order_lines WHERE order_id = $1', [orderId]);
  const version = Number((await orderOf(orderId)).version);
  const edit = {
    orderId,
    version,
    settle: 'later',
    reason: 'one more',
    lines: [{ lineId: line.id, quantity: 1 + more }],
  };
  await command('orders.edit', edit);
  const { due } = await orderOf(orderId);
  expect(due).toBe(1_200 * more);
  return { orderId, due };
}

const paying = (pool = purchases.pools.app, payments: Payments = purchases.paying.payments): Paying => ({
  ...{ pool, payments, now: purchases.now, onCommitted: () => {} },
});
const open = (orderId: string, methodId: string, expected: number, at: Paying = paying(), id = randomUUID()) =>
  openDue(at, purchases.store.tenantId, { id, orderId, methodId, expected, returnUrl: 'https://cloud.example/pay' });
const idOf = (opened: Opened): string => {
  if (opened.is !== 'opened') throw new Error(opened.is);
  return opened.id;
};
const advance = (id: string, at: Paying = paying()) => advanceDue(at, purchases.store.tenantId, id);

async function pay(orderId: string, methodId: string, expected: number): Promise<string> {
  const id = idOf(await open(orderId, methodId, expected));
  await advance(id);
  return id;
}

/** What the sweepers do, as time goes by. */
async function settle(): Promise<void> {
  const { pools } = purchases;
  const by = { payments: purchases.paying.payments, now: purchases.now, onCommitted: () => {} };
  for (let round = 0; round < 60; round += 1) {
    const { at } = await one(
      `SELECT least((SELECT min(next_at) FROM due_payments), (SELECT min(next_at) FROM provider_refunds),
         (SELECT min(look_at) FROM payments.attempts WHERE id IN (SELECT id FROM due_payments))) AS at`,
      [],
    );
    if (!at) return;
    purchases.pass(Math.max(60_000, at.getTime() - purchases.now()));
    await sweepDue(pools.system, paying(), quiet);
    await payBackDue(pools, by, quiet);
    await sweepPayments(purchases.paying.context, purchases.paying.payments);
  }
  throw new Error('it does not come to rest');
}

/** What three books say of what was paid for an order. */
async function books(orderId: string) {
  return one(
    `SELECT (SELECT coalesce(sum(amount), 0)::int FROM tenders WHERE order_id = $1) AS tenders,
       (SELECT coalesce(sum(l.amount), 0)::int FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id
         WHERE e.order_id = $1 AND l.account = 'tender') AS ledger,
       (SELECT coalesce(sum(CASE e.kind WHEN 'captured' THEN e.amount WHEN 'refunded' THEN -e.amount ELSE 0 END), 0)::int
          FROM payments.test_entries e JOIN payments.attempts a ON 'test_' || a.id = e.payment_id WHERE a.order_id::text = ($1::uuid)::text) AS kept,
       (SELECT count(*)::int FROM payments.test_payments p JOIN payments.attempts a ON 'test_' || a.id = p.id
         WHERE a.order_id::text = ($1::uuid)::text AND p.status = 'authorised') AS held`,
    [orderId],
  );
}

async function whole(orderId: string): Promise<void> {
  const { tenders, ledger, kept, held } = await books(orderId);
  const { paid } = await orderOf(orderId);
  expect([tenders, ledger, kept, held]).toEqual([paid, paid, paid, 0]);
  for (const { name, sql } of invariants) expect((await purchases.admin.query(sql.postgres)).rows, name).toEqual([]);
  for (const { name, sql } of cloudInvariants.filter((each) => each.name.startsWith('payments.')))
    expect((await purchases.admin.query(sql.postgres)).rows, name).toEqual([]);
}

test('what is due is paid once: its tender, the books, the timeline and the status say so', async () => {
  const { orderId, due } = await dueOrder();
  const id = await pay(orderId, 'test', due);
  expect(await orderOf(orderId)).toMatchObject({ due: 0, paid: 2_400, payment_status: 'paid' });
  expect(await one('SELECT state, captured::int, given_back::int FROM due_payments WHERE id = $1', [id])).toEqual({
    ...{ state: 'done', captured: 1_200, given_back: 0 },
  });
  const { rows } = await purchases.admin.query(`SELECT kind FROM order_changes WHERE order_id = $1`, [orderId]);
  expect(rows.filter(({ kind }) => kind === 'collected')).toHaveLength(2);
  // Once more, by whoever lost the answer or heard it late: nothing.
  await advance(id);
  await takeUpDue(paying(), purchases.store.tenantId, id, 'captured');
  await settle();
  await whole(orderId);
  expect((await open(orderId, 'test', due)).is).toBe('changed');
});

test('two tabs and a button pressed twice are one try; another way to pay takes its place, and what is finished there goes back', async () => {
  const { orderId, due } = await dueOrder();
  const opened = await Promise.all([1, 2, 3].map(() => open(orderId, 'test.challenge', due)));
  expect(new Set(opened.map(idOf)).size).toBe(1);
  const first = idOf(opened[0] as Opened);
  await advance(first);
  expect((await one('SELECT state FROM due_payments WHERE id = $1', [first])).state).toBe('action');
  expect(await open(orderId, 'test', due + 1)).toEqual({ is: 'changed' });
  const other = await open(orderId, 'test', due);
  expect(other).toMatchObject({ is: 'opened', beside: [first] });
  await Promise.all([advance(idOf(other)), advance(first)]);
  await settle();
  expect((await one('SELECT state FROM due_payments WHERE id = $1', [first])).state).toBe('returned');
  expect(await orderOf(orderId)).toMatchObject({ due: 0, paid: 2_400 });
  await whole(orderId);
});

test('what was paid at the till meanwhile is not taken: of what is held only the rest, or nothing', async () => {
  const { orderId, due } = await dueOrder(2);
  const bank = (amount: number) => command('orders.recordPayment', { orderId, amount, reference: 'RF-1', note: '' });
  const part = idOf(await open(orderId, 'test', due));
  const later = { ...paying(), payments: beforeCapture(purchases.paying.payments, () => bank(1_000)) };
  await advance(part, later);
  // Taken before anybody knew: what is too much of it goes back by itself.
  expect(await orderOf(orderId)).toMatchObject({ due: 0, paid: 3_600 });
  expect(await one('SELECT captured::int, given_back::int FROM due_payments WHERE id = $1', [part])).toEqual({
    ...{ captured: 2_400, given_back: 1_000 },
  });
  await settle();
  expect((await books(orderId)).kept).toBe(3_600 - 1_000);
  const less = await dueOrder(2);
  const id = idOf(await open(less.orderId, 'test', less.due));
  const held = {
    ...paying(),
    payments: afterBegin(purchases.paying.payments, () =>
      command('orders.recordPayment', { orderId: less.orderId, amount: 900, reference: 'RF-2', note: '' }),
    ),
  };
  await advance(id, held);
  await settle();
  expect(await one('SELECT captured::int, given_back::int FROM due_payments WHERE id = $1', [id])).toEqual({
    ...{ captured: 1_500, given_back: 0 },
  });
  const none = await dueOrder(1);
  const gone = idOf(await open(none.orderId, 'test', none.due));
  await advance(gone, {
    ...paying(),
    payments: afterBegin(purchases.paying.payments, () =>
      command('orders.recordPayment', { orderId: none.orderId, amount: 1_200, reference: 'RF-3', note: '' }),
    ),
  });
  await settle();
  expect((await one('SELECT state FROM due_payments WHERE id = $1', [gone])).state).toBe('returned');
  expect(await books(none.orderId)).toMatchObject({ kept: 1_200, held: 0 });
});

test('an order that is cancelled while it is paid keeps nothing, and a refund goes to the payment that its tender names', async () => {
  const { orderId, due } = await dueOrder();
  const id = idOf(await open(orderId, 'test', due));
  await advance(id, {
    ...paying(),
    payments: beforeCapture(purchases.paying.payments, () => command('orders.cancel', { orderId, reason: 'no more' })),
  });
  await settle();
  expect(await orderOf(orderId)).toMatchObject({ status: 'cancelled', paid: 0 });
  await whole(orderId);
  const back = await dueOrder();
  await pay(back.orderId, 'test', back.due);
  await command('orders.cancel', { orderId: back.orderId, reason: 'no more' });
  await settle();
  const { rows } = await purchases.admin.query('SELECT status FROM provider_refunds WHERE sale_id = $1', [
    back.orderId,
  ]);
  expect(rows).toEqual([{ status: 'done' }, { status: 'done' }]);
  await whole(back.orderId);
});

const beforeCapture = (payments: Payments, meddle: () => Promise<void>): Payments => ({
  ...payments,
  capture: async (...of) => {
    const { paid } = { paid: await payments.capture(...of) };
    await meddle();
    return paid;
  },
});
const afterBegin = (payments: Payments, meddle: () => Promise<void>): Payments => ({
  ...payments,
  begin: async (asked) => {
    const answer = await payments.begin(asked);
    await meddle();
    return answer;
  },
});

const STRIDE = 4;
test.each([
  ['test', 0],
  ['test.captured-at-once', 0],
  ['test.authorise-lost', 0],
  ['test.capture-lost', 0],
  ['test.capture-never', 0],
  ['test.twice', 0],
  ['test.authorise-too-late', 1_200],
  ['test.capture-refused', 1_200],
  ['test.declined', 1_200],
  ['test.challenge', 1_200],
] as const)('killed while the provider goes %s: what is due is paid once or not at all', async (method, left) => {
  let killed = true;
  for (let killAt = 1 + (method.length % STRIDE); killed; killAt += STRIDE) {
    const { orderId, due } = await dueOrder();
    const killer = new Killer(killAt);
    const pool = mortalPool(purchases.pools.app, killer);
    sealThrough([pool], sealing());
    const mortal = paying(pool, mortalPayments(purchases.paying.payments, killer));
    try {
      await advance(idOf(await open(orderId, method, due, mortal)), mortal);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    killed = killer.seen >= killAt;
    await settle();
    const isThere = await one('SELECT state FROM due_payments WHERE order_id = $1', [orderId]);
    const what = `${method} killed at ${killAt}: ${isThere.state}`;
    // Killed before its row was there, it never was.
    expect((await orderOf(orderId)).due, what).toBe(isThere.state === undefined ? due : left);
    await whole(orderId);
  }
});
