import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { engine } from '@tillhouse/desktop/host/database/engine.ts';
import { ownerRuns } from '../launcher/lock.mjs';
import { nodeVersion } from '../launcher/paths.mjs';
import { postgresBinaries } from '../parts/postgres-binaries.ts';
import type { HouseFiles } from './house-files.ts';

export interface Finding {
  readonly state: 'ok' | 'note' | 'bad';
  readonly what: string;
  /** The next step; empty when nothing is to do */
  readonly next: string;
}

const ok = (what: string): Finding => ({ state: 'ok', what, next: '' });
const note = (what: string, next = ''): Finding => ({ state: 'note', what, next });
const bad = (what: string, next: string): Finding => ({ state: 'bad', what, next });

export function nodeFinding(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24)
    return bad(
      `Node ${process.versions.node} runs this`,
      'Run it through npm (npm run tillhouse -- doctor): that uses Node 24 of this clone.',
    );
  return process.versions.node === nodeVersion
    ? ok(`Node ${nodeVersion}`)
    : note(`Node ${process.versions.node}, tested with ${nodeVersion}`);
}

export async function nativeFindings(): Promise<Finding[]> {
  const again = 'Run npm start: it installs again what does not load.';
  const proofs: [string, () => Promise<unknown>][] = [
    ['SQLite (better-sqlite3)', async () => new (await import('better-sqlite3')).default(':memory:').close()],
    [
      'Argon2 (@node-rs/argon2)',
      async () => (await import('@node-rs/argon2')).hash('x', { memoryCost: 64, timeCost: 1 }),
    ],
    [
      'Postgres programs',
      async () =>
        existsSync((await postgresBinaries()).postgres) || Promise.reject(new Error('the program is missing')),
    ],
    ['bundler (esbuild)', async () => (await import('esbuild')).transform('1')],
  ];
  const findings: Finding[] = [];
  for (const [name, prove] of proofs) {
    findings.push(
      await prove().then(
        () => ok(`${name} loads`),
        (error: Error) => bad(`${name} does not load: ${error.message.split('\n')[0]}`, again),
      ),
    );
  }
  findings.push(
    engine.why === null
      ? ok(`files of desks are encrypted as a whole (${engine.name})`)
      : note(
          `files of desks are not encrypted as a whole, what is personal in them is sealed all the same (${engine.why})`,
          'Run npm ci, optional packages too; the next start of a desk encrypts its file.',
        ),
  );
  return findings;
}

export function folderFindings({ dataDir }: HouseFiles): Finding[] {
  if (!existsSync(dataDir))
    return [note(`There is no data folder ${dataDir} yet`, 'npm start makes it and fills it with the demo shop.')];
  const findings: Finding[] = [];
  if (!existsSync(join(dataDir, '.tillhouse-data')))
    findings.push(bad(`${dataDir} is not a folder of Tillhouse`, 'Give the right one with --data.'));
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    findings.push(ok(`${dataDir} may be read and written`));
  } catch {
    findings.push(bad(`${dataDir} may not be written by this user`, `Make it yours: chown -R "$USER" ${dataDir}`));
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = Math.floor((bavail * bsize) / 1024 ** 2);
  if (free < 200)
    findings.push(
      bad(
        `${free} MB are free on the disk of the data`,
        'Sales cannot be kept on a full disk: make room before selling on.',
      ),
    );
  else if (free < 2_000)
    findings.push(
      note(`${free} MB are free on the disk of the data`, 'Make room soon: below 200 MB nothing can be kept safely.'),
    );
  else findings.push(ok(`${free} MB are free on the disk of the data`));
  return findings;
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Whether a house runs over the folder, and what a killed one left behind. */
export function houseFindings(house: HouseFiles): { findings: Finding[]; runs: boolean } {
  const lock = join(house.dataDir, 'house.lock');
  const text = existsSync(lock) ? readFileSync(lock, 'utf8') : null;
  const runs = text !== null && ownerRuns(text);
  const findings: Finding[] = [];
  if (text === null) findings.push(note('No house runs over this folder', 'npm start starts it.'));
  else if (runs) findings.push(ok('The house runs'));
  else
    findings.push(
      note('The lock of a house that is gone lies in the folder', 'Nothing to do: the next npm start takes it over.'),
    );
  const { postgresPid: pid } = house;
  if (pid !== null && !alive(pid))
    findings.push(note('Postgres was cut off last time', 'Nothing to do: it recovers its data at the next start.'));
  if (pid !== null && alive(pid) && !runs)
    findings.push(
      bad(
        `A Postgres (process ${pid}) still runs over the folder without its house`,
        'npm start ends it and starts anew; nothing is lost.',
      ),
    );
  return { findings, runs };
}

function free(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => done(true)));
  });
}

export async function portFindings(runs: boolean, first = 4640, count = 3): Promise<Finding[]> {
  if (runs) return [];
  const taken: number[] = [];
  for (let port = first; port < first + count; port += 1) if (!(await free(port))) taken.push(port);
  if (taken.length === 0) return [ok(`ports ${first} to ${first + count - 1} are free`)];
  return [
    note(
      `port ${taken.join(', ')} is in use by something else`,
      'Nothing to do: npm start takes the next free ones and says which. Or: npm start -- --port N',
    ),
  ];
}
