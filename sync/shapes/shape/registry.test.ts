import { expect, test, vi } from 'vitest';
import { memoryStore, smallDefinition } from '../testing/small-shape.ts';
import { InvalidRequest } from './errors.ts';
import { ShapeRegistry } from './registry.ts';
import { Releases } from './releases.ts';
import type { Shape } from './shape.ts';
import { ShapeIndex } from './shape-index.ts';

function setUp() {
  const retired: Shape[] = [];
  const registry = new ShapeRegistry({
    store: memoryStore(),
    chunkBytes: 1_000,
    index: new ShapeIndex(),
    releases: new Releases(),
    fill: async (shape) => {
      shape.placeSnapshot({ xmin: '1', xmax: '1', xipList: [] }, 1);
      shape.snapshot.add('{}');
      shape.snapshot.finish();
    },
    onRetired: (shape) => {
      retired.push(shape);
    },
    longLogBytes: 2_000,
    endLogBytes: 20_000,
  });
  return { registry, retired };
}

function grow(shape: Shape, bytes: number): void {
  const row = ['t', '1', 'x'.repeat(bytes)];
  const transaction = { lsn: Date.now() + Math.random(), xid: 5 };
  shape.receive(transaction, 0, { kind: 'insert', row });
  shape.commit(transaction);
}

test('a log that outgrew its snapshot keeps its readers, and newcomers get a new shape', () => {
  const { registry, retired } = setUp();
  const first = registry.getOrCreate(smallDefinition());
  grow(first, 1_000);
  expect(registry.getOrCreate(smallDefinition())).toBe(first);
  grow(first, 2_000);
  const second = registry.getOrCreate(smallDefinition());
  expect(second.handle).not.toBe(first.handle);
  expect(registry.getOrCreate(smallDefinition())).toBe(second);
  expect(registry.withHandle(first.handle)).toBe(first);

  registry.tidy(Date.now() + 11 * 60_000, 3_600_000);
  expect(retired).toEqual([first]);
  expect(registry.withHandle(second.handle)).toBe(second);
});

test('shapes that nobody uses and logs without end are let go of, and their handles are never used again', () => {
  const { registry, retired } = setUp();
  const first = registry.getOrCreate(smallDefinition());
  registry.tidy(Date.now() + 500, 1_000);
  expect(retired).toEqual([]);
  registry.tidy(Date.now() + 2_000, 1_000);
  expect(retired).toEqual([first]);
  const second = registry.getOrCreate(smallDefinition());
  grow(second, 21_000);
  registry.tidy(Date.now(), 1_000);
  expect(retired).toEqual([first, second]);
  expect(registry.withHandle(first.handle)).toBeNull();
  const handles = Array.from({ length: 50 }, () => {
    const shape = registry.getOrCreate(smallDefinition());
    registry.retire(shape, 'to make another');
    return shape.handle;
  });
  expect(new Set([first.handle, second.handle, ...handles]).size).toBe(52);
});

test('a condition that a row made fail is refused for a while instead of being tried at each request', () => {
  const { registry } = setUp();
  const shape = registry.getOrCreate(smallDefinition());
  registry.retire(shape, new InvalidRequest({ where: ['division by zero'] }));
  expect(() => registry.getOrCreate(smallDefinition())).toThrow(InvalidRequest);
  vi.useFakeTimers({ now: Date.now() + 11_000 });
  expect(registry.getOrCreate(smallDefinition()).handle).not.toBe(shape.handle);
  vi.useRealTimers();
});
