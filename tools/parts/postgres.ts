import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './ports.ts';
import { type PostgresAccount, postgresAccount } from './postgres-account.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { clearStalePostgres, endPostgres } from './postgres-stale.ts';

const run = promisify(execFile);

export type PostgresOptions = {
  /** The cluster's directory; its parent also gets the log and the password file. Any characters, spaces too. */
  dataDir: string;
  /** Loopback port; any free one when left out. */
  port?: number;
  /** Gives durability away for speed: for tests only. */
  fast?: boolean;
  /** Told in words when something a start before left behind had to be cleared. */
  onNotice?: (text: string) => void;
};

export type RunningPostgres = {
  port: number;
  pid: number;
  /** Connection address of a database as the superuser `postgres`, on 127.0.0.1. */
  url(database?: string): string;
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<void>;
  /** Cuts connections, writes everything out and waits for the end. Safe to call twice. */
  stop(): Promise<void>;
  logFile: string;
};

/** A sixteenth of the machine's memory, from 128 MB to 1 GB: what a shop's rows and their indexes need as they grow. */
const bufferMb = (): number => Math.min(1_024, Math.max(128, Math.floor(totalmem() / 2 ** 24)));

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  max_wal_senders: '24',
  max_replication_slots: '24',
  max_connections: '200',
  shared_buffers: `${bufferMb()}MB`,
  // A desk that never comes back must not fill the disk with write-ahead log.
  max_slot_wal_keep_size: '2GB',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

const fastSettings: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '64MB',
};

// The shell becomes Postgres; the one it leaves behind waits for this process to go (its pipe closes, even on kill -9)
// and then ends Postgres in order, so that nothing keeps running without its owner.
const watched = 'exec 3<&0 </dev/null; ( ( cat <&3 >/dev/null; kill -INT $$ 2>/dev/null ) & ) ; exec 3<&-; exec "$@"';

/**
 * Starts a Postgres cluster of the embedded package on 127.0.0.1, making it first when the directory is empty.
 * Recovers from a start that was killed. The server stops when this process ends, however it ends.
 * @throws with the last lines of the log when Postgres does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const logFile = join(dirname(dataDir), `${basename(dataDir)}.log`);
  mkdirSync(dirname(dataDir), { recursive: true });
  const binaries = await postgresBinaries();
  const account = postgresAccount([dirname(binaries.postgres), dirname(dataDir)]);
  const password = passwordOf(dataDir);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(dataDir, binaries, account, password);

  const cleared = await clearStalePostgres(dataDir);
  if (cleared === 'left-over process')
    options.onNotice?.('A Postgres of a start that was cut off still ran; stopped it.');
  if (cleared === 'left-over file') options.onNotice?.('Postgres was cut off last time; it recovers its data now.');

  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const started = await spawnAndWait({ dataDir, logFile, port, password, binaries, account, fast: options.fast });
    if (started !== 'retry') return started;
    // The last processes of a killed server hold its shared memory for a moment longer.
    if (attempt >= 20)
      throw new Error(`Postgres does not start. Its log ends:\n${tail(logFile)}\nWhole log: ${logFile}`);
    await sleep(500);
  }
}

type Start = {
  dataDir: string;
  logFile: string;
  port: number;
  password: string;
  binaries: PostgresBinaries;
  account: PostgresAccount;
  fast: boolean | undefined;
};

async function spawnAndWait(start: Start): Promise<RunningPostgres | 'retry'> {
  const chosen = { ...settings, ...(start.fast ? fastSettings : {}) };
  const args = ['-D', start.dataDir, '-p', String(start.port)];
  for (const [name, value] of Object.entries(chosen)) args.push('-c', `${name}=${value}`);
  const child = launch(start, args);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = (database = 'postgres'): string =>
    `postgres://postgres:${start.password}@127.0.0.1:${start.port}/${encodeURIComponent(database)}`;

  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  for (let waited = 0; waited < 60_000; waited += 25) {
    if (gone) return 'retry';
    if (await answers(url())) break;
    await sleep(25);
  }
  const pid = child.pid;
  if (pid === undefined || gone) return 'retry';
  return {
    port: start.port,
    pid,
    url,
    ended,
    logFile: start.logFile,
    stop: async () => {
      if (!gone) await stopServer(start, pid);
      await ended;
      child.stdin?.destroy();
    },
  };
}

function launch(start: Start, args: string[]): ChildProcess {
  const log = openSync(start.logFile, 'a', 0o600);
  const env = { ...process.env, LC_MESSAGES: 'C' };
  if (process.platform === 'win32') {
    return spawn(start.binaries.postgres, args, { stdio: ['ignore', log, log], env, windowsHide: true });
  }
  const {
    program,
    args: all,
    uid,
    gid,
  } = start.account.command('/bin/sh', ['-c', watched, 'sh', start.binaries.postgres, ...args]);
  const child = spawn(program, all, {
    stdio: ['pipe', log, log],
    env,
    // Its own group: Ctrl-C in the terminal reaches this process alone, which stops Postgres last.
    detached: true,
    ...(uid === undefined ? {} : { uid, gid }),
  });
  child.unref();
  return child;
}

async function stopServer(start: Start, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await run(start.binaries.pg_ctl, ['stop', '-D', start.dataDir, '-m', 'fast', '-w']);
  } else {
    await endPostgres(pid);
  }
}

async function initialise(
  dataDir: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  password: string,
): Promise<void> {
  // Made beside and renamed, so that an interrupted start leaves no half cluster behind.
  const fresh = `${dataDir}.new-${process.pid}`;
  const secret = `${fresh}.pw`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  account.own(fresh);
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  account.own(secret);
  const args = [
    `--pgdata=${fresh}`,
    '--username=postgres',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ];
  // The built-in locale sorts by code point on every system, so no upgrade of the system's library breaks an index.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync');
  const command = account.command(binaries.initdb, args);
  try {
    await run(command.program, command.args, {
      cwd: dirname(dataDir),
      ...(command.uid === undefined ? {} : { uid: command.uid, gid: command.gid }),
    });
    renameSync(fresh, dataDir);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`Postgres could not make its data directory ${dataDir}: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(secret, { force: true });
  }
}

/** The superuser's password, made once; other users of this machine must not get in through the loopback port. */
function passwordOf(dataDir: string): string {
  const file = `${dataDir}.password`;
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n') : '(no log)';
}
