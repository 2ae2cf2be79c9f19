import type { FieldCipher } from '@tillhouse/shared/data/connection.ts';
import type BetterSqlite from 'better-sqlite3';
import { sealedTables } from './sealed-columns.ts';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Read in every report, joined in all ways, and with one sealed column that three queries ask for. A view in the right hand
 * of an outer join may be worked out as a whole, so there is none: those queries call `open_products_updated_by` themselves.
 */
const withoutView: ReadonlySet<string> = new Set(['products', 'variants']);

/**
 * Lets a reading connection read sealed columns as if they were not: a temporary view of each table's name stands before
 * the table and opens what is asked for, and nothing else. Indexes work through it as before, but for those on sealed
 * columns, of which there are none.
 * @param fields left out: the openers are there and give what is kept
 */
export function openSealedViews(db: BetterSqlite.Database, fields: FieldCipher | undefined): void {
  const present = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)');
  for (const { table, key, columns } of sealedTables()) {
    for (const column of columns) addOpener(db, fields, table, column);
    const all = present.all(table).map(({ name }) => name);
    // A file of an older program may lack the table; it is opened again once it was brought up to date.
    if (!fields || all.length === 0 || withoutView.has(table)) continue;
    const keys = key.map(quote).join(', ');
    const shown = all.map((column) =>
      columns.includes(column)
        ? `open_${table}_${column}(${quote(column)}, ${keys}) AS ${quote(column)}`
        : quote(column),
    );
    db.exec(`CREATE TEMP VIEW ${quote(table)} AS SELECT ${shown.join(', ')} FROM main.${quote(table)}`);
  }
}

/** `open_<table>_<column>(value, key…)` */
function addOpener(db: BetterSqlite.Database, fields: FieldCipher | undefined, table: string, column: string): void {
  const open = (kept: unknown, ...key: unknown[]) =>
    fields && typeof kept === 'string' && kept !== ''
      ? fields.open({ table, row: JSON.stringify(key), column }, kept)
      : kept;
  db.function(`open_${table}_${column}`, { deterministic: true, varargs: true }, open);
}
