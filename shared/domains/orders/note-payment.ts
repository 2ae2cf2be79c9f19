import * as z from 'zod/mini';
import { amount, currency, id, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { duePayments } from '../checkout/due-schema.ts';
import { type CheckoutAttempt, checkoutAttempts } from '../checkout/schema.ts';
import { type PaymentAttempt, paymentAttempts } from './payment-attempt-schema.ts';
import { type ProviderHold, providerHolds } from './provider-hold-schema.ts';
import { type Order, orders } from './schema.ts';
import { nextLook } from './take-money.ts';

/** What stands in a checkout's own words, as a provider would say it. */
const stateOf: Readonly<Record<CheckoutAttempt['state'], PaymentAttempt['state']>> = {
  ...{
    awaits: 'created',
    approved: 'created',
    held: 'created',
    asked: 'unknown',
    action: 'action',
    placed: 'authorised',
    done: 'captured',
  },
  ...{ declined: 'declined', returning: 'released', returned: 'released' },
};

interface Said {
  readonly provider: string;
  readonly reference: string;
  readonly instructions: string;
  readonly hold?: Held | undefined;
}

type Held = Pick<ProviderHold, 'inParts' | 'takesInTime'> & { readonly until: number | null };

/** The tries to pay a checkout go with the order that came of it: those that came to nothing, and the one that did. */
export async function writeAttempts(
  tx: Tx,
  { occurredAt }: Pick<MutationContext, 'occurredAt'>,
  { id: orderId, month }: Pick<Order, 'id' | 'month'>,
  { id: own, checkoutId }: Pick<CheckoutAttempt, 'id' | 'checkoutId'>,
  { hold, ...told }: Said,
): Promise<void> {
  const tried = (await tx.list(checkoutAttempts, { checkoutId })).filter((attempt) => attempt.amount > 0);
  await tx.insertMany(
    paymentAttempts,
    tried.map(({ id: attemptId, state, methodId: method, captured, why, createdAt, ...of }) => ({
      ...{ id: attemptId, orderId, method, amount: of.amount, currency: of.currency, month },
      ...{ captured, refunded: 0, startedAt: createdAt, changedAt: attemptId === own ? occurredAt : of.updatedAt },
      ...(attemptId === own
        ? { ...told, ...heldOf(hold), state: 'authorised' as const, problem: '' }
        : { ...nothingSaid, state: stateOf[state], problem: why }),
    })),
  );
}

const heldOf = (hold: Held | undefined) => ({
  ...{ takes: hold ? ('sent' as const) : ('placed' as const), heldUntil: hold?.until ?? null },
  inParts: hold?.inParts ?? false,
});
const nothingSaid = { provider: '', reference: '', instructions: '', ...heldOf(undefined) };

/** What is held of it until goods are sent. */
export function writeHold(
  tx: Tx,
  { occurredAt }: Pick<MutationContext, 'occurredAt'>,
  { id, orderId, currency, amount }: Pick<CheckoutAttempt, 'id' | 'orderId' | 'currency' | 'amount'>,
  { until: heldUntil, inParts, takesInTime }: Held,
): Promise<void> {
  const none = { toTake: 0, isLast: false, again: false, isTold: false, problem: '', tries: 0 };
  return tx.insert(providerHolds, {
    ...{ id, orderId, currency, amount, status: 'held', ...none, inParts, heldUntil, takesInTime },
    ...{ nextAt: nextLook({ heldUntil, isTold: false }, occurredAt), createdAt: occurredAt, updatedAt: occurredAt },
  });
}

/** What was taken, where that is more than is known: the provider's own word of it comes later, and finds it so. */
export async function noteCaptured(
  tx: Tx,
  { occurredAt }: Pick<MutationContext, 'occurredAt'>,
  attemptId: string,
  captured: number,
): Promise<void> {
  const known = await tx.get(paymentAttempts, { id: attemptId });
  if (!known || captured <= known.captured) return;
  // Of what is taken in parts the rest is still held, until its provider says otherwise.
  const state = known.takes === 'sent' && captured < known.amount ? known.state : ('captured' as const);
  await tx.update(paymentAttempts, { id: attemptId }, { state, captured, changedAt: occurredAt });
}

export const notePayment = defineMutator({
  name: 'orders.notePayment',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Keeps beside an order how a try to pay it stands at its provider, for whoever looks at the order; what was taken and paid back are tenders of their own. What is older than what is known changes nothing. By the cloud itself.',
  args: z.strictObject({
    attemptId: id,
    orderId: id,
    provider: text(40),
    reference: text(200),
    state: z.enum(['created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded']),
    /** Minor units of `currency`, as `captured` and `refunded`: each the whole until now */
    amount,
    captured: amount,
    refunded: amount,
    currency,
  }),
  run: async (tx, { attemptId, orderId, currency: _, ...told }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.notePayment' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.notePayment' });
    const known = await tx.get(paymentAttempts, { id: attemptId });
    const order = await tx.get(orders, { id: known?.orderId ?? orderId });
    if (!order) return;
    const changedAt = ctx.occurredAt;
    if (!known) {
      const later = await tx.get(duePayments, { id: attemptId });
      const row = { id: attemptId, orderId, currency: order.currency, method: later?.methodId ?? told.provider };
      const none = { problem: '', instructions: '', ...heldOf(undefined) };
      await tx.insert(paymentAttempts, {
        ...row,
        ...told,
        ...none,
        startedAt: changedAt,
        changedAt,
        month: order.month,
      });
      return;
    }
    if (told.captured < known.captured || told.refunded < known.refunded) return;
    await tx.update(paymentAttempts, { id: attemptId }, { ...told, changedAt });
  },
});
