import { type CheckoutAttempt, checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Saga } from './saga.ts';
import { locked, type Problem, writeDeclined, writeReturning } from './saga-writes.ts';

/** Changes of an attempt's state that its steps share. */

export const FIRST_WAIT_MS = 2_000;
export const LONGEST_WAIT_MS = 3_600_000;

export const waitFor = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 20), LONGEST_WAIT_MS);

export async function returning(
  saga: Saga,
  tenantId: string,
  { id, state }: CheckoutAttempt,
  why: string,
  problem: Problem | null,
): Promise<boolean> {
  await locked(saga, tenantId, id, async (held) => {
    if (held.attempt.state === state) await writeReturning(held, { why, problem, told: false });
  });
  return true;
}

export async function decline(
  saga: Saga,
  tenantId: string,
  { id }: CheckoutAttempt,
  problem: Problem,
): Promise<boolean> {
  await locked(saga, tenantId, id, (held) => writeDeclined(held, problem));
  return false;
}

type Patch = Partial<Pick<CheckoutAttempt, 'state' | 'actionUrl' | 'nextAt' | 'heldUntil'>>;

/** A change of state that writes nothing else; nothing, where somebody else moved it meanwhile. */
export async function move(
  saga: Saga,
  tenantId: string,
  { id, state }: CheckoutAttempt,
  patch: Patch,
): Promise<boolean> {
  await locked(saga, tenantId, id, async ({ db, tx, attempt }) => {
    if (attempt.state !== state) return;
    db.last(tx.update(checkoutAttempts, { id }, { ...patch, updatedAt: saga.now() }));
  });
  return patch.state !== 'returned';
}

export async function wait(...of: Parameters<typeof move>): Promise<boolean> {
  await move(...of);
  return false;
}
