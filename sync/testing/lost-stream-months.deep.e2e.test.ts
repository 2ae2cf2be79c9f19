import '@tillhouse/shared/domains/commands.ts';
import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { localMonth, monthsUpTo } from '@tillhouse/shared/kernel/instant.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../cloud-api/testing/test-cloud.ts';
import { openRealDesk, type RealDesk } from './real-desk.ts';

const zone = 'Europe/London';
const newest = localMonth(Date.now(), zone);
const ORDERS = 6;

let cloud: TestCloud;
let store: TestStore;
let sql: pg.Client;
let desk: RealDesk;
const orders: string[] = [];
/** What the page of an order shows of all of them, each time that it was another one */
const seen: string[] = [];

const shown = () =>
  desk.one<string>(`SELECT (SELECT count(*) FROM orders WHERE fulfilment_status = 'shipped') || ' ' ||
    (SELECT count(*) FROM fulfilments) || ' ' || (SELECT count(*) FROM fulfilment_lines) || ' ' ||
    (SELECT count(*) FROM order_changes)`);
const look = () => {
  const now = shown();
  if (seen.at(-1) !== now) seen.push(now);
};

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `months-${randomUUID().slice(0, 8)}`);
  const key = await publishableKey(cloud, store);
  const { variantId } = await store.product('Lamp', 500);
  for (let n = 0; n < ORDERS; n += 1) {
    const body = { lines: [{ variantId, quantity: 1 }], customerName: 'Bo' };
    const headers = { 'idempotency-key': randomUUID() };
    const bought = await cloud.call('POST', '/shop/v1/orders', { token: key, headers, body });
    expect(bought.status, JSON.stringify(bought.body)).toBe(201);
    orders.push(bought.body.orderId);
  }
  const owner = builtInRoles.find((role) => role.id === ownerRole.id);
  const actor = { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions: owner?.permissions ?? [] };
  const device = await enrolDevice(cloud, store, { kind: 'desk' });
  desk = await openRealDesk({
    ...{ cloudUrl: cloud.cloud.url, device, actor },
    store: { currency: 'GBP', timeZone: zone, pricesIncludeTax: true },
    months: () => monthsUpTo(newest, 13),
    onChanged: () => desk && look(),
  });
  await desk.until('the first copy', () => desk.sync.status().state === 'synced');
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await sql?.end();
  await cloud?.close();
});

const settled = () => desk.one(`SELECT count(*) FROM sync_outbox WHERE state <> 'settled'`) === 0;
const copied = () => desk.one('SELECT sum(generation) FROM sync_shapes');

test('what a desk did with orders while the cloud was away stays on their pages as it catches up, whichever month comes first', async () => {
  const watching = setInterval(look, 2);
  onTestFinished(() => clearInterval(watching));
  for (const orderId of orders) {
    await desk.until('all is settled', settled);
    seen.length = 0;
    desk.line = 'cut';
    const before = copied();
    await sql.query(`SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
      WHERE database = current_database() AND active`);
    await desk.sell({ orderId, how: 'shipped' }, 'orders.fulfil');
    await desk.sell({ orderId, note: 'left by the side door' }, 'orders.addNote');
    look();
    desk.line = 'open';
    await desk.until('all has come anew and is settled', () => copied() > before + 50 && settled());
    look();
    const [after] = seen.slice(-1);
    // Whatever came before the two commands were done, from then on nothing is away.
    const done = seen.indexOf(after as string);
    expect(seen.slice(done), seen.join(' → ')).toEqual([after]);
  }
}, 240_000);
