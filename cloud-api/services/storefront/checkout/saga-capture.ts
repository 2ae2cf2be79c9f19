import { type CheckoutAttempt, checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { capturing } from './read-ahead.ts';
import type { Found, Saga } from './saga.ts';
import { LONGEST_WAIT_MS, returning, wait, waitFor } from './saga-moves.ts';
import { command, type Held, locked, refusedBy } from './saga-writes.ts';

/** The last step of a purchase: its money is taken, or kept for when its goods are sent. */

/** About half an hour by the waits between them. */
const CAPTURE_TRIES = 10;

export async function capture(
  saga: Saga,
  tenantId: string,
  { attempt, cancelled, isHeld = false }: Found,
): Promise<boolean> {
  const { id, amount } = attempt;
  const gone = cancelled && attempt.captured === 0;
  // What is held for the goods is let go with the order (`orders.provider_holds`).
  if (isHeld) return keep(saga, tenantId, attempt);
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

/** Its money is taken when its goods are sent: until then it is kept, and this attempt is over. */
async function keep(saga: Saga, tenantId: string, attempt: CheckoutAttempt): Promise<boolean> {
  const answer = await saga.payments.keep(tenantId, attempt.id);
  const reference = `${answer.provider} ${answer.reference ?? ''}`.trim();
  // Its way to pay held nothing after all.
  if (answer.captured > 0) return finish(saga, tenantId, attempt, { captured: answer.captured, reference });
  if (answer.state === 'authorised') return wait(saga, tenantId, attempt, { state: 'done', nextAt: null });
  const lost = answer.state === 'declined' || answer.state === 'released' || answer.state === 'refunded';
  if (!lost) return wait(saga, tenantId, attempt, { nextAt: saga.now() + waitFor(attempt.tries) });
  await locked(saga, tenantId, attempt.id, async (held) => {
    const args = { attemptId: attempt.id, reason: refusedBy(answer).message.slice(0, 300) };
    await command(held, 'orders.captureFailed', args, 'lost');
  });
  return wait(saga, tenantId, attempt, { state: 'done', nextAt: null });
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
