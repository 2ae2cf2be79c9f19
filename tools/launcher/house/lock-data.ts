import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ownerRuns, tryLock, unlock } from '../lock.mjs';
import { Plain } from '../progress.mjs';

const standing = z.object({ office: z.string(), cloud: z.string() });
export type Standing = z.infer<typeof standing>;

/** Where the house over a folder stands, while one does; the command line asks too. */
export function whereStands(dataDir: string): Standing | undefined {
  const lock = join(dataDir, 'house.lock');
  const file = join(dataDir, 'house.json');
  if (!existsSync(lock) || !existsSync(file) || !ownerRuns(readFileSync(lock, 'utf8'))) return undefined;
  return standing.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
}

/** A house that was just killed or told to stop is not gone at once: so long a start waits for it. */
const PATIENCE_MS = 3_000;

async function tryLockFor(lock: string, patience: number): Promise<boolean> {
  for (const until = performance.now() + patience; !tryLock(lock); await sleep(100))
    if (performance.now() >= until) return false;
  return true;
}

export interface DataLock {
  stands(where: Standing): void;
  release(): void;
}

/** One house over one folder. A lock whose owner is dead, as after kill -9, is taken over. */
export async function lockData(dataDir: string, patience = PATIENCE_MS): Promise<DataLock> {
  const lock = join(dataDir, 'house.lock');
  const file = join(dataDir, 'house.json');
  if (!(await tryLockFor(lock, patience))) {
    const where = whereStands(dataDir);
    throw new Plain(
      `Tillhouse already runs over ${dataDir}${where ? ` at ${where.office}` : ''}. Stop it there with Ctrl-C, or start another with its own data:\n` +
        '  npm start -- --data OTHER-FOLDER',
    );
  }
  // Of the house before: until this one stands it is nowhere.
  rmSync(file, { force: true });
  return {
    stands: (where) => {
      writeFileSync(`${file}.new`, JSON.stringify(where));
      renameSync(`${file}.new`, file);
    },
    release: () => {
      rmSync(file, { force: true });
      unlock(lock);
    },
  };
}
