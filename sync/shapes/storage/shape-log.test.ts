import { expect, test } from 'vitest';
import { snapshotEnd } from '../protocol/offset.ts';
import { memoryStore } from '../testing/small-shape.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { ShapeLog } from './shape-log.ts';

test('chunks close with the item that crosses the threshold and answer the same bytes ever after', () => {
  const log = new ShapeLog(memoryStore(), 20);
  const items = Array.from({ length: 9 }, (_, at) => `{"item":"${at}"}`);
  const seen = new Map<string, string>();
  for (const [at, item] of items.entries()) {
    log.append({ lsn: 100 + at, op: 0 }, item);
    log.commit({ lsn: 100 + at, op: 0 });
    for (let from = 99; from < 100 + at; from++) {
      const slice = log.after({ lsn: from, op: 0 })!;
      if (!slice.closed) continue;
      const known = seen.get(String(from)) ?? String(slice.data);
      expect(String(slice.data)).toBe(known);
      seen.set(String(from), known);
    }
  }
  expect(seen.get('99')).toBe('{"item":"0"},{"item":"1"}');
  expect(seen.get('100')).toBe('{"item":"1"}');
});

test('what is not committed is not read, also where a chunk closed in its middle', () => {
  const log = new ShapeLog(memoryStore(), 20);
  log.append({ lsn: 1, op: 0 }, '{"whole":1}');
  log.commit({ lsn: 1, op: 0 });
  for (const op of [0, 2, 4]) log.append({ lsn: 2, op }, `{"half":${op}}`);
  const slice = log.after(snapshotEnd)!;
  expect([String(slice.data), slice.last, slice.complete]).toEqual(['{"whole":1}', { lsn: 1, op: 0 }, true]);
  expect(slice.closed).toBe(false);
  expect(log.after({ lsn: 1, op: 0 })).toBeNull();
  log.commit({ lsn: 2, op: 4 });
  const first = log.after({ lsn: 1, op: 0 })!;
  expect([String(first.data), first.complete]).toEqual(['{"half":0}', false]);
  const rest = log.after(first.last)!;
  expect([String(rest.data), rest.complete, rest.closed]).toEqual(['{"half":2},{"half":4}', true, true]);
});

test('an offset between two operations continues with the next one', () => {
  const log = new ShapeLog(memoryStore(), 1000);
  for (const op of [0, 1, 2]) log.append({ lsn: 7, op }, `${op}`);
  log.commit({ lsn: 7, op: 2 });
  expect(String(log.after({ lsn: 7, op: 0 })!.data)).toBe('1,2');
  expect(String(log.after({ lsn: 6, op: 9 })!.data)).toBe('0,1,2');
  expect(log.after({ lsn: 7, op: 2 })).toBeNull();
});

test('what stays of a buffer keeps no memory but its own', () => {
  const buffer = new ChunkBuffer(4096);
  expect(buffer.take().buffer.byteLength).toBe(0);
  buffer.add('"a"');
  buffer.add('"b"');
  const kept = buffer.take();
  expect([String(kept), kept.buffer.byteLength]).toEqual(['"a","b"', 7]);
  expect(buffer.view(0, 3).buffer.byteLength).toBe(4096);
});
