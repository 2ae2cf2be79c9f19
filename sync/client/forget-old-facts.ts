import type { DeskConnection } from './desk-database.ts';

const DAY = 86_400_000;
/** As long as a desk may sell without the cloud: a cloud restored from a backup of that age gets every sale again. */
export const KEPT_DAYS = 35;

/** Settled facts older than 35 days go, with their deltas and rows' keys; unsettled ones stay whatever their age. */
export function forgetOldFacts(connection: DeskConnection, now: number): void {
  const old = `state = 'settled' AND answered_at < ?`;
  const before = now - KEPT_DAYS * DAY;
  const orders = `order_no IN (SELECT order_no FROM sync_outbox WHERE ${old})`;
  connection.runNow(`DELETE FROM sync_deltas WHERE ${orders}`, [before]);
  connection.runNow(`DELETE FROM sync_inserts WHERE ${orders}`, [before]);
  connection.runNow(`DELETE FROM sync_outbox WHERE ${old}`, [before]);
}
