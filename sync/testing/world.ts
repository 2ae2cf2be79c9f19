import { DeskFolder } from './desk-folder.ts';
import { LiveDesk } from './live-desk.ts';
import type { Plan } from './plan.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import { SimCloud } from './sim-cloud.ts';
import { simTables } from './sim-domain.ts';
import type { DeskTable } from '../client/row-sql.ts';
import { VirtualTime } from './virtual-time.ts';

/** A fact that a person was told is done. */
export interface Sold {
  readonly desk: LiveDesk;
  readonly itemId: string;
  readonly units: number;
  /** Of the movement that it made */
  readonly moveId: string;
}

/** Where a table of a desk was when it last was live: what it shows until the next time. */
export interface Seen {
  readonly frontier: number;
  readonly timeline: number;
  /** Of the desk until then */
  readonly crashes: number;
}

/** One run: the shop, its desks, and all that was promised to people. */
export interface World {
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly cloud: SimCloud;
  readonly folder: DeskFolder;
  readonly template: string;
  readonly desks: LiveDesk[];
  readonly itemIds: string[];
  readonly customerIds: string[];
  /** By mutation id */
  readonly sold: Map<string, Sold>;
  readonly seen: Map<LiveDesk, Map<string, Seen>>;
  /** Copies of desk files, to come back later */
  readonly copies: Map<LiveDesk, string[]>;
  backup: { file: Buffer; lsn: number } | null;
  filesRestored: boolean;
  cloudRestored: boolean;
  readonly say: (words: string) => void;
  /** Work begun by a deed that needs the clock to end */
  readonly failures: unknown[];
  /** Nothing begins any more. */
  over: boolean;
}

export async function openWorld(plan: Plan, trace: string[]): Promise<World> {
  const chance = seededChance(plan.seed * 2 + 1);
  const start = 1_700_000_000_000;
  const time = new VirtualTime(start, seededChance(plan.seed * 2 + 2));
  const say = (words: string): void => {
    if (!world.over) trace.push(`${((time.now - start) / 1000).toFixed(3).padStart(10)} s  ${words}`);
  };
  const cloud = new SimCloud({ chance: seededChance(plan.seed * 2 + 3), now: () => time.wall });
  const folder = new DeskFolder();
  const template = await folder.template(simTables as unknown as DeskTable[]);
  const world: World = {
    plan,
    time,
    cloud,
    folder,
    template,
    desks: [],
    itemIds: [],
    customerIds: [],
    sold: new Map(),
    seen: new Map(),
    copies: new Map(),
    backup: null,
    filesRestored: false,
    cloudRestored: false,
    say,
    failures: [],
    over: false,
  };
  for (let at = 0; at < plan.desks; at += 1) addDesk(world, chance, chance.uuid(), folder.copy(template));
  return world;
}

export function addDesk(world: World, chance: Chance, deviceId: string, file: string): LiveDesk {
  const { time, cloud, folder, plan } = world;
  const name = `desk ${world.desks.length}`;
  const say = (words: string): void => world.say(`${name} ${words}`);
  const seed = chance.int(2 ** 31);
  const onFailure = (error: unknown): void => {
    world.failures.push(error);
  };
  const desk = new LiveDesk({ name, deviceId, seed, time, cloud, folder, file, say, onFailure });
  desk.line.weather = plan.weather;
  world.desks.push(desk);
  return desk;
}

export async function closeWorld(world: World): Promise<void> {
  world.over = true;
  for (const desk of world.desks) desk.retire();
  // What they were in the middle of ends by the clock.
  for (let step = 0; step < 500 && (await world.time.step()); step += 1);
  for (const desk of world.desks) await desk.close();
  world.cloud.close();
  world.folder.remove();
}
