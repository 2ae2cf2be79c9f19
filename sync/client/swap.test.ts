import { expect, test } from 'vitest';
import { items, levels, simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { copy, idOf, NOW, puller, row } from '../testing/told-shapes.ts';
import { type KnownOutcome, takeOutcome } from './acknowledge.ts';
import type { DeskDatabase } from './desk-database.ts';
import { mutate } from './mutate.ts';
import type { Puller } from './pull.ts';
import { sendKeptAgain } from './renumber.ts';

/** More than two ranges of a swap */
const ROWS = 900;
const LAST = idOf(ROWS - 1);

const all = (rowOf: (id: string, at: number) => Record<string, string>) =>
  Array.from({ length: ROWS }, (_, at) => row(rowOf(idOf(at), at)));
const itemsWith = (last: string) =>
  all((id, at) => ({ id, sku: `s-${at}`, title: id === LAST ? last : 'as it was', price: '100' }));
const levelsWith = (last: string) => all((id) => ({ item_id: id, on_hand: id === LAST ? last : '10', reserved: '0' }));

async function firstCopy(database: DeskDatabase): Promise<Puller> {
  const first = puller(database);
  const rows = new Map([
    [items.name, itemsWith('as it was')],
    [levels.name, levelsWith('10')],
  ]);
  for (const name of first.shapes.keys()) await first.receive(name, copy(100, rows.get(name)));
  return first;
}

function does(database: DeskDatabase, mutationId: string, name: string, args: object): Promise<unknown> {
  const by = { actor: simActor, store: simStore, deviceId: idOf(5_000), occurredAt: NOW };
  return mutate(database, { name, args, mutationId, ...by });
}

const applied = (id: string): KnownOutcome => ({ id, status: 'applied', code: null, message: null, details: null });
const titled = (database: DeskDatabase) =>
  database.read('SELECT title FROM sim_items WHERE id = ?', [LAST])[0]?.title as string;
const onHand = (database: DeskDatabase) =>
  database.read('SELECT on_hand FROM sim_levels WHERE item_id = ?', [LAST])[0]?.on_hand as number;

test('what a desk did stays on its rows until the new generation of just those rows, which holds it, takes their place', async () => {
  const database = memoryDesk(deskTables());
  const seen = new Set<string>();
  const look = () => seen.add(`${titled(database)}, ${onHand(database)}`);
  (await firstCopy(database)).stop();
  const [edit, sale] = [idOf(7_001), idOf(7_002)];
  await does(database, edit, 'sim.retitle', { id: LAST, title: 'mine' });
  await does(database, sale, 'sim.recordSale', { itemId: LAST, units: 3 });
  look();
  const later = puller(database, look);
  await database.transaction('background', async (connection) => {
    for (const id of [edit, sale]) await takeOutcome(connection, applied(id), 150, NOW);
  });
  await later.receive('sync_outcomes', copy(200));
  await later.receive(items.name, copy(200, itemsWith('mine')));
  await later.receive(levels.name, copy(200, levelsWith('7')));
  look();
  expect([...seen]).toEqual(['mine, 7']);
  database.close();
});

test('an edit that the cloud had taken in stays on its row when the cloud comes back without it', async () => {
  const database = memoryDesk(deskTables());
  const first = await firstCopy(database);
  const edit = idOf(7_003);
  await does(database, edit, 'sim.retitle', { id: LAST, title: 'mine' });
  await database.transaction('background', async (connection) => {
    await takeOutcome(connection, applied(edit), 150, NOW);
  });
  // The items hold it; the levels, which it counts on too, have not come so far.
  await first.receive('sync_outcomes', copy(160));
  await first.receive(items.name, copy(160, itemsWith('mine')));
  expect(database.read('SELECT DISTINCT table_name FROM sync_journal')).toEqual([{ table_name: levels.name }]);
  first.stop();

  await database.transaction('background', async (connection) => sendKeptAgain(connection, idOf(6_000)));
  const next = puller(database);
  await next.receive('sync_outcomes', copy(50));
  await next.receive(items.name, copy(50, itemsWith('as it was')));
  expect(titled(database)).toBe('mine');
  database.close();
});

test('rows that gave each other their unique values are there all the while, with what this desk did on them', async () => {
  const database = memoryDesk(deskTables());
  const seen = new Set<string>();
  const look = () => {
    const [row] = database.read('SELECT count(*) AS rows, count(DISTINCT sku) AS skus FROM sim_items');
    seen.add(`${row?.rows} ${row?.skus} ${titled(database)}`);
  };
  (await firstCopy(database)).stop();
  await does(database, idOf(7_004), 'sim.retitle', { id: LAST, title: 'mine' });
  look();
  const later = puller(database, look);
  // The first takes that of the last, which takes that of the second, which takes that of the first.
  const given = new Map([
    [idOf(0), `s-${ROWS - 1}`],
    [LAST, 's-1'],
    [idOf(1), 's-0'],
  ]);
  const moved = all((id, at) => ({ id, sku: given.get(id) ?? `s-${at}`, title: 'as it was', price: '100' }));
  await later.receive('sync_outcomes', copy(200));
  await later.receive(items.name, copy(200, moved));
  look();
  expect([...seen]).toEqual([`${ROWS} ${ROWS} mine`]);
  expect(database.read('SELECT sku FROM sim_items WHERE id = ?', [LAST])).toEqual([{ sku: 's-1' }]);
  expect(database.read('SELECT not_shown FROM sync_outbox')).toEqual([{ not_shown: null }]);
  database.close();
});
