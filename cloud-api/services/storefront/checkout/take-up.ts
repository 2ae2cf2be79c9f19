import { checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import { withTx } from './price-checkout.ts';
import type { Saga } from './saga.ts';

/**
 * After the provider said something about an attempt: one that is under way is looked at now; one that was given up, of
 * which the provider holds money after all, is to give it back.
 * @returns whether there is something to do
 */
export async function takeUp(saga: Saga, tenantId: string, attemptId: string, state: string): Promise<boolean> {
  const holds = state === 'authorised' || state === 'captured';
  return withTenant(saga.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [attempt] = await tx.getForUpdate(checkoutAttempts, [{ id: attemptId }]);
      if (!attempt) return false;
      const now = saga.now();
      const over = attempt.state === 'declined' || attempt.state === 'returned';
      if (over && !holds) return false;
      if (over) {
        const why = 'the provider took the money after the attempt was given up';
        await tx.update(checkoutAttempts, { id: attemptId }, { state: 'returning', why, tries: 0, nextAt: now });
        return true;
      }
      if (attempt.nextAt === null || attempt.nextAt <= now) return false;
      await tx.update(checkoutAttempts, { id: attemptId }, { nextAt: now });
      return true;
    }),
  );
}

/**
 * Whether nothing can be left to do of it, whatever its provider says: neither a purchase nor what is due is under way or was
 * given up by it. Both are written down before a provider hears of them, and what is done stays done; so no lock is needed.
 */
export async function isOver({ pool }: Pick<Saga, 'pool'>, tenantId: string, attemptId: string): Promise<boolean> {
  const open = await readAtOnce(pool, tenantId, (db) =>
    db.rows(
      `SELECT 1 FROM checkout_attempts WHERE tenant_id = $1 AND id = $2 AND state <> 'done'
       UNION ALL SELECT 1 FROM due_payments WHERE tenant_id = $1 AND id = $2 AND state <> 'done'`,
      [tenantId, attemptId],
    ),
  );
  return open.length === 0;
}
