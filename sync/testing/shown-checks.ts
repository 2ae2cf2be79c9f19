import { idFor } from '../protocol/derive-id.ts';
import type { LiveDesk } from './live-desk.ts';
import { checkOwnEdits } from './customer-checks.ts';
import { knowsThisCloud, must } from './sim-checks.ts';
import type { Seen, World } from './world.ts';

const short = (id: string): string => id.slice(0, 4);

interface Fact {
  readonly id: string;
  readonly sells: boolean;
  readonly itemId: string;
  readonly units: number;
}

/**
 * After every commit of a desk: what it shows is the cloud's rows at its frontier and what is still pending on them, each
 * once; what its people did is there to be read; and no frontier goes beyond the acknowledgements, or
 * back but with the power: what is taken in is not waited for on the disk, and goes as a whole.
 */
export function checkShown(world: World, desk: LiveDesk): void {
  checkOwnWrites(world, desk);
  checkTrust(world, desk);
  if (!knowsThisCloud(world, desk)) return;
  checkAnswered(world, desk);
  const seen = moveFrontiers(world, desk);
  const facts = factsOf(desk);
  const levels = seen.get('sim_levels');
  if (levels) checkLevels(world, desk, levels.frontier, facts);
  const sales = seen.get('sim_sales');
  if (sales) checkSales(world, desk, sales.frontier, facts);
}

/** A desk sends all it keeps again only where the cloud was set back, or where another desk goes by its name. */
function checkTrust(world: World, desk: LiveDesk): void {
  const cloned = world.desks.some((other) => other !== desk && other.deviceId === desk.deviceId);
  if (world.cloudRestored || world.filesRestored || cloned) return;
  const [followed] = desk.read(`SELECT 1 FROM sync_meta WHERE name = 'followed'`);
  must(followed === undefined, `${desk.name} takes the cloud for one that was set back, and it never was`);
}

/** What a desk holds for answered is committed in the cloud. */
function checkAnswered(world: World, desk: LiveDesk): void {
  for (const { mutation_id, state } of desk.read(
    `SELECT mutation_id, state FROM sync_outbox WHERE state <> 'queued'`,
  )) {
    const id = mutation_id as string;
    must(
      world.cloud.committedAt.has(id),
      `${desk.name} holds ${short(id)} for ${String(state)}, the cloud never had it`,
    );
  }
}

/** @returns where the tables stand that can be held against the cloud now */
function moveFrontiers(world: World, desk: LiveDesk): Map<string, Seen> {
  const before = world.seen.get(desk) ?? new Map<string, Seen>();
  const { timeline } = world.cloud;
  const comparable = new Map<string, Seen>();
  const rows = desk.read('SELECT table_name, phase, frontier FROM sync_shapes');
  const leading = Number(rows.find((row) => row.table_name === 'sync_outcomes')?.frontier ?? 0);
  for (const { table_name, phase, frontier } of rows) {
    const table = table_name as string;
    const last = before.get(table);
    if (phase === 'live') {
      const now = { frontier: frontier as number, timeline, crashes: desk.crashes };
      must(now.frontier <= leading, `${desk.name}: ${table} is at ${now.frontier}, acknowledgements at ${leading}`);
      const same = last?.timeline === timeline && last.crashes === desk.crashes;
      const back = same && last.frontier > now.frontier;
      must(!back, `${desk.name}: ${table} goes back from ${last?.frontier} to ${now.frontier}`);
      before.set(table, now);
      comparable.set(table, now);
    } else if (phase === 'filling') {
      // Straight into an empty table; what a broken-off one left there belongs to no frontier.
      before.delete(table);
    } else if (last?.timeline === timeline && last.crashes === desk.crashes && phase !== 'swapping') {
      // Until the next generation takes its place, the one before is shown: as it was seen, if the power did not go since.
      comparable.set(table, last);
    }
  }
  world.seen.set(desk, before);
  return comparable;
}

function factsOf(desk: LiveDesk): Fact[] {
  return desk
    .read(`SELECT mutation_id, name, args FROM sync_outbox WHERE kind = 'fact'`)
    .map(({ mutation_id, name, args }) => {
      const { itemId, units } = JSON.parse(args as string) as { itemId: string; units: number };
      return { id: mutation_id as string, sells: name === 'sim.recordSale', itemId, units };
    });
}

const uncommitted =
  ({ cloud }: World, frontier: number) =>
  ({ id }: Fact): boolean =>
    (cloud.committedAt.get(id) ?? Number.POSITIVE_INFINITY) > frontier;

