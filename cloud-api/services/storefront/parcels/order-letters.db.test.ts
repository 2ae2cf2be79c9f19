import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Pools } from '../../../platform/db/pools.ts';
import { type Letter, mailbox } from '../../../platform/mail/mailer.ts';
import { type BoughtAtShop, buyAtShop, poolsOf } from '../../../testing/bought-at-shop.ts';
import {
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { sendOrderLetters } from './send-order-letters.ts';

const letters = mailbox();
let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
let pools: Pools;
let mug: string;
const DAY = 86_400_000;

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  await done('shipping.savePickUp', {
    locationId: store.locationId,
    hint: 'Ring at the yard',
    readyIn: 1,
    active: true,
  });
  mug = (await store.product('Mug', 500)).variantId;
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = poolsOf(cloud);
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await cloud?.close();
});

async function done(name: string, args: unknown): Promise<void> {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
}

let email = '';
beforeEach(() => {
  email = `bo-${randomUUID()}@shopper.example`;
});

async function buy(quantity = 1): Promise<BoughtAtShop> {
  const order = await buyAtShop(cloud, key, { variantId: mug, quantity, contact: { email, name: 'Bo Field' } });
  await heard('Your order');
  return order;
}
const subjects = () => letters.letters.filter(({ to }) => to === email).map(({ subject }) => subject);
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 25 });
const heard = (subject: string) => until(() => expect(subjects().join('\n')).toContain(subject));
const textOf = (subject: string) =>
  letters.letters.find((one) => one.to === email && one.subject.includes(subject))?.text ?? '';
const ship = (orderId: string, more: object = {}) => done('orders.fulfil', { orderId, how: 'shipped', ...more });
const parcelOf = async (orderId: string): Promise<string> =>
  (await admin.query('SELECT id FROM fulfilments WHERE order_id = $1 ORDER BY occurred_at DESC', [orderId])).rows[0].id;
/** Nothing waits and everything that was to be told has been heard of. */
const settled = (orderId: string, abouts: number) =>
  until(async () => {
    const { rows } = await admin.query('SELECT next_at FROM order_letters WHERE order_id = $1', [orderId]);
    expect(rows.map(({ next_at }) => next_at)).toEqual(Array.from({ length: abouts }, () => null));
  });

test('who bought it is written to when it leaves, with what is inside, its number and the way to its page', async () => {
  const order = await buy(3);
  const [line] = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [order.id])).rows;
  const first = { lines: [{ lineId: line.id, quantity: 1 }], carrier: 'Royal Mail', tracking: 'RM 1' };
  await ship(order.id, first);
  await heard(`A part of order ${order.number} from larkhall is on its way`);
  const part = textOf('A part of');
  expect(part).toContain('Hello Bo Field,');
  expect(part).toContain('The rest follows.');
  expect(part).toContain('In this parcel:\n1 × Mug');
  expect(part).toContain('Carrier: Royal Mail\nTracking number: RM 1\nWhere it is:\nhttps://www.royalmail.com/');
  const [, token = ''] = /https:\/\/shop\.example\/bought#th-order=[-0-9a-f]+&th-token=([\w-]+)/.exec(part) ?? [];
  const shown = await cloud.call('GET', `/shop/v1/orders/${order.id}`, {
    token: key,
    headers: { 'order-token': token },
  });
  expect(shown.status).toBe(200);
  expect(shown.body.parcels).toMatchObject([
    { state: null, stateAt: null, trackingUrl: 'https://www.royalmail.com/track-your-item?trackNumber=RM1' },
  ]);
  await ship(order.id, { carrier: 'Our van' });
  await heard(`Order ${order.number} from larkhall is on its way`);
  const rest = letters.letters.findLast(({ to }) => to === email)?.text ?? '';
  expect(rest).toContain('2 × Mug');
  expect(rest).not.toContain('Tracking number');
});

