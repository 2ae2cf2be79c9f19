import { month, quantity, text, uuid } from '@tillhouse/shared/kernel/columns.ts';
import { defineMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { defineTable } from '@tillhouse/shared/kernel/define-table.ts';
import * as z from 'zod/mini';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { levels, simActor, simStore } from '../testing/sim-domain.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { type MemoryDesk, memoryDesk } from '../testing/memory-desk.ts';
import { copy, idOf, NOW, puller, row } from '../testing/told-shapes.ts';
import { takeOutcome } from './acknowledge.ts';
import { mutate } from './mutate.ts';

const notes = defineTable('sim.sim_notes', {
  doc: 'What somebody said of a level, by month as orders are.',
  columns: { id: uuid(), itemId: uuid(), said: text(), likes: quantity(), month: month() },
  key: ['id'],
  group: 'trade',
  replication: { rows: 'months', atLocation: false },
});

const of = { version: 1, permission: 'sim.all' } as const;
const which = { id: z.string(), itemId: z.string() };

defineMutator({
  ...{ name: 'sim.note', kind: 'intent', ...of },
  doc: 'Says something of a level and counts on it, as what leaves of an order does.',
  args: z.object({ ...which, month: z.string() }),
  run: async (tx, { id, itemId, month }) => {
    await tx.insert(notes, { id, itemId, said: 'mine', likes: 0, month });
    await tx.add(levels, { itemId }, { reserved: 1 });
  },
});
defineMutator({
  ...{ name: 'sim.unsay', kind: 'intent', ...of },
  doc: 'Takes back what was said.',
  args: z.object(which),
  run: async (tx, { id, itemId }) => {
    await tx.delete(notes, { id });
    await tx.add(levels, { itemId }, { reserved: 1 });
  },
});
defineMutator({
  ...{ name: 'sim.like', kind: 'fact', ...of },
  doc: 'Counts on what was said.',
  args: z.object(which),
  run: async (tx, { id }) => {
    await tx.add(notes, { id }, { likes: 1 });
  },
});

const MONTHS = ['2026-11', '2026-10'] as const;
const [newest, older] = MONTHS.map((each) => `${notes.name}@${each}`) as [string, string];
const ITEM = idOf(1);
const [MINE, THEIRS, OLD] = [idOf(2), idOf(3), idOf(4)];

const noteRow = (id: string, at: string, lsn: number | null = null) =>
  row({ id, item_id: ITEM, said: 'theirs', likes: '0', month: at }, lsn);
const levelRow = (reserved: number, lsn: number | null = null) =>
  row({ item_id: ITEM, on_hand: '10', reserved: String(reserved) }, lsn);

let database: MemoryDesk;
/** What a screen saw, each thing once, in the order in which it first did */
let seen: Set<string>;
const look = () => {
  const rows = database.read('SELECT id, said, likes FROM sim_notes ORDER BY id');
  seen.add(rows.map(({ id, said, likes }) => `${Number(String(id).slice(-3))} ${said} ${likes}`).join(', '));
};
const reserved = () => database.read('SELECT reserved FROM sim_levels')[0]?.reserved;

beforeEach(() => {
  database = memoryDesk(deskTables());
  seen = new Set();
});
afterEach(() => database.close());

const following = () => puller(database, look, { months: MONTHS });

async function firstCopy() {
  const first = following();
  const rows = new Map([
    [levels.name, [levelRow(0)]],
    [newest, [noteRow(THEIRS, '2026-11')]],
    [older, [noteRow(OLD, '2026-10')]],
  ]);
  for (const name of first.shapes.keys()) await first.receive(name, copy(100, rows.get(name)));
  seen.clear();
  return first;
}

async function does(name: string, mutationId: string, args: object): Promise<void> {
  const by = { actor: simActor, store: simStore, deviceId: idOf(5_000), occurredAt: NOW };
  await mutate(database, { name, args, mutationId, ...by });
}

/** The cloud took these in, by a commit at 150. */
const takenIn = (...ids: string[]) =>
  database.transaction('background', async (connection) => {
    const done = { status: 'applied', code: null, message: null, details: null } as const;
    for (const id of ids) await takeOutcome(connection, { id, ...done }, 150, NOW);
  });

const wholeNow = '2 mine 0, 3 theirs 0, 4 theirs 0';

test('what a desk wrote stays when the copy of another month takes its place before that of its own', async () => {
  const first = await firstCopy();
  first.stop();
  const written = idOf(7_001);
  await does('sim.note', written, { id: MINE, itemId: ITEM, month: '2026-11' });
  await takenIn(written);
  const later = following();
  await later.receive('sync_outcomes', copy(200));
  // The newest month, with most rows, is on its way still.
  await later.receive(newest, { ...copy(200, [noteRow(THEIRS, '2026-11')]), messages: [{ t: 'refetch' }] });
  await later.receive(older, copy(200, [noteRow(OLD, '2026-10')]));
  look();
  expect([...seen].at(-1)).toBe(wholeNow);
  const its = row({ id: MINE, item_id: ITEM, said: 'mine', likes: '0', month: '2026-11' });
  await later.receive(newest, copy(200, [noteRow(THEIRS, '2026-11'), its]));
  await later.receive(levels.name, copy(200, [levelRow(1)]));
  look();
  expect([...seen]).toEqual([wholeNow]);
  expect(reserved()).toBe(1);
  expect(database.read('SELECT * FROM sync_journal')).toEqual([]);
});

test('it stays when changes of other tables lie on what else it wrote, while the copy of its month is on its way', async () => {
  const first = await firstCopy();
  const written = idOf(7_002);
  await does('sim.note', written, { id: MINE, itemId: ITEM, month: '2026-11' });
  await first.receive(newest, { ...copy(0), messages: [{ t: 'refetch' }, noteRow(THEIRS, '2026-11')] });
  await takenIn(written);
  seen.clear();
  await first.receive('sync_outcomes', copy(160));
  await first.receive(older, copy(160));
  for (const name of first.shapes.keys())
    if (![newest, older, levels.name].includes(name)) await first.receive(name, copy(160));
  await first.receive(levels.name, { ...copy(160), messages: [levelRow(1, 150), { t: 'up-to-date', lsn: 160 }] });
  look();
  expect([...seen]).toEqual([wholeNow]);
  expect(reserved()).toBe(1);
});

test('what it took away stays away, and what it counts on its own row stays counted', async () => {
  const first = await firstCopy();
  const [written, unsaid, liked] = [idOf(7_003), idOf(7_004), idOf(7_005)];
  await does('sim.note', written, { id: MINE, itemId: ITEM, month: '2026-11' });
  await does('sim.like', liked, { id: MINE, itemId: ITEM });
  await does('sim.unsay', unsaid, { id: THEIRS, itemId: ITEM });
  await first.receive(newest, { ...copy(0), messages: [{ t: 'refetch' }, noteRow(THEIRS, '2026-11')] });
  await takenIn(written, unsaid, liked);
  seen.clear();
  await first.receive('sync_outcomes', copy(160));
  await first.receive(older, copy(160, [noteRow(OLD, '2026-10')]));
  for (const name of first.shapes.keys())
    if (![newest, older, levels.name].includes(name)) await first.receive(name, copy(160));
  await first.receive(levels.name, { ...copy(160), messages: [levelRow(2, 150), { t: 'up-to-date', lsn: 160 }] });
  look();
  expect([...seen]).toEqual(['2 mine 1, 4 theirs 0']);
});
