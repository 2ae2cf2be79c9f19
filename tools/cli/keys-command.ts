import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { isPlainFile } from '@tillhouse/desktop/host/database/engine.ts';
import { lockDesk } from '@tillhouse/desktop/host/database/file-lock.ts';
import { custodyKeys } from '@tillhouse/desktop/host/keys/custody.ts';
import { openBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import { rotateDeskKeys } from '@tillhouse/desktop/host/keys/rotate-desk-keys.ts';
import { fileKeyStore } from '@tillhouse/desktop/host/session/key-store.ts';
import { cloudDatabase, cloudKeyStatus, rotateCloud } from './cloud-keys.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { fail } from './talk.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function keyOf(file: string): Promise<string> {
  const kept = await fileKeyStore(join(dirname(file), 'data.key')).read();
  if (kept === null)
    throw new Plain(
      `There is no data.key beside ${file}. Nothing was changed. In Electron it lies in the system’s key store, which only the program itself reaches.`,
    );
  return kept;
}

/** Lines about the keys of a desk's file; nothing of a key itself. */
export async function deskKeyStatus(file: string): Promise<string[]> {
  if (!existsSync(file)) return [`desk: there is no file at ${file}`];
  const db = openBeside(file, { readonly: true, fileMustExist: true });
  try {
    const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'desk_keys'").get() !== undefined;
    const keys = has ? (db.prepare('SELECT * FROM desk_keys ORDER BY made_at').all() as KeyRow[]) : [];
    const left = has ? db.prepare('SELECT 1 FROM desk_sealing LIMIT 1').get() !== undefined : false;
    if (keys.length === 0) return [`desk: nothing in ${file} is sealed yet; the next start of its host does it`];
    const custody = custodyKeys(await keyOf(file), file);
    return [
      `desk: ${file}, ${isPlainFile(file) ? 'not encrypted as a whole' : 'encrypted as a whole'}`,
      `  key store: ${custody.map(({ id }) => id).join(', ')}${custody.length > 1 ? ' (a rotation was stopped: run it again)' : ''}`,
      ...keys.map(
        ({ id, made_at: at, retired_at: retired }) =>
          `  key ${id}, made ${new Date(at).toISOString()}, ${retired === null ? 'seals' : 'only opens'}`,
      ),
      ...(left ? ['  sealing was stopped in the middle; the next start goes on'] : []),
    ];
  } finally {
    db.close();
  }
}

interface KeyRow {
  readonly id: string;
  readonly made_at: number;
  readonly retired_at: number | null;
}

/** Lays a desk's folder aside by renaming what is in it: nothing is opened, removed or written over. @returns where to */
export function setAside(file: string, now: Date): string {
  if (!existsSync(file)) throw new Plain(`There is no desk file at ${file}. Nothing was changed.`);
  const { release } = lockDesk(file);
  try {
    const folder = dirname(file);
    const aside = join(folder, `set-aside-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
    mkdirSync(aside, { mode: 0o700 });
    for (const name of readdirSync(folder)) {
      if (/^(desk\.sqlite(-wal|-shm)?|data\.key|device\.key)$/.test(name))
        renameSync(join(folder, name), join(aside, name));
    }
    return aside;
  } finally {
    release();
  }
}

interface Flags {
  readonly data: string;
  readonly database?: string;
  readonly desk?: true;
  readonly kek?: true;
  readonly tenant?: string;
}

export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('the keys that seal what is personal: how they stand, and new ones');
  const withData = (command: Command) =>
    command
      .option('--data <dir>', 'data folder of the house', defaultData)
      .option(
        '--database <url>',
        "the cloud's database as administrator, instead of a house’s (or TILLHOUSE_DATABASE)",
      );
  const run = (work: (flags: Flags) => Promise<void>) => (flags: Flags) => work(flags).catch(fail);

  withData(keys.command('status').description('which keys are in use, and since when')).action(
    run(async (flags) => {
      for (const line of await deskKeyStatus(houseFiles(flags.data).deskFile)) say(line);
      if (cloudDatabase(flags)) for (const line of await cloudKeyStatus(flags)) say(line);
      else say('cloud: no database runs over this folder; give another with --database');
    }),
  );
  withData(
    keys
      .command('rotate')
      .description(
        'makes a new key, seals or wraps everything with it, and ends the old one; stopped anywhere, run it again',
      ),
  )
    .option('--desk', 'of the desk’s file; its host must not run')
    .option('--kek', 'of the key service (KMS, KEY_DIR as the cloud has them)')
    .option('--tenant <id>', 'of one tenant; `platform` for the platform’s own, `all` for every one')
    .action(
      run(async (flags) => {
        if ([flags.desk, flags.kek, flags.tenant].filter(Boolean).length !== 1)
          throw new Plain('Say which key: --desk, --kek or --tenant ID. Nothing was changed.');
        if (flags.desk) await rotateDesk(houseFiles(flags.data).deskFile);
        else await rotateCloud(flags);
      }),
    );
  withData(
    keys
      .command('set-aside')
      .description('for a desk whose key is lost: lays its file aside, so that it can be enrolled anew'),
  ).action(
    run(async ({ data }) => {
      const aside = setAside(houseFiles(data).deskFile, new Date());
      say(
        `The desk’s file lies in ${aside} now, whole. What was sent is in the cloud. Start the desk and enrol it again.`,
      );
    }),
  );
}

async function rotateDesk(file: string): Promise<void> {
  await keyOf(file);
  const store = fileKeyStore(join(dirname(file), 'data.key'));
  const done = await rotateDeskKeys(file, store, (table, rows) => say(`  ${table}: ${rows} rows`), Date.now());
  say(`${done.rows} rows are sealed with key ${done.key}; the key store holds ${done.custody}. The old keys are gone.`);
}
