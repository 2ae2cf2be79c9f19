import { expect, test } from 'vitest';
import { integer, nullable, text, uuid } from '../kernel/columns.ts';
import { defineTable } from '../kernel/define-table.ts';
import type { SqlConnection, SqlValue } from './connection.ts';
import { keptText } from './kept-texts.ts';
import { createTx } from './tx.ts';

const pieces = defineTable('testing.kept_pieces', {
  doc: 'Of this test alone',
  columns: { id: uuid(), name: text(), place: nullable(text()), many: integer() },
  key: ['id'],
  indexes: [['place']],
  group: 'trade',
  replication: { rows: 'none' },
});
const tenantId = '00000000-0000-4000-8000-000000000001';

function watched() {
  const asked: { sql: string; params: readonly SqlValue[] }[] = [];
  const noting =
    <A>(answer: A) =>
    async (sql: string, params: readonly SqlValue[]): Promise<A> => {
      asked.push({ sql, params });
      return answer;
    };
  const connection = {
    engine: 'postgres' as const,
    all: noting([]),
    run: noting(1),
  } satisfies SqlConnection;
  return { asked, tx: createTx({ connection, tenantId, onEvent: async () => {} }).tx };
}

test('a text is asked for again with the values of this time, and another question has another text', async () => {
  const { tx, asked } = watched();
  await tx.list(pieces, { place: 'shelf' });
  await tx.list(pieces, { place: 'floor' });
  await tx.list(pieces, { place: null });
  await tx.list(pieces, { place: 'floor', many: 2 });
  await tx.list(pieces, { many: 2, place: 'floor' });
  const [shelf, floor, nowhere, both, turned] = asked;
  expect(floor?.sql).toBe(shelf?.sql);
  expect([shelf?.params, floor?.params]).toEqual([
    [tenantId, 'shelf'],
    [tenantId, 'floor'],
  ]);
  expect(nowhere?.sql).toContain('"place" is null');
  expect(nowhere?.params).toEqual([tenantId]);
  expect(both?.params).toEqual([tenantId, 'floor', 2]);
  expect(turned?.params).toEqual([tenantId, 2, 'floor']);
  expect(turned?.sql).not.toBe(both?.sql);
});

test('what is changed keeps its order of values, null among them', async () => {
  const { tx, asked } = watched();
  const key = { id: '00000000-0000-4000-8000-000000000002' };
  await tx.update(pieces, key, { name: 'a', place: null });
  await tx.update(pieces, key, { name: 'b', place: 'shelf' });
  await tx.update(pieces, key, { place: 'floor', name: 'c' });
  const [first, second, turned] = asked;
  expect(second?.sql).toBe(first?.sql);
  expect(asked.map(({ params }) => params.slice(0, 2))).toEqual([
    ['a', null],
    ['b', 'shelf'],
    ['floor', 'c'],
  ]);
  expect(turned?.sql).not.toBe(first?.sql);
});

test('rows are found by as many keys as are asked for, locked or not', async () => {
  const { tx, asked } = watched();
  const ids = [1, 2, 3].map((n) => ({ id: `00000000-0000-4000-8000-00000000000${n}` }));
  await tx.getMany(pieces, ids);
  await tx.getMany(pieces, ids.slice(0, 1));
  await tx.getForUpdate(pieces, ids);
  expect(asked[1]?.sql).toBe(asked[0]?.sql);
  expect(asked[1]?.params).toEqual([[ids[0]?.id], tenantId]);
  expect(asked[2]?.sql).toMatch(/for update$/);
});

test('a query that binds other values than it was said to is refused, before it is kept', () => {
  const query = () => ({ compile: () => ({ sql: 'SELECT $1', parameters: ['one'] }) });
  const asked = { table: pieces, shape: 'wrong', parameters: ['two'], query };
  for (let time = 0; time < 2; time += 1)
    expect(() => keptText('postgres', asked as never)).toThrow('the values of «wrong» are not those of its query');
});