test('parcels whose leaving waits to be told are named by one letter', async () => {
  const order = await buy(2);
  const [line] = (await admin.query('SELECT id FROM order_lines WHERE order_id = $1', [order.id])).rows;
  await ship(order.id, { lines: [{ lineId: line.id, quantity: 1 }], carrier: 'UPS', tracking: '1Z 1' });
  await ship(order.id, { carrier: 'UPS', tracking: '1Z 2' });
  await settled(order.id, 2);
  // As if both had waited for a mail server that was away.
  const later = new Date(Date.now() + 3_600_000);
  await admin.query('UPDATE order_letters SET next_at = $2, tries = 0 WHERE order_id = $1', [order.id, later]);
  const sent: Letter[] = [];
  const mailer = { send: async (letter: Letter) => void sent.push(letter) };
  const now = () => later.getTime() + 1_000;
  const of = { pool: pools.app, log: quiet, publicOrigin: () => cloud.cloud.url, now, mailer };
  await sendOrderLetters(pools.system, of);
  const own = sent.filter(({ to }) => to === email);
  expect(own.map(({ subject }) => subject)).toEqual([`Order ${order.number} from larkhall is on its way`]);
  expect(own[0]?.text).toMatch(
    /1 × Mug\n\n[\s\S]*Tracking number: 1Z \d[\s\S]*1 × Mug\n\n[\s\S]*Tracking number: 1Z \d/,
  );
  await settled(order.id, 2);
});

test('a number that is known later is told once, and not where the first letter named it', async () => {
  const order = await buy();
  await ship(order.id, { carrier: 'UPS', tracking: '1Z 1' });
  await heard('is on its way');
  const fulfilmentId = await parcelOf(order.id);
  await done('orders.track', { fulfilmentId, carrier: 'UPS Express', tracking: '1Z 1' });
  await done('orders.track', { fulfilmentId, carrier: 'UPS Express', tracking: '1Z 2' });
  await heard('can be followed now');
  expect(textOf('can be followed now')).toContain('Tracking number: 1Z 2');
  await settled(order.id, 2);
  expect(subjects()).toHaveLength(3);
});

test('of a parcel that arrives, is held up or comes back its buyer reads once; of the way between nothing', async () => {
  const order = await buy();
  await ship(order.id);
  await heard('is on its way');
  const fulfilmentId = await parcelOf(order.id);
  const now = Date.now();
  const said = (state: string, at: number, words = '') =>
    done('orders.trackParcel', { fulfilmentId, state, at, words });
  await said('in-transit', now - 5_000);
  await said('exception', now - 4_000, 'Rang Mrs Smith, wrong door');
  await heard('a parcel is held up');
  // What people of the shop note is theirs.
  expect(textOf('a parcel is held up')).not.toContain('Smith');
  await said('out-for-delivery', now - 3_000);
  await said('delivered', now - 2_000);
  await said('delivered', now - 1_000);
  await heard(': delivered');
  expect(textOf(': delivered')).toContain('1 × Mug');
  // A letter of the morning is laid down and, as no store writes it by itself, not written.
  await settled(order.id, 4);
  expect(subjects()).toEqual([
    `Your order ${order.number} at larkhall`,
    `Order ${order.number} from larkhall is on its way`,
    `Order ${order.number} from larkhall: a parcel is held up`,
    `Order ${order.number} from larkhall: delivered`,
  ]);
});

test('a store writes the letters that it chose, also of what was laid down before it chose', async () => {
  const kinds = async (parcelLetters: readonly string[] | null) => {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    const { updatedAt: _at, main: _main, closedAt: _closed, ...settings } = rows[0];
    await done('access.saveStore', { store: { ...settings, domains: [], parcelLetters } });
  };
  await kinds(['out-for-delivery', 'returned']);
  const order = await buy();
  await ship(order.id, { carrier: 'UPS', tracking: '1Z CHOSEN' });
  const fulfilmentId = await parcelOf(order.id);
  const said = (state: string, ago: number) =>
    done('orders.trackParcel', { fulfilmentId, state, at: Date.now() - ago });
  await said('exception', 4_000);
  await said('out-for-delivery', 3_000);
  await heard('comes today');
  expect(textOf('comes today')).toContain(`A parcel of your order ${order.number} is out for delivery.`);
  expect(textOf('comes today')).toContain('1Z CHOSEN');
  await said('delivered', 2_000);
  await settled(order.id, 4);
  expect(subjects()).toEqual([
    `Your order ${order.number} at larkhall`,
    `A parcel of order ${order.number} from larkhall comes today`,
  ]);
  await kinds(null);
});

test('a carrier that tells of last week writes to nobody', async () => {
  const order = await buy();
  await ship(order.id);
  await heard('is on its way');
  const fulfilmentId = await parcelOf(order.id);
  await done('orders.trackParcel', { fulfilmentId, state: 'exception', at: Date.now() - 7 * DAY });
  await done('orders.trackParcel', { fulfilmentId, state: 'delivered', at: Date.now() });
  await heard(': delivered');
  await settled(order.id, 2);
});

