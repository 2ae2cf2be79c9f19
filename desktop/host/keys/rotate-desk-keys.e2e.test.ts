import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileKeyStore } from '../session/key-store.ts';
import { bootDesk, seededFolder } from '../testing/test-desk.ts';
import { rotateDeskKeys } from './rotate-desk-keys.ts';
import { openBeside, openSealedReader } from './sealed-reader.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let file: string;
const elsewhere = mkdtempSync(join(tmpdir(), 'copy-'));
beforeEach(async () => {
  folder = await seededFolder();
  file = join(folder.dataDir, 'desk.sqlite');
  await (await bootDesk(folder.dataDir)).host.close();
});
afterEach(() => folder.remove());

const key = () => readFileSync(join(folder.dataDir, 'data.key'), 'utf8');
const rotate = () => rotateDeskKeys(file, fileKeyStore(join(folder.dataDir, 'data.key')), () => {}, Date.now());
const names = (of: string) => {
  const reader = openSealedReader(of, () => {});
  const rows = reader.all<{ name: string }>('SELECT name FROM staff ORDER BY id').map(({ name }) => name);
  reader.close();
  return rows;
};
const keysInUse = () => {
  const db = openBeside(file, { readonly: true });
  const rows = db.prepare('SELECT substr(name, 1, 12) AS mark FROM staff GROUP BY 1').all();
  const kept = db.prepare('SELECT id FROM desk_keys').all() as { id: string }[];
  db.close();
  return { rows: rows.length, kept: kept.map(({ id }) => id) };
};

test('old rows are read after a rotation, and the old keys open nothing that is here now', async () => {
  const before = names(file);
  const old = { key: key(), inFile: keysInUse().kept[0] };
  copyFileSync(file, join(elsewhere, 'desk.sqlite'));
  copyFileSync(join(folder.dataDir, 'data.key'), join(elsewhere, 'data.key'));
  const done = await rotate();
  expect(done.rows).toBeGreaterThan(2);
  expect(names(file)).toEqual(before);
  expect(key()).not.toBe(old.key);
  expect(keysInUse()).toEqual({ rows: 1, kept: [done.key] });
  expect(done.key).not.toBe(old.inFile);
  // The copy from before opens with the key from before alone.
  expect(names(join(elsewhere, 'desk.sqlite'))).toEqual(before);
  copyFileSync(join(folder.dataDir, 'data.key'), join(elsewhere, 'data.key'));
  expect(() => names(join(elsewhere, 'desk.sqlite'))).toThrow('does not open');
  copyFileSync(file, join(elsewhere, 'desk.sqlite'));
  expect(names(join(elsewhere, 'desk.sqlite'))).toEqual(before);
});

test.each(['staff', 'orders', 'desk_baskets'])(
  'killed at %s it goes on, by the command or by the next start',
  async (at) => {
    const before = names(file);
    const script = join(import.meta.dirname, '../testing/rotate-until-killed.ts');
    for (const goOn of ['command', 'start'] as const) {
      const child = spawn(process.execPath, [script, folder.dataDir, at], { stdio: 'inherit' });
      await once(child, 'exit');
      expect(names(file)).toEqual(before);
      if (goOn === 'start') await (await bootDesk(folder.dataDir)).host.close();
      expect(names(file)).toEqual(before);
      await rotate();
      expect(key().trim().split(' ')).toHaveLength(2);
      expect(keysInUse()).toMatchObject({ rows: 1, kept: [expect.any(String)] });
    }
    expect(names(file)).toEqual(before);
  },
);

test('a desk that runs is left alone', async () => {
  const { host } = await bootDesk(folder.dataDir);
  const before = key();
  await expect(rotate()).rejects.toMatchObject({ code: 'desk.in-use' });
  expect(key()).toBe(before);
  await host.close();
  rmSync(elsewhere, { recursive: true, force: true });
});
