import '@tillhouse/shared/domains/commands.ts';
import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { localMonth, monthsUpTo } from '@tillhouse/shared/kernel/instant.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../cloud-api/testing/test-cloud.ts';
import type { DeskFile } from '../../desktop/host/database/open-desk.ts';
import { openRealDesk, type RealDesk } from './real-desk.ts';

const DAY = 86_400_000;
const zone = 'Europe/London';
/** Months of history in the cloud, newest first. */
const history = monthsUpTo(localMonth(Date.now(), zone), 7);

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let desk: RealDesk;
let product: Awaited<ReturnType<TestStore['product']>>;
let months: readonly string[];
let away = 0;
let cloudAway = 0;
const yard = randomUUID();
const register = randomUUID();
const session = randomUUID();
/** Least of what was seen after any change, by what was counted. */
let watched: ((file: DeskFile) => number) | undefined;
let least = Number.POSITIVE_INFINITY;

const at = (month: string, day = '10') => Date.parse(`${month}-${day}T12:00:00Z`);

beforeAll(async () => {
  cloud = await startTestCloud({ now: () => Date.now() + cloudAway });
  store = await openStore(cloud, `window-${randomUUID().slice(0, 8)}`);
  product = await store.product('Enamel mug', 50);
  const done = async (name: string, args: unknown) => {
    const answer = await store.command(name, args);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const place = { name: 'Yard', street: '', kind: 'warehouse', sellsOnline: 'no', status: 'active' };
  await done('inventory.saveLocation', { location: { id: yard, ...place } });
  await done('inventory.adjust', {
    lines: [{ locationId: yard, variantId: product.variantId, delta: 7 }],
    reason: 'opening',
    note: '',
  });
  await done('register.saveRegister', {
    register: { id: register, code: 'W1', name: 'W1', locationId: store.locationId, status: 'active' },
  });
  const orders = history.map((month, age) => ({
    ...{ id: randomUUID(), number: `H-${month}`, kind: 'sale', customerId: null, customerName: '', currency: 'GBP' },
    ...{ locationId: store.locationId, externalRef: `h-${age}` },
    placedAt: age === 0 ? Date.now() - 1_000 : at(month),
    lines: [{ variantId: product.variantId, title: 'Mug', sku: 'M', quantity: 1, unitPrice: 1_200, total: 1_200 }],
  }));
  await done('orders.importHistory', { orders });
  device = await enrolDevice(cloud, store);
  await profile({ months: 3, locationIds: [store.locationId] });
  const owner = builtInRoles.find((role) => role.id === ownerRole.id);
  const actor = { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions: owner?.permissions ?? [] };
  months = history.slice(0, 3);
  desk = await openRealDesk({
    ...{ cloudUrl: cloud.cloud.url, device, actor },
    store: { currency: 'GBP', timeZone: zone, pricesIncludeTax: true },
    months: () => months,
    now: () => Date.now() + away,
    onChanged: (file) => {
      if (watched) least = Math.min(least, watched(file));
    },
  });
  await desk.until('the first copy', () => desk.sync.status().state === 'synced');
  await desk.sell({ sessionId: session, registerId: register, float: 5_000 }, 'register.openSession');
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await cloud?.close();
});
beforeEach(() => {
  watched = undefined;
  least = Number.POSITIVE_INFINITY;
});

async function profile(more: object): Promise<void> {
  const row = (await cloud.call('GET', `/v1/devices/${device.deviceId}`, { token: store.token })).body;
  const { enrolledAt: _at, enrolledBy: _by, ...known } = row;
  const answer = await store.command('access.registerDevice', { device: { ...known, ...more } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

const held = (table = 'orders'): string[] =>
  desk.file.read(`SELECT DISTINCT month FROM ${table} ORDER BY month DESC`).map(({ month }) => month as string);
const holds = (wanted: readonly string[], table = 'orders') => held(table).join() === wanted.join();

/** What `verify` asks of a desk's file. */
function verify(): string[] {
  return invariants.flatMap(({ name, sql, describe }) =>
    desk.file.read(sql.sqlite).map((row) => `${name}: ${describe(row)}`),
  );
}

const sale = (more: object = {}) => ({
  ...{ orderId: randomUUID(), registerId: register, sessionId: session, customerId: null, ...more },
  lines: [{ key: 'a', variantId: product.variantId, quantity: 1 }],
  tenders: [{ key: 'cash', kind: 'cash', amount: 1_200, given: 1_200, change: 0, reference: '' }],
});

const settled = () => desk.one(`SELECT count(*) FROM sync_outbox WHERE state <> 'settled'`) === 0;

test('a desk holds the months of its profile and can verify itself by what moved before', async () => {
  await desk.sell(sale());
  await desk.until('all is settled', settled);
  for (const table of ['orders', 'order_lines', 'tenders']) expect(held(table), table).toEqual(history.slice(0, 3));
  expect(desk.one('SELECT on_hand FROM stock_levels')).toBe(49);
  expect(verify()).toEqual([]);
  // It can fail: a movement that is lost here shows.
  await desk.file.transaction('background', async (connection) => {
    connection.execute(`CREATE TABLE lost AS SELECT * FROM stock_movements WHERE cause = 'sale'`);
    connection.execute(`DELETE FROM stock_movements WHERE cause = 'sale'`);
  });
  expect(verify().join()).toContain('inventory.period-is-sum-of-movements');
  await desk.file.transaction('background', async (connection) => {
    connection.execute('INSERT INTO stock_movements SELECT * FROM lost');
    connection.execute('DROP TABLE lost');
  });
});

test('more months come beside what is there; fewer go, and what stays was there all the while', async () => {
  watched = (file) =>
    Number(file.read('SELECT count(*) AS n FROM orders WHERE month = ?', [history[1] as string])[0]?.n);
  await profile({ months: 5 });
  months = history.slice(0, 5);
  await desk.until('five months', () => holds(history.slice(0, 5)));
  await profile({ months: 2 });
  months = history.slice(0, 2);
  await desk.until('two months', () => holds(history.slice(0, 2)) && holds(history.slice(0, 2), 'tenders'));
  expect(least).toBe(1);
  expect(verify()).toEqual([]);
  await desk.until('all is said', () => desk.sync.status().state === 'synced');
});

test('months that the cloud does not serve, as by a clock of years ahead, take nothing away', async () => {
  months = ['2031-05', '2031-04'];
  await new Promise((resolve) => setTimeout(resolve, 800));
  await desk.until('it has asked', () => desk.sync.status().problem === null);
  expect(held()).toEqual(history.slice(0, 2));
  // Not even what was sold meanwhile: the cloud has it, and nothing but this desk's own row shows it here.
  const own = sale();
  await desk.sell(own);
  const waiting = `SELECT count(*) FROM sync_outbox WHERE state NOT IN ('acknowledged', 'settled')`;
  await desk.until('the cloud has it', () => desk.one(waiting) === 0);
  // What comes after that shows that the desk is through with it. It has no stock: its balance would come, and its
  // movement, of a month that is not followed meanwhile, only with the months put right.
  await store.product('Tin tray', 0);
  await desk.until('what came later is here', () => desk.one('SELECT count(*) FROM products') === 2);
  expect(desk.one('SELECT count(*) FROM orders WHERE id = ?', [own.orderId])).toBe(1);
  expect(verify()).toEqual([]);
  months = history.slice(0, 2);
  await desk.sell(sale());
  await desk.until('all is settled', settled);
  expect(held()).toEqual(history.slice(0, 2));
  expect(desk.one('SELECT count(*) FROM orders WHERE id = ?', [own.orderId])).toBe(1);
});

test('a month begins without a line: its sales are there, nothing goes, and with a line all is put right', async () => {
  const next = monthsUpTo(localMonth(at(history[0] as string) + 31 * DAY, zone), 2);
  desk.line = 'cut';
  away = at(next[0] as string, '01') - Date.now();
  months = next;
  await desk.until('the line is noticed', () => desk.sync.status().state === 'offline');
  await desk.sell(sale());
  expect(held()).toEqual([next[0], ...history.slice(0, 2)]);
  expect(verify()).toEqual([]);
  expect(desk.sync.status().waitingSales).toBe(1);
  cloudAway = away;
  desk.line = 'open';
  await desk.until(
    'the oldest month is gone',
    () => holds(next) && holds(next, 'order_lines') && holds(next, 'tenders'),
  );
  await desk.until('all is settled', settled);
  expect(verify()).toEqual([]);
  expect(desk.one('SELECT count(*) FROM orders WHERE month = ?', [next[0] as string])).toBe(1);
  const orders = await cloud.call('GET', '/v1/orders?channel=till&limit=200', { token: store.token });
  expect(orders.body.rows.map(({ month }: { month: string }) => month)).toContain(next[0]);
});

test('what a desk sold before its window reaches the cloud, and is not kept here', async () => {
  const [, before] = months as [string, string];
  months = [months[0] as string];
  await desk.until('one month', () => holds(months));
  away -= 20 * DAY;
  expect(localMonth(Date.now() + away, zone)).toBe(before);
  const late = sale();
  await desk.sell(late);
  await desk.until('all is settled', settled);
  expect(desk.one('SELECT count(*) FROM orders WHERE id = ?', [late.orderId])).toBe(0);
  expect((await cloud.call('GET', `/v1/orders/${late.orderId}`, { token: store.token })).body.month).toBe(before);
  expect(verify()).toEqual([]);
});

test('another location: its stock comes, that of the old one goes, and the screen is never empty', async () => {
  watched = (file) => Number(file.read('SELECT count(*) AS n FROM stock_levels')[0]?.n);
  await profile({ locationIds: [yard] });
  desk.sync.now();
  const places = () => desk.file.read('SELECT DISTINCT location_id AS id FROM stock_levels').map(({ id }) => id);
  await desk.until('the yard’s stock', () => places().join() === yard);
  const elsewhere = 'SELECT count(*) FROM stock_movements WHERE location_id <> ?';
  await desk.until('its movements', () => desk.one(elsewhere, [yard]) === 0);
  expect(least).toBeGreaterThanOrEqual(1);
  expect(desk.one('SELECT on_hand FROM stock_levels')).toBe(7);
  await desk.until('its periods', () => verify().length === 0);
});
