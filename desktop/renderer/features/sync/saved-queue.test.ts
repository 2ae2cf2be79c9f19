import { expect, test } from 'vitest';
import { partsOf, readSavedQueue } from './saved-queue.ts';

const file = {
  ...{ format: 'tillhouse-queue-1', exportedAt: '2026-11-25T10:00:00.000Z', waiting: 1 },
  ...{ store: { id: 's', name: 'Larkhall' }, device: { id: 'd', name: 'Till 2' } },
  mutations: [{ title: 'Sale B1-7', name: 'register.recordSale' }],
};

test('a saved queue says of which shop and desk it is, and when it was saved', () => {
  expect(readSavedQueue(JSON.stringify(file))).toEqual({
    ...{ format: 'tillhouse-queue-1', store: file.store, device: { name: 'Till 2' }, mutations: file.mutations },
    savedAt: Date.UTC(2026, 10, 25, 10),
  });
});

test.each([
  ['no JSON', 'Order;Total'],
  ['nothing', 'null'],
  ['another format', JSON.stringify({ ...file, format: 'orders' })],
  ['no shop', JSON.stringify({ ...file, store: 'Larkhall' })],
  ['no list', JSON.stringify({ ...file, mutations: {} })],
  ['no time', JSON.stringify({ ...file, exportedAt: 'yesterday' })],
])('a file with %s is none', (_words, text) => {
  expect(readSavedQueue(text)).toBeNull();
});

test('parts keep the order and lose none, however large one is', () => {
  const all = Array.from({ length: 250 }, (_, at) => ({ at, text: 'x'.repeat(at === 60 ? 900_000 : 10) }));
  const parts = partsOf(all);
  expect(parts.flat()).toEqual(all);
  expect(parts.map((part) => part.length)).toEqual([60, 1, 100, 89]);
});
