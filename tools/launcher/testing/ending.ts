import { setTimeout as sleep } from 'node:timers/promises';
import { killTree, processesIn } from './started-house.ts';

/** Waits up to 20 s until nothing runs out of this folder. @returns the commands of what still does */
export async function allGone(path: string): Promise<string[]> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    if (processesIn(path).length === 0) return [];
    await sleep(100);
  }
  return processesIn(path).map(({ command }) => command);
}

/** Kills whatever still runs out of this folder of a test, and waits until it is gone. */
export async function killAll(path: string): Promise<void> {
  killTree(path);
  await allGone(path);
}
