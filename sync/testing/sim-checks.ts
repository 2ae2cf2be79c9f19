import { type DeskTable, quote } from '../client/row-sql.ts';
import { idFor } from '../protocol/derive-id.ts';
import { keyOf } from './sim-cloud.ts';
import type { SimDesk } from './sim-desk.ts';
import { simTables } from './sim-domain.ts';
import type { World } from './simulate.ts';

function must(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}

/** Facts in a desk's file that the cloud had not committed at an LSN: they have to be shown on top of it. */
function pendingSales(world: World, desk: SimDesk, frontier: number): { id: string; itemId: string; units: number }[] {
  return desk.database
    .read(`SELECT mutation_id, args FROM sync_outbox WHERE name = 'sim.recordSale'`)
    .map((row) => ({
      id: row.mutation_id as string,
      ...(JSON.parse(row.args as string) as { itemId: string; units: number }),
    }))
    .filter(({ id }) => (world.cloud.committedAt.get(id) ?? Number.POSITIVE_INFINITY) > frontier);
}

/** At every step: shown = server(frontier) + pending, for stock and sales of each desk. */
export function checkShown(world: World): void {
  for (const desk of world.desks) {
    checkLevels(world, desk);
    checkSales(world, desk);
  }
}

function checkLevels(world: World, desk: SimDesk): void {
  const shape = desk.puller.shapes.get('sim_levels');
  if (shape?.phase !== 'live') return;
  const server = world.cloud.rows('sim_levels', shape.frontier);
  const expected = new Map([...server.values()].map((row) => [row.item_id as string, row.on_hand as number]));
  for (const { itemId, units } of pendingSales(world, desk, shape.frontier)) {
    expected.set(itemId, (expected.get(itemId) ?? 0) - units);
  }
  const shown = new Map(
    desk.database
      .read('SELECT item_id, on_hand FROM sim_levels')
      .map((row) => [row.item_id as string, row.on_hand as number]),
  );
  for (const [itemId, onHand] of expected) {
    const at = world.desks.indexOf(desk);
    must(
      shown.get(itemId) === onHand,
      `desk ${at} shows ${shown.get(itemId)} of ${itemId.slice(0, 8)} on hand at ${shape.frontier}, expected ${onHand}`,
    );
  }
  for (const [itemId, onHand] of shown) {
    must(expected.has(itemId) || onHand === 0, `a level that nobody made shows ${onHand} of ${itemId}`);
  }
}

function checkSales(world: World, desk: SimDesk): void {
  const shape = desk.puller.shapes.get('sim_sales');
  if (shape?.phase !== 'live') return;
  const expected = new Set([...world.cloud.rows('sim_sales', shape.frontier).values()].map((row) => row.id as string));
  for (const { id } of pendingSales(world, desk, shape.frontier)) expected.add(idFor(id, 'sale'));
  const shown = desk.database.read('SELECT id FROM sim_sales').map((row) => row.id as string);
  must(
    shown.length === expected.size,
    `desk shows ${shown.length} sales at ${shape.frontier}, expected ${expected.size}`,
  );
  for (const id of shown) must(expected.has(id), `desk shows a sale that is neither in the cloud nor pending: ${id}`);
}

/** When nothing moves any more. */
export function checkQuiet(world: World): void {
  const { cloud } = world;
  checkReplicas(world);
  checkLedger(world);
  const outcomes = [...cloud.rows('sync_outcomes', cloud.lsn).values()];
  const ids = outcomes.map((row) => row.mutation_id as string);
  must(new Set(ids).size === ids.length, 'a mutation has two outcomes');
  const applied = outcomes.filter((row) => row.name === 'sim.recordSale' && row.status === 'applied');
  const sales = cloud.rows('sim_sales', cloud.lsn);
  must(sales.size === applied.length, `${sales.size} sales in the cloud for ${applied.length} applied mutations`);
  for (const row of applied) {
    must(sales.has(JSON.stringify([idFor(row.mutation_id as string, 'sale')])), 'a sale is missing in the cloud');
  }
  must(
    outcomes.every((row) => row.status !== 'quarantined'),
    `a sound mutation was quarantined: ${JSON.stringify(outcomes.find((row) => row.status === 'quarantined'))}`,
  );
  const known = new Set(ids);
  for (const [id, sale] of world.sold) {
    const desk = world.desks.find((each) => each.deviceId === sale.deviceId) as SimDesk;
    const inFile = desk.database.read('SELECT 1 FROM sync_outbox WHERE mutation_id = ?', [id]).length > 0;
    // A sale that only a lost file knew is lost with it; every other one is in the cloud.
    must(known.has(id) || (world.filesRestored && !inFile), `sale ${id} never reached the cloud`);
  }
  for (const desk of world.desks) checkDeskIsDone(world, desk, outcomes);
}

function checkDeskIsDone(world: World, desk: SimDesk, outcomes: readonly Record<string, unknown>[]): void {
  const count = (sql: string) => Number(desk.database.read(sql)[0]?.n);
  const open = desk.database.read(`SELECT name, state, status, lsn FROM sync_outbox WHERE state <> 'settled'`);
  must(open.length === 0, `the outbox is not done: ${JSON.stringify(open)}`);
  must(count('SELECT count(*) AS n FROM sync_journal') === 0, 'an intent was never taken off');
  must(count('SELECT count(*) AS n FROM sync_deltas WHERE released = 0') === 0, 'a delta is still pending');
  must(count('SELECT count(*) AS n FROM sync_inserts WHERE released = 0') === 0, 'a row is still pending');
  if (world.filesRestored || !world.shownHolds) return;
  const refused = outcomes.filter((row) => row.status === 'refused' && row.device_id === desk.deviceId).length;
  const shown = count('SELECT count(*) AS n FROM sync_attention');
  must(shown === refused, `${refused} refusals, ${shown} shown to a person`);
}

/** Every desk holds what the cloud holds. */
function checkReplicas(world: World): void {
  for (const desk of world.desks) {
    for (const table of simTables as unknown as DeskTable[]) {
      const cloud = world.cloud.rows(table.name, world.cloud.lsn);
      const rows = desk.database.read(`SELECT * FROM ${quote(table.name)}`) as Record<string, string | number | null>[];
      const mine = new Map(rows.map((row) => [keyOf(table, row), row]));
      for (const [key, row] of cloud) {
        const same = JSON.stringify(mine.get(key)) === JSON.stringify(row);
        must(
          same,
          `${table.name} ${key}: the cloud has ${JSON.stringify(row)}, desk ${world.desks.indexOf(desk)} ${JSON.stringify(mine.get(key))}`,
        );
      }
      must(mine.size === cloud.size, `${table.name}: ${mine.size} rows at a desk, ${cloud.size} in the cloud`);
    }
  }
}

/** Σ movements = on hand. */
function checkLedger({ cloud }: World): void {
  const sums = new Map<string, number>();
  for (const row of cloud.rows('sim_moves', cloud.lsn).values()) {
    sums.set(row.item_id as string, (sums.get(row.item_id as string) ?? 0) + (row.change as number));
  }
  for (const row of cloud.rows('sim_levels', cloud.lsn).values()) {
    const sum = sums.get(row.item_id as string) ?? 0;
    must(row.on_hand === sum, `on hand ${row.on_hand} is not the sum of its movements ${sum}`);
  }
}
