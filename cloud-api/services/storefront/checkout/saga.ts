import {
  type CheckoutAttempt,
  checkoutAttempts,
  checkouts,
  ON_ACCOUNT,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { Attempt, Payer, Payments } from '../../../platform/payments/payments.ts';
import { withTx } from './price-checkout.ts';
import { capturing, placing } from './read-ahead.ts';
import type { RulesKept } from './rules-kept.ts';
import {
  command,
  type Held,
  isHolding,
  locked,
  type Problem,
  readIn,
  refusedBy,
  tooLate,
  writeDeclined,
  writeNotPlaced,
  writeReturning,
} from './saga-writes.ts';

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
  /** Its order was cancelled */
  readonly cancelled: boolean;
}
/** Whether it goes on: with what stands, read anew, or with what was just written. */
type Went = boolean | Found;
type Step = (saga: Saga, tenantId: string, found: Found) => Promise<Went>;

/** More than there are states: a loop that never comes to rest is a fault. */
const MOST_STEPS = 10;
/** About half an hour by the waits between them. */
const CAPTURE_TRIES = 10;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_600_000;
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
      const order = state === 'placed' ? await tx.get(orders, { id: orderId }) : undefined;
      const { contact, delivery: payer = null } = checkout ?? {};
      return { attempt, email: contact?.email ?? '', payer, cancelled: order?.status === 'cancelled' };
    }),
  );
}

const steps: Readonly<Record<State, Step | undefined>> = {
  held: begin,
  asked: look,
  action: look,
  placed: capture,
  returning: giveBack,
  done: undefined,
  declined: undefined,
  returned: undefined,
};

async function begin(saga: Saga, tenantId: string, { attempt, email, payer = null }: Found): Promise<Went> {
  if (attempt.amount === 0) return place(saga, tenantId, attempt);
  const { id: attemptId, checkoutId, orderId, amount, currency, methodId: method, returnUrl } = attempt;
  // Held so long that nobody waits any more: whether the provider was asked is all that matters.
  if (saga.now() >= attempt.heldUntil) return look(saga, tenantId, { attempt });
  const country = attempt.frozen.delivery?.country ?? null;
  const of = { tenantId, attemptId, checkoutId, orderId, amount, currency, method, returnUrl };
  const asked = { ...of, email, payer, country };
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

export const waitFor = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries, 20), LONGEST_WAIT_MS);

/** The order of units that are held, or no order and the money back. */
async function place(
  saga: Saga,
  tenantId: string,
  found: CheckoutAttempt,
  { provider = '', reference = null, instructions = null }: Partial<Attempt> = {},
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
    written = { attempt: { ...attempt, ...patch }, email: '', cancelled: order.status === 'cancelled' };
  };
  // Whose account it is, is locked before all else: nothing of it was foreseen.
  const ahead = found.methodId === ON_ACCOUNT ? undefined : placing(saga.rules, tenantId, found, saga.now());
  await locked(saga, tenantId, id, run, ahead);
  return written ?? true;
}

async function capture(saga: Saga, tenantId: string, { attempt, cancelled }: Found): Promise<boolean> {
  const { id, amount } = attempt;
  const gone = cancelled && attempt.captured === 0;
  if (gone) return returning(saga, tenantId, attempt, 'the order was cancelled before its money was captured', null);
  if (amount === 0) return finish(saga, tenantId, attempt, { captured: 0, reference: '' });
  const answer = await saga.payments.capture(tenantId, id);
  const reference = `${answer.provider} ${answer.reference ?? ''}`.trim();
  if (answer.captured > 0) return finish(saga, tenantId, attempt, { captured: answer.captured, reference });
  const lost = answer.state === 'declined' || answer.state === 'released' || answer.state === 'refunded';
  if (lost) return unpaid(saga, tenantId, attempt, refusedBy(answer).message);
  // With what is paid later the money comes when it comes.
  if (attempt.tries >= CAPTURE_TRIES && !answer.later)
    return unpaid(saga, tenantId, attempt, 'the provider was asked again and again and did not take the money.');
  // Paid later, or the provider has yet to say that it did.
  return wait(saga, tenantId, attempt, { nextAt: saga.now() + waitFor(attempt.tries) });
}

/** What the provider took is written down as a tender, once for each amount it says. */
async function finish(
  saga: Saga,
  tenantId: string,
  found: CheckoutAttempt,
  { captured, reference }: { readonly captured: number; readonly reference: string },
): Promise<boolean> {
  const { id } = found;
  const run = async (held: Held): Promise<void> => {
    const { db, tx, attempt } = held;
    if (captured > attempt.captured) {
      const args = { orderId: attempt.orderId, captured, reference: reference.slice(0, 200), attemptId: id };
      await command(held, 'orders.recordCapture', args, `captured ${captured}`);
    }
    const all = Math.max(captured, attempt.captured);
    const over = all >= attempt.amount;
    const now = saga.now();
    const later = { nextAt: now + LONGEST_WAIT_MS };
    const patch = { captured: all, updatedAt: now, ...(over ? { state: 'done' as const, nextAt: null } : later) };
    db.last(tx.update(checkoutAttempts, { id }, patch));
  };
  await locked(saga, tenantId, id, run, capturing(saga.rules, tenantId, found, { captured, now: saga.now() }));
  return false;
}

/**
 * The provider does not take what it had authorised: nobody sends the order until a person has looked, and what is still held on
 * the shopper's card is let go.
 */
async function unpaid(saga: Saga, tenantId: string, { id }: CheckoutAttempt, why: string): Promise<boolean> {
  await locked(saga, tenantId, id, async (held) => {
    const { tx, attempt } = held;
    if (attempt.state !== 'placed') return;
    const note = `The payment could not be captured: ${why}`.slice(0, 300);
    await command(held, 'orders.hold', { orderId: attempt.orderId, reason: note }, 'hold');
    const now = saga.now();
    const back = { state: 'returning' as const, why: note, tries: 0, nextAt: now, updatedAt: now };
    await tx.update(checkoutAttempts, { id }, back);
  });
  return true;
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

async function returning(
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

async function decline(saga: Saga, tenantId: string, { id }: CheckoutAttempt, problem: Problem): Promise<boolean> {
  await locked(saga, tenantId, id, (held) => writeDeclined(held, problem));
  return false;
}

type Patch = Partial<Pick<CheckoutAttempt, 'state' | 'actionUrl' | 'nextAt'>>;

/** A change of state that writes nothing else; nothing, where somebody else moved it meanwhile. */
async function move(saga: Saga, tenantId: string, { id, state }: CheckoutAttempt, patch: Patch): Promise<boolean> {
  await locked(saga, tenantId, id, async ({ db, tx, attempt }) => {
    if (attempt.state !== state) return;
    db.last(tx.update(checkoutAttempts, { id }, { ...patch, updatedAt: saga.now() }));
  });
  return patch.state !== 'returned';
}

async function wait(...of: Parameters<typeof move>): Promise<boolean> {
  await move(...of);
  return false;
}