function checkLevels(world: World, desk: LiveDesk, frontier: number, facts: readonly Fact[]): void {
  const expected = new Map<string, { onHand: number; reserved: number }>();
  for (const row of world.cloud.rows('sim_levels', frontier).values()) {
    expected.set(row.item_id as string, { onHand: row.on_hand as number, reserved: row.reserved as number });
  }
  const of = (itemId: string) => {
    const level = expected.get(itemId) ?? { onHand: 0, reserved: 0 };
    expected.set(itemId, level);
    return level;
  };
  for (const { itemId, units, sells } of facts.filter(uncommitted(world, frontier))) {
    of(itemId).onHand += sells ? -units : units;
  }
  const steps = desk.read(`SELECT row_key, op, after FROM sync_journal WHERE table_name = 'sim_levels'`);
  for (const { row_key, op, after } of steps) {
    const [itemId] = JSON.parse(row_key as string) as [string];
    const { reserved } = JSON.parse(after as string) as { reserved?: number };
    if (op === 'add') of(itemId).reserved += reserved ?? 0;
    else of(itemId);
  }
  const shown = new Map(
    desk
      .read('SELECT item_id, on_hand, reserved FROM sim_levels')
      .map((row) => [row.item_id as string, { onHand: row.on_hand as number, reserved: row.reserved as number }]),
  );
  for (const [itemId, level] of expected) {
    const mine = shown.get(itemId);
    const same = mine?.onHand === level.onHand && mine.reserved === level.reserved;
    must(
      same || (mine === undefined && level.onHand === 0 && level.reserved === 0),
      `${desk.name} shows ${JSON.stringify(mine)} of ${short(itemId)} at ${frontier}, expected ${JSON.stringify(level)}`,
    );
  }
  for (const itemId of shown.keys())
    must(expected.has(itemId), `${desk.name} shows a level that nobody made: ${itemId}`);
}

function checkSales(world: World, desk: LiveDesk, frontier: number, facts: readonly Fact[]): void {
  const expected = new Set([...world.cloud.rows('sim_sales', frontier).values()].map((row) => row.id as string));
  const pending = facts.filter(({ sells }) => sells).filter(uncommitted(world, frontier));
  for (const { id } of pending) expected.add(idFor(id, 'sale'));
  const shown = desk.read('SELECT id FROM sim_sales').map((row) => row.id as string);
  const extra = shown.find((id) => !expected.has(id));
  must(
    extra === undefined,
    `${desk.name} shows a sale that is neither in the cloud at ${frontier} nor pending: ${extra}`,
  );
  must(
    shown.length === expected.size,
    `${desk.name} shows ${shown.length} sales at ${frontier}, expected ${expected.size}`,
  );
}

/** What a person did is there to be read, whatever comes in meanwhile. */
function checkOwnWrites(world: World, desk: LiveDesk): void {
  if (!world.filesRestored) {
    const own = [...world.sold].filter(([, sold]) => sold.desk === desk);
    const [missing] = desk.read(
      'SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM sim_moves WHERE id = value) LIMIT 1',
      [JSON.stringify(own.map(([, { moveId }]) => moveId))],
    );
    const [id] = own.find(([, { moveId }]) => moveId === missing?.value) ?? [];
    must(id === undefined, `${desk.name} does not show its own ${short(id ?? '')}`);
  }
  const newest = new Map<string, { title: string; onTop: boolean }>();
  // What the cloud of before had taken in stands as it stood there, until the rows of the one that was set back are here.
  const rows = desk.read(
    `SELECT name, args, status IS NULL AND not_shown IS NULL AND (
        order_no > coalesce((SELECT CAST(value AS INTEGER) FROM sync_meta WHERE name = 'set_back_at'), 0)
        OR EXISTS (SELECT 1 FROM sync_shapes WHERE table_name = 'sim_items' AND phase = 'live')) AS on_top
       FROM sync_outbox
      WHERE name IN ('sim.retitle', 'sim.removeItem', 'sim.createItem') ORDER BY order_no`,
  );
  for (const { name, args, on_top } of rows) {
    const { id, title } = JSON.parse(args as string) as { id: string; title?: string };
    newest.set(id, { title: title ?? '', onTop: on_top === 1 && name === 'sim.retitle' });
  }
  const titles = new Map(desk.read('SELECT id, title FROM sim_items').map((row) => [row.id, row.title]));
  for (const [id, { title, onTop }] of newest) {
    if (!onTop) continue;
    must(titles.get(id) === title, `${desk.name} shows "${String(titles.get(id))}" where its person wrote "${title}"`);
  }
  checkOwnEdits(desk);
}
