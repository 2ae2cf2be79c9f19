import { type CheckoutAttempt, checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { type CommandOutcome, runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { withTx } from './price-checkout.ts';
import type { Saga } from './saga.ts';

export type Problem = { readonly code: string; readonly message: string };

/** One attempt, locked in the open transaction of its tenant. */
export interface Held {
  readonly saga: Saga;
  readonly tenantId: string;
  readonly db: Connection;
  readonly tx: Tx;
  readonly attempt: CheckoutAttempt;
}

/** Runs `fn` in one transaction of the core, in which nobody else moves this attempt. */
export async function locked(
  saga: Saga,
  tenantId: string,
  attemptId: string,
  fn: (held: Held) => Promise<void>,
): Promise<void> {
  await withTenant(saga.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [attempt] = await tx.getForUpdate(checkoutAttempts, [{ id: attemptId }]);
      if (attempt) await fn({ saga, tenantId, db, tx, attempt });
    }),
  );
  saga.onCommitted();
}

/** A command of the cloud itself; `label` makes it happen once for this attempt. */
export function command(
  { saga, tenantId, db, attempt }: Held,
  name: string,
  args: unknown,
  label: string,
): Promise<CommandOutcome> {
  const id = idFor(attempt.id, label);
  return runCommand(db, tenantId, systemActor, {
    ...{ id, name, version: newestVersion(name), args },
    occurredAt: saga.now(),
  });
}

export const isHolding = ({ state }: Pick<CheckoutAttempt, 'state'>): boolean =>
  state === 'held' || state === 'asked' || state === 'action';

interface Returned {
  /** For people of the shop */
  readonly why: string;
  /** For the shopper; null where their checkout is over */
  readonly problem: Problem | null;
  /** A person of the shop is told: money was taken for an order that could not be */
  readonly told: boolean;
}

/** No order will come of it: its units are free at once, its money goes back. */
export async function writeReturning(held: Held, { why, problem, told }: Returned): Promise<void> {
  const { saga, tx, attempt } = held;
  const { id, orderId, amount, currency, frozen } = attempt;
  await release(held, why);
  const now = saga.now();
  const patch = { state: 'returning' as const, why, actionUrl: null, tries: 0, nextAt: now, updatedAt: now };
  await tx.update(checkoutAttempts, { id }, patch);
  if (problem) await reopen(held, problem);
  if (!told) return;
  const details = { attemptId: id, amount, currency, why };
  await command(held, 'inventory.reportReturned', { orderId, locationId: frozen.locationId, details }, 'task');
}

/** It came to nothing and nothing was taken: its units are free, its shopper may try again. */
export async function writeDeclined(held: Held, problem: Problem): Promise<void> {
  const { saga, tx, attempt } = held;
  if (!isHolding(attempt)) return;
  await release(held, problem.message);
  const over = { state: 'declined' as const, actionUrl: null, nextAt: null, updatedAt: saga.now() };
  await tx.update(checkoutAttempts, { id: attempt.id }, { ...over, why: problem.message });
  await reopen(held, problem);
}

async function reopen({ saga, tx, attempt }: Held, problem: Problem): Promise<void> {
  const row = await tx.get(checkouts, { id: attempt.checkoutId });
  if (row?.attemptId !== attempt.id || row.status !== 'paying') return;
  await tx.update(checkouts, { id: row.id }, { status: 'open', problem, updatedAt: saga.now() });
}

async function release(held: Held, why: string): Promise<void> {
  const { attempt } = held;
  if (!isHolding(attempt) || !attempt.frozen.lines.some(({ tracked }) => tracked)) return;
  const args = { orderId: attempt.orderId, reason: 'released', note: why.slice(0, 200) };
  await command(held, 'inventory.release', args, 'release');
}