test('who comes for it reads where, once it lies ready', async () => {
  const order = await buy();
  await done('orders.readyToCollect', { orderId: order.id });
  await heard(`Order ${order.number} from larkhall is ready to collect`);
  expect(textOf('ready to collect')).toMatch(/You can collect it here:\n\n.+\n(.+\n)?Ring at the yard/);
  await done('orders.fulfil', { orderId: order.id, how: 'handed-over' });
  await settled(order.id, 1);
  expect(subjects()).toHaveLength(2);
});

test('what is so no more by the time it is sent is not written, and a mail server that refuses is asked again', async () => {
  const order = await buy();
  await ship(order.id);
  await heard('is on its way');
  const fulfilmentId = await parcelOf(order.id);
  await done('orders.trackParcel', { fulfilmentId, state: 'delivered', at: Date.now() });
  await settled(order.id, 2);
  const { rows } = await admin.query('SELECT tenant_id FROM order_letters WHERE order_id = $1 LIMIT 1', [order.id]);
  const lay = (about: string) =>
    admin.query(
      'INSERT INTO order_letters (tenant_id, order_id, about, next_at, tries, tracking) VALUES ($1, $2, $3, $4, 0, $5)',
      [rows[0].tenant_id, order.id, about, new Date(Date.now() + 3_600_000), ''],
    );
  await lay(`exception:${fulfilmentId}:1`);
  await lay(`delivered:${fulfilmentId}:1`);
  const before = subjects().length;
  const refused: string[] = [];
  const mailer = {
    send: async ({ subject }: { subject: string }) => {
      refused.push(subject);
      throw new Error('no');
    },
  };
  const later = Date.now() + 7_200_000;
  const of = { pool: pools.app, log: quiet, publicOrigin: () => cloud.cloud.url, now: () => later, mailer };
  await sendOrderLetters(pools.system, of);
  expect(refused.filter((one) => one.includes(order.number))).toEqual([
    `Order ${order.number} from larkhall: delivered`,
  ]);
  const kept = await admin.query('SELECT about, next_at, tries FROM order_letters WHERE order_id = $1', [order.id]);
  const one = (kind: string) => kept.rows.find(({ about }) => about === `${kind}:${fulfilmentId}:1`);
  expect(one('exception')).toMatchObject({ next_at: null });
  expect(Number(one('delivered').tries)).toBe(1);
  expect(one('delivered').next_at.getTime()).toBeGreaterThan(later);
  expect(subjects()).toHaveLength(before);
});

