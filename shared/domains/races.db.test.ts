import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { openSmallShop, productArgs, shop } from '../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';
import { registers } from './register/schema.ts';

/** Check-then-write under many Postgres connections at once; a deadlock would fail these as the error it is. */
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

async function race(count: number, command: (n: number) => [name: string, args: unknown]) {
  const outcomes = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const [name, args] = command(n);
      try {
        await two.runOn(two.postgres, name, args, { authority: true }, testId(0x50000 + n), false);
        return 'applied';
      } catch (error) {
        if (error instanceof DomainError) return error.code;
        throw error;
      }
    }),
  );
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

async function levels(): Promise<Record<string, unknown>[]> {
  const { rows } = await two.postgres.pool.query(
    'SELECT on_hand, committed, reserved FROM stock_levels WHERE variant_id = $1 AND on_hand <> 0',
    [shop.moss],
  );
  return rows;
}

test('fifty buyers, five units: five orders and forty-five clear refusals', async () => {
  await two.given('inventory.adjust', {
    lines: [{ locationId: shop.bath, variantId: shop.moss, delta: -5 }],
    reason: 'x',
    note: '',
  });
  const outcomes = await race(50, (n) => [
    'orders.placeOnline',
    {
      orderId: testId(0x1000 + n),
      customerId: null,
      customerName: '',
      lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
      shipping: 0,
      payment: 'test',
    },
  ]);
  expect(outcomes).toEqual({ applied: 5, 'orders.not-enough-stock': 45 });
  expect(await levels()).toEqual([{ on_hand: 5, committed: 5, reserved: 0 }]);
});

test('holds of two things, named in either order, neither deadlock nor oversell', async () => {
  const both = [shop.moss, shop.tide];
  await two.given('inventory.adjust', {
    lines: [{ locationId: shop.bath, variantId: shop.tide, delta: 10 }],
    reason: 'x',
    note: '',
  });
  const outcomes = await race(40, (n) => [
    'inventory.reserve',
    {
      orderId: testId(0x1000 + n),
      expiresAt: 1_900_000_000_000,
      lines: (n % 2 ? both : [...both].reverse()).map((variantId) => ({
        locationId: shop.bath,
        variantId,
        quantity: 1,
      })),
    },
  ]);
  expect(outcomes).toEqual({ applied: 10, 'inventory.not-enough-stock': 30 });
  expect(await levels()).toEqual([{ on_hand: 10, committed: 0, reserved: 10 }]);
});

test('of release and commit of one hold, one wins', async () => {
  const orderId = testId(0x1001);
  const hold = {
    orderId,
    expiresAt: 1_900_000_000_000,
    lines: [{ locationId: shop.bath, variantId: shop.moss, quantity: 4 }],
  };
  await two.runOn(two.postgres, 'inventory.reserve', hold, { authority: true }, testId(0x60000), false);
  await race(10, (n) =>
    n % 2
      ? ['inventory.commitReservation', { orderId }]
      : ['inventory.release', { orderId, reason: 'expired', note: '' }],
  );
  const [level] = await levels();
  expect(level?.reserved).toBe(0);
  expect([0, 4]).toContain(level?.committed);
});

test('one SKU is given once, the others are refused', async () => {
  const { product, variant } = productArgs;
  const outcomes = await race(8, (n) => [
    'catalog.createProduct',
    { product: product(testId(0x2000 + n), `Jug ${n}`), variants: [variant(testId(0x3000 + n), 'JUG', 100)] },
  ]);
  expect(outcomes.applied).toBe(1);
  expect((outcomes['catalog.sku-taken'] ?? 0) + (outcomes['data.duplicate'] ?? 0)).toBe(7);
});

test('a price goes to one of those who saw the same', async () => {
  const outcomes = await race(8, (n) => [
    'pricing.setPrice',
    { priceListId: null, changes: [{ variantId: shop.moss, base: 1400, value: 1500 + n }] },
  ]);
  expect(outcomes).toEqual({ applied: 1, 'pricing.price-changed': 7 });
});

test('a register is taken over once', async () => {
  const outcomes = await race(6, () => ['register.takeOver', { registerId: shop.register, generation: 1 }]);
  expect(outcomes.applied).toBeGreaterThanOrEqual(1);
  const rows = await two.postgres.transaction((connection) =>
    connection.all(`SELECT generation FROM ${registers.name}`, []),
  );
  expect(rows).toEqual([{ generation: 2 }]);
});

test('sales of a variant that has no level yet all count', async () => {
  const lines = [{ locationId: shop.frome, variantId: shop.moss, delta: 1 }];
  const outcomes = await race(20, () => ['inventory.adjust', { lines, reason: 'found', note: '' }]);
  expect(outcomes).toEqual({ applied: 20 });
  expect((await levels()).map(({ on_hand }) => on_hand)).toContain(20);
});

test('fifty refunds of one payment: what is owed goes back, once', async () => {
  const sale = testId(0x1001);
  const back = testId(0x1002);
  const at = { sessionId: shop.session, registerId: shop.register };
  await two.given('register.openSession', { ...at, float: 0 });
  const bought = [{ key: 'a', variantId: shop.moss, quantity: 2 }];
  const placed = { orderId: sale, customerId: null, customerName: '', lines: bought, shipping: 0, payment: 'test' };
  await two.given('orders.placeOnline', placed, { authority: true });
  const of = async (table: string) =>
    (await two.snapshot(two.postgres))[table]?.find(({ orderId }) => orderId === sale)?.id as string;
  const lines = [{ key: 'a', originalLineId: await of('order_lines'), quantity: 1, restock: 'none' }];
  await two.given('register.recordReturn', { ...at, orderId: back, originalOrderId: sale, lines, reason: '' });
  const tenderId = await of('tenders');
  const outcomes = await race(50, () => ['orders.refund', { orderId: back, tenderId, amount: 100, note: '' }]);
  expect(outcomes).toEqual({ applied: 14, 'orders.not-owed': 36 });
});
