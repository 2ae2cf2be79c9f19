import '@tillhouse/shared/domains/commands.ts';
import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
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
const desks: RealDesk[] = [];
const products: string[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, `lost-${randomUUID().slice(0, 8)}`);
  for (let at = 0; at < 12; at += 1) products.push((await store.product(`Lamp ${at}`, 5)).productId);
  const owner = builtInRoles.find((role) => role.id === ownerRole.id);
  const actor = { id: store.staffId, name: 'Ada', roleId: ownerRole.id, permissions: owner?.permissions ?? [] };
  const context = { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true };
  for (let at = 0; at < 2; at += 1) {
    const device = await enrolDevice(cloud, store);
    desks.push(await openRealDesk({ cloudUrl: cloud.cloud.url, device, actor, store: context }));
  }
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
}, 120_000);

afterAll(async () => {
  for (const desk of desks) await desk.close();
  await sql?.end();
  await cloud?.close();
});

const shown = (desk: RealDesk) =>
  desk.one<string>(`SELECT (SELECT count(*) FROM products) || ' ' || (SELECT count(*) FROM variants) || ' ' ||
    (SELECT count(*) FROM stock_levels)`);

test('a lost slot costs real desks a fetch that nobody sees: never a row less, and all found back by themselves', async () => {
  const full = `${products.length} ${products.length} ${products.length}`;
  for (const desk of desks) await desk.until('the first copy', () => shown(desk) === full);
  // Looked at after every turn, as a screen would: rows only ever come.
  const least: string[][] = desks.map(() => []);
  const watching = setInterval(() => {
    desks.forEach((desk, at) => {
      const now = shown(desk);
      if (least[at]!.at(-1) !== now) least[at]!.push(now);
    });
  }, 2);
  await sql.query(`SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
    WHERE database = current_database() AND active`);
  // Written while nobody streams.
  products.push((await store.product('Written meanwhile', 7)).productId);
  const all = `${products.length} ${products.length} ${products.length}`;
  for (const desk of desks) await desk.until('the desk has found back', () => shown(desk) === all);
  clearInterval(watching);
  for (const [at, seen] of least.entries()) {
    const counts = seen.map((text) => text.split(' ').map(Number));
    for (const [step, numbers] of counts.entries()) {
      const before = counts[step - 1] ?? [0, 0, 0];
      expect(
        numbers.every((number, column) => number >= before[column]!),
        `desk ${at}: ${seen.join(' → ')}`,
      ).toBe(true);
    }
  }
});
