import { duePayments } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { Log } from '../../../platform/http/log.ts';
import { advanceDue, type Paying, within } from './pay-due.ts';

const BATCH = 50;
/** Whoever takes one up has so long before another process may. */
const CLAIM_MS = 30_000;

/** Takes on what nobody is at any more: the one sweeper of `due_payments`. @returns whether there may be more */
export async function sweepDue(system: Pool, paying: Paying, log: Log): Promise<boolean> {
  const now = new Date(paying.now()).toISOString();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM due_payments WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH}`,
      [now],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    try {
      const claimed = await withTenant(paying.pool, tenantId, (db) =>
        db.rows(
          `UPDATE due_payments
              SET next_at = $3::timestamptz + least(3600, 2 ^ least(tries, 12)) * interval '1 second' + $4 * interval '1 millisecond',
                  tries = tries + 1
            WHERE tenant_id = $1 AND id = $2 AND next_at <= $3 RETURNING id`,
          [tenantId, id, now, CLAIM_MS],
        ),
      );
      if (claimed.length > 0) await advanceDue(paying, tenantId, id);
    } catch (error) {
      log.warn({ err: error, attemptId: id }, 'a try to pay what is due is looked at again later');
    }
  }
  return due.length === BATCH;
}

/**
 * After the provider said something of it: one that is under way is looked at now; one that was given up, of which the provider
 * holds money after all, is to give it back. @returns whether there is something to do
 */
export function takeUpDue(paying: Paying, tenantId: string, id: string, state: string): Promise<boolean> {
  const holds = state === 'authorised' || state === 'captured';
  return within(paying, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(duePayments, [{ id }]);
    if (!row || row.state === 'done') return false;
    const now = paying.now();
    const over = row.state === 'declined' || row.state === 'returned';
    if (over && !holds) return false;
    if (over) {
      const why = 'the provider took the money after the try was given up';
      await tx.update(duePayments, { id }, { state: 'returning', why, tries: 0, nextAt: now, updatedAt: now });
      return true;
    }
    if (row.nextAt === null || row.nextAt <= now) return false;
    await tx.update(duePayments, { id }, { nextAt: now });
    return true;
  });
}
