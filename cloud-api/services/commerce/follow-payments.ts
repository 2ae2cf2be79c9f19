import { attemptChanged } from '@tillhouse/shared/domains/payments/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { CommerceContext } from './context.ts';

interface Told {
  readonly attemptId: string;
  readonly orderId: string;
  readonly provider: string;
  readonly reference: string | null;
  readonly state: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  readonly currency: string;
}

/**
 * Keeps beside each order how its payment stands at the provider, so that desks have it without a line. Of attempts that have no
 * order (yet) nothing is kept: placing it writes them down. Told twice, the command's id makes it once; so it needs no inbox.
 */
export async function followPayments({ pool, now }: Pick<CommerceContext, 'pool' | 'now'>, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'orders-payments',
    names: [attemptChanged.name],
    handle: async ({ tenantId, payload }) => {
      const { attemptId, orderId, provider, reference, state, amount, captured, refunded, currency } = payload as Told;
      await withTenant(pool, tenantId, async (db) => {
        const [order] = await db.rows('SELECT 1 FROM orders WHERE tenant_id = $1 AND id = $2', [tenantId, orderId]);
        if (!order) return;
        const args = { attemptId, orderId, provider, state, amount, captured, refunded, currency };
        const name = 'orders.notePayment';
        await runCommand(db, tenantId, systemActor, {
          ...{ id: idFor(attemptId, `noted:${state}:${captured}:${refunded}`), name, version: newestVersion(name) },
          ...{ args: { ...args, reference: (reference ?? '').slice(0, 200) }, occurredAt: now() },
        });
      });
    },
  });
}
