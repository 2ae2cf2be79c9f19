import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whereStands } from '../launcher/house/lock-data.ts';
import { own } from '../launcher/paths.mjs';

/** Where `npm start` keeps its data unless told otherwise. */
export const defaultData = join(own, 'data');

/** The cloud of a house that was started without `--port`, where its port was free. */
export const defaultCloud = 'http://127.0.0.1:4640';

export interface HouseFiles {
  readonly dataDir: string;
  readonly deskFile: string;
  /** Of the house that runs over the folder; null when none does. */
  readonly cloudUrl: string | null;
  readonly postgresDir: string;
  /** The port that Postgres says it listens on; null when it does not run. */
  readonly postgresPort: number | null;
  readonly postgresPid: number | null;
  /** As administrator; null when it does not run. */
  readonly databaseUrl: string | null;
}

/** Reads where the parts of a house are, from its data folder. */
export function houseFiles(dataDir: string): HouseFiles {
  const postgresDir = join(dataDir, 'postgres');
  const pidFile = join(postgresDir, 'postmaster.pid');
  const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
  const port = Number(lines[3]) || null;
  const passwordFile = `${postgresDir}.password`;
  const password = existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : '';
  return {
    dataDir,
    deskFile: join(dataDir, 'desk', 'desk.sqlite'),
    cloudUrl: whereStands(dataDir)?.cloud ?? null,
    postgresDir,
    postgresPort: port,
    postgresPid: Number(lines[0]) || null,
    databaseUrl: port === null ? null : `postgres://postgres:${password}@127.0.0.1:${port}/tillhouse`,
  };
}
