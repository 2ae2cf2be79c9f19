import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tryLock, unlock, withLock } from './lock.mjs';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse lock '));
  file = join(folder, 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const module = JSON.stringify(new URL('./lock.mjs', import.meta.url).href);

test('one owner at a time, free again afterwards', () => {
  expect(tryLock(file)).toBe(true);
  expect(tryLock(file)).toBe(false);
  unlock(file);
  expect(tryLock(file)).toBe(true);
});

test('the lock of an owner that was killed is taken over; so is one that was never written whole', async () => {
  const script = `import { tryLock } from ${module}; console.log(tryLock(${JSON.stringify(file)})); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  expect(tryLock(file)).toBe(false);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(tryLock(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);

  writeFileSync(file, '');
  expect(tryLock(file)).toBe(true);
});

test.runIf(process.platform === 'linux')('an owner that was killed and not yet asked after is dead', async () => {
  // A shell that became a sleep never asks after its child.
  const child = `const { tryLock } = await import(${module}); tryLock(${JSON.stringify(file)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const parent = spawn('sh', [
    '-c',
    '"$0" --input-type=module -e "$1" & echo $!; exec sleep 60',
    process.execPath,
    child,
  ]);
  let said = '';
  parent.stdout.on('data', (chunk) => (said += chunk));
  await vi.waitFor(() => expect(said).toContain('locked'), { timeout: 10_000 });
  expect(tryLock(file)).toBe(false);
  process.kill(Number(/^\d+$/m.exec(said)?.[0]), 'SIGKILL');
  await vi.waitFor(() => expect(tryLock(file)).toBe(true), { timeout: 10_000 });
  parent.kill('SIGKILL');
});

test.runIf(process.platform === 'linux')('a process that was given the id of a dead owner is not the owner', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, born: '1' }));
  expect(tryLock(file)).toBe(true);
});

test('many at once over the lock of a dead owner: never two inside', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(file, JSON.stringify({ pid: dead, born: '' }));
  const inside = join(folder, 'inside');
  const script = `import { withLock } from ${module};
    import { mkdirSync, rmdirSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    await withLock(${JSON.stringify(file)}, () => {}, async () => {
      mkdirSync(${JSON.stringify(inside)}); await sleep(30); rmdirSync(${JSON.stringify(inside)});
    });`;
  const all = spawnSync('sh', [
    '-c',
    'for i in 1 2 3 4 5; do "$0" --input-type=module -e "$1" & p="$p $!"; done; for each in $p; do wait $each || exit 1; done',
    process.execPath,
    script,
  ]);
  expect(all.stderr.toString()).toBe('');
  expect(all.status).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('the work is done alone, and a failure frees the lock', async () => {
  await expect(
    withLock(
      file,
      () => {},
      async () => Promise.reject(new Error('no disk')),
    ),
  ).rejects.toThrow('no disk');
  expect(existsSync(file)).toBe(false);
});
