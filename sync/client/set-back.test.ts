import { expect, test } from 'vitest';
import { items, simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { memoryDesk } from '../testing/memory-desk.ts';
import { mutate } from './mutate.ts';
import { machinePlatform } from './platform.ts';
import { Puller } from './pull.ts';
import { sendKeptAgain } from './renumber.ts';
import type { ShapeMessage } from './shape-feed.ts';
import { Superseded } from './slices.ts';

const upTo = (lsn: number) => ({ messages: [{ t: 'up-to-date' as const, lsn }], handle: 'h-1', offset: '0_0' });

test('what a cloud told before it was set back is not laid down after it', async () => {
  const database = memoryDesk(deskTables());
  const begin = () => new Puller({ database, platform: machinePlatform(), onTablesChanged: () => {} });
  const puller = begin();
  for (const name of puller.shapes.keys()) await puller.receive(name, upTo(1_000));
  const frontiers = () => [...new Set(database.read('SELECT frontier FROM sync_shapes').map((row) => row.frontier))];
  expect(frontiers()).toEqual([1_000]);

  await database.transaction('background', async (connection) => {
    sendKeptAgain(connection, crypto.randomUUID());
  });
  // It was on its way while the answer to a push told of it.
  for (const name of puller.shapes.keys()) await expect(puller.receive(name, upTo(2_000))).rejects.toThrow(Superseded);
  expect(frontiers()).toEqual([0]);

  const next = begin();
  for (const name of next.shapes.keys()) await next.receive(name, upTo(50));
  expect(frontiers()).toEqual([50]);
  database.close();
});

test('stock whose first count a cloud that was set back has lost is shown as the sales here make it', async () => {
  const database = memoryDesk(deskTables());
  const begin = () => new Puller({ database, platform: machinePlatform(), onTablesChanged: () => {} });
  const puller = begin();
  const [itemId, deviceId, other] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const level = (id: string, onHand: string) => {
    const values = { item_id: id, on_hand: onHand, reserved: '2' };
    return { t: 'row' as const, op: 'upsert' as const, lsn: null, position: 0, values };
  };
  for (const name of puller.shapes.keys()) {
    const messages = name === 'sim_levels' ? [level(itemId, '20'), level(other, '7')] : [];
    await puller.receive(name, { ...upTo(1_000), messages: [...messages, ...upTo(1_000).messages] });
  }
  const sell = (units: number) =>
    mutate(database, {
      name: 'sim.recordSale',
      args: { itemId, units },
      ...{ actor: simActor, store: simStore, deviceId, occurredAt: 1_700_000_000_000, mutationId: crypto.randomUUID() },
    });
  const shown = () => database.read('SELECT item_id, on_hand, reserved FROM sim_levels ORDER BY on_hand');
  await sell(3);
  expect(shown()).toMatchObject([{ on_hand: 7 }, { item_id: itemId, on_hand: 17 }]);

  await database.transaction('background', async (connection) => sendKeptAgain(connection, crypto.randomUUID()));
  const next = begin();
  // Sold while the copy of the cloud that came back is on its way.
  await sell(1);
  for (const name of next.shapes.keys()) await next.receive(name, upTo(50));
  expect(shown()).toEqual([{ item_id: itemId, on_hand: -4, reserved: 0 }]);
  await sell(2);
  expect(shown()).toEqual([{ item_id: itemId, on_hand: -6, reserved: 0 }]);
  database.close();
});

const rowOf = (at: number): ShapeMessage => ({
  ...{ t: 'row', op: 'upsert', lsn: null, position: 0 },
  values: { id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, sku: `s-${at}`, title: 't', price: '100' },
});

test('a later copy that is half written goes on nowhere when another puller has begun', async () => {
  const database = memoryDesk(deskTables());
  let turns = 0;
  let onTurn = async (): Promise<void> => {};
  const breathe = async (): Promise<void> => {
    turns += 1;
    await onTurn();
  };
  let looks = 0;
  // Whoever looks at the clock finds that a slice's time is over.
  const platform = { now: () => 0, elapsed: () => 1_000 * ++looks, breathe };
  const begin = (): Puller => new Puller({ database, platform, onTablesChanged: () => {} });
  const count = (sql: string): unknown => database.read(`SELECT count(*) AS n FROM ${sql}`)[0]?.n;
  const copyAs = (handle: string, rows: number) => {
    const messages = [{ t: 'refetch' as const }, ...Array.from({ length: rows }, (_, at) => rowOf(at))];
    return { messages: [...messages, { t: 'up-to-date' as const, lsn: 1_000 }], handle, offset: '0_0' };
  };
  const puller = begin();
  for (const name of puller.shapes.keys()) await puller.receive(name, upTo(1_000));
  await puller.receive(items.name, copyAs('h-2', 100));
  expect(count(items.name)).toBe(100);

  let next: Puller | undefined;
  const sinceThen = turns;
  onTurn = async () => {
    // Of six slices, two have been written.
    if (next || turns < sinceThen + 4) return;
    expect(count(`sync_stage_${items.name}`)).not.toBe(0);
    puller.stop();
    next = begin();
    await next.tidy();
  };
  await expect(puller.receive(items.name, copyAs('h-3', 1_200))).rejects.toThrow(Superseded);
  expect(count(`sqlite_schema WHERE name = 'sync_stage_${items.name}'`)).toBe(0);
  expect(count(items.name)).toBe(100);

  onTurn = async () => {};
  await (next as unknown as Puller).receive(items.name, copyAs('h-4', 1_200));
  expect(count(items.name)).toBe(1_200);
  database.close();
});
