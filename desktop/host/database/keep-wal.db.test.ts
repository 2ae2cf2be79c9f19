import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileKeyStore } from '../session/key-store.ts';
import { type Database, isPlainFile, openFile, Sqlite } from './engine.ts';
import { type DeskFile, openDesk, openSealedDesk } from './open-desk.ts';
import { setWriterPragmas } from './pragmas.ts';
import { Writer } from './writer.ts';

let dir = '';
let desk: DeskFile | undefined;
let raw: Database | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillhouse-wal-'));
});
afterEach(async () => {
  raw?.close();
  await desk?.close();
  raw = undefined;
  desk = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const page = 'x'.repeat(4_000);
const put = (connection: DeskConnection, name: string, value: string) =>
  connection.runNow('INSERT OR REPLACE INTO desk_state (name, value) VALUES (?, ?)', [name, value]);
const standing = () => {
  const at = raw?.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)').get();
  return at ?? { log: 0, checkpointed: 0 };
};

test.each(['plain', 'encrypted'])(
  'a log of a file that is %s is copied into it, by another than the writer',
  async (kind) => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const file = join(dir, 'desk.sqlite');
    desk =
      kind === 'plain' ? openDesk(file, log) : await openSealedDesk(file, fileKeyStore(join(dir, 'data.key')), log);
    raw = openFile(file, desk.fileKey);
    expect(isPlainFile(file)).toBe(kind === 'plain');
    await desk.transaction('foreground', async (connection) => put(connection, 'short', page));
    expect(standing().checkpointed).toBe(0);
    await desk.transaction('foreground', async (connection) => {
      for (let n = 0; n < 1_100; n += 1) put(connection, `n${n}`, page);
    });
    // The writer itself has copied nothing when its COMMIT returns.
    expect(standing()).toMatchObject({ checkpointed: 0 });
    expect(standing().log).toBeGreaterThan(1_000);
    await vi.waitFor(() => expect(standing().checkpointed).toBe(standing().log), { timeout: 45_000 });
    expect(lines.filter((line) => line.includes('could not be copied'))).toEqual([]);
  },
);

test('more than a log may hold begins it anew instead of letting it grow, and keeps every row', async () => {
  desk = openDesk(join(dir, 'desk.sqlite'), () => {});
  const file = desk;
  raw = new Sqlite(file.file);
  let longest = 0;
  for (let n = 0; n < 60; n += 1) {
    await file.transaction('background', async (connection) => {
      for (let m = 0; m < 400; m += 1) put(connection, `n${n}-${m}`, page);
    });
    longest = Math.max(longest, standing().log);
  }
  // 24,000 pages and more went through it.
  expect(longest).toBeLessThan(12_000);
  expect(file.read("SELECT count(*) AS n FROM desk_state WHERE name LIKE 'n%'")).toEqual([{ n: 24_000 }]);
});

test('while the log is full what can wait waits, and a sale does not', async () => {
  const db = new Sqlite(join(dir, 'plain.sqlite'));
  setWriterPragmas(db);
  const writer = new Writer(db, () => {});
  let full = true;
  writer.wal = { committed: () => {}, isFull: () => full };
  const done: string[] = [];
  const sync = writer.transaction('background', async () => void done.push('sync'));
  await writer.transaction('foreground', async () => void done.push('sale'));
  expect(done).toEqual(['sale']);
  full = false;
  writer.next();
  await sync;
  expect(done).toEqual(['sale', 'sync']);
  db.close();
});
