import { afterAll, beforeAll, expect, test } from 'vitest';
import { stockLevels, stockPeriods } from '../domains/inventory/schema.ts';
import { noQuantities } from '../domains/inventory/rules.ts';
import { TENANT } from '../testing/postgres-engine.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';
import type { Tx } from '../kernel/tx.ts';
import type { SqlConnection } from './connection.ts';
import { createTx } from './tx.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

const place = testId(0x70);
const level = (n: number) => ({ variantId: testId(n), locationId: place });
const txOver = (connection: SqlConnection): Tx =>
  createTx({
    connection,
    ...(connection.engine === 'postgres' ? { tenantId: TENANT } : {}),
    onEvent: async () => {},
  }).tx;

/** What `work` gives on SQLite and on Postgres, which must be the same. */
async function onBoth<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  for (const engine of two.engines) answers.push(await engine.transaction((connection) => work(txOver(connection))));
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] as T;
}

test('adds to each row what is its own, tells which are not there, and leaves other rows and columns alone', async () => {
  const found = await onBoth(async (tx) => {
    for (const n of [1, 2, 3]) await tx.insert(stockLevels, { ...level(n), ...noQuantities, onHand: n, damaged: 7 });
    return tx.addMany(stockLevels, [
      { key: level(3), deltas: { onHand: -1, committed: 2 } },
      { key: level(9), deltas: { onHand: 1 } },
      { key: level(1), deltas: { onHand: 5 } },
      { key: { ...level(2), locationId: testId(0x71) }, deltas: { onHand: 5 } },
    ]);
  });
  expect(found).toEqual([true, false, true, false]);
  const rows = await onBoth((tx) => tx.list(stockLevels, { locationId: place }));
  expect(rows.map(({ onHand, committed, damaged }) => [onHand, committed, damaged])).toEqual([
    [6, 0, 7],
    [2, 0, 7],
    [2, 2, 7],
  ]);
});

test('a key of text among its parts, one row alone, and none at all', async () => {
  const of = (n: number, month: string) => ({ ...level(n), month });
  const found = await onBoth(async (tx) => {
    await tx.insert(stockPeriods, { ...of(1, '2026-10'), ...noQuantities });
    await tx.insert(stockPeriods, { ...of(1, '2026-11'), ...noQuantities });
    const one = await tx.addMany(stockPeriods, [{ key: of(1, '2026-11'), deltas: { onHand: 1 } }]);
    const two = await tx.addMany(stockPeriods, [
      { key: of(1, '2026-11'), deltas: { onHand: 2 } },
      { key: of(1, '2026-10'), deltas: { onHand: 4 } },
    ]);
    return [one, two, await tx.addMany(stockPeriods, [])];
  });
  expect(found).toEqual([[true], [true, true], []]);
  const rows = await onBoth((tx) => tx.list(stockPeriods, { variantId: testId(1) }));
  expect(rows.map(({ month, onHand }) => [month, onHand])).toEqual([
    ['2026-10', 4],
    ['2026-11', 3],
  ]);
});

test('what cannot be added so is a bug on both', async () => {
  const twice = [level(1), level(1)].map((key) => ({ key, deltas: { onHand: 1 } }));
  const wrong = [level(1), level(2)].map((key) => ({ key, deltas: { locationId: 1 } as object }));
  const broken = [level(1), level(2)].map((key) => ({ key, deltas: { onHand: 0.5 } }));
  for (const engine of two.engines) {
    const add = (additions: Parameters<Tx['addMany']>[1]) =>
      engine.transaction((connection) => txOver(connection).addMany(stockLevels as never, additions));
    await expect(add(twice)).rejects.toThrow(/a row named twice/);
    await expect(add(wrong)).rejects.toThrow(/takes no deltas/);
    await expect(add(broken)).rejects.toThrow();
  }
});

test('on Postgres nothing is lost where two add to the same rows at once, named in different orders', async () => {
  const before = await onBoth((tx) => tx.list(stockLevels, { locationId: place }));
  const additions = before.map(({ variantId, locationId }) => ({
    key: { variantId, locationId },
    deltas: { onHand: 1 },
  }));
  const many = Array.from({ length: 40 }, (_, n) =>
    two.postgres.transaction((connection) =>
      txOver(connection).addMany(stockLevels, n % 2 ? additions : additions.toReversed()),
    ),
  );
  expect((await Promise.all(many)).flat()).not.toContain(false);
  const after = await two.postgres.transaction((connection) =>
    txOver(connection).list(stockLevels, { locationId: place }),
  );
  expect(after.map(({ onHand }) => onHand)).toEqual(before.map(({ onHand }) => onHand + 40));
});
