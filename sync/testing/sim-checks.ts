import { deskInvariants } from '../../tools/cli/desk-invariants.ts';
import { type DeskTable, quote, sqlOf } from '../client/row-sql.ts';
import { idFor } from '../protocol/derive-id.ts';
import type { LiveDesk } from './live-desk.ts';
import { checkCustomers, checkLosers } from './customer-checks.ts';
import { keyOf } from './sim-cloud.ts';
import { simTables } from './sim-domain.ts';
import type { World } from './world.ts';

export function must(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}

type RawRow = Record<string, string | number | null>;
const short = (id: string): string => id.slice(0, 4);

/** All that people were told is done is still so: in the cloud, or in the file of the desk that said it. */
export function checkPromises(world: World): void {
  const outcomes = outcomesOf(world);
  const files = new Map(world.desks.map((desk) => [desk, inOutbox(desk)]));
  const kept = new Set(outcomes.keys());
  for (const known of files.values()) for (const id of known.keys()) kept.add(id);
  for (const [id, { desk, itemId, units }] of world.sold) {
    // What only a file knew that was set back is lost with it.
    if (kept.has(id) || world.filesRestored) continue;
    throw new Error(`${desk.name} confirmed ${units} of ${short(itemId)} (${short(id)}), and nobody has it any more`);
  }
  must(
    [...outcomes.values()].every((row) => row.status !== 'quarantined'),
    `a sound mutation was quarantined: ${JSON.stringify([...outcomes.values()].find((row) => row.status === 'quarantined'))}`,
  );
}

function inOutbox(desk: LiveDesk): Map<string, string> {
  const rows = desk.read('SELECT mutation_id, state FROM sync_outbox');
  return new Map(rows.map((row) => [row.mutation_id as string, row.state as string]));
}

function outcomesOf({ cloud }: World): Map<string, RawRow> {
  const rows = [...cloud.rows('sync_outcomes', cloud.lsn).values()];
  const byId = new Map(rows.map((row) => [row.mutation_id as string, row]));
  must(byId.size === rows.length, 'a mutation has two outcomes');
  return byId;
}

/** When nothing moves any more. */
export function checkQuiet(world: World): void {
  checkPromises(world);
  checkCounters(world);
  checkEffects(world);
  checkLedger(world);
  checkCustomers(world);
  for (const desk of world.desks) {
    checkDeskIsDone(world, desk);
    checkReplica(world, desk);
    for (const { name, sql, describe } of deskInvariants) {
      const [row] = desk.read(sql);
      must(!row, `${desk.name}: ${name}: ${row && describe(row)}`);
    }
  }
}

/** As `sync.counters-without-holes` of the cloud's own verify: outcomes are numbered from 1 to their client's counter. */
function checkCounters({ cloud }: World): void {
  const holes = cloud.read(
    `SELECT c.client_id, c.last_seq, count(o.seq) AS outcomes, max(o.seq) AS last
       FROM sync_clients c LEFT JOIN sync_outcomes o ON o.client_id = c.client_id
      GROUP BY c.client_id
     HAVING last > c.last_seq OR (outcomes < c.last_seq AND NOT EXISTS (SELECT 1 FROM sync_clients d
        WHERE d.device_id = c.device_id AND d.client_id <> c.client_id AND d.created_at >= c.created_at))`,
  );
  must(holes.length === 0, `outcomes are not numbered by their counter: ${JSON.stringify(holes[0])}`);
}

/** Each applied mutation had its effect once, each refused one none. */
function checkEffects(world: World): void {
  const { cloud } = world;
  const sales = cloud.rows('sim_sales', cloud.lsn);
  const moves = cloud.rows('sim_moves', cloud.lsn);
  let sold = 0;
  let moved = 0;
  for (const [id, { name, status }] of outcomesOf(world)) {
    const applied = status === 'applied';
    if (name === 'sim.recordSale') {
      must(sales.has(JSON.stringify([idFor(id, 'sale')])) === applied, `sale ${short(id)} is ${status}`);
      sold += applied ? 1 : 0;
    }
    if (name !== 'sim.recordSale' && name !== 'sim.receiveGoods') continue;
    must(moves.has(JSON.stringify([idFor(id, 'move')])) === applied, `movement of ${short(id)} is ${status}`);
    moved += applied ? 1 : 0;
  }
  const made = new Set([...moves.values()].map((row) => row.item_id));
  for (const [id, { name, status }] of outcomesOf(world)) {
    if (name === 'sim.createItem' && status === 'applied') made.add((cloud.arrived.get(id) as { id: string }).id);
  }
  for (const { item_id } of cloud.rows('sim_levels', cloud.lsn).values()) {
    must(made.has(item_id as string) || world.filesRestored, `a refused command made a level of ${String(item_id)}`);
  }
  must(sales.size === sold, `${sales.size} sales in the cloud for ${sold} applied mutations`);
  must(moves.size === moved, `${moves.size} movements in the cloud for ${moved} applied mutations`);
}

