import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { available } from '../basket/view.ts';
import { type DeskFile, openDesk } from '../database/open-desk.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { seedDesk } from '../testing/seed-desk.ts';
import { heardOf, keepNotes, letNotesGo } from './keep-notes.ts';
import type { Note } from './note.ts';

/** What a neighbour told of stock, beside what the cloud tells of the same, in every order in which it may come. */
const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const mug = seedIds.variant(1);
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-stock-'));
let desk: DeskFile;

beforeAll(async () => {
  desk = openDesk(join(folder, 'desk.sqlite'), () => {});
  await seedDesk(desk, { products: 2 });
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});
const write = (...statements: [sql: string, params: (string | number)[]][]) =>
  desk.transaction('foreground', async (connection) => {
    for (const [sql, params] of statements) connection.runNow(sql, params);
  });
beforeEach(() =>
  write(
    ['DELETE FROM lan_notes', []],
    ['DELETE FROM lan_moves', []],
    ['DELETE FROM sync_shapes', []],
    ['DELETE FROM stock_movements WHERE id = ?', [id(9)]],
    ['UPDATE stock_levels SET on_hand = 10 WHERE variant_id = ? AND location_id = ?', [mug, seedIds.bath]],
  ),
);

const none = { committed: 0, reserved: 0, damaged: 0, safety: 0, qualityControl: 0, incoming: 0 };
const sold: Note = {
  ...{ id: id(1), origin: id(2), seq: 7, kind: 'stock', at: 1, locationId: seedIds.bath, about: '', original: null },
  rows: [],
  moves: [{ id: id(9), month: '2026-11', variantId: mug, locationId: seedIds.bath, onHand: -3, ...none }],
  ended: null,
};
const shown = (): unknown =>
  desk.reader.get('SELECT on_hand AS n FROM stock_now WHERE variant_id = ? AND location_id = ?', [mug, seedIds.bath])
    ?.n;
const shape = (name: string, phase: string, frontier: number): [string, (string | number)[]] => [
  'INSERT OR REPLACE INTO sync_shapes (table_name, phase, frontier) VALUES (?, ?, ?)',
  [name, phase, frontier],
];
const level = (n: number): [string, (string | number)[]] => [
  'UPDATE stock_levels SET on_hand = ? WHERE variant_id = ? AND location_id = ?',
  [n, mug, seedIds.bath],
];
const movement: [string, (string | number)[]] = [
  `INSERT INTO stock_movements (id, location_id, variant_id, cause, on_hand, committed, reserved, damaged, safety, quality_control,
     incoming, document_kind, document_id, document_number, actor_id, actor_name, device_id, note, occurred_at, month)
   VALUES (?, ?, ?, 'sale', -3, 0, 0, 0, 0, 0, 0, 'order', ?, 'B2-1', ?, '', ?, '', 1, '2026-11')`,
  [id(9), seedIds.bath, mug, id(3), id(4), id(2)],
];

test('what a neighbour sold is gone once, however often it tells it, and after the cloud told it too', async () => {
  expect(await keepNotes(desk, [sold], 5)).toHaveLength(1);
  expect(await keepNotes(desk, [sold, sold], 6)).toHaveLength(0);
  expect(shown()).toBe(7);
  expect(heardOf(desk.reader)).toEqual({ [id(2)]: 7 });
  await write(movement, level(7));
  expect(shown()).toBe(7);
  expect(await letNotesGo(desk, 10)).toBe(1);
  expect(shown()).toBe(7);
  // How far it was heard is not forgotten with it, so nothing is asked for again; told again, it changes nothing.
  expect(heardOf(desk.reader)).toEqual({ [id(2)]: 7 });
  await keepNotes(desk, [sold], 11);
  expect(shown()).toBe(7);
});

test('told by the cloud first, it is nothing new', async () => {
  await write(movement, level(7));
  await keepNotes(desk, [sold], 5);
  expect(shown()).toBe(7);
});

test('while levels or movements are copied anew none counts: what the cloud says may hold it already', async () => {
  const movements = (phase: string, frontier: number) => shape('stock_movements@2026-11', phase, frontier);
  await write(shape('stock_levels', 'live', 50), movements('live', 50));
  await keepNotes(desk, [sold], 5);
  expect(shown()).toBe(7);
  // Levels came forward, the movements are still to come.
  await write(shape('stock_levels', 'live', 60), level(7));
  expect(shown()).toBe(7);
  await write(movements('swapping', 50));
  expect(shown()).toBe(7);
  await write(movement, movements('live', 60));
  expect(shown()).toBe(7);
});

test('of a month that this desk does not follow yet it counts until the levels move', async () => {
  await write(shape('stock_levels', 'live', 50));
  await keepNotes(desk, [sold], 5);
  expect(shown()).toBe(7);
  await write(shape('stock_levels', 'live', 60), level(7));
  expect(shown()).toBe(7);
});

test('a basket looks its levels up one by one: it is shown at each scan, and a location has a hundred thousand', () => {
  const plan = desk.reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${available}`, ['[]', seedIds.bath]);
  const levels = plan.filter(({ detail }) => / k /.test(detail)).map(({ detail }) => detail);
  expect(levels).toEqual(['SEARCH k USING PRIMARY KEY (variant_id=? AND location_id=?)']);
});
