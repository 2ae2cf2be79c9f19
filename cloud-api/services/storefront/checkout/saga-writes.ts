import { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { plainTable } from '@tillhouse/shared/data/plain-tx.ts';
import {
  type CheckoutAttempt,
  checkoutAttempts,
  checkouts,
  holdingStates,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { type CommandOutcome, runCommand, storedOutcome } from '../../../platform/commands/run-command.ts';
import { orPlainly, runLate } from '../../../platform/commands/run-late.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { Attempt } from '../../../platform/payments/payments.ts';
import { withTx } from './price-checkout.ts';
import type { Saga } from './saga.ts';

export interface Problem {
  readonly code: string;
  readonly message: string;
  /** What of it is no word of ours: what an approver wrote */
  readonly details?: { readonly reason: string };
}

export const tooLate: Problem = {
  code: 'checkout.too-late',
  message: 'The time to pay was over. Nothing was charged; you can pay again.',
};
export const refusedBy = (answer: Attempt): Problem =>
  answer.problem ?? {
    code: 'checkout.declined',
    message: 'The payment was declined. Nothing was charged; try another way to pay.',
  };

/** One attempt, locked in the open transaction of its tenant. */
export interface Held {
  readonly saga: Saga;
  readonly tenantId: string;
  readonly db: Connection;
  readonly tx: Tx;
  readonly attempt: CheckoutAttempt;
  /** Where its command was foreseen: with what it reads */
  readonly ahead?: Ahead & { readonly late: LateWrites; readonly store: StoreContext; readonly known?: CommandOutcome };
}

/** A command that a step is going to run, with what it will read. */
export interface Ahead {
  readonly name: string;
  readonly label: string;
  readonly learn: (late: LateWrites) => readonly Promise<unknown>[];
}

/**
 * Runs `fn` in one transaction of the core, in which nobody else moves this attempt. With a command that is foreseen it takes two
 * trips: the lock with all that the command reads, and all that is written with the COMMIT.
 */
export async function locked(
  saga: Saga,
  tenantId: string,
  attemptId: string,
  fn: (held: Held) => Promise<void>,
  foreseen?: Ahead,
): Promise<void> {
  await orPlainly((plainly) =>
    withTenantByKeys(saga.pool, tenantId, (db) =>
      withTx(db, tenantId, async (tx) => {
        const of = { saga, tenantId, db, tx };
        if (plainly || !foreseen) {
          const [attempt] = await tx.getForUpdate(checkoutAttempts, [{ id: attemptId }]);
          if (attempt) await fn({ ...of, attempt });
          return;
        }
        const late = new LateWrites(tx);
        const { name, label, learn } = foreseen;
        const [, known, store] = await atOnce([
          late.learn(plainTable(checkoutAttempts), [{ id: attemptId }], true),
          storedOutcome(db, tenantId, { id: idFor(attemptId, label), name }),
          saga.rules.into(late, { db, tx, tenantId }),
          ...learn(late),
        ]);
        const attempt = await late.open(async () => {}).tx.get(checkoutAttempts, { id: attemptId });
        if (attempt) await fn({ ...of, attempt, ahead: { ...foreseen, late, store, ...(known && { known }) } });
      }),
    ),
  );
  saga.onCommitted();
}

/** A command of the cloud itself; `label` makes it happen once for this attempt. */
export async function command(held: Held, name: string, args: unknown, label: string): Promise<CommandOutcome> {
  const { saga, tenantId, db, attempt, ahead } = held;
  const id = idFor(attempt.id, label);
  const asked = { id, name, version: newestVersion(name), args, occurredAt: saga.now() };
  if (ahead?.name !== name || ahead.label !== label) return runCommand(db, tenantId, systemActor, asked);
  const { late, store, known } = ahead;
  const { outcome, sent } = await runLate(db, tenantId, asked, { late, store, known });
  db.last(atOnce(sent));
  return outcome;
}

/** A row as it stands in this transaction, with what its command wrote. */
export const readIn = ({ tx, ahead }: Held): Tx => ahead?.late.open(async () => {}).tx ?? tx;

export const isHolding = ({ state }: Pick<CheckoutAttempt, 'state'>): boolean =>
  (holdingStates as readonly string[]).includes(state);

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

/** There is no order of it after all; where nobody was asked for money, none goes back. */
export function writeNotPlaced(held: Held, { code, message }: CommandOutcome): Promise<void> {
  const problem = { code: code ?? 'checkout.not-placed', message: message ?? 'The order could not be placed.' };
  if (held.attempt.amount === 0) return writeDeclined(held, problem);
  const back = { ...problem, message: `${problem.message} What was paid goes back by itself.` };
  return writeReturning(held, { why: message ?? 'the order could not be placed', problem: back, told: true });
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
  await tx.update(checkouts, { id: row.id }, { status: 'open', problem, express: null, updatedAt: saga.now() });
}

async function release(held: Held, why: string): Promise<void> {
  const { attempt } = held;
  if (isHolding(attempt)) await giveCreditsBack(held);
  if (!isHolding(attempt) || !attempt.frozen.lines.some(({ tracked }) => tracked)) return;
  const args = { orderId: attempt.orderId, reason: 'released', note: why.slice(0, 200) };
  await command(held, 'inventory.release', args, 'release');
}

/** No order comes of it: what was set aside is on the cards again, once. @throws DomainError where it cannot be */
async function giveCreditsBack(held: Held): Promise<void> {
  const { orderId, credits } = held.attempt;
  for (const { takeId, creditId } of credits) {
    const args = { takeId, creditId, orderId };
    const { status, code, message } = await command(held, 'credit.release', args, `give back ${creditId}`);
    if (status === 'refused') throw new DomainError(code ?? 'credit.changed', 'conflict', message ?? '', {});
  }
}