/** Σ movements = on hand, and what was sold below nothing is flagged. */
function checkLedger({ cloud }: World): void {
  const sums = new Map<string, number>();
  for (const row of cloud.rows('sim_moves', cloud.lsn).values()) {
    sums.set(row.item_id as string, (sums.get(row.item_id as string) ?? 0) + (row.change as number));
  }
  const sales = cloud.rows('sim_sales', cloud.lsn);
  const flagged = new Set<string>();
  for (const flag of cloud.rows('sim_flags', cloud.lsn).values()) {
    const sale = sales.get(JSON.stringify([flag.sale_id]));
    must(sale !== undefined, 'a flag is on a sale that is not there');
    flagged.add(sale.item_id as string);
  }
  const levels = cloud.rows('sim_levels', cloud.lsn);
  for (const row of levels.values()) {
    const itemId = row.item_id as string;
    must(row.on_hand === (sums.get(itemId) ?? 0), `on hand ${row.on_hand} is not the sum of its movements`);
    must((row.on_hand as number) >= 0 || flagged.has(itemId), `${short(itemId)} is oversold and nobody was told`);
    sums.delete(itemId);
  }
  must(sums.size === 0, 'goods moved that have no level');
}

function checkDeskIsDone(world: World, desk: LiveDesk): void {
  const count = (sql: string): number => Number(desk.read(sql)[0]?.n);
  const open = desk.read(`SELECT mutation_id, name, state, status, lsn FROM sync_outbox WHERE state <> 'settled'`);
  must(open.length === 0, `${desk.name} is not done with ${JSON.stringify(open)}`);
  must(count('SELECT count(*) AS n FROM sync_journal') === 0, `${desk.name} never took an intent off`);
  must(count('SELECT count(*) AS n FROM sync_deltas WHERE released = 0') === 0, `${desk.name} has a delta pending`);
  must(count('SELECT count(*) AS n FROM sync_inserts WHERE released = 0') === 0, `${desk.name} has a row pending`);
  const sound = desk.read('PRAGMA integrity_check').map((row) => row.integrity_check);
  must(sound[0] === 'ok', `${desk.name}'s file is damaged: ${String(sound)}`);
  const cloned = world.desks.some((other) => other !== desk && other.deviceId === desk.deviceId);
  if (world.filesRestored || world.cloudRestored || cloned) return;
  const refused = [...outcomesOf(world).values()].filter(
    (row) => row.status === 'refused' && row.device_id === desk.deviceId,
  );
  const shown = count('SELECT count(*) AS n FROM sync_attention');
  must(shown === refused.length, `${desk.name}: ${refused.length} refusals, ${shown} shown to a person`);
  checkLosers(world, desk, refused);
}

/** The desk holds what the cloud holds. */
function checkReplica({ cloud }: World, desk: LiveDesk): void {
  for (const table of simTables as unknown as DeskTable[]) {
    const theirs = cloud.rows(table.name, cloud.lsn);
    // In the cloud's order: columns that came later stand at the end of a desk's table.
    const columns = sqlOf(table).columns.map(quote).join(', ');
    const rows = desk.read(`SELECT ${columns} FROM ${quote(table.name)}`) as RawRow[];
    const mine = new Map(rows.map((row) => [keyOf(table, row), row]));
    for (const [key, row] of theirs) {
      const same = JSON.stringify(mine.get(key)) === JSON.stringify(row);
      must(same, `${table.name} ${key}: cloud ${JSON.stringify(row)}, ${desk.name} ${JSON.stringify(mine.get(key))}`);
    }
    must(mine.size === theirs.size, `${table.name}: ${mine.size} rows at ${desk.name}, ${theirs.size} in the cloud`);
  }
}

/** A desk that has not noticed yet that the cloud was set back shows what was, and that is right. */
export function knowsThisCloud(world: World, desk: LiveDesk): boolean {
  if (!world.cloudRestored) return true;
  const [row] = desk.read(`SELECT value FROM sync_meta WHERE name = 'timeline'`);
  if (row?.value !== String(world.cloud.timeline)) return false;
  // Whoever had heard no answer before cannot tell by one that it was: a table is told by its next request.
  const live = desk.read(`SELECT handle FROM sync_shapes WHERE phase = 'live'`);
  return !live.some(({ handle }) => world.cloud.retired.has(handle as string));
}

/** True when nothing of any desk is on its way. */
export function isQuiet(world: World): boolean {
  return world.desks.every(
    (desk) =>
      desk.running &&
      knowsThisCloud(world, desk) &&
      desk.read(`SELECT 1 FROM sync_outbox WHERE state <> 'settled' LIMIT 1`).length === 0 &&
      desk.read(`SELECT 1 FROM sync_shapes WHERE phase <> 'live' OR frontier < ? LIMIT 1`, [world.cloud.lsn]).length ===
        0,
  );
}
