import { type DuePayment, duePayments, openDueStates } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import { checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { payable } from '@tillhouse/shared/domains/orders/payable.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import type { Attempt } from '../../../platform/payments/payments.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { FIRST_WAIT_MS, waitFor } from '../checkout/saga-moves.ts';
import { refusedBy, tooLate } from '../checkout/saga-writes.ts';
import type { StorefrontContext } from '../context.ts';

/** What the one owner of tries to pay what is due works with. */
export type Paying = Pick<StorefrontContext, 'pool' | 'payments' | 'now' | 'onCommitted'>;
type Step = (paying: Paying, tenantId: string, found: DuePayment) => Promise<boolean>;

/** More than there are states: a loop that never comes to rest is a fault. */
const MOST_STEPS = 10;
/** The provider tells of an action that was done; this is for when its word is lost. */
const ACTION_WAIT_MS = 15_000;
/** About half an hour by the waits between them. */
const CAPTURE_TRIES = 10;

/**
 * Takes a try to pay what is due as far as it goes now, as the saga of a checkout does: every step reads what stands, does one thing
 * outside or one transaction inside, and may be done again. Whoever dies in between leaves a row with `nextAt`, and the sweeper calls this.
 * @throws what the provider or the database threw; the row stands as it did and is looked at again
 */
export async function advanceDue(paying: Paying, tenantId: string, id: string): Promise<void> {
  for (let taken = 0, goes = true; goes && taken < MOST_STEPS; taken += 1) {
    const found = await within(paying, tenantId, (tx) => tx.get(duePayments, { id }));
    const step: Step | undefined = found && steps[found.state];
    goes = found && step ? await step(paying, tenantId, found) : false;
  }
}

const steps: Readonly<Record<DuePayment['state'], Step | undefined>> = {
  held: begin,
  asked: look,
  action: look,
  taking: take,
  returning: giveBack,
  done: undefined,
  declined: undefined,
  returned: undefined,
};

async function begin(paying: Paying, tenantId: string, found: DuePayment): Promise<boolean> {
  const { id: attemptId, orderId, amount, currency, methodId: method, returnUrl, heldUntil } = found;
  if (paying.now() >= heldUntil) return look(paying, tenantId, found);
  const { number, storeId, contact, delivery } = await within(paying, tenantId, async (tx) => {
    const [checkout] = await tx.list(checkouts, { orderId });
    const order = await tx.get(orders, { id: orderId });
    return {
      number: order?.number ?? '',
      storeId: checkout?.storeId ?? undefined,
      contact: checkout?.contact,
      delivery: checkout?.delivery ?? null,
    };
  });
  const of = { tenantId, attemptId, checkoutId: attemptId, orderId, storeId, amount, currency, method, returnUrl };
  const payer = { email: contact?.email ?? '', payer: delivery, country: delivery?.country ?? null };
  try {
    const answer = await paying.payments.begin({ ...of, ...payer, description: `Order ${number}`.slice(0, 100) });
    return await settle(paying, tenantId, found, answer);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return move(paying, tenantId, found, { state: 'declined', why: error.message, nextAt: null });
  }
}

async function look(paying: Paying, tenantId: string, found: DuePayment): Promise<boolean> {
  const answer = await paying.payments.look(tenantId, found.id);
  const late = paying.now() >= found.heldUntil;
  // It never arrived there: it may be asked once more, or given up with nothing taken.
  if (!answer && late) return move(paying, tenantId, found, { state: 'declined', why: tooLate.message, nextAt: null });
  if (!answer) return move(paying, tenantId, found, { state: 'held' });
  const waiting = answer.state === 'created' || answer.state === 'unknown' || answer.state === 'action';
  if (late && waiting) return returning(paying, tenantId, found, 'the time to pay was over');
  return settle(paying, tenantId, found, answer);
}

async function settle(paying: Paying, tenantId: string, found: DuePayment, answer: Attempt): Promise<boolean> {
  const at = paying.now();
  switch (answer.state) {
    case 'created':
    case 'unknown':
      await move(paying, tenantId, found, { state: 'asked', nextAt: at + waitFor(found.tries) });
      return false;
    case 'action':
      await move(paying, tenantId, found, {
        ...{ state: 'action', actionUrl: answer.action?.url ?? null },
        nextAt: Math.min(at + ACTION_WAIT_MS, Math.max(found.heldUntil, at + FIRST_WAIT_MS)),
      });
      return false;
    case 'authorised':
    case 'captured':
      return secure(paying, tenantId, found, answer);
    case 'declined':
    case 'released':
    case 'refunded':
      return move(paying, tenantId, found, { state: 'declined', why: refusedBy(answer).message, nextAt: null });
  }
}

/** The provider has it: how much of it is wanted is decided under the lock of the order, by what is due at this moment. */
async function secure(
  paying: Paying,
  tenantId: string,
  { id, orderId, amount }: DuePayment,
  { captured, later }: Attempt,
): Promise<boolean> {
  return within(paying, tenantId, async (tx) => {
    const [order] = await tx.getForUpdate(orders, [{ id: orderId }]);
    const [row] = await tx.getForUpdate(duePayments, [{ id }]);
    if (!order || !row || row.state === 'taking' || !openDueStates.includes(row.state)) return false;
    const now = paying.now();
    const next = { actionUrl: null, tries: 0, nextAt: now, updatedAt: now };
    // What was taken at once is written down whole, and what is too much of it goes back with that.
    const toTake = captured > 0 ? captured : Math.min(amount, await payable(tx, order));
    const why = later ? 'this is no way to pay at once' : 'nothing is due any more';
    const patch = toTake > 0 && !later ? { state: 'taking' as const, toTake } : { state: 'returning' as const, why };
    await tx.update(duePayments, { id }, { ...patch, ...next });
    return true;
  });
}

async function take(paying: Paying, tenantId: string, found: DuePayment): Promise<boolean> {
  const { id, amount, toTake } = found;
  const part = toTake < amount ? { upTo: toTake, last: true } : undefined;
  const answer = await paying.payments.capture(tenantId, id, part);
  if (answer.captured >= toTake && answer.captured > 0) return record(paying, tenantId, found, answer);
  const lost = answer.state === 'declined' || answer.state === 'released' || answer.state === 'refunded';
  if (lost && answer.captured === 0)
    return move(paying, tenantId, found, { state: 'declined', why: refusedBy(answer).message, nextAt: null });
  if (found.tries >= CAPTURE_TRIES) return returning(paying, tenantId, found, 'the provider did not take the money');
  await move(paying, tenantId, found, { nextAt: paying.now() + waitFor(found.tries) });
  return false;
}

/** A tender of the order, once; whatever is more than is due by now goes back with it. */
async function record(
  paying: Paying,
  tenantId: string,
  { id: paymentId }: DuePayment,
  answer: Attempt,
): Promise<boolean> {
  const name = 'orders.recordDuePayment';
  const reference = `${answer.provider} ${answer.reference ?? ''}`.trim().slice(0, 200);
  const args = { paymentId, captured: answer.captured, reference };
  const command = {
    id: idFor(paymentId, 'captured'),
    name,
    version: newestVersion(name),
    args,
    occurredAt: paying.now(),
  };
  const { status, code, message } = await withTenant(paying.pool, tenantId, (db) =>
    runCommand(db, tenantId, systemActor, command),
  );
  if (status === 'refused') throw new Error(`${name} was refused: ${code} ${message}`);
  paying.onCommitted();
  return false;
}

async function giveBack(paying: Paying, tenantId: string, found: DuePayment): Promise<boolean> {
  const answer = await paying.payments.release(tenantId, found.id, found.why).catch((error: unknown) => {
    // The provider's side never heard of it: nothing was taken.
    if (error instanceof DomainError && error.kind === 'not-found') return null;
    throw error;
  });
  const isBack = !answer || ['released', 'refunded', 'declined'].includes(answer.state);
  const next = isBack ? { state: 'returned' as const, nextAt: null } : { nextAt: paying.now() + waitFor(found.tries) };
  await move(paying, tenantId, found, next);
  return false;
}

const returning = (paying: Paying, tenantId: string, found: DuePayment, why: string): Promise<boolean> =>
  move(paying, tenantId, found, { state: 'returning', why, actionUrl: null, tries: 0, nextAt: paying.now() });

/** Where nobody else moved it meanwhile. */
async function move(
  paying: Paying,
  tenantId: string,
  { id, state }: DuePayment,
  patch: Partial<DuePayment>,
): Promise<boolean> {
  return within(paying, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(duePayments, [{ id }]);
    if (row?.state !== state) return true;
    await tx.update(duePayments, { id }, { ...patch, updatedAt: paying.now() });
    return true;
  });
}

export const within = <T>(
  { pool }: Pick<Paying, 'pool'>,
  tenantId: string,
  run: (tx: Tx, db: Connection) => Promise<T>,
) => withTenant(pool, tenantId, (db) => withTx(db, tenantId, (tx) => run(tx, db)));
