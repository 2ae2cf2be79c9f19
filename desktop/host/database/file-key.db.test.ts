import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { canariesIn, canary } from '../testing/canaries.ts';
import { openBeside } from '../keys/sealed-reader.ts';
import { rotateDeskKeys } from '../keys/rotate-desk-keys.ts';
import { fileKeyStore } from '../session/key-store.ts';
import { bootDesk, seededFolder } from '../testing/test-desk.ts';
import { engine, isPlainFile, Sqlite } from './engine.ts';
import { openDesk, openSealedDesk } from './open-desk.ts';

/** Of a product: no person, so that no column seals it. */
const goods = canary('goods');
let folder: Awaited<ReturnType<typeof seededFolder>>;
let file: string;
const store = () => fileKeyStore(join(folder.dataDir, 'data.key'));
const titles = () => {
  const db = openBeside(file, { readonly: true });
  const found = db.prepare('SELECT count(*) FROM products WHERE title = ?').pluck().get(goods);
  db.close();
  return found;
};

/** A desk's file as it was before any was encrypted as a whole. */
beforeEach(async () => {
  folder = await seededFolder();
  file = join(folder.dataDir, 'desk.sqlite');
  const desk = openDesk(file, () => {});
  await desk.transaction('foreground', async (connection) => {
    connection.runNow('UPDATE products SET title = ?', [goods]);
  });
  await desk.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

test('what encrypts whole files is installed here, from the registry alone', () => {
  expect(engine).toMatchObject({ name: 'better-sqlite3-multiple-ciphers', why: null });
});

test('a file from before is encrypted at the next start: nothing of it shows in file, log, or a copy, and all is there', async () => {
  expect(canariesIn(folder.dataDir, [goods])).toEqual([`${file}: ${goods}`]);
  // What a stop in the middle of it left behind.
  writeFileSync(`${file}.encrypting`, goods);
  const { host, bridge } = await bootDesk(folder.dataDir);
  const { text } = await bridge.call('diagnostics.copy', {});
  expect(text).toContain('the file is encrypted as a whole (better-sqlite3-multiple-ciphers)');
  // Written while it runs: the log holds it beside the file.
  const writer = openBeside(file);
  writer.prepare("INSERT INTO desk_state (name, value) VALUES ('canary', ?)").run(goods);
  writer.prepare('VACUUM INTO ?').run(join(folder.dataDir, 'backup.sqlite'));
  writer.close();
  expect(existsSync(`${file}-wal`)).toBe(true);
  expect(canariesIn(folder.dataDir, [goods])).toEqual([]);
  // The threads beside the host open it too.
  expect(await bridge.query('credit.index', { view: 'all', offset: 0, limit: 5 })).toMatchObject({ rows: [] });
  await host.close();
  expect(canariesIn(folder.dataDir, [goods])).toEqual([]);
  expect(existsSync(`${file}.encrypting`)).toBe(false);
  expect(titles()).toBe(5);
});

test('while another reads the file it stays as it is, and a rotation keeps the key that it still needs', async () => {
  const beside = new Sqlite(file, { readonly: true });
  beside.prepare('SELECT count(*) FROM products').get();
  const said: string[] = [];
  const open = async () => (await openSealedDesk(file, store(), (line) => said.push(line))).close();
  await open();
  expect(isPlainFile(file)).toBe(true);
  expect(said.join()).toContain('encrypted as a whole at the next start');
  beside.close();
  await open();
  expect(isPlainFile(file)).toBe(false);

  const again = openBeside(file, { readonly: true });
  again.prepare('SELECT count(*) FROM products').get();
  const rotate = () => rotateDeskKeys(file, store(), () => {}, Date.now());
  await expect(rotate()).rejects.toMatchObject({ code: 'desk.key-still-needed' });
  again.close();
  expect(titles()).toBe(5);
  const [, newest] = (await store().read())?.split(' ') ?? [];
  await rotate();
  expect(await store().read()).toBe(`1 ${newest}`);
  expect(titles()).toBe(5);
});

test('where the package is not installed a desk says so and goes on; a file that needs it is left alone', async () => {
  vi.stubEnv('TILLHOUSE_FILE_CIPHER', 'off');
  vi.resetModules();
  const without = await import('./open-desk.ts');
  const { atRest } = await import('../diagnostics.ts');
  const desk = await without.openSealedDesk(file, store(), () => {});
  expect(atRest({ desk })).toBe(
    'At rest: what is personal is sealed, the rest of the file is not encrypted (better-sqlite3-multiple-ciphers: TILLHOUSE_FILE_CIPHER=off)',
  );
  await desk.close();
  expect(canariesIn(folder.dataDir, [goods])).toEqual([`${file}: ${goods}`]);

  await (await openSealedDesk(file, store(), () => {})).close();
  const before = readFileSync(file);
  await expect(without.openSealedDesk(file, store(), () => {})).rejects.toMatchObject({ code: 'desk.cipher-missing' });
  expect(readFileSync(file)).toEqual(before);
});
