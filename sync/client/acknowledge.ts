import type { Outcome } from '../protocol/push.ts';
import { fieldsOf, raiseAttention } from './attention.ts';
import type { DeskConnection } from './desk-database.ts';
import { discardIntent, type OnNotShown } from './intents.ts';
import { entryById, type OutboxEntry } from './outbox.ts';

export type KnownOutcome = Pick<Outcome, 'id' | 'status' | 'code' | 'message' | 'details'>;

/**
 * Takes an outcome in, from the answer to a push (`lsn` null) or from the acknowledgement shape. What comes twice
 * changes nothing. A refused intent is undone here and put before a person.
 */
export async function takeOutcome(
  connection: DeskConnection,
  outcome: KnownOutcome,
  lsn: number | null,
  now: number,
  onNotShown?: OnNotShown,
): Promise<boolean> {
  const [entry] = connection.allNow('SELECT order_no, state, status FROM sync_outbox WHERE mutation_id = ?', [
    outcome.id,
  ]);
  if (!entry || entry.state === 'acknowledged' || entry.state === 'settled') return false;
  if (entry.state === 'answered' && lsn === null) return false;
  connection.runNow(
    `UPDATE sync_outbox SET state = ?, status = ?, lsn = ?, answered_at = coalesce(answered_at, ?) WHERE order_no = ?`,
    [lsn === null ? 'answered' : 'acknowledged', outcome.status, lsn, now, entry.order_no as number],
  );
  if (entry.status === null && outcome.status !== 'applied') {
    const whole = { ...(entryById(connection, outcome.id) as OutboxEntry), status: null };
    await turnedDown(connection, whole, outcome, now, onNotShown);
  }
  return true;
}

async function turnedDown(
  connection: DeskConnection,
  entry: OutboxEntry,
  outcome: KnownOutcome,
  now: number,
  onNotShown?: OnNotShown,
): Promise<void> {
  const journal = entry.kind === 'intent' ? await discardIntent(connection, entry, onNotShown) : [];
  const kind = outcome.status === 'refused' ? 'refused' : 'quarantined';
  raiseAttention(connection, entry, { ...outcome, kind }, fieldsOf(connection, journal), now);
}

/** Mutations that nothing waits for any more are settled; settled intents go, settled facts are kept (35 days). */
export function settleReached(connection: DeskConnection): void {
  const nothingLeft = `state = 'acknowledged'
    AND NOT EXISTS (SELECT 1 FROM sync_deltas d WHERE d.order_no = sync_outbox.order_no AND d.released = 0)
    AND NOT EXISTS (SELECT 1 FROM sync_inserts i WHERE i.order_no = sync_outbox.order_no AND i.released = 0)
    AND NOT EXISTS (SELECT 1 FROM sync_journal j WHERE j.order_no = sync_outbox.order_no)`;
  const gone = connection.allNow(
    `DELETE FROM sync_outbox WHERE kind = 'intent' AND ${nothingLeft} RETURNING name, status, answered_at`,
    [],
  );
  // The sync page says when one of each kind last got through, also of those that leave no row.
  for (const { name, status, answered_at: at } of gone)
    if (status === 'applied') noteSuccess(connection, String(name), Number(at));
  connection.runNow(`UPDATE sync_outbox SET state = 'settled' WHERE ${nothingLeft}`, []);
}

/** `last_ok:catalog`, the instant the cloud last took one in. */
function noteSuccess(connection: DeskConnection, name: string, at: number): void {
  connection.runNow('INSERT OR REPLACE INTO sync_meta (name, value) VALUES (?, ?)', [
    `last_ok:${name.split('.')[0]}`,
    String(at),
  ]);
}
