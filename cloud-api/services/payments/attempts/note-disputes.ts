import { disputeChanged } from '@tillhouse/shared/domains/payments/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { recordEvents } from '../../../platform/outbox/record-events.ts';
import type { PaymentsContext } from '../context.ts';
import type { ToldDispute } from '../providers/provider.ts';
import type { Book } from './book.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * Keeps what the provider says of disputes about a payment, and tells others what is new of it. What was decided stays so,
 * whatever older word comes after it.
 */
export async function noteDisputes(
  context: PaymentsContext,
  book: Pick<Book, 'tenantId' | 'attemptId' | 'orderId' | 'provider' | 'currency'>,
  told: readonly ToldDispute[],
): Promise<void> {
  if (told.length === 0) return;
  const { tenantId, attemptId, orderId, provider, currency } = book;
  const now = context.now();
  const isNews = await context.inTenant(tenantId, async (db) => {
    let news = false;
    for (const { reference, amount, taken, reason, state, dueAt } of told) {
      const disputeId = idFor(attemptId, `dispute:${reference}`);
      const [row] = await db.rows<{ revision: number }>(
        `INSERT INTO payments.disputes AS d (tenant_id, id, attempt_id, reference, amount, taken, reason, state, due_at, revision, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
         ON CONFLICT (tenant_id, id) DO UPDATE SET amount = excluded.amount, taken = excluded.taken, reason = excluded.reason,
                state = excluded.state, due_at = excluded.due_at, revision = d.revision + 1, changed_at = excluded.changed_at
          WHERE (d.amount, d.taken, d.reason, d.state, d.due_at)
                IS DISTINCT FROM (excluded.amount, excluded.taken, excluded.reason, excluded.state, excluded.due_at)
            AND NOT (d.state IN ('won', 'lost') AND excluded.state NOT IN ('won', 'lost'))
         RETURNING revision`,
        [
          ...[tenantId, disputeId, attemptId, reference, amount, taken, reason, state],
          ...[dueAt === null ? null : iso(dueAt), iso(now)],
        ],
      );
      if (!row) continue;
      news = true;
      const { revision } = row;
      const about = { disputeId, attemptId, orderId, provider, reference, amount, taken, currency };
      const payload = { ...about, reason, state, dueAt, revision };
      const mutationId = idFor(disputeId, `told:${revision}`);
      await recordEvents(db, tenantId, [{ event: disputeChanged, payload, mutationId, ordinal: 0, occurredAt: now }]);
    }
    return news;
  });
  if (isNews) context.onCommitted();
}
