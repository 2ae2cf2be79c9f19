import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** One house over one folder. A lock whose owner is dead, as after kill -9, is taken over. */
export function lockData(dataDir: string): { stands(where: Standing): void; release(): void } {
  const lock = join(dataDir, 'house.lock');
  const file = join(dataDir, 'house.json');
  if (!tryLock(lock)) {
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
