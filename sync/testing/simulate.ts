import type { LiveDesk } from './live-desk.ts';
import { begin } from './deeds.ts';
import type { Deed, Plan } from './plan.ts';
import { checkShown } from './shown-checks.ts';
import { checkQuiet, isQuiet } from './sim-checks.ts';
import { calm } from './sim-line.ts';
import { closeWorld, openWorld, type World } from './world.ts';

/** How long after the last deed, in virtual time, everything must have come to rest; it takes two minutes at most. */
const REST_MS = 10 * 60_000;
/** More than the minute after which a quiet desk asks the cloud again. */
const PROBED_MS = 75_000;

export interface Ran {
  /** What broke, in words; null: nothing did */
  readonly broke: string | null;
  readonly trace: readonly string[];
  readonly error?: unknown;
}

/** Runs a plan to its quiet end, with every check after every step. The same plan gives the same trace. */
export async function simulate(plan: Plan): Promise<Ran> {
  const trace: string[] = [];
  const world = await openWorld(plan, trace);
  try {
    for (const desk of world.desks) void desk.start();
    const start = world.time.now;
    for (const deed of plan.deeds) world.time.after(deed.at, () => begin(world, deed));
    const last = plan.deeds.at(-1)?.at ?? 0;
    await until(world, () => world.time.now > start + last, Number.POSITIVE_INFINITY);
    await comeToRest(world);
    return { broke: null, trace };
  } catch (error) {
    return { broke: (error as Error).message, trace, error };
  } finally {
    await closeWorld(world);
  }
}

async function until(world: World, done: () => boolean, end: number): Promise<boolean> {
  while (!done()) {
    if (world.time.now > end || !(await world.time.step())) return false;
    checkStep(world);
  }
  return true;
}

function checkStep(world: World): void {
  if (world.failures.length > 0) throw world.failures[0];
  for (const desk of world.desks) {
    if (desk.faults.length > 0) throw desk.faults[0];
    if (!desk.dirty || !desk.running) continue;
    desk.dirty = false;
    desk.keepLogShort();
    checkShown(world, desk);
  }
}

/** Every line is whole, nobody does anything, and all that waits has the time it needs. */
async function comeToRest(world: World): Promise<void> {
  world.say('everything is repaired');
  calmDown(world);
  const begun = world.time.now;
  let looked = 0;
  const quiet = (): boolean => {
    if (world.time.now < looked) return false;
    looked = world.time.now + 3_000;
    calmDown(world);
    return isQuiet(world);
  };
  const rested = await until(world, quiet, begun + REST_MS);
  if (!rested) {
    checkQuiet(world);
    throw new Error(`nothing comes to rest: ${world.desks.filter((desk) => !isDone(desk)).map(({ name }) => name)}`);
  }
  checkQuiet(world);
  const after = world.time.now + PROBED_MS;
  await until(world, () => world.time.now > after, Number.POSITIVE_INFINITY);
  checkQuiet(world);
}

const isDone = (desk: LiveDesk): boolean => desk.running;

function calmDown(world: World): void {
  world.cloud.downUntil = 0;
  world.cloud.crashIn = null;
  world.cloud.crashAtCommit = false;
  for (const desk of world.desks) {
    desk.line.weather = calm;
    desk.line.cutUntil = 0;
    desk.power.goesIn = null;
  }
}

/** In a person's words: what was to happen, for a plan small enough to be read. */
export function tellPlan({ seed, desks, troubles, deeds }: Plan): string {
  const lines = deeds.map(
    (deed: Deed) => `  ${(deed.at / 1000).toFixed(3).padStart(9)} s  desk ${deed.desk} ${deed.kind}`,
  );
  return [`seed ${seed}: ${desks} desks, ${troubles.join(', ') || 'no troubles'}`, ...lines].join('\n');
}
