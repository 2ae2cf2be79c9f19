import { type CheckoutAttempt, checkoutAttempts, ON_ACCOUNT } from '@tillhouse/shared/domains/checkout/schema.ts';
import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import { withTenantByKeys } from '../../../platform/db/transaction.ts';
import { noAccountHere } from './checkout-errors.ts';
import { type At, withTx } from './price-checkout.ts';
import type { Found, Saga, Went } from './saga.ts';
import { decline, move } from './saga-moves.ts';
import { command, locked, type Problem, tooLate, writeDeclined } from './saga-writes.ts';
import { YES_MS } from './yes-needed.ts';

/** Whoever pays what was approved has so long at the provider's, as anybody. */
const PAY_MS = 15 * 60_000;
const OWN_MS = 20_000;

const ranOut: Problem = {
  code: 'checkout.no-answer',
  message: 'Nobody said yes in time, and the goods are free again. Nothing was charged; you can order it once more.',
};
const saidNo = ({ decidedBy, reason }: PurchaseRequest): Problem => ({
  code: 'checkout.said-no',
  message: `${decidedBy ?? 'Somebody'} said no${reason ? `: “${reason}”` : ''}. Nothing was charged; change it and order again.`,
  details: { reason },
});

const requestsOf = ({ pool }: Saga, tenantId: string, attemptId: string): Promise<PurchaseRequest[]> =>
  withTenantByKeys(pool, tenantId, (db) => withTx(db, tenantId, (tx) => tx.list(purchaseRequests, { attemptId })));

/** On account it is placed once all said yes, otherwise it is to be paid then; one no, or no answer in time, and its goods are free. */
export async function awaitYes(saga: Saga, tenantId: string, { attempt }: Found): Promise<Went> {
  const asked = await requestsOf(saga, tenantId, attempt.id);
  const no = asked.find(({ status }) => status === 'declined');
  if (no) return ended(saga, tenantId, attempt, saidNo(no));
  const now = saga.now();
  if (asked.every(({ status }) => status === 'approved')) {
    if (attempt.methodId !== ON_ACCOUNT) {
      const until = now + YES_MS;
      return move(saga, tenantId, attempt, { state: 'approved', heldUntil: until, nextAt: until });
    }
    return move(saga, tenantId, attempt, { state: 'held', heldUntil: now + PAY_MS, nextAt: now + OWN_MS });
  }
  if (now >= attempt.heldUntil) return ended(saga, tenantId, attempt, ranOut);
  return rest(saga, tenantId, attempt);
}

/** Its buyer has time to pay what was approved. */
export async function awaitPayment(saga: Saga, tenantId: string, { attempt }: Found): Promise<Went> {
  if (saga.now() >= attempt.heldUntil) return decline(saga, tenantId, attempt, tooLate);
  return rest(saga, tenantId, attempt);
}

/** Nothing is written where it rests already: whoever waits looks often. */
async function rest(saga: Saga, tenantId: string, attempt: CheckoutAttempt): Promise<Went> {
  if (attempt.nextAt !== attempt.heldUntil) await move(saga, tenantId, attempt, { nextAt: attempt.heldUntil });
  return false;
}

/** What nobody else has answered is over with it, in one transaction. */
async function ended(saga: Saga, tenantId: string, attempt: CheckoutAttempt, problem: Problem): Promise<Went> {
  await locked(saga, tenantId, attempt.id, async (held) => {
    const open = await held.tx.list(purchaseRequests, { attemptId: attempt.id, status: 'waiting' });
    for (const { id: requestId } of open) await command(held, 'orders.endRequest', { requestId }, `end ${requestId}`);
    await writeDeclined(held, problem);
  });
  return false;
}

/**
 * An approved one is paid: from here on it goes the way of any other.
 * @returns whether it is at that: not where it ended meanwhile, or is being paid already
 * @throws HttpProblem `checkout.no-account`, since what is on account is not paid
 */
export async function payApproved(
  saga: Saga,
  { tenantId, now }: At,
  {
    attemptId,
    methodId,
    returnUrl,
  }: { readonly attemptId: string; readonly methodId: string; readonly returnUrl: string },
): Promise<void> {
  if (methodId === ON_ACCOUNT) throw noAccountHere(true);
  await locked(saga, tenantId, attemptId, async ({ db, tx, attempt }) => {
    if (attempt.state !== 'approved' || now >= attempt.heldUntil) return;
    const times = { heldUntil: now + PAY_MS, nextAt: now + OWN_MS, updatedAt: now };
    db.last(tx.update(checkoutAttempts, { id: attemptId }, { state: 'held', methodId, returnUrl, ...times }));
  });
}
