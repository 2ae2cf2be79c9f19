import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tillhouse/shared/domains/tables.ts';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { isSealedColumn } from '@tillhouse/shared/data/fields.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import { declaredTables, type Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { isPlainFile } from '../database/engine.ts';
import { openDesk, openSealedDesk } from '../database/open-desk.ts';
import { fileKeyStore } from '../session/key-store.ts';
import { canariesIn, canary } from '../testing/canaries.ts';
import { layRows } from '../testing/lay-rows.ts';

// Not encrypted as a whole, so that what its columns hold would show in its bytes.
vi.hoisted(() => vi.stubEnv('TILLHOUSE_FILE_CIPHER', 'off'));

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-columns-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type AnyRow = Table<Record<string, unknown>>;

/** One word a column, which can have come from nowhere else. */
const wordOf = (table: AnyRow, column: string, way: string) =>
  canary(`${way}${table.name}${column}`.toLowerCase().replaceAll('_', ''));

function sampleOf(table: AnyRow, name: string, way: string, n: number): unknown {
  const column = table.columns[name] as Column;
  if (isSealedColumn(column)) {
    const word = wordOf(table, name, way);
    return column.kind === 'json' ? { said: word } : word;
  }
  if (column.allowed) return column.allowed[0];
  if (column.nullable && !table.key.includes(name)) return null;
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const values = { uuid: id, text: `x${n}`, integer: n, boolean: false, json: [], instant: n, date: '2026-11-23' };
  return values[column.kind];
}

const rowOf = (table: AnyRow, way: string, n: number) =>
  Object.fromEntries(Object.keys(table.columns).map((name) => [name, sampleOf(table, name, way, n)]));

test('every column that is tagged personal or secret is sealed, in a file from before and in what is written from then on', async () => {
  const file = join(folder, 'desk.sqlite');
  const plain = openDesk(file, () => {});
  const here = new Set(plain.reader.all<{ name: string }>('SELECT name FROM sqlite_schema').map(({ name }) => name));
  const tables = declaredTables().filter(
    (table) => here.has(table.name) && Object.values(table.columns).some(isSealedColumn),
  );
  const words = (way: string) =>
    tables.flatMap((table) =>
      Object.keys(table.columns)
        .filter((name) => isSealedColumn(table.columns[name]))
        .map((name) => wordOf(table, name, way)),
    );
  expect(words('old').length).toBeGreaterThan(60);
  await plain.transaction('foreground', async (connection) => {
    for (const table of tables) layRows(connection, table, [rowOf(table, 'old', 1)]);
  });
  await plain.close();
  // They are there to be found.
  const found = (way: string) => canariesIn(folder, words(way)).length;
  expect(found('old')).toBe(words('old').length);

  const desk = await openSealedDesk(file, fileKeyStore(join(folder, 'data.key')), () => {});
  await desk.transaction('foreground', async (connection) => {
    const { tx, end } = createTx({ connection, onEvent: async () => {} });
    for (const table of tables) await (tx as Tx).insert(table, rowOf(table, 'new', 2));
    end();
  });
  expect([isPlainFile(file), found('old'), found('new')]).toEqual([true, 0, 0]);
  // … and read as they were written.
  for (const table of tables) {
    const [name] = Object.keys(table.columns).filter((each) => isSealedColumn(table.columns[each]));
    const column = namesOf(table).columns.get(name as string);
    const opener = ['products', 'variants'].includes(table.name)
      ? `open_${table.name}_${column}(${column}, id)`
      : column;
    const kept = desk.read(`SELECT ${opener} AS kept FROM ${table.name}`).map((row) => String(row.kept));
    for (const way of ['old', 'new']) expect(kept.join(), table.name).toContain(wordOf(table, name as string, way));
  }
  await desk.close();
  expect([found('old'), found('new')]).toEqual([0, 0]);
});
