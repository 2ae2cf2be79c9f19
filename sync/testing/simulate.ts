import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import { checkQuiet, checkShown } from './sim-checks.ts';
import { SimCloud } from './sim-cloud.ts';
import { Crash, type LineFault, SimDesk } from './sim-desk.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly steps?: number;
  readonly desks?: number;
  /** Old copies of desk files come back */
  readonly restoreFiles?: boolean;
  /** The cloud itself is set back to a backup once */
  readonly restoreCloud?: boolean;
  /** A rule broken on purpose, to see that the checks catch it */
  readonly broken?: BrokenRule;
}

/**
 * - `counter`: the cloud neither looks at counters nor at uuids
 * - `early-release`: a pending delta is dropped when the push is answered, not when the table has reached its commit
 * - `no-lead`: tables are applied beyond the acknowledgements
 * - `keep-refused`: a refused intent is not undone
 */
export type BrokenRule = 'counter' | 'early-release' | 'no-lead' | 'keep-refused';

export interface World {
  readonly chance: Chance;
  readonly cloud: SimCloud;
  readonly desks: SimDesk[];
  readonly itemIds: string[];
  /** Facts that a desk confirmed to its user, by mutation id */
  readonly sold: Map<string, { itemId: string; units: number; deviceId: string }>;
  /** False while the cloud was set back and desks have not noticed */
  shownHolds: boolean;
  filesRestored: boolean;
}

const faults: readonly LineFault[] = [
  'none',
  'none',
  'none',
  'drop-request',
  'drop-response',
  'duplicate',
  'late',
  'busy',
];

/** Runs one simulation to its quiet end. Throws with the seed when an invariant breaks. */
export async function simulate(options: SimulationOptions): Promise<void> {
  const trace: string[] = [];
  try {
    await run(options, trace);
  } catch (error) {
    const last = trace.slice(-25).join('\n  ');
    throw new Error(`seed ${options.seed}: ${(error as Error).message}\nlast steps:\n  ${last}`, { cause: error });
  }
}

async function run(options: SimulationOptions, trace: string[]): Promise<void> {
  const chance = seededChance(options.seed);
  let now = 1_700_000_000_000;
  const clock = () => now;
  const cloud = new SimCloud({ chance, now: clock });
  if (options.broken === 'counter') forgetful(cloud, chance);
  const handles = new Map([...cloud.logs.keys()].map((table) => [table, `${table}-1`]));
  const desks = Array.from(
    { length: options.desks ?? 2 },
    () => new SimDesk({ chance, cloud, deviceId: chance.uuid(), now: clock, handles }),
  );
  const world: World = {
    chance,
    cloud,
    desks,
    itemIds: [],
    sold: new Map(),
    shownHolds: true,
    filesRestored: false,
  };
  for (const desk of desks) await desk.open();
  const copies = new Map<SimDesk, { file: Buffer }[]>(desks.map((desk) => [desk, []]));
  let backup: ReturnType<SimCloud['backup']> | null = null;
  const steps = options.steps ?? 120;
  for (let step = 0; step < steps; step += 1) {
    now += chance.int(5_000);
    const desk = chance.pick(desks);
    const name = `desk ${desks.indexOf(desk)}`;
    const draw = chance.int(100);
    if (draw < 34) trace.push(`${name} ${await act(world, desk)}`);
    else if (draw < 52) trace.push(`${name} push ${await push(world, desk, chance.pick(faults), options.broken)}`);
    else if (draw < 88) trace.push(`${name} ${await deliver(world, desk, options.broken)}`);
    else if (draw < 91) trace.push(`${name} late ${await lateRequest(desk, cloud, chance)}`);
    else if (draw < 94) trace.push(`refetch ${refetch(handles, chance)}`);
    else if (draw < 96) {
      desk.restart();
      trace.push(`${name} restarts`);
    } else if (draw < 98 && options.restoreFiles) {
      const kept = copies.get(desk) as { file: Buffer }[];
      if (kept.length > 0 && chance.often(0.4)) {
        desk.restoreFile(chance.pick(kept).file);
        world.filesRestored = true;
        trace.push(`${name} is set back to an older file`);
      } else kept.push({ file: desk.database.copy() });
    } else if (options.restoreCloud) {
      if (!backup && step < steps / 2) backup = cloud.backup();
      else if (backup && world.shownHolds) {
        cloud.restore(backup);
        for (const table of handles.keys()) handles.set(table, `${table}-restored`);
        world.shownHolds = false;
        trace.push('the cloud is set back to its backup');
      }
    }
    if (options.broken === 'no-lead') leadNothing(world);
    if (world.shownHolds) checkShown(world);
  }
  await quiet(world, options.broken);
  checkQuiet(world);
  for (const desk of desks) desk.database.close();
  cloud.close();
}

