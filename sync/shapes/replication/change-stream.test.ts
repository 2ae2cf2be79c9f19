import { beforeEach, expect, test } from 'vitest';
import { pgoutput } from '../testing/pgoutput-messages.ts';
import { type ChangeConsumer, ChangeStream } from './change-stream.ts';
import { Frontier } from './frontier.ts';
import { RecentTransactions } from './recent-transactions.ts';

let frontier: Frontier;
let stream: ChangeStream;
let seen: unknown[];
let recent: RecentTransactions;
const send = (...messages: Buffer[]) => {
  // Offset by a few bytes, as a message is inside its envelope.
  for (const message of messages) stream.receive(Buffer.concat([Buffer.alloc(5), message]), 5);
};

beforeEach(() => {
  frontier = new Frontier();
  seen = [];
  recent = new RecentTransactions();
  const consumer: ChangeConsumer = {
    change: (transaction, op, relation, change) => seen.push([transaction.lsn, op, relation.name, change]),
    lost: (_, oid, why) => seen.push(['lost', oid, why]),
    commit: (transaction) => seen.push(['commit', transaction.xid, frontier.lsn]),
    settled: () => seen.push(['settled', frontier.lsn]),
  };
  stream = new ChangeStream(consumer, frontier, recent);
});

test('changes arrive with their transaction, in steps of two, and values left out come from the old row', () => {
  send(
    pgoutput.begin(2 ** 33 + 7, 42),
    pgoutput.type(),
    pgoutput.relation(5, 't', ['id', 'long']),
    pgoutput.insert(5, ['1', 'ü😀']),
    pgoutput.update(5, ['1', 'very long'], ['2', undefined]),
    pgoutput.delete(5, ['2', null]),
  );
  const lsn = 2 ** 33 + 7;
  expect(seen).toEqual([
    [lsn, 0, 't', { kind: 'insert', row: ['1', 'ü😀'] }],
    [lsn, 2, 't', { kind: 'update', before: ['1', 'very long'], row: ['2', 'very long'] }],
    [lsn, 4, 't', { kind: 'delete', before: ['2', null] }],
  ]);
});

test('the frontier moves over a transaction after all shapes have it, and before their readers wake', () => {
  send(pgoutput.begin(100, 1), pgoutput.commit(100));
  expect(seen).toEqual([
    ['commit', 1, 0],
    ['settled', 100],
  ]);
});

test('a keep-alive moves the frontier only outside a transaction, and not onto a commit that may begin there', () => {
  stream.keepAlive(100);
  expect(frontier.lsn).toBe(99);
  send(pgoutput.begin(100, 1));
  stream.keepAlive(500);
  expect(frontier.lsn).toBe(99);
  send(pgoutput.commit(100));
  expect(frontier.lsn).toBe(100);
  stream.keepAlive(50);
  expect(frontier.lsn).toBe(100);
});

test('what the log cannot tell is reported as lost: truncation, and rows without their old values', () => {
  send(
    pgoutput.begin(1, 1),
    pgoutput.relation(5, 't', ['id', 'a']),
    pgoutput.truncate(5, 6),
    pgoutput.update(5, ['1', null], ['1', 'x'], 'K'),
    pgoutput.delete(5, ['1', null], 'K'),
  );
  expect(seen).toEqual([
    ['lost', 5, 'truncated'],
    ['lost', 6, 'truncated'],
    ['lost', 5, 'replica identity is not full'],
    ['lost', 5, 'replica identity is not full'],
  ]);
});

test('a stream that makes no sense is refused instead of applied in part', () => {
  expect(() => send(pgoutput.insert(5, ['1']))).toThrow('without describing it');
  send(pgoutput.begin(1, 1), pgoutput.relation(5, 't', ['id']));
  expect(() => send(pgoutput.insert(5, [undefined]))).toThrow('left a value out');
});

test('waiters for a position are let go in time', async () => {
  const order: number[] = [];
  const waits = [300, 100, 200].map((lsn) => frontier.reach(lsn).then(() => order.push(lsn)));
  frontier.advance(250);
  await Promise.resolve();
  expect(order).toEqual([100, 200]);
  frontier.advance(300);
  await Promise.all(waits);
  expect(order).toEqual([100, 200, 300]);
});

test('a snapshot that misses a commit the stream has already brought is found out', () => {
  send(pgoutput.begin(100, 7), pgoutput.commit(100), pgoutput.begin(200, 9));
  expect(recent.latest).toBe(200);
  expect(recent.firstUnseen((xid) => xid !== 7, 200)).toEqual({ lsn: 100, xid: 7 });
  expect(recent.firstUnseen((xid) => xid !== 9, 200)).toEqual({ lsn: 200, xid: 9 });
  expect(recent.firstUnseen((xid) => xid !== 9, 100)).toBeNull();
  expect(recent.firstUnseen(() => true, 200)).toBeNull();
});
