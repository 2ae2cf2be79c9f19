import type { ClientBase, Pool } from 'pg';
import { readTable } from '../postgres/catalogue.ts';
import { copyRows, putSettings, settingSql } from '../postgres/copy-rows.ts';
import { type SnapshotMark, snapshotEndMessage } from '../protocol/control-messages.ts';
import { CopyRowWriter } from '../protocol/copy-row-writer.ts';
import { type Lsn, parseLsn } from '../protocol/lsn.ts';
import { ShapeGone } from './errors.ts';
import { neededColumns, selectRows } from './select-rows.ts';
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
  const { definition, snapshot } = shape;
  const wanted = neededColumns(definition);
  const writer = new CopyRowWriter(definition.format, wanted);
  const values: string[] = [];
  const select = selectRows(definition, wanted, (value) => settingSql(values.push(value) - 1));
  await putSettings(client, values);
  await copyRows(client, select, {
    onLine: (line) => {
      // Retired meanwhile: read no further.
      if (shape.isGone) throw new ShapeGone('while its snapshot was read');
      snapshot.addWith(writer.most(line), (bytes, at) => writer.write(line, bytes, at));
    },
    pause: () => snapshot.pause(),
  });
}
