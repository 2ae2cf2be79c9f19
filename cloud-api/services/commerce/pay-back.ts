import { refundDone } from '@tillhouse/shared/domains/orders/events.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../platform/db/transaction.ts';
import type { Log } from '../../platform/http/log.ts';
import { recordEvents } from '../../platform/outbox/record-events.ts';
import type { Payments } from '../../platform/payments/payments.ts';

const BATCH = 50;
/** Whoever takes one up has so long before another process may. */
const CLAIM_MS = 30_000;

interface Refund {
  readonly id: string;
  readonly sale_id: string;
  readonly amount: number;
}

export interface PayBack {
  readonly payments: Payments;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly onCommitted: () => void;
}

/**
 * Has providers pay back what orders said they do: the one sweeper of `provider_refunds`. The provider’s idempotency key derives from
 * the refund’s id, so trying again pays back once. A refusal is final: the order owes it again, and a person is told.
 * @returns whether more may be due
 */
export async function payBackDue(pools: { system: Pool; app: Pool }, by: PayBack, log: Log): Promise<boolean> {
  const now = by.now();
  const due = await withTransaction(pools.system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM provider_refunds WHERE next_at <= $1 ORDER BY next_at LIMIT ${BATCH}`,
      [iso(now)],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    try {
      await payBackOne(pools.app, by, tenantId, id, now);
    } catch (error) {
      log.warn({ err: error, refundId: id }, 'a refund is asked for again later');
    }
  }
  return due.length === BATCH;
}

async function payBackOne(app: Pool, by: PayBack, tenantId: string, id: string, now: number): Promise<void> {
  const taken = await withTenant(app, tenantId, async (db) => {
    const [refund] = await db.rows<Refund>(
      `UPDATE provider_refunds
          SET tries = tries + 1,
              next_at = $3::timestamptz + least(3600, 2 ^ least(tries, 12)) * interval '1 second' + $4 * interval '1 millisecond'
        WHERE tenant_id = $1 AND id = $2 AND next_at <= $3 RETURNING id, sale_id, amount`,
      [tenantId, id, iso(now), CLAIM_MS],
    );
    if (!refund) return undefined;
    const [attempt] = await db.rows<{ id: string; before: number }>(
      // Through the payment that its tender names: one that paid what was due afterwards, else the one it was bought with.
      `WITH own AS (SELECT d.id, d.tender_id FROM tenders t JOIN due_payments d
           ON d.tenant_id = $1 AND d.order_id = $2 AND d.tender_id = t.original_tender_id
         WHERE t.tenant_id = $1 AND t.id = $3),
       back AS (SELECT r.amount, d.id AS later FROM provider_refunds r LEFT JOIN tenders t ON t.tenant_id = $1 AND t.id = r.id
           LEFT JOIN due_payments d ON d.tenant_id = $1 AND d.order_id = $2 AND d.tender_id = t.original_tender_id
         WHERE r.tenant_id = $1 AND r.sale_id = $2 AND r.status = 'done')
       SELECT own.id, (SELECT coalesce(sum(amount), 0)::bigint FROM back WHERE later = own.id) AS before FROM own
       UNION ALL
       SELECT a.id, (SELECT coalesce(sum(amount), 0)::bigint FROM back WHERE later IS NULL) AS before
         FROM checkout_attempts a LEFT JOIN payment_attempts p ON p.tenant_id = a.tenant_id AND p.id = a.id
        WHERE a.tenant_id = $1 AND a.order_id = $2 AND greatest(a.captured, p.captured) > 0
          AND NOT EXISTS (SELECT 1 FROM own)`,
      [tenantId, refund.sale_id, refund.id],
    );
    return { refund, attempt };
  });
  if (!taken) return;
  const { refund, attempt } = taken;
  const refused = attempt ? await ask(by, tenantId, attempt, refund) : 'No payment of this order is known.';
  if (refused === undefined) return;
  await withTenant(app, tenantId, async (db) => {
    if (refused === null) {
      const done = await db.rows(
        `UPDATE provider_refunds SET status = 'done', next_at = NULL, updated_at = $3
          WHERE tenant_id = $1 AND id = $2 AND status = 'asked' RETURNING id`,
        [tenantId, id, iso(by.now())],
      );
      const payload = { orderId: refund.sale_id, refundId: id };
      const told = { event: refundDone, payload, mutationId: idFor(id, 'done'), ordinal: 0, occurredAt: by.now() };
      return recordEvents(db, tenantId, done.length > 0 ? [told] : []);
    }
    const name = 'orders.refundRefused';
    const args = { refundId: id, reason: refused.slice(0, 500) };
    const command = { id: idFor(id, 'refused'), name, version: newestVersion(name), args, occurredAt: by.now() };
    await runCommand(db, tenantId, systemActor, command);
  });
  by.onCommitted();
}

/**
 * @returns null where it is paid back, the provider’s words where it refused, undefined where it has yet to say
 * @throws where nobody knows: it is asked again
 */
async function ask(
  { payments }: PayBack,
  tenantId: string,
  attempt: { readonly id: string; readonly before: number },
  refund: Refund,
): Promise<string | null | undefined> {
  try {
    const answer = await payments.refund(tenantId, attempt.id, { refundId: refund.id, amount: refund.amount });
    return answer.refunded >= attempt.before + refund.amount ? null : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith('payments.')) return error.message;
    throw error;
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
