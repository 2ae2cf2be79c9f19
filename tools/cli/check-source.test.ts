import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sqlite } from '@tillhouse/desktop/host/database/engine.ts';
import { openDesk } from '@tillhouse/desktop/host/database/open-desk.ts';
import { seedDesk } from '@tillhouse/desktop/host/testing/seed-desk.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSource } from './check-source.ts';
import { openDeskFile } from './read-sources.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-verify-'));
  file = join(folder, 'desk.sqlite');
  const desk = openDesk(file, () => {});
  await seedDesk(desk, { products: 3 });
  await desk.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function check() {
  const desk = openDeskFile(file);
  try {
    return await checkSource(desk);
  } finally {
    await desk.close();
  }
}

test('a whole desk has no violations', async () => {
  const { checks, violations } = await check();
  expect(violations).toEqual([]);
  expect(checks).toBeGreaterThan(10);
});

test('a level that its movements do not explain, and a hole in the outbox, are named with their ids', async () => {
  const db = new Sqlite(file);
  const { id } = db.prepare('SELECT variant_id AS id FROM stock_levels LIMIT 1').get() as { id: string };
  db.prepare('UPDATE stock_levels SET on_hand = on_hand + 1 WHERE variant_id = ?').run(id);
  const insert = db.prepare(
    `INSERT INTO sync_outbox (seq, mutation_id, name, version, kind, args, occurred_at, device_id, actor, store, state)
     VALUES (?, ?, 'register.recordSale', 1, 'fact', '{}', 0, 'd', '{}', '{}', 'queued')`,
  );
  insert.run(1, 'm1');
  insert.run(3, 'm3');
  db.close();
  const { violations } = await check();
  expect(violations.some(({ text }) => text.includes(id))).toBe(true);
  expect(violations).toContainEqual({
    invariant: 'desk.outbox-without-holes',
    text: '2 mutations wait, numbered 1 to 3: some are missing',
  });
});

test('a file that is not there is said', () => {
  expect(() => openDeskFile(join(folder, 'none.sqlite'))).toThrow('There is no desk file at');
});