describe('a letter that asks for a review', () => {
  const ask = async (askAfterDays: number | null, mode = 'checked') => {
    const { rows } = (await cloud.call('GET', '/v1/stores', { token: store.token })).body;
    await done('reviews.saveSettings', { storeId: rows[0].id, mode, askAfterDays });
  };
  /** Somebody has all of an order since now. */
  async function arrived(quantity = 1): Promise<BoughtAtShop> {
    const order = await buy(quantity);
    await ship(order.id);
    const fulfilmentId = await parcelOf(order.id);
    await done('orders.trackParcel', { fulfilmentId, state: 'delivered', at: Date.now() });
    await heard(`Order ${order.number} from larkhall: delivered`);
    await until(async () => {
      const { rows } = await admin.query(
        `SELECT 1 FROM order_letters WHERE order_id = $1 AND about <> 'review' AND next_at IS NOT NULL`,
        [order.id],
      );
      expect(rows).toEqual([]);
    });
    return order;
  }
  const due = async ({ id }: BoughtAtShop): Promise<number | null> => {
    const { rows } = await admin.query(`SELECT next_at FROM order_letters WHERE order_id = $1 AND about = 'review'`, [
      id,
    ]);
    return rows[0]?.next_at?.getTime() ?? null;
  };
  async function inDays(days: number): Promise<Letter[]> {
    const sent: Letter[] = [];
    const mailer = { send: async (letter: Letter) => void sent.push(letter) };
    const now = () => Date.now() + days * DAY;
    const of = { pool: pools.app, log: quiet, publicOrigin: () => cloud.cloud.url, now, mailer };
    await sendOrderLetters(pools.system, of);
    return sent.filter(({ to }) => to === email);
  }

  /** So many of an order came back, as a till writes it. */
  async function bringBack({ id }: BoughtAtShop, quantity: number): Promise<void> {
    const back = randomUUID();
    await admin.query(
      `INSERT INTO orders SELECT (jsonb_populate_record(o, jsonb_build_object('id', $2::text, 'kind', 'return',
         'number', $2::text, 'original_order_id', o.id))).* FROM orders o WHERE o.id = $1`,
      [id, back],
    );
    await admin.query(
      `INSERT INTO order_lines SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),
         'order_id', $2::text, 'original_line_id', l.id, 'quantity', $3::int))).* FROM order_lines l WHERE l.order_id = $1`,
      [id, back, -quantity],
    );
  }

  test('goes some days after all of it arrived, once, leads to the order, and ends by its link', async () => {
    await ask(7);
    const order = await arrived();
    expect(Math.round(((await due(order)) ?? 0) / DAY - Date.now() / DAY)).toBe(7);
    expect(await inDays(6.9)).toEqual([]);
    const [letter, ...more] = await inDays(7.1);
    expect(more).toEqual([]);
    expect(letter?.subject).toBe('How do you like what you bought at larkhall?');
    expect(letter?.text).toContain(`Your order ${order.number} arrived some days ago.`);
    expect(letter?.text).toMatch(/\n\nMug\n\nWrite a review:\nhttps:\/\/shop\.example\/bought#th-order=/);
    expect(await due(order)).toBeNull();
    expect(await inDays(30)).toEqual([]);
    const off = letter?.unsubscribe ?? '';
    expect(letter?.text).toContain(off);
    // Looking ends nothing; programs of mail servers look at every link.
    const looked = await fetch(off);
    expect(await looked.text()).toContain('larkhall is to ask this address for reviews no more.');
    const later = await arrived();
    expect((await fetch(off.replace(/proof=.{6}/, 'proof=AAAAAA'), { method: 'POST' })).status).toBe(404);
    expect((await fetch(off, { method: 'POST' })).status).toBe(200);
    expect(await inDays(8)).toEqual([]);
    expect(await due(later)).toBeNull();
  });

  test('is not written where the store asks nobody, has stopped asking, or all was said already', async () => {
    await ask(null);
    const never = await arrived();
    expect(await due(never)).toBeNull();
    await ask(3);
    const stopped = await arrived();
    expect(await due(stopped)).not.toBeNull();
    await ask(null);
    expect(await inDays(4)).toEqual([]);
    await ask(3);
    email = `bo-${randomUUID()}@shopper.example`;
    const said = await arrived();
    const customerId = randomUUID();
    const bo = {
      id: customerId,
      name: 'Bo',
      email,
      phone: null,
      city: null,
      country: null,
      note: '',
      externalRef: null,
    };
    await done('customers.save', { customers: [{ ...bo, status: 'active' }] });
    await admin.query(
      `INSERT INTO product_reviews SELECT o.tenant_id, $2, v.product_id, $3, NULL, 5, '', '', 'Bo', 'en', true, 'waiting', '',
         NULL, now(), now(), 1 FROM orders o JOIN order_lines l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
         JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id WHERE o.id = $1`,
      [said.id, randomUUID(), customerId],
    );
    expect(await inDays(4)).toEqual([]);
    expect(await due(said)).toBeNull();
  });

  test('names what was kept alone, and goes to nobody who has nothing left or whose shop takes no reviews', async () => {
    await ask(3);
    const half = await arrived(2);
    await bringBack(half, 1);
    expect((await inDays(4)).map(({ text }) => text.includes('\n\nMug\n\n'))).toEqual([true]);
    email = `bo-${randomUUID()}@shopper.example`;
    const none = await arrived(2);
    await bringBack(none, 2);
    expect(await due(none)).not.toBeNull();
    expect(await inDays(4)).toEqual([]);
    expect(await due(none)).toBeNull();
    const off = await arrived();
    await ask(3, 'off');
    expect(await inDays(4)).toEqual([]);
    expect(await due(await arrived())).toBeNull();
    expect(await due(off)).toBeNull();
  });

  test('is laid down for who came for it, and not while a parcel is on its way', async () => {
    await ask(3);
    const fetched = await buy();
    await done('orders.fulfil', { orderId: fetched.id, how: 'handed-over' });
    await until(async () => expect(await due(fetched)).not.toBeNull());
    const returned = await buy();
    await ship(returned.id);
    await done('orders.trackParcel', { fulfilmentId: await parcelOf(returned.id), state: 'returned', at: Date.now() });
    await heard(`Order ${returned.number} from larkhall`);
    await until(async () => expect(subjects().join('\n')).toContain('back'));
    expect(await due(returned)).toBeNull();
  });
});
