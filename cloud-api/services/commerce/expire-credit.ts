import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';

const BATCH = 200;
const DAY = 86_400_000;

/**
 * Takes what is left off gift cards whose last day is over everywhere. The command has an id of its own per card and day, so two
 * processes that sweep at once expire a card once.
 * @param system sees the cards of every tenant; `app` writes within each
 * @returns cards that were expired
 */
export async function expireCredit(pools: { system: Pool; app: Pool }, now: number): Promise<number> {
  // A day later than the date here: by then it is over in every time zone.
  const over = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string; expires_on: string }>(
      `SELECT tenant_id, id, expires_on::text FROM credit_accounts
        WHERE balance > 0 AND expires_on < $1 ORDER BY expires_on LIMIT ${BATCH}`,
      [new Date(now - DAY).toISOString().slice(0, 10)],
    ),
  );
  const name = 'credit.expire';
  for (const { tenant_id: tenantId, id, expires_on: day } of over) {
    // What was put back on a card after it expired, by a return, expires anew: as of this day.
    const today = new Date(now).toISOString().slice(0, 10);
    const command = {
      id: idFor(id, `expire:${day}:${today}`),
      name,
      version: newestVersion(name),
      args: { creditId: id },
      occurredAt: now,
    };
    await withTenant(pools.app, tenantId, (db) => runCommand(db, tenantId, systemActor, command));
  }
  return over.length;
}
