import { orderFulfilled } from '@tillhouse/shared/domains/orders/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import type { CommerceContext } from './context.ts';

/** Points for what shoppers bought, once all of it left. Told twice, the command's id makes it once. */
export async function earnOnline(
  { pool, now, onCommitted }: Pick<CommerceContext, 'pool' | 'now' | 'onCommitted'>,
  bus: Bus,
): Promise<void> {
  await bus.subscribe({
    consumer: 'loyalty-online',
    names: [orderFulfilled.name],
    handle: async ({ tenantId, payload }) => {
      const { orderId, complete } = payload as { readonly orderId: string; readonly complete?: boolean };
      if (complete === false) return;
      // Most shops have no programme, and most that left a till earned theirs there.
      const earns = await readAtOnce(pool, tenantId, (db) =>
        db.rows(
          `SELECT 1 FROM orders o JOIN loyalty_programmes p ON p.tenant_id = o.tenant_id AND p.status = 'running' AND p.currency = o.currency
            WHERE o.tenant_id = $1 AND o.id = $2 AND o.channel = 'online' AND o.customer_id IS NOT NULL`,
          [tenantId, orderId],
        ),
      );
      if (earns.length === 0) return;
      const name = 'loyalty.earnOnline';
      const command = { id: idFor(orderId, 'points'), name, version: newestVersion(name), args: { orderId } };
      await withTenant(pool, tenantId, (db) =>
        runCommand(db, tenantId, systemActor, { ...command, occurredAt: now() }),
      );
      onCommitted();
    },
  });
}
