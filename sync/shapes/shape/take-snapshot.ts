import type { ClientBase, Pool } from 'pg';
import { readTable } from '../postgres/catalogue.ts';
import { quoteIdentifier, quoteTable } from '../postgres/identifiers.ts';
import { readRows, type TextRow } from '../postgres/read-rows.ts';
import { type SnapshotMark, snapshotEndMessage } from '../protocol/control-messages.ts';
import { type Lsn, parseLsn } from '../protocol/lsn.ts';
import { conditionSql } from '../where/condition-sql.ts';
import type { ShapeDefinition } from './definition.ts';
import { ShapeGone } from './errors.ts';
import type { Shape } from './shape.ts';

/**
 * Fills a shape's snapshot. The table must be published and the shape must already receive the stream. In one
 * transaction the very first statement fixes what is visible and asks where the log stands; a transaction that is
 * visible has its commit record before that position, so from there on nothing needs comparing any more.
 */
export async function takeSnapshot(pool: Pool, shape: Shape, storedGenerated: boolean): Promise<void> {
  const { definition } = shape;
  const client = await pool.connect();
  let broken = true;
  try {
    const { mark, lsn } = await beginSnapshot(client);
    const table = await readTable(client, definition.table, storedGenerated);
    if (table?.fingerprint !== definition.table.fingerprint) throw new ShapeGone('the table changed');
    shape.placeSnapshot(mark, lsn);
    if (!definition.changesOnly) await readShape(client, shape);
    shape.snapshot.add(snapshotEndMessage(mark));
    shape.snapshot.finish();
    await client.query('COMMIT');
    broken = false;
  } finally {
    client.release(broken);
  }
}

/** Opens a repeatable-read transaction whose snapshot and log position are known. */
export async function beginSnapshot(client: ClientBase): Promise<{ mark: SnapshotMark; lsn: Lsn }> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  // The insert position, not the flushed one: a commit without waiting for the disk is visible before it is flushed.
  const { rows } = await client.query<{ snapshot: string; lsn: string }>(
    'SELECT pg_current_snapshot()::text AS snapshot, pg_current_wal_insert_lsn()::text AS lsn',
  );
  const { snapshot, lsn } = rows[0]!;
  const [xmin, xmax, running] = snapshot.split(':');
  return { mark: { xmin: xmin!, xmax: xmax!, xipList: running ? running.split(',') : [] }, lsn: parseLsn(lsn) };
}

async function readShape(client: ClientBase, shape: Shape): Promise<void> {
  const { definition, writer, snapshot } = shape;
  const width = definition.table.columns.length;
  const wanted = neededColumns(definition);
  const values: string[] = [];
  await readRows(client, selectText(definition, wanted, values), values, (selected) => {
    // Retired meanwhile: read no further.
    if (shape.isGone) throw new ShapeGone('while its snapshot was read');
    snapshot.add(writer.snapshotRow(wanted.length === width ? selected : spread(selected, wanted, width)));
  });
}

/** Selected columns and those that name the row. */
export function neededColumns(definition: ShapeDefinition): number[] {
  const { columns, keyParts } = definition.format;
  return [...new Set([...columns.map((column) => column.index), ...keyParts])].sort((a, b) => a - b);
}

export function selectText(definition: ShapeDefinition, wanted: readonly number[], values: string[]): string {
  const { table, condition } = definition;
  const columns = wanted.map((index) => quoteIdentifier(table.columns[index]!.name));
  const where = condition ? ` WHERE ${conditionSql(condition, table, values)}` : '';
  return `SELECT ${columns.join(', ')} FROM ${quoteTable(table)}${where}`;
}

/** Puts selected values at their columns' places; the writer never looks at the others. */
export function spread(selected: TextRow, wanted: readonly number[], width: number): TextRow {
  const row: TextRow = new Array(width).fill(null);
  wanted.forEach((index, at) => {
    row[index] = selected[at]!;
  });
  return row;
}
