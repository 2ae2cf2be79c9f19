import {
  type CheckoutAttempt,
  checkoutAttempts,
  checkouts,
  ON_ACCOUNT,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { providerHolds } from '@tillhouse/shared/domains/orders/provider-hold-schema.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { Attempt, Payer, PaymentHold, Payments } from '../../../platform/payments/payments.ts';
import { agreementFor } from './agreement-for.ts';
import { withTx } from './price-checkout.ts';
import { placing } from './read-ahead.ts';
import { capture } from './saga-capture.ts';
import { decline, FIRST_WAIT_MS, move, returning, wait, waitFor } from './saga-moves.ts';
import type { RulesKept } from './rules-kept.ts';
import { command, type Held, isHolding, locked, readIn, refusedBy, tooLate, writeNotPlaced } from './saga-writes.ts';
import { awaitPayment, awaitYes } from './saga-yes.ts';

/** What the one owner of attempts works with. */
export interface Saga {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  readonly payments: Payments;
  readonly rules: RulesKept;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly onCommitted: () => void;
}

type State = CheckoutAttempt['state'];
export interface Found {
  readonly attempt: CheckoutAttempt;
  /** Of the checkout: for the provider's receipt */
  readonly email: string;
  /** Of the checkout: for a way to pay that asks who pays */
  readonly payer?: Payer | null;
  /** What its shopper agreed to at the provider before */
  readonly agreementId?: string | null;
  /** Its order was cancelled */
  readonly cancelled: boolean;
  /** Its money is taken when its goods are sent */
  readonly isHeld?: boolean;
}
/** Whether it goes on: with what stands, read anew, or with what was just written. */
export type Went = boolean | Found;
type Step = (saga: Saga, tenantId: string, found: Found) => Promise<Went>;

/** More than there are states: a loop that never comes to rest is a fault. */
const MOST_STEPS = 10;
/** The provider tells of an action that was done; this is for when its word is lost. */
const ACTION_WAIT_MS = 15_000;

/**
 * Takes an attempt as far as it goes now. Every step reads what stands, does one thing outside or one transaction inside, and may be
 * done again: whoever dies in between leaves a row with `nextAt`, and the sweeper calls this again.
 * @param written as its caller has just written it
 * @throws what the provider or the database threw; the attempt stands as it did and is looked at again
 */
export async function advance(saga: Saga, tenantId: string, attemptId: string, written?: Found): Promise<void> {
  let went: Went = written ?? true;
  for (let taken = 0; went && taken < MOST_STEPS; taken += 1) {
    const found: Found | undefined = went === true ? await find(saga, tenantId, attemptId) : went;
    const step: Step | undefined = found && steps[found.attempt.state];
    went = found && step ? await step(saga, tenantId, found) : false;
  }
}

/** An attempt, with what its next step asks for besides. */
function find({ pool }: Saga, tenantId: string, id: string): Promise<Found | undefined> {
  return withTenantByKeys(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const attempt = await tx.get(checkoutAttempts, { id });
      if (!attempt) return undefined;
      const { state, checkoutId, orderId } = attempt;
      const checkout = state === 'held' ? await tx.get(checkouts, { id: checkoutId }) : undefined;
      const [order, hold] =
        state === 'placed' ? await atOnce([tx.get(orders, { id: orderId }), tx.get(providerHolds, { id })]) : [];
      const { contact, delivery: payer = null } = checkout ?? {};
      return {
        attempt,
        email: contact?.email ?? '',
        payer,
        agreementId: agreementFor(checkout, attempt.methodId),
        cancelled: order?.status === 'cancelled',
        isHeld: hold !== undefined,
      };
    }),
  );
}

const steps: Readonly<Record<State, Step | undefined>> = {
  awaits: awaitYes,
  approved: awaitPayment,
  held: begin,
  asked: look,
  action: look,
  placed: capture,
  returning: giveBack,
  done: undefined,
  declined: undefined,
  returned: undefined,
};

