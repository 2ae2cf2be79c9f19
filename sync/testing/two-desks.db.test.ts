import '@tillhouse/shared/domains/commands.ts';
import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { localMonth, monthsUpTo } from '@tillhouse/shared/kernel/instant.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../cloud-api/testing/test-cloud.ts';
import { openRealDesk, type RealDesk } from './real-desk.ts';

let cloud: TestCloud;
let store: TestStore;
let sql: pg.Client;
let product: Awaited<ReturnType<TestStore['product']>>;
const registers = [randomUUID(), randomUUID()];
const sessions = [randomUUID(), randomUUID()];
const desks: RealDesk[] = [];

const count = async (text: string, params: unknown[] = []): Promise<number> =>
  Number(Object.values((await sql.query(text, params)).rows[0])[0]);

const onHand = (desk: RealDesk): number =>
  desk.one('SELECT on_hand FROM stock_levels WHERE variant_id = ?', [product.variantId]);

function sale(till: number): { orderId: string } {
  const tender = { key: 'cash', kind: 'cash', amount: 1_200, given: 2_000, change: 800, reference: '' };
  const line = { key: 'a', variantId: product.variantId, quantity: 1 };
  const place = { registerId: registers[till], sessionId: sessions[till], customerId: null };
  return { orderId: randomUUID(), ...place, lines: [line], tenders: [tender] } as { orderId: string };
}

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `sync-${randomUUID().slice(0, 8)}`);
  product = await store.product('Enamel mug', 20);
  for (const [at, code] of ['T1', 'T2'].entries()) {
    const register = { id: registers[at], code, name: code, locationId: store.locationId, status: 'active' };
    const made = await store.command('register.saveRegister', { register });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
  }
  const owner = builtInRoles.find((role) => role.id === ownerRole.id);
  const actor = { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions: owner?.permissions ?? [] };
  // As hosts do: a month’s rows are a shape of their own, which news tells by another name.
  const months = () => monthsUpTo(localMonth(Date.now(), 'Europe/London'), 2);
  const context = { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true };
  for (let at = 0; at < 2; at += 1) {
    const device = await enrolDevice(cloud, store);
    desks.push(await openRealDesk({ cloudUrl: cloud.cloud.url, device, actor, store: context, months }));
  }
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
}, 120_000);

afterAll(async () => {
  for (const desk of desks) await desk.close();
  await sql?.end();
  await cloud?.close();
});

test('sales of two desks, with the line cut and answers lost, are in the cloud and at both desks exactly once', async () => {
  const [one, two] = desks as [RealDesk, RealDesk];
  await one.until('the first copy', () => one.sync.status().state === 'synced' && onHand(one) === 20);
  await two.until('the first copy', () => two.sync.status().state === 'synced' && onHand(two) === 20);
  await one.sell({ sessionId: sessions[0], registerId: registers[0], float: 5_000 }, 'register.openSession');
  await two.sell({ sessionId: sessions[1], registerId: registers[1], float: 5_000 }, 'register.openSession');

  one.line = 'cut';
  for (let n = 0; n < 5; n += 1) await one.sell(sale(0));
  expect(onHand(one)).toBe(15);
  expect(one.sync.status().waitingSales).toBe(5);
  await one.until('the line is noticed', () => one.sync.status().state === 'offline');

  two.line = 'swallow-answers';
  await two.sell(sale(1));
  await two.until('the cloud took it in', () => onHand(two) === 19);
  await two.until('the acknowledgement came without an answer', () => two.sync.status().waiting === 0);

  one.line = 'open';
  two.line = 'open';
  await one.until('all is sent', () => one.sync.status().waiting === 0);
  const settled = `SELECT count(*) FROM sync_outbox WHERE state <> 'settled'`;
  for (const desk of desks) {
    await desk.until('all desks agree', () => onHand(desk) === 14 && desk.one('SELECT count(*) FROM orders') === 6);
    await desk.until('nothing is pending', () => desk.one(settled) === 0);
  }
  expect(await count('SELECT count(*) FROM orders')).toBe(6);
  expect(await count('SELECT on_hand FROM stock_levels WHERE variant_id = $1', [product.variantId])).toBe(14);
  expect(await count(`SELECT sum(on_hand) FROM stock_movements WHERE variant_id = $1`, [product.variantId])).toBe(14);
  expect(await count(`SELECT count(*) FROM sync_outcomes WHERE name = 'register.recordSale'`)).toBe(6);
});

