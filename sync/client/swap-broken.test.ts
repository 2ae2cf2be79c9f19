import { afterEach, beforeEach, expect, test } from 'vitest';
import { items, levels, simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { type MemoryDesk, memoryDesk } from '../testing/memory-desk.ts';
import { copy, idOf, NOW, puller, row } from '../testing/told-shapes.ts';
import { takeOutcome } from './acknowledge.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { mutate } from './mutate.ts';
import type { Puller } from './pull.ts';

/** More than two ranges of a swap */
const ROWS = 900;
const [FIRST, LAST] = [idOf(0), idOf(ROWS - 1)];
const all = (rowOf: (id: string, at: number) => Record<string, string>) =>
  Array.from({ length: ROWS }, (_, at) => row(rowOf(idOf(at), at)));
const itemsAt = (price: string) =>
  all((id, at) => ({ id, sku: `s-${at}`, title: id === LAST ? 'mine' : 'as it was', price }));
const levelsWith = (last: string) =>
  all((id) => ({ item_id: id, on_hand: id === LAST ? last : '10', reserved: id === LAST ? '1' : '0' }));

/** What screens show: how many rows, the prices among them, and what this desk did on the first row and on the last */
const shown = (database: DeskDatabase): string => {
  const [row] =
    database.read(`SELECT (SELECT count(*) FROM sim_items) AS items, (SELECT count(*) FROM sim_levels) AS levels,
    (SELECT title FROM sim_items WHERE id = '${FIRST}') AS first, (SELECT title FROM sim_items WHERE id = '${LAST}') AS last,
    (SELECT group_concat(on_hand || '+' || reserved, ' ') FROM sim_levels WHERE item_id IN ('${FIRST}', '${LAST}')) AS levels_of,
    (SELECT count(*) FROM sim_sales) AS sales`);
  return Object.values(row ?? {}).join(' ');
};
const WHOLE = `${ROWS} ${ROWS} waits mine 8+1 7+1 2`;
const prices = (database: DeskDatabase) =>
  database.read('SELECT DISTINCT price FROM sim_items').map(({ price }) => price);

let database: MemoryDesk;
const [retitled, sold] = [idOf(7_001), idOf(7_002)];

/** A desk in step, with an edit and a sale that the cloud took in and no table holds yet, and one of each that still wait. */
beforeEach(async () => {
  database = memoryDesk(deskTables());
  const first = puller(database);
  const rows = new Map([
    [items.name, all((id, at) => ({ id, sku: `s-${at}`, title: 'as it was', price: '100' }))],
    [levels.name, all((id) => ({ item_id: id, on_hand: '10', reserved: '0' }))],
  ]);
  for (const name of first.shapes.keys()) await first.receive(name, copy(100, rows.get(name)));
  first.stop();
  const by = { actor: simActor, store: simStore, deviceId: idOf(5_000), occurredAt: NOW };
  const does = (mutationId: string, name: string, args: object) => mutate(database, { name, args, mutationId, ...by });
  await does(retitled, 'sim.retitle', { id: LAST, title: 'mine' });
  await does(sold, 'sim.recordSale', { itemId: LAST, units: 3 });
  await does(idOf(7_003), 'sim.retitle', { id: FIRST, title: 'waits' });
  await does(idOf(7_004), 'sim.recordSale', { itemId: FIRST, units: 2 });
  await database.transaction('background', async (connection) => {
    const done = { status: 'applied', code: null, message: null, details: null } as const;
    for (const id of [retitled, sold]) await takeOutcome(connection, { id, ...done }, 150, NOW);
  });
});
afterEach(() => database.close());

/** What the cloud tells a desk whose shapes begin anew; of one that was swapping already nothing has to come again. */
async function catchUp(next: Puller): Promise<void> {
  await next.receive('sync_outcomes', copy(200));
  for (const [name, rows] of [
    [levels.name, levelsWith('7')],
    [items.name, itemsAt('120')],
  ] as const) {
    if (next.shapes.get(name)?.phase !== 'swapping') await next.receive(name, copy(200, rows));
  }
  await next.advance();
}

test('killed between any two transactions of catching up, a desk shows all that it did, and goes on to the end', async () => {
  const files: Buffer[] = [];
  const seen = new Set<string>();
  const going = puller(database, () => {
    files.push(database.copy());
    seen.add(shown(database));
  });
  await catchUp(going);
  expect([...seen]).toEqual([WHOLE]);
  expect(prices(database)).toEqual([120]);
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const found = memoryDesk(deskTables(), file);
    const after = new Set([shown(found)]);
    const next = puller(found, () => after.add(shown(found)));
    await next.tidy();
    await catchUp(next);
    after.add(shown(found));
    expect([...after]).toEqual([WHOLE]);
    expect(prices(found)).toEqual([120]);
    expect(found.read(`SELECT name FROM sqlite_master WHERE name GLOB 'sync_stage_*'`)).toEqual([]);
    expect(found.read(`SELECT state FROM sync_outbox WHERE kind = 'intent'`)).toEqual([{ state: 'queued' }]);
    found.close();
  }
});

/** The same file on a disk that is full at the `nth` statement that writes, once. */
function full(nth: number): { readonly database: DeskDatabase; readonly failed: () => boolean } {
  let left = nth;
  const write = <T>(run: () => T): T => {
    left -= 1;
    if (left === 0) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    return run();
  };
  const over = (connection: DeskConnection): DeskConnection => ({
    ...connection,
    runNow: (sql, params) => write(() => connection.runNow(sql, params)),
    runEach: (sql, rows) => write(() => connection.runEach(sql, rows)),
    execute: (sql) => write(() => connection.execute(sql)),
  });
  const failing: DeskDatabase = {
    ...database,
    transaction: (priority, work) => database.transaction(priority, (connection) => work(over(connection))),
    repeatable: (work) => database.repeatable((connection) => work(over(connection))),
  };
  return { database: failing, failed: () => left <= 0 };
}

test('a disk that is full at any statement of catching up takes nothing from the screens; freed, the desk goes on', async () => {
  const begun = database.copy();
  let tries = 0;
  for (let nth = 1; ; nth += 1) {
    database.close();
    database = memoryDesk(deskTables(), begun);
    const disk = full(nth);
    const seen = new Set<string>();
    const look = () => seen.add(shown(database));
    const going = puller(disk.database, look);
    const broke = await catchUp(going).then(
      () => null,
      (error: unknown) => (error as { code?: string }).code,
    );
    look();
    if (!disk.failed()) break;
    tries += 1;
    expect(broke).toBe('SQLITE_FULL');
    const next = puller(database, look);
    await next.tidy();
    await catchUp(next);
    look();
    expect([...seen]).toEqual([WHOLE]);
    expect(prices(database)).toEqual([120]);
  }
  expect(tries).toBeGreaterThan(20);
}, 60_000);
