import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import { readPidFile } from './postgres-stale.ts';
import { isAlive } from './processes.ts';

const folders: string[] = [];
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'till house ü '));
  folders.push(dir);
  return dir;
}
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return String(Object.values((await client.query(sql)).rows[0])[0]);
  } finally {
    await client.end();
  }
}

test('starts over a path with spaces and other letters, keeps its data, and listens on loopback for logical replication', async () => {
  const dataDir = join(folder(), 'pg data');
  const first = await startPostgres({ dataDir, fast: true });
  await query(first.url(), `create table kept as select 7 as n`).catch(() => {});
  expect(await query(first.url(), 'show wal_level')).toBe('logical');
  expect(await query(first.url(), 'show listen_addresses')).toBe('127.0.0.1');
  expect(Number(await query(first.url(), 'show max_replication_slots'))).toBeGreaterThanOrEqual(20);
  await first.stop();
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await startPostgres({ dataDir, fast: true });
  try {
    expect(await query(second.url(), 'select n from kept')).toBe('7');
  } finally {
    await second.stop();
  }
});

test('takes over when the server before was killed, and when its process id now belongs to somebody else', async () => {
  const dataDir = join(folder(), 'pg');
  const first = await startPostgres({ dataDir, fast: true });
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const stale = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  writeFileSync(join(dataDir, 'postmaster.pid'), [String(process.pid), ...stale.slice(1)].join('\n'));

  const notices: string[] = [];
  const second = await startPostgres({ dataDir, fast: true, onNotice: (text) => notices.push(text) });
  expect(await query(second.url(), 'select 1')).toBe('1');
  expect(notices.join()).toContain('cut off');

  // Started again while it runs: the running one is found by its own file, stopped and replaced.
  const third = await startPostgres({ dataDir, fast: true, onNotice: (text) => notices.push(text) });
  expect(isAlive(second.pid)).toBe(false);
  expect(notices.at(-1)).toContain('still ran');
  await third.stop();
});

test('does not outlive an owner that was killed', async () => {
  const dataDir = join(folder(), 'pg');
  const script = `import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, fast: true }); console.log('up'); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  const pid = readPidFile(dataDir)?.pid as number;
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  for (let waited = 0; waited < 45_000 && isAlive(pid); waited += 50) await sleep(50);
  expect(isAlive(pid)).toBe(false);
});

test.runIf(process.getuid?.() === 0)('root runs it from a directory that only root may enter', async () => {
  const closed = folder();
  spawnSync('chmod', ['700', closed]);
  const server = await startPostgres({ dataDir: join(closed, 'pg'), fast: true });
  try {
    expect(await query(server.url(), 'select 1')).toBe('1');
  } finally {
    await server.stop();
  }
});
