import type { DeskConnection } from './desk-database.ts';
import { writeMeta } from './meta.ts';

/**
 * Takes a new client id and numbers what the cloud has not answered from 1, in the desk's own order; every mutation
 * keeps its uuid, so what the cloud already has is recognised there.
 */
export function reIdentifyDesk(connection: DeskConnection, newId: string): void {
  writeMeta(connection, 'client_id', newId);
  connection.runNow(`UPDATE sync_outbox SET seq = NULL WHERE state <> 'queued'`, []);
  const rows = connection.allNow(`SELECT order_no FROM sync_outbox WHERE state = 'queued' ORDER BY order_no`, []);
  let seq = 0;
  for (const row of rows) {
    seq += 1;
    connection.runNow('UPDATE sync_outbox SET seq = ? WHERE order_no = ?', [seq, row.order_no as number]);
  }
  writeMeta(connection, 'next_seq', String(seq + 1));
}

/**
 * The cloud itself was restored and may have lost what it confirmed: all facts kept (35 days) and whatever is unsettled
 * wait again with their deltas and rows, under a new client id, and every shape is read anew from the restored cloud.
 */
export function sendKeptAgain(connection: DeskConnection, newId: string): void {
  // What was turned down is undone already and before a person; nothing more will come of it.
  connection.runNow(`DELETE FROM sync_outbox WHERE kind = 'intent' AND status <> 'applied'`, []);
  connection.runNow(
    `UPDATE sync_outbox SET state = 'queued', status = NULL, lsn = NULL, answered_at = NULL WHERE state <> 'queued'`,
    [],
  );
  const queuedAgain = `order_no IN (SELECT order_no FROM sync_outbox WHERE state = 'queued')`;
  connection.runNow(`UPDATE sync_deltas SET released = 0 WHERE released = 1 AND ${queuedAgain}`, []);
  connection.runNow(`UPDATE sync_inserts SET released = 0, confirmed = 0 WHERE ${queuedAgain}`, []);
  connection.runNow(
    `UPDATE sync_shapes SET phase = 'empty', handle = NULL, "offset" = NULL, frontier = 0, swap_frontier = NULL, swap_after = NULL`,
    [],
  );
  const [newest] = connection.allNow('SELECT coalesce(max(order_no), 0) AS n FROM sync_outbox', []);
  writeMeta(connection, 'set_back_at', String(newest?.n));
  // A batch of before may be on its way into the file at this moment.
  writeMeta(connection, 'followed', newId);
  writeMeta(connection, 'jump_from', '0');
  writeMeta(connection, 'jump_to', '0');
  reIdentifyDesk(connection, newId);
}
