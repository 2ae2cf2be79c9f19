import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { snapshotEnd } from '../protocol/offset.ts';
import { Frontier } from '../replication/frontier.ts';
import { Releases } from '../shape/releases.ts';
import type { Shape } from '../shape/shape.ts';
import { smallShape } from '../testing/small-shape.ts';
import type { AskedPosition } from './query.ts';
import { type ReadContext, readContent } from './read-shape.ts';

// No time passes unless a test lets it: what is answered here was answered by an event.
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const request = { method: 'GET', query: new URLSearchParams(), headers: {} };

function at(live: boolean, cursor: string | null = null): AskedPosition {
  const offset = { kind: 'at' as const, offset: snapshotEnd };
  return { offset, offsetText: '0_inf', handle: 'h', live, sse: false, cursor };
}

function setUp(changes: Partial<ReadContext> = {}): { shape: Shape; context: ReadContext; frontier: Frontier } {
  const shape = smallShape({ kind: 'one-of', column: 0, values: ['t'] });
  shape.placeSnapshot({ xmin: '1', xmax: '1', xipList: [] }, 10);
  shape.snapshot.finish();
  const frontier = new Frontier();
  frontier.advance(9);
  const context = {
    frontier,
    releases: null,
    longPollMs: 20_000,
    catchUp: (lsn: number) => frontier.reach(lsn),
    ...changes,
  };
  return { shape, context, frontier };
}

function commit(shape: Shape, frontier: Frontier, lsn: number): void {
  const transaction = { lsn, xid: 50 };
  shape.receive(transaction, 0, { kind: 'insert', row: ['t', String(lsn), null] });
  shape.commit(transaction);
  frontier.advance(lsn);
  shape.wake('changed');
}

test('whatever the moment of the commit, a live request hears of it', async () => {
  for (let turns = 0; turns < 25; turns++) {
    const { shape, context, frontier } = setUp();
    const answer = readContent(context, request, at(true), shape);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    commit(shape, frontier, 100);
    const content = await answer;
    expect([content.offset, content.frontier]).toEqual([{ lsn: 100, op: 0 }, 100]);
  }
});

test('nothing is called up to date before the stream has passed the snapshot', async () => {
  const { shape, context, frontier } = setUp();
  frontier.restart();
  for (const position of [at(false), at(true), { ...at(false), offset: { kind: 'now' as const } }]) {
    frontier.restart();
    const answer = readContent(context, request, position, shape);
    let answered = false;
    void answer.then(() => {
      answered = true;
    });
    for (let turn = 0; turn < 25; turn++) await Promise.resolve();
    frontier.advance(8);
    for (let turn = 0; turn < 25; turn++) await Promise.resolve();
    expect(answered).toBe(false);
    frontier.advance(9);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await answer).frontier).toBe(9);
  }
});

test('a release frees held readers once for a burst, and those who were away by their cursor', async () => {
  const releases = new Releases();
  const { shape, context, frontier } = setUp({ releases });
  const sibling = smallShape({ kind: 'one-of', column: 0, values: ['t'] });
  releases.add(shape);
  releases.add(sibling);
  const answer = readContent(context, request, at(true, '9000'), shape);
  await vi.advanceTimersByTimeAsync(100);
  for (const lsn of [20, 30]) {
    frontier.advance(lsn);
    releases.committed(sibling, lsn);
  }
  await vi.advanceTimersByTimeAsync(20);
  expect(await answer).toEqual({ data: null, offset: snapshotEnd, frontier: 30 });

  expect((await readContent(context, request, at(true, '20000'), shape)).frontier).toBe(30);
  expect((await readContent(context, request, at(true, ''), shape)).frontier).toBe(30);
  const held = readContent(context, request, at(true, '30000'), shape);
  let answered = false;
  void held.then(() => {
    answered = true;
  });
  await vi.advanceTimersByTimeAsync(19_000);
  expect(answered).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await held).frontier).toBe(30);
});

test('a shape that ends lets its readers know at once', async () => {
  const { shape, context } = setUp();
  const answer = readContent(context, request, at(true), shape);
  const failed = expect(answer).rejects.toThrow('retired');
  await vi.advanceTimersByTimeAsync(1);
  shape.retire(new Error('retired'));
  await failed;
});
