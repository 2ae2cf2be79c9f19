import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTx } from '../../data/tx.ts';
import { TENANT } from '../../testing/postgres-engine.ts';
import { openSmallShop, personAs } from '../../testing/small-shop.ts';
import { openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags } from './schema.ts';

const FLAG = testId(0x801);

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const flag = {
    id: FLAG,
    orderId: testId(0x802),
    code: 'price-differs' as const,
    details: { expected: 1400, sold: 1200 },
    placedAt: 1_000,
    raisedAt: 1_000,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    month: '2026-03',
  };
  for (const engine of two.engines)
    await engine.transaction(async (connection) => {
      const tenant = engine.engine === 'postgres' ? { tenantId: TENANT } : {};
      await createTx({ connection, ...tenant, onEvent: async () => {} }).tx.insert(orderFlags, flag);
    });
});

describe('orders.resolveFlag', () => {
  test('closes a flag with a note; run again, or by somebody else, changes nothing', async () => {
    await two.run('orders.resolveFlag', { flagId: FLAG, note: 'Old price label on the shelf' }, { at: 2_000 });
    const ewa = { ...owner, name: 'Ewa Nowak' };
    await two.run('orders.resolveFlag', { flagId: FLAG, note: 'Mine' }, { at: 3_000, actor: ewa });
    expect(await two.rows(orderFlags)).toMatchObject([
      { resolvedAt: 2_000, resolvedBy: 'Priya Nair', note: 'Old price label on the shelf' },
    ]);
  });

  test('refuses a flag that is not there, and whoever may not settle orders', async () => {
    await two.refuse('orders.resolveFlag', { flagId: testId(0x899), note: '' }, 'data.not-here');
    const actor = personAs('Till');
    await two.refuse('orders.resolveFlag', { flagId: FLAG, note: '' }, 'command.forbidden', { actor });
    expect(await two.rows(orderFlags)).toMatchObject([{ resolvedAt: null }]);
  });
});