test('a desk that is stopped with sales in its outbox goes on where it was', async () => {
  const [one, two] = desks as [RealDesk, RealDesk];
  one.line = 'cut';
  await one.sell(sale(0));
  await one.restart();
  expect(onHand(one)).toBe(13);
  one.line = 'open';
  await two.until('the sale is there', () => onHand(two) === 13);
  await one.until('nothing waits', () => one.sync.status().waiting === 0);
  expect(await count('SELECT count(*) FROM orders')).toBe(7);
});

test('what is noted at one desk stands at the other as it was written, though the cloud keeps it sealed', async () => {
  const [one, two] = desks as [RealDesk, RealDesk];
  const orderId = one.one<string>('SELECT min(id) FROM orders');
  await one.sell({ orderId, note: 'Ring Zoë first' }, 'orders.addNote');
  const noted = () => two.one('SELECT count(*) FROM order_changes WHERE order_id = ?', [orderId]) === 1;
  await two.until('the note is there', noted);
  expect(two.one('SELECT note FROM order_changes WHERE order_id = ?', [orderId])).toBe('Ring Zoë first');
  expect(await count(`SELECT count(*) FROM order_changes WHERE note LIKE E'\\x01s1.%'`)).toBe(1);
});

test('a basket that two tills without a line took up is one till’s: the other is told, and what it sold is flagged', async () => {
  const [one, two] = desks as [RealDesk, RealDesk];
  const parkedId = randomUUID();
  const line = { variantId: product.variantId, quantity: 1, touchedBy: 'scan' };
  await one.sell(
    {
      ...{ parkedId, locationId: store.locationId, fromRegisterId: registers[0], name: 'green coat' },
      ...{ customerId: null, units: 1, total: 1_200, currency: 'GBP' },
      content: { lines: [line], coupons: [], draftId: null },
    },
    'register.parkBasket',
  );
  const state = (desk: RealDesk): string | null | undefined =>
    desk.one('SELECT ended FROM parked_baskets WHERE id = ?', [parkedId]);
  const ofSale = (desk: RealDesk): string | null =>
    desk.one<string>('SELECT order_id FROM parked_baskets WHERE id = ?', [parkedId]);
  await two.until('the other till sees it', () => state(two) === null);

  const [first, second] = [sale(0), sale(1)];
  one.line = 'cut';
  two.line = 'cut';
  await one.sell({ parkedId, atRegisterId: registers[0], orderId: first.orderId }, 'register.endParked');
  await one.sell({ ...first, parkedId });
  await two.sell({ parkedId, atRegisterId: registers[1], orderId: second.orderId }, 'register.endParked');
  await two.sell({ ...second, parkedId });
  expect(ofSale(two)).toBe(second.orderId);
  one.line = 'open';
  await one.until('the first is sent', () => one.sync.status().waiting === 0);
  two.line = 'open';
  await two.until('the second is told', () => two.sync.status().needsAttention === 1);
  await two.until('whose it is', () => ofSale(two) === first.orderId);
  expect(two.sync.attention()[0]).toMatchObject({ kind: 'refused', name: 'register.endParked' });
  const flagged = "SELECT order_id FROM order_flags WHERE code = 'taken-twice'";
  for (const desk of desks) await desk.until('the flag', () => desk.one<string>(flagged) === second.orderId);
  expect(await count('SELECT count(*) FROM orders WHERE id IN ($1, $2)', [first.orderId, second.orderId])).toBe(2);
});

test('a price that was changed meanwhile is refused, undone and put before a person with both values', async () => {
  const [one, two] = desks as [RealDesk, RealDesk];
  const price = (desk: RealDesk): number =>
    desk.one('SELECT amount FROM prices WHERE variant_id = ?', [product.variantId]);
  const change = (value: number) => ({
    priceListId: store.priceListId,
    changes: [{ variantId: product.variantId, base: 1_200, value }],
  });
  one.line = 'cut';
  await one.sell(change(1_300), 'pricing.setPrice');
  expect(price(one)).toBe(1_300);
  await two.sell(change(1_100), 'pricing.setPrice');
  await two.until('the first price is in the cloud', () => two.sync.status().waiting === 0);
  one.line = 'open';
  await one.until('the refusal is shown', () => one.sync.status().needsAttention === 1);
  await one.until('the other price is there', () => price(one) === 1_100);
  const [item] = one.sync.attention();
  expect(item?.kind).toBe('refused');
  expect(item?.fields).toContainEqual(
    expect.objectContaining({ field: 'amount', base: 1_200, mine: 1_300, theirs: 1_100 }),
  );
  await one.settle(item?.mutationId as string, 'mine');
  await two.until('the price is sent again on the present value', () => price(two) === 1_300);
  expect(one.sync.status().needsAttention).toBe(0);
});
