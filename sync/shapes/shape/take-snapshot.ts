import type { ClientBase, Pool, PoolClient } from 'pg';
import { readTable } from '../postgres/catalogue.ts';
import { copyRows, putSettings, settingSql } from '../postgres/copy-rows.ts';
import { snapshotEndMessage } from '../protocol/control-messages.ts';
import { CopyRowWriter } from '../protocol/copy-row-writer.ts';
import type { Lsn } from '../protocol/lsn.ts';
import type { RecentTransactions } from '../replication/recent-transactions.ts';
import { beginSnapshot } from './begin-snapshot.ts';
import { ShapeGone } from './errors.ts';
import { neededColumns, selectRows } from './select-rows.ts';
import type { Shape } from './shape.ts';
import type { SnapshotTurn, SnapshotTurns } from './snapshot-turns.ts';

export interface SnapshotContext {
  readonly pool: Pool;
  readonly storedGenerated: boolean;
  readonly recent: RecentTransactions;
  readonly turns: SnapshotTurns;
}

/**
 * Fills a shape's snapshot. The table must be published and the shape must already receive the stream. A transaction
 * that is visible has its commit record before the snapshot's position, so from there on nothing needs comparing.
 * @param since the last transaction of which the stream had brought anything when the shape was made
 */
export async function takeSnapshot(context: SnapshotContext, shape: Shape, since: Lsn): Promise<void> {
  const { definition } = shape;
  const turn = context.turns.enter();
  let client: PoolClient | undefined;
  let broken = true;
  try {
    client = await context.pool.connect();
    const { mark, lsn } = await beginSnapshot(client, definition.table, context.recent, since);
    const table = await readTable(client, definition.table, context.storedGenerated);
    if (table?.fingerprint !== definition.table.fingerprint) throw new ShapeGone('the table changed');
    shape.placeSnapshot(mark, lsn);
    if (!definition.changesOnly) await readShape(client, shape, turn);
    shape.snapshot.add(snapshotEndMessage(mark));
    shape.snapshot.finish();
    await client.query('COMMIT');
    broken = false;
  } finally {
    turn.end();
    client?.release(broken);
  }
}

async function readShape(client: ClientBase, shape: Shape, turn: SnapshotTurn): Promise<void> {
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
    pause: () => {
      if (snapshot.hasChunks) turn.begun();
      return snapshot.pause() ?? turn.pause();
    },
  });
}
