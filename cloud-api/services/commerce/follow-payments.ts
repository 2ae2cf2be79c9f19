import { attemptChanged, disputeChanged, payoutTold } from '@tillhouse/shared/domains/payments/events.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../platform/access/store-records.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import type { CommerceContext } from './context.ts';
import { lookAtHold } from './take-money.ts';

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
async function followPayments({ pool, now }: Pick<CommerceContext, 'pool' | 'now'>, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'orders-payments',
    names: [attemptChanged.name],
    handle: async ({ tenantId, payload }) => {
      const isNews = await readAtOnce(pool, tenantId, (db) => news(db, tenantId, payload as Told));
      if (!isNews) return;
      const { attemptId, orderId, provider, state, amount, captured, refunded, currency } = payload as Told;
      await withTenant(pool, tenantId, async (db) => {
        const args = { attemptId, orderId, provider, state, amount, captured, refunded, currency };
        const name = 'orders.notePayment';
        await runCommand(db, tenantId, systemActor, {
          ...{ id: idFor(attemptId, `noted:${state}:${captured}:${refunded}`), name, version: newestVersion(name) },
          ...{ args: { ...args, reference: referenceOf(payload as Told) }, occurredAt: now() },
        });
      });
      if (state !== 'authorised') await lookAtHold(pool, tenantId, attemptId, now());
    },
  });
}

/** How a disputed payment stands: on the timeline of its order, as a task, and in the books. Told twice, it is done once. */
async function followDisputes({ pool, now }: Pick<CommerceContext, 'pool' | 'now'>, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'orders-disputes',
    names: [disputeChanged.name],
    handle: async ({ tenantId, payload }) => {
      const told = payload as { readonly disputeId: string; readonly revision: number; readonly reason: string };
      const name = 'orders.noteDispute';
      await withTenant(pool, tenantId, (db) =>
        runCommand(db, tenantId, systemActor, {
          ...{ id: idFor(told.disputeId, `noted:${told.revision}`), name, version: newestVersion(name) },
          ...{ args: { ...told, reason: told.reason.slice(0, 100) }, occurredAt: now() },
        }),
      );
    },
  });
}

/** What providers pay out, beside our own record and in the books. Told twice, it is done once. */
async function followPayouts({ pool, now }: Pick<CommerceContext, 'pool' | 'now'>, bus: Bus): Promise<void> {
  await bus.subscribe({
    consumer: 'ledger-payouts',
    names: [payoutTold.name],
    handle: async ({ tenantId, payload }) => {
      const told = payload as { readonly payoutId: string; readonly revision: number };
      const name = 'ledger.notePayout';
      await withTenant(pool, tenantId, (db) =>
        runCommand(db, tenantId, systemActor, {
          ...{ id: idFor(told.payoutId, `noted:${told.revision}`), name, version: newestVersion(name) },
          ...{ args: told, occurredAt: now() },
        }),
      );
    },
  });
}

/**
 * Whether its order is there and does not know it yet: placing it and taking its money write down how it stands themselves, often
 * before the event is here. What is older than that is no news.
 */
async function news(db: Connection, tenantId: string, told: Told): Promise<boolean> {
  const { attemptId, orderId, provider, state, amount, captured, refunded } = told;
  const rows = await db.rows(
    `SELECT 1 FROM orders o LEFT JOIN payment_attempts p ON p.tenant_id = o.tenant_id AND p.id = $3
      WHERE o.tenant_id = $1 AND o.id = $2
        AND (p.id IS NULL OR (p.captured <= $8::bigint AND p.refunded <= $9::bigint))
        AND (p.provider, p.reference, p.state, p.amount, p.captured, p.refunded) IS DISTINCT FROM ($4, $5, $6, $7::bigint, $8::bigint, $9::bigint)`,
    [tenantId, orderId, attemptId, provider, referenceOf(told), state, amount, captured, refunded],
  );
  return rows.length > 0;
}

const referenceOf = ({ reference }: Told): string => (reference ?? '').slice(0, 200);

/** All that providers tell of money: payments, disputes, payouts. */
export async function followProviders(context: Pick<CommerceContext, 'pool' | 'now'>, bus: Bus): Promise<void> {
  await followPayments(context, bus);
  await followDisputes(context, bus);
  await followPayouts(context, bus);
}
