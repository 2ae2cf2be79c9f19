import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPurchases, type Purchases } from '../../../testing/checkout/purchases.ts';
import { quiet } from '../../../testing/test-cloud.ts';
import { mailbox } from '../../../platform/mail/mailer.ts';
import { sendConfirmations } from './confirmation.ts';

let purchases: Purchases;
beforeAll(async () => {
  purchases = await openPurchases();
});
afterAll(() => purchases?.close());

test('letters of a shop are taken together: each is sent once by whoever takes it, and what the mailer refuses is tried again', async () => {
  const { store, pools, admin } = purchases;
  const { variantId } = await store.product('Told by letter', 10);
  for (let n = 0; n < 5; n += 1) await purchases.buy(variantId, { method: 'test', killAt: 0 });
  const orders: { number: string }[] = (
    await admin.query(`SELECT order_number AS number FROM checkouts WHERE letter_at IS NOT NULL ORDER BY order_number`)
  ).rows;
  expect(orders).toHaveLength(5);

  const box = mailbox();
  const refused = orders[2]?.number as string;
  let refuses = true;
  const send: typeof box.send = async (letter) => {
    if (refuses && letter.subject.includes(refused)) throw new Error('the mail server is full');
    await box.send(letter);
  };
  const by = { pool: pools.app, mailer: { send }, now: purchases.now, log: quiet };
  await Promise.all([sendConfirmations(pools.system, by), sendConfirmations(pools.system, by)]);
  const told = () => orders.map(({ number }) => box.letters.filter(({ subject }) => subject.includes(number)).length);
  expect(told()).toEqual([1, 1, 0, 1, 1]);

  // Not before its wait is over; then its link is another one, and the letter is told as sent.
  await sendConfirmations(pools.system, by);
  refuses = false;
  purchases.pass(120_000);
  await sendConfirmations(pools.system, by);
  expect(told()).toEqual([1, 1, 1, 1, 1]);
  const { rows } = await admin.query(
    `SELECT letter_at, letter_tries FROM checkouts WHERE order_number = ANY($1) ORDER BY order_number`,
    [orders.map(({ number }) => number)],
  );
  expect(rows.map(({ letter_at, letter_tries }) => [letter_at, letter_tries])).toEqual(
    [1, 1, 2, 1, 1].map((tries) => [null, String(tries)]),
  );
  purchases.pass(120_000);
  await sendConfirmations(pools.system, by);
  expect(box.letters).toHaveLength(5);
});

test('what a slow mail server keeps back is given back while it is still this process’s own, and sent once', async () => {
  const { store, pools, admin } = purchases;
  const { variantId } = await store.product('Told slowly', 10);
  for (let n = 0; n < 4; n += 1) await purchases.buy(variantId, { method: 'test', killAt: 0 });
  const waiting = async () =>
    (await admin.query('SELECT 1 FROM checkouts WHERE letter_at <= $1', [new Date(purchases.now()).toISOString()])).rows
      .length;
  expect(await waiting()).toBe(4);
  const box = mailbox();
  const send: typeof box.send = async (letter) => {
    purchases.pass(20_000);
    await box.send(letter);
  };
  const by = { pool: pools.app, mailer: { send }, now: purchases.now, log: quiet };
  await sendConfirmations(pools.system, by);
  expect([box.letters.length, await waiting()]).toEqual([2, 2]);
  await sendConfirmations(pools.system, by);
  await sendConfirmations(pools.system, by);
  expect([box.letters.length, await waiting()]).toEqual([4, 0]);
  expect(new Set(box.letters.map(({ subject }) => subject)).size).toBe(4);
});
