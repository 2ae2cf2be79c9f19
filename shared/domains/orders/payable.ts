import { type CheckoutAttempt, checkoutAttempts } from '../checkout/schema.ts';
import { type DuePayment, duePayments } from '../checkout/due-schema.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type PaymentAttempt, paymentAttempts } from './payment-attempt-schema.ts';
import { type ProviderHold, providerHolds } from './provider-hold-schema.ts';
import type { Order } from './schema.ts';

/** Providers with whom money is moved by people: until somebody notes it, it may be paid another way. */
const LATER: readonly string[] = ['transfer', 'cash'];

interface Coming {
  readonly attempts: readonly Pick<CheckoutAttempt, 'id' | 'state' | 'amount' | 'captured'>[];
  readonly told: readonly Pick<PaymentAttempt, 'id' | 'provider' | 'captured'>[];
  readonly holds: readonly Pick<ProviderHold, 'id' | 'status' | 'amount'>[];
  readonly own: readonly Pick<DuePayment, 'state' | 'toTake'>[];
}

/**
 * What a shopper may pay of an order now: what is due less what is on its way already, since a provider holds it for the goods, is
 * being asked to capture it, or is taking it for another try.
 */
export function payableOf(
  order: Pick<Order, 'kind' | 'status' | 'due' | 'historical'>,
  { attempts, told, holds, own }: Coming,
): MinorUnits {
  if (order.historical || order.kind !== 'sale' || order.status === 'cancelled' || order.due <= 0) return 0;
  const of = new Map(told.map((row) => [row.id, row]));
  const held = holds.flatMap(({ id, status, amount }) =>
    status === 'held' || status === 'taking' ? [Math.max(0, amount - (of.get(id)?.captured ?? 0))] : [],
  );
  const kept = new Set(holds.map(({ id }) => id));
  const captures = attempts.flatMap(({ id, state, amount, captured }) =>
    state === 'placed' && !kept.has(id) && !LATER.includes(of.get(id)?.provider ?? '')
      ? [Math.max(0, amount - captured)]
      : [],
  );
  const taking = own.flatMap(({ state, toTake }) => (state === 'taking' ? [toTake] : []));
  return Math.max(0, sum([order.due, ...[...held, ...captures, ...taking].map((amount) => -amount)]));
}

/** In the cloud alone, of an order that is locked where it decides what is taken. */
export async function payable(
  tx: Tx,
  order: Pick<Order, 'id' | 'kind' | 'status' | 'due' | 'historical'>,
): Promise<MinorUnits> {
  const { id: orderId } = order;
  if (order.due <= 0) return 0;
  const attempts = await tx.list(checkoutAttempts, { orderId });
  const told = await tx.list(paymentAttempts, { orderId });
  const holds = await tx.list(providerHolds, { orderId });
  return payableOf(order, { attempts, told, holds, own: await tx.list(duePayments, { orderId }) });
}
