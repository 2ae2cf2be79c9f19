import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prices } from '../domains/pricing/schema.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';
import { TENANT } from '../testing/postgres-engine.ts';
import type { Tx } from '../kernel/tx.ts';
import { createTx } from './tx.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

/** What `read` gives on SQLite and on Postgres, which must be the same. */
async function onBoth<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  for (const engine of two.engines) {
    const answer = await engine.transaction(async (connection) => {
      const tenant = engine.engine === 'postgres' ? { tenantId: TENANT } : {};
      const { tx } = createTx({ connection, ...tenant, onEvent: async () => {} });
      for (const amount of [5, 1, 9]) await tx.insertOnce(prices, row(amount));
      return read(tx);
    });
    answers.push(answer);
  }
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] as T;
}
const row = (n: number) => ({
  priceListId: testId(n % 2),
  variantId: testId(n),
  amount: n,
  compareAt: null,
  breaks: null,
  history: null,
  updatedAt: 0,
});
const amounts = (rows: readonly { amount: number }[]) => rows.map(({ amount }) => amount);

describe('reads of several rows at once', () => {
  test('getMany keeps the order of its keys, a key twice too, and leaves out what is not there', async () => {
    const keyOf = (n: number) => ({ priceListId: testId(1), variantId: testId(n) });
    const read = await onBoth((tx) => tx.getMany(prices, [9, 7, 1, 9].map(keyOf)));
    expect(amounts(read)).toEqual([9, 1, 9]);
    expect(await onBoth((tx) => tx.getMany(prices, []))).toEqual([]);
  });

  test('listMany gives each row once, by the bytes of the key', async () => {
    expect(
      amounts(
        await onBoth((tx) =>
          tx.listMany(
            prices,
            [9, 5, 7, 9].map((amount) => ({ amount })),
          ),
        ),
      ),
    ).toEqual([5, 9]);
    const pairs = [
      { amount: 9, updatedAt: 0 },
      { amount: 1, updatedAt: 1 },
    ];
    expect(amounts(await onBoth((tx) => tx.listMany(prices, pairs)))).toEqual([9]);
    expect(await onBoth((tx) => tx.listMany(prices, []))).toEqual([]);
  });

  test('conditions that name unlike columns, or null, are a bug and say so', async () => {
    const unlike = [{ amount: 9 }, { amount: 1, updatedAt: 0 }];
    await expect(onBoth((tx) => tx.listMany(prices, unlike))).rejects.toThrow(/unlike columns/);
    await expect(onBoth((tx) => tx.listMany(prices, [{ compareAt: null }]))).rejects.toThrow(/is missing/);
  });
});
