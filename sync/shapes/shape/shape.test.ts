import { expect, test } from 'vitest';
import { snapshotEnd } from '../protocol/offset.ts';
import type { RowChange, Transaction } from '../replication/change-stream.ts';
import { smallDefinition, smallShape, smallTable } from '../testing/small-shape.ts';
import { everything } from '../where/condition.ts';
import { shapeDefinition } from './definition.ts';
import type { Shape } from './shape.ts';

const insert = (id: string, tenant = 't'): RowChange => ({ kind: 'insert', row: [tenant, id, null] });

function logged(shape: Shape): string[] {
  const slice = shape.log.after(snapshotEnd);
  if (!slice) return [];
  const messages = JSON.parse(`[${slice.data}]`) as { value: { id: string }; headers: { operation: string } }[];
  return messages.map((message) => `${message.headers.operation} ${message.value.id}`);
}

function commit(shape: Shape, transaction: Transaction, ...changes: RowChange[]): void {
  changes.forEach((change, at) => {
    shape.receive(transaction, at * 2, change);
  });
  shape.commit(transaction);
}

test('the log begins with exactly what the snapshot does not contain, whatever the order of commits', () => {
  const shape = smallShape();
  commit(shape, { lsn: 10, xid: 100 }, insert('finished long before'));
  commit(shape, { lsn: 20, xid: 105 }, insert('its commit was written but not yet visible'));
  commit(shape, { lsn: 30, xid: 104 }, insert('visible'));
  commit(shape, { lsn: 40, xid: 120 }, insert('began after the snapshot'));
  commit(shape, { lsn: 45, xid: 103 }, insert('visible, though one that is not was written before it'));
  expect(logged(shape)).toEqual([]);
  shape.placeSnapshot({ xmin: '105', xmax: '110', xipList: ['105'] }, 50);
  commit(shape, { lsn: 48, xid: 106 }, insert('visible, but slow to arrive'));
  commit(shape, { lsn: 60, xid: 109 }, insert('its number says visible, its place in the log that it cannot be'));
  expect(logged(shape)).toEqual([
    'insert its commit was written but not yet visible',
    'insert began after the snapshot',
    'insert its number says visible, its place in the log that it cannot be',
  ]);
});

test('transaction numbers that wrapped around are told apart', () => {
  const epoch = 2n ** 32n;
  const shape = smallShape();
  // xmax has just passed the wrap; 4294967290 is older than it although the bare number is larger.
  shape.placeSnapshot({ xmin: String(epoch * 3n - 6n), xmax: String(epoch * 3n + 5n), xipList: [] }, 1000);
  commit(shape, { lsn: 10, xid: 2 ** 32 - 6 }, insert('before the wrap'));
  commit(shape, { lsn: 20, xid: 4 }, insert('after the wrap, visible'));
  commit(shape, { lsn: 30, xid: 5 }, insert('not visible'));
  expect(logged(shape)).toEqual(['insert not visible']);
});

test('a transaction is readable only when it is whole, and a snapshot may be placed in its middle', () => {
  const shape = smallShape();
  const running = { lsn: 200, xid: 50 };
  shape.receive(running, 0, insert('1'));
  shape.placeSnapshot({ xmin: '50', xmax: '51', xipList: ['50'] }, 100);
  shape.receive(running, 2, insert('2'));
  expect(logged(shape)).toEqual([]);
  shape.commit(running);
  expect(logged(shape)).toEqual(['insert 1', 'insert 2']);
  expect(shape.log.last).toEqual({ lsn: 200, op: 2 });
});

test('rows that enter the condition are inserted, rows that leave it deleted, the rest is not seen', () => {
  const shape = smallShape({ kind: 'one-of', column: 0, values: ['a'] });
  shape.placeSnapshot({ xmin: '1', xmax: '1', xipList: [] }, 1);
  const update = (from: [string, string], to: [string, string]): RowChange => ({
    kind: 'update',
    before: [...from, 'x'],
    row: [...to, 'y'],
  });
  commit(
    shape,
    { lsn: 5, xid: 5 },
    update(['b', '1'], ['a', '1']),
    update(['a', '1'], ['a', '1']),
    update(['a', '1'], ['b', '1']),
    update(['b', '2'], ['c', '2']),
    update(['b', '3'], ['a', '4']),
    update(['a', '4'], ['a', '5']),
    update(['a', '5'], ['b', '6']),
    insert('7', 'b'),
    { kind: 'delete', before: ['b', '7', null] },
  );
  expect(logged(shape)).toEqual(['insert 1', 'update 1', 'delete 1', 'insert 4', 'delete 4', 'insert 5', 'delete 5']);
});

test('the last operation of a transaction is the last one this shape shows', () => {
  const shape = smallShape({ kind: 'one-of', column: 0, values: ['a'] });
  shape.placeSnapshot({ xmin: '1', xmax: '1', xipList: [] }, 1);
  commit(shape, { lsn: 5, xid: 5 }, insert('1', 'a'), insert('2', 'a'), insert('3', 'b'));
  const messages = JSON.parse(`[${shape.log.after(snapshotEnd)!.data}]`) as { headers: { last?: boolean } }[];
  expect(messages.map((message) => message.headers.last)).toEqual([undefined, true]);
});

test('shapes that differ in their rows alone share all that is said of their columns', () => {
  const [one, other] = ['a', 'b'].map((tenant) => smallDefinition({ kind: 'one-of', column: 0, values: [tenant] }));
  expect(one?.id).not.toBe(other?.id);
  expect(one?.format).toBe(other?.format);
  expect(one?.schema).toBe(other?.schema);
  const fewer = shapeDefinition({
    table: smallTable,
    where: everything,
    columns: [0, 1],
    full: false,
    changesOnly: false,
  });
  expect(fewer.format.columns).toHaveLength(2);
  expect(Object.keys(JSON.parse(fewer.schema))).toEqual(['tenant_id', 'id']);
  expect(one?.format.columns).toHaveLength(3);
});
