import { afterAll, beforeAll, expect, test } from 'vitest';
import { invariants } from '../domains/invariants.ts';
import { stockLevels, stockTasks } from '../domains/inventory/schema.ts';
import { orderFlags, orders } from '../domains/orders/schema.ts';
import { openTwoEngines, type TwoEngines } from '../testing/two-engines.ts';
import { larkhallMutations } from './larkhall.ts';
import { shelves } from './larkhall/catalogue.ts';

const now = Date.parse('2026-11-23T15:41:00Z');
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  for (const mutation of larkhallMutations(now)) {
    const { id, name, args, actor, occurredAt: at, deviceId } = mutation;
    await two.given(name, args, { id, actor, at, deviceId, authority: true });
  }
}, 120_000);
afterAll(() => two.close());

test('both engines hold the same shop', async () => {
  const [left, right] = [await two.snapshot(two.sqlite), await two.snapshot(two.postgres)];
  for (const [table, rows] of Object.entries(left)) expect(right[table], table).toEqual(rows);
});

test('today meets the same weekday, in every channel', async () => {
  const rows = await two.rows(orders);
  for (const date of ['2026-11-23', '2026-11-16']) {
    const channels = new Set(rows.filter((row) => row.businessDate === date).map((row) => row.channel));
    expect([...channels].sort()).toEqual(['online', 'till']);
  }
  expect(rows.length).toBeGreaterThan(2_000);
  expect(rows.some((row) => row.placedAt > now)).toBe(false);
});

test('the shelves end as they are drawn, and what sold out is a task', async () => {
  const levels = new Map(
    (await two.rows(stockLevels)).map((row) => [`${row.variantId} ${row.locationId}`, row.onHand]),
  );
  const differing = shelves().filter(({ variantId, locationId, onHand }) => {
    return onHand >= 0 && (levels.get(`${variantId} ${locationId}`) ?? 0) !== onHand;
  });
  expect(differing).toEqual([]);
  const flags = await two.rows(orderFlags);
  expect(new Set(flags.map(({ code }) => code).filter((code) => code !== 'oversold'))).toEqual(new Set());
  expect((await two.rows(stockTasks)).length).toBeLessThanOrEqual(1);
});

test.each(invariants.map((invariant) => [invariant.name, invariant] as const))('%s holds', async (_name, { sql }) => {
  expect(await two.sqlite.transaction((connection) => connection.all(sql.sqlite, []))).toEqual([]);
  expect(await two.postgres.transaction((connection) => connection.all(sql.postgres, []))).toEqual([]);
});
