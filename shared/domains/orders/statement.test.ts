import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allotOldest, type OpenOrder, planSetOffs, statementOf } from './statement.ts';

const order = (number: string, businessDate: string, due: number, dueOn: string | null = null): OpenOrder => ({
  ...{
    orderId: number,
    number,
    kind: due < 0 ? 'return' : 'sale',
    businessDate,
    placedAt: Date.parse(businessDate),
    dueOn,
    total: due,
    due,
  },
});

test('what is open is told by how long ago it was sold, and what should have been paid apart', () => {
  const said = statementOf(
    [
      order('d', '2026-11-27', 100, '2026-12-27'),
      order('c', '2026-10-28', 200, '2026-11-27'),
      order('b', '2026-10-27', 400, '2026-11-26'),
      order('a', '2026-08-29', 800, '2026-09-28'),
      order('z', '2026-08-28', 1_600),
      order('y', '2026-09-28', 3_200),
      order('x', '2026-09-27', -50),
      order('paid', '2026-01-01', 0),
    ],
    '2026-11-27',
  );
  expect(said.items.map(({ number, age, late }) => [number, age, late])).toEqual([
    ['z', 91, 0],
    ['a', 90, 60],
    ['x', 61, 0],
    ['y', 60, 0],
    ['b', 31, 1],
    ['c', 30, 0],
    ['d', 0, 0],
  ]);
  expect(said).toMatchObject({ open: 6_250, overdue: 1_200, ages: [300, 3_600, 750, 1_600] });
});

test('a payment goes to the oldest first, and never more than is due to any', () => {
  const { items } = statementOf(
    [order('b', '2026-10-27', 400), order('a', '2026-08-29', 800), order('x', '2026-08-01', -50)],
    '2026-11-27',
  );
  expect(allotOldest(items, 1_000)).toEqual({
    parts: [
      { orderId: 'a', amount: 800 },
      { orderId: 'b', amount: 200 },
    ],
    left: 0,
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 })), fc.integer({ min: 1, max: 5_000 }), (dues, amount) => {
      const open = statementOf(
        dues.map((due, at) => order(`n${at}`, '2026-11-01', due)),
        '2026-11-27',
      );
      const { parts, left } = allotOldest(open.items, amount);
      expect(parts.reduce((sum, part) => sum + part.amount, left)).toBe(amount);
      for (const part of parts) {
        expect(part.amount).toBeGreaterThan(0);
        expect(part.amount).toBeLessThanOrEqual(open.items.find((one) => one.orderId === part.orderId)?.due ?? 0);
      }
    }),
    { numRuns: 200 },
  );
});

test('returns are set against their own sales first, then against the oldest, and never beyond either', () => {
  const { items } = statementOf(
    [
      order('old', '2026-10-01', 300),
      order('own', '2026-11-01', 500),
      { ...order('back', '2026-11-10', -600), originalOrderId: 'own' },
      { ...order('paid', '2026-11-11', -1_000), originalOrderId: 'closed' },
      order('overpaid', '2026-11-12', -50),
    ].map((row) => (row.number === 'overpaid' ? { ...row, kind: 'sale' as const } : row)),
    '2026-11-27',
  );
  expect(planSetOffs(items)).toEqual([
    { returnId: 'back', orderId: 'own', amount: 500 },
    { returnId: 'back', orderId: 'old', amount: 100 },
    { returnId: 'paid', orderId: 'old', amount: 200 },
  ]);
});

test('of one moment they stand by their numbers, and what is owed to a customer is never late', () => {
  const numbers = (...of: string[]) =>
    statementOf(
      of.map((number) => order(number, '2026-11-01', 100)),
      '2026-11-27',
    ).items.map(({ number }) => number);
  expect([numbers('b', 'a', 'c'), numbers('c', 'b', 'a')]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ]);
  const { items, overdue } = statementOf([order('x', '2026-10-01', -50, '2026-10-02')], '2026-11-27');
  expect([items[0]?.late, overdue]).toEqual([0, 0]);
});

test('a sale that was paid too much, and a return that is still owed by nobody, are set against nothing', () => {
  const { items } = statementOf(
    [
      order('open', '2026-10-01', 500),
      { ...order('overpaid', '2026-10-02', -50), kind: 'sale' as const },
      { ...order('odd', '2026-10-03', 70), kind: 'return' as const },
    ],
    '2026-11-27',
  );
  expect(planSetOffs(items)).toEqual([]);
});