async function act({ chance, itemIds, sold }: World, desk: SimDesk): Promise<string> {
  const known = itemIds.length > 0;
  const draw = chance.int(100);
  const itemId = known ? chance.pick(itemIds) : chance.uuid();
  try {
    if (!known || draw < 12) {
      const id = chance.uuid();
      itemIds.push(id);
      await desk.mutate('sim.createItem', { id, sku: `sku-${chance.int(12)}` });
      return 'creates an item';
    }
    if (draw < 58) {
      const units = 1 + chance.int(5);
      const id = await desk.mutate('sim.recordSale', { itemId, units });
      sold.set(id, { itemId, units, deviceId: desk.deviceId });
      return `sells ${units} (${id.slice(0, 8)})`;
    }
    if (draw < 70) {
      await desk.mutate('sim.reserve', { itemId, units: 1 + chance.int(9) });
      return 'reserves';
    }
    if (draw < 82) {
      await desk.mutate('sim.retitle', { id: itemId, title: `title ${chance.int(1000)}` });
      return 'retitles';
    }
    if (draw < 85) {
      await desk.mutate('sim.removeItem', { id: itemId });
      return 'removes an item';
    }
    const [row] = desk.database.read('SELECT price FROM sim_items WHERE id = ?', [itemId]);
    const base = Number(row?.price ?? 100);
    await desk.mutate('sim.editItem', { id: itemId, price: { base, value: base + 1 + chance.int(50) } });
    return 'edits a price';
  } catch (error) {
    if (error instanceof DomainError) return `is refused ${error.code}`;
    throw error;
  }
}

async function push(world: World, desk: SimDesk, fault: LineFault, broken?: BrokenRule): Promise<string> {
  const step = await desk.push(fault, world.chance.often(0.3));
  if (desk.restoredCloud) {
    desk.restoredCloud = false;
    desk.restart();
  }
  if (broken === 'early-release' && step.kind === 'sent') {
    await desk.database.transaction('background', async (connection) => {
      const answered = `SELECT order_no FROM sync_outbox WHERE state <> 'queued'`;
      connection.runNow(`UPDATE sync_deltas SET released = 1 WHERE order_no IN (${answered})`, []);
    });
  }
  if (broken === 'keep-refused') await forgetRefusals(desk);
  return `${fault} → ${step.kind}${world.cloud.lsn ? ` @${world.cloud.lsn}` : ''}`;
}

async function forgetRefusals(desk: SimDesk): Promise<void> {
  await desk.database.transaction('background', async (connection) => {
    connection.runNow('UPDATE sim_items SET price = price + 1 WHERE EXISTS (SELECT 1 FROM sync_attention)', []);
  });
}

async function deliver(world: World, desk: SimDesk, broken?: BrokenRule): Promise<string> {
  const { chance } = world;
  const table = chance.pick([...desk.puller.shapes.keys()]);
  if (broken === 'no-lead') leadNothing(world);
  if (chance.often(0.08)) desk.crashIn = 1 + chance.int(6);
  try {
    const taking = desk.deliver(table, chance.often(0.25));
    // A person goes on selling while rows are laid down.
    const acting = chance.often(0.2) ? act(world, desk) : Promise.resolve('');
    const [, done] = await settleAll(taking, acting);
    desk.crashIn = null;
    return `takes in ${table} ${done}`;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    desk.restart();
    return `crashes while taking in ${table}`;
  }
}

/** Both, even when the first fails: nothing of a step may run on into the next. */
async function settleAll<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

async function lateRequest(desk: SimDesk, cloud: SimCloud, chance: Chance): Promise<string> {
  if (desk.late.length === 0) return 'none';
  const [request] = desk.late.splice(chance.int(desk.late.length), 1);
  if (!request) return 'none';
  return (await cloud.push(desk.deviceId, request)).kind;
}

function refetch(handles: Map<string, string>, chance: Chance): string {
  const table = chance.pick([...handles.keys()]);
  handles.set(table, `${table}-${chance.int(1_000_000)}`);
  return table;
}

/** The line is whole again and everybody waits until nothing moves any more. */
async function quiet(world: World, broken?: BrokenRule): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (const desk of world.desks) {
      desk.crashIn = null;
      let more = true;
      for (let probe = true; more; probe = false) {
        const step = await desk.push('none', probe);
        more = step.kind === 'sent';
        moved ||= step.kind === 'sent' && step.answered > 0;
        if (desk.restoredCloud) {
          desk.restoredCloud = false;
          desk.restart();
        }
        if (broken === 'keep-refused') await forgetRefusals(desk);
      }
    }
    for (const desk of world.desks) {
      for (const table of [...desk.puller.shapes.keys()]) await desk.deliver(table, false);
      await desk.puller.advance();
    }
    if (!moved && round > 2) return;
  }
  throw new Error('nothing comes to rest');
}

/** Breaks the cloud: every request looks new to it. */
function forgetful(cloud: SimCloud, chance: Chance): void {
  const honest = cloud.push.bind(cloud);
  cloud.push = async (deviceId, request) => {
    const mutations = request.mutations.map((mutation, at) => ({ ...mutation, seq: at + 1, id: chance.uuid() }));
    const result = await honest(deviceId, { ...request, clientId: chance.uuid(), mutations });
    if (result.kind !== 'answered') return result;
    const outcomes = result.response.outcomes.map((outcome, at) => ({
      ...outcome,
      id: request.mutations[at]?.id as string,
    }));
    return { kind: 'answered', response: { ...result.response, outcomes } };
  };
}

function leadNothing(world: World): void {
  for (const desk of world.desks) {
    const shape = desk.puller.shapes.get('sync_outcomes');
    if (shape) shape.frontier = Number.MAX_SAFE_INTEGER;
  }
}
