import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hash } from '@node-rs/argon2';
import { openDesk } from '@tillhouse/desktop/host/database/open-desk.ts';
import { seedDesk } from '@tillhouse/desktop/host/testing/seed-desk.ts';
import { seedCode, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageApp } from './package.ts';

const require = createRequire(import.meta.url);
const { extractAll, listPackage } = require('@electron/asar') as {
  extractAll: (archive: string, folder: string) => void;
  listPackage: (archive: string, options: { isPack: boolean }) => string[];
};
const linux = process.platform === 'linux';
const title = (what: string) => (linux ? what : `${what} (left out: packaged here for Linux alone)`);

let folder = '';
let archive = '';
beforeAll(async () => {
  if (!linux) return;
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-packaged-'));
  const [electron, output] = [join(folder, 'electron'), join(folder, 'output')];
  layElectron(electron);
  await packageApp({ app: join(folder, 'app'), output, unpacked: true, electron });
  archive = join(output, 'linux-unpacked/resources/app.asar');
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Electron's folder with all that electron-builder looks for, and no Electron: its binary is not in the registry. */
function layElectron(to: string): void {
  mkdirSync(join(to, 'resources'), { recursive: true });
  mkdirSync(join(to, 'locales'));
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(to, file), '');
  writeFileSync(join(to, 'version'), '45.4.1');
  const fuses = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9])]);
  writeFileSync(join(to, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\n'), fuses, Buffer.from('101101011')]));
  chmodSync(join(to, 'electron'), 0o755);
}

test.runIf(linux)(title('what is packaged has every program of the desk, its screens and its migrations'), () => {
  const files = listPackage(archive, { isPack: false });
  const programs = [
    'main.mjs',
    'preload.cjs',
    'host.mjs',
    'report-worker.mjs',
    'wal-worker.mjs',
    'renderer/index.html',
  ];
  expect(files).toEqual(expect.arrayContaining(programs.map((file) => `/${file}`)));
  expect(files.filter((file) => /^\/migrations\/(desk|sync)\/.*\.sql$/.test(file)).length).toBeGreaterThan(10);
  // Native code is loaded from the disk, not from the archive.
  expect(existsSync(join(`${archive}.unpacked`, 'node_modules/better-sqlite3/prebuilds/linux-x64.node'))).toBe(true);
  expect(files.filter((file) => /\.(ts|tsx|[ch]pp|test\.\w+)$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
});

test.runIf(linux)(
  title('the packaged host sells by itself: nothing outside of what was packaged is there to help it'),
  async () => {
    const app = join(folder, 'unpacked');
    extractAll(archive, app);
    const dataDir = join(folder, 'desk');
    mkdirSync(dataDir);
    const desk = openDesk(join(dataDir, 'desk.sqlite'), () => {});
    await seedDesk(desk, { products: 40, pinHash: await hash('260418', { memoryCost: 8_192, timeCost: 2 }) });
    await desk.close();
    const driver = join(folder, 'drive-host.mjs');
    cpSync(join(import.meta.dirname, 'testing/drive-host.mjs'), driver);
    const steps = [
      ['call', 'session.signInWithPin', { staffId: seedIds.owner, pin: '260418' }],
      ['call', 'basket.scan', { code: seedCode(3) }],
      ['call', 'basket.payCash', { basketId: '$basket.id', due: '$basket.cashTotal', given: '$basket.cashTotal' }],
      ['query', 'dashboard.sales', {}],
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [driver, app, dataDir, JSON.stringify(steps)], {
      // No path of this repository, and nothing that the tests set.
      env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      cwd: folder,
      timeout: 60_000,
    });
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    const answers = lines.map((line) => JSON.parse(line) as { name: string; ok: boolean; problem?: unknown });
    expect(answers.map(({ name, ok, problem }) => ({ name, ok, problem }))).toEqual(
      [...steps.map(([, name]) => name), 'canvas'].map((name) => ({ name, ok: true, problem: undefined })),
    );
    // The engine that encrypts the file as a whole came along: what was laid plainly can be read by nobody else any more.
    expect(readFileSync(join(dataDir, 'desk.sqlite')).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  },
);
