import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isPlainFile } from '../database/engine.ts';
import { openDesk } from '../database/open-desk.ts';
import { canariesIn, canariesInBytes, canary } from '../testing/canaries.ts';
import { bootDesk, seededFolder } from '../testing/test-desk.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { openBeside, openSealedReader } from './sealed-reader.ts';

// Not encrypted as a whole, so that what its columns hold would show in its bytes.
vi.hoisted(() => vi.stubEnv('TILLHOUSE_FILE_CIPHER', 'off'));

const words = ['name', 'renamed', 'mail', 'phone', 'city', 'note', 'second', 'parked', 'staff', 'old'].map(canary);
let folder: Awaited<ReturnType<typeof seededFolder>>;
let temporary: string;
const child: { running?: ChildProcess } = {};

/** A desk's file as it was before anything was sealed: an owner with a canary for a name, an order for another. */
beforeEach(async () => {
  folder = await seededFolder();
  temporary = mkdtempSync(join(tmpdir(), 'temporary-'));
  const desk = openDesk(join(folder.dataDir, 'desk.sqlite'), () => {});
  await desk.transaction('foreground', async (connection) => {
    connection.runNow('UPDATE staff SET name = ?, email = ? WHERE id = ?', [
      canary('staff'),
      `${canary('staff')}@shop.example`,
      seedIds.owner,
    ]);
  });
  await desk.close();
});
afterEach(() => {
  child.running?.kill('SIGKILL');
  folder.remove();
  rmSync(temporary, { recursive: true, force: true });
});

interface Wrote {
  readonly id: string;
  readonly number: string;
  readonly people: { id: string; name: string }[];
  readonly byMail: { id: string }[];
  readonly orders: { number: string; customerName: string }[];
  readonly said: string[];
}

async function writeUntilKilled(): Promise<{ wrote: Wrote; output: string }> {
  const script = join(import.meta.dirname, '../testing/write-personal.ts');
  const env = { ...process.env, TMPDIR: temporary, SQLITE_TMPDIR: temporary };
  // A heap snapshot or report of a fallen host would hold all; none may be written unasked.
  const running = spawn(process.execPath, ['--report-on-fatalerror', script, folder.dataDir], { env, cwd: temporary });
  child.running = running;
  let output = '';
  running.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const wrote = await new Promise<Wrote>((resolve, reject) => {
    running.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${output}`)));
    createInterface({ input: running.stdout as NodeJS.ReadableStream }).on('line', (line) => resolve(JSON.parse(line)));
  });
  const ended = once(running, 'exit');
  running.kill('SIGKILL');
  await ended;
  return { wrote, output };
}

test('a file from before held them, so the search would find them', () => {
  expect(canariesIn(folder.dataDir, words)).not.toEqual([]);
  expect(canariesInBytes(Buffer.from(Buffer.from(`ab${canary('name')}cd`).toString('base64')), words)).toEqual([
    canary('name'),
  ]);
});

test('a host killed in the middle leaves no name, address or note in file, log, journal, temporary files or output', async () => {
  const { wrote, output } = await writeUntilKilled();
  // The screens had them all the same, found by a word of the name, and by the address however it is written.
  expect(wrote.people).toMatchObject([{ id: wrote.id, name: canary('renamed') }]);
  expect(wrote.byMail).toMatchObject([{ id: wrote.id }]);
  expect(wrote.orders).toMatchObject([{ customerName: canary('renamed') }]);
  expect(canariesIn(folder.dataDir, words)).toEqual([]);
  expect(canariesIn(temporary, words)).toEqual([]);
  expect(canariesInBytes(Buffer.from(JSON.stringify(wrote.said) + output), words)).toEqual([]);

  // Opened again all is there; deleted and written anew, and copied while it runs, nothing shows either.
  const desk = await bootDesk(folder.dataDir);
  expect(isPlainFile(join(folder.dataDir, 'desk.sqlite'))).toBe(true);
  const again = await desk.bridge.query('customers.search', { text: canary('renamed') });
  expect(again).toMatchObject([{ id: wrote.id, text: canary('city') }]);
  const file = join(folder.dataDir, 'desk.sqlite');
  const backup = openBeside(file, { readonly: true });
  backup.prepare('VACUUM INTO ?').run(join(temporary, 'desk.sqlite'));
  backup.close();
  await desk.host.close();
  const plain = openBeside(file);
  plain.prepare('DELETE FROM customers').run();
  plain.exec('VACUUM');
  plain.close();
  copyFileSync(join(folder.dataDir, 'data.key'), join(temporary, 'data.key'));
  expect(canariesIn(folder.dataDir, words)).toEqual([]);
  expect(canariesIn(temporary, words)).toEqual([]);
  // The backup is of use with the key, and of none without.
  const kept = openSealedReader(join(temporary, 'desk.sqlite'), () => {});
  expect(kept.get('SELECT name, note FROM customers WHERE id = ?', [wrote.id])).toEqual({
    name: canary('renamed'),
    note: canary('second'),
  });
  kept.close();
});

test('a value moved to another row, or altered, is shown as unreadable, and the rest as ever', async () => {
  const { wrote } = await writeUntilKilled();
  const file = join(folder.dataDir, 'desk.sqlite');
  const thief = openBeside(file);
  thief.prepare('UPDATE customers SET city = note WHERE id = ?').run(wrote.id);
  thief.close();
  const { bridge, host, said } = await bootDesk(folder.dataDir);
  const [found] = await bridge.query('customers.search', { text: canary('renamed') });
  expect(found).toMatchObject({ name: canary('renamed'), text: '⟨unreadable⟩' });
  expect(said.join()).toContain('customers.city');
  await host.close();
});

test('with its key lost nothing is touched and none is made; put back, all is there', async () => {
  await writeUntilKilled();
  const keyFile = join(folder.dataDir, 'data.key');
  const key = readFileSync(keyFile, 'utf8');
  const file = join(folder.dataDir, 'desk.sqlite');
  const { host } = await bootDesk(folder.dataDir);
  await host.close();
  const before = readFileSync(file);
  rmSync(keyFile);
  await expect(bootDesk(folder.dataDir)).rejects.toMatchObject({ code: 'desk.key-lost', message: /safe in the cloud/ });
  expect(() => readFileSync(keyFile)).toThrow('ENOENT');
  writeFileSync(keyFile, key.replace(/.{8}$/, 'AAAAAAAA'));
  await expect(bootDesk(folder.dataDir)).rejects.toMatchObject({ code: 'desk.key-wrong' });
  expect(readFileSync(file)).toEqual(before);
  writeFileSync(keyFile, key);
  const back = await bootDesk(folder.dataDir);
  expect(await back.bridge.query('customers.search', { text: canary('renamed') })).toHaveLength(1);
  await back.host.close();
});