async function begin(
  saga: Saga,
  tenantId: string,
  { attempt, email, payer = null, agreementId = null }: Found,
): Promise<Went> {
  if (attempt.amount === 0) return place(saga, tenantId, attempt);
  const { id: attemptId, checkoutId, orderId, amount, currency, methodId: method, returnUrl } = attempt;
  // Held so long that nobody waits any more: whether the provider was asked is all that matters.
  if (saga.now() >= attempt.heldUntil) return look(saga, tenantId, { attempt });
  const country = attempt.frozen.delivery?.country ?? null;
  const storeId = saga.rules.guess(tenantId)?.storeOf(attempt.frozen.storeId)?.id;
  const of = { tenantId, attemptId, checkoutId, orderId, amount, currency, method, returnUrl };
  const asked = { ...of, email, payer, country, storeId, agreementId };
  try {
    return await settle(saga, tenantId, attempt, await saga.payments.begin({ ...asked, description: 'Online order' }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return decline(saga, tenantId, attempt, { code: error.code, message: error.message });
  }
}

async function look(saga: Saga, tenantId: string, { attempt }: Pick<Found, 'attempt'>): Promise<Went> {
  const found = await saga.payments.look(tenantId, attempt.id);
  const late = saga.now() >= attempt.heldUntil;
  // It never arrived there: it may be asked once more, or given up with nothing taken.
  if (!found) {
    if (late) return decline(saga, tenantId, attempt, tooLate);
    return move(saga, tenantId, attempt, { state: 'held' });
  }
  const waiting = found.state === 'created' || found.state === 'unknown' || found.state === 'action';
  if (late && waiting) return returning(saga, tenantId, attempt, 'the time to pay was over', tooLate);
  return settle(saga, tenantId, attempt, found);
}

async function settle(saga: Saga, tenantId: string, attempt: CheckoutAttempt, answer: Attempt): Promise<Went> {
  const at = saga.now();
  switch (answer.state) {
    case 'created':
    case 'unknown':
      return wait(saga, tenantId, attempt, { state: 'asked', nextAt: at + waitFor(attempt.tries) });
    case 'action':
      return wait(saga, tenantId, attempt, {
        ...{ state: 'action', actionUrl: answer.action?.url ?? null },
        nextAt: Math.min(at + ACTION_WAIT_MS, Math.max(attempt.heldUntil, at + FIRST_WAIT_MS)),
      });
    case 'authorised':
    case 'captured':
      return place(saga, tenantId, attempt, answer);
    case 'declined':
    case 'released':
    case 'refunded':
      return decline(saga, tenantId, attempt, refusedBy(answer));
  }
}

const heldAs = ({ until, inParts, takesInTime }: PaymentHold) => ({ until, inParts, takesInTime });

/** The order of units that are held, or no order and the money back. */
async function place(
  saga: Saga,
  tenantId: string,
  found: CheckoutAttempt,
  { provider = '', reference = null, instructions = null, hold = null, captured = 0 }: Partial<Attempt> = {},
): Promise<Went> {
  const { id, checkoutId } = found;
  let written: Found | undefined;
  const run = async (held: Held): Promise<void> => {
    written = undefined;
    const { db, tx, attempt } = held;
    if (!isHolding(attempt)) return;
    const args = {
      attemptId: id,
      provider,
      reference: reference?.slice(0, 200) ?? '',
      instructions: instructions ?? '',
      ...(hold && captured === 0 && { hold: heldAs(hold) }),
    };
    const placed = await command(held, 'orders.placeHeld', args, 'place');
    const now = saga.now();
    const order = await readIn(held).get(orders, { id: attempt.orderId });
    if (placed.status === 'refused' || !order) return writeNotPlaced(held, placed);
    const patch = { state: 'placed' as const, actionUrl: null, tries: 0, nextAt: now, updatedAt: now };
    const row = { status: 'placed' as const, problem: null, orderId: order.id, orderNumber: order.number };
    db.last(
      atOnce([
        tx.update(checkoutAttempts, { id }, patch),
        tx.update(checkouts, { id: checkoutId }, { ...row, attemptId: id, letterAt: now, updatedAt: now }),
      ]),
    );
    const isHeld = 'hold' in args;
    written = { attempt: { ...attempt, ...patch }, email: '', cancelled: order.status === 'cancelled', isHeld };
  };
  // Whose account it is, is locked before all else: nothing of it was foreseen.
  const ahead = found.methodId === ON_ACCOUNT ? undefined : placing(saga.rules, tenantId, found, saga.now());
  await locked(saga, tenantId, id, run, ahead);
  return written ?? true;
}

async function giveBack(saga: Saga, tenantId: string, { attempt }: Found): Promise<boolean> {
  const answer = await saga.payments.release(tenantId, attempt.id, attempt.why).catch((error: unknown) => {
    // The provider's side never heard of it: nothing was taken.
    if (error instanceof DomainError && error.kind === 'not-found') return null;
    throw error;
  });
  const back = !answer || ['released', 'refunded', 'declined'].includes(answer.state);
  if (!back) return wait(saga, tenantId, attempt, { nextAt: saga.now() + waitFor(attempt.tries) });
  return move(saga, tenantId, attempt, { state: 'returned', nextAt: null });
}
