import type { Intent, Refund } from './stripe-shapes.ts';

/** What was captured and paid back of these, less 2.9 % and what is charged by itself, as Stripe lists it. */
export function paidOut(
  id: string,
  own: readonly Intent[],
  refunds: readonly Refund[],
  status: string,
  seconds: number,
) {
  const of = (id: string, type: string, amount: number, fee: number, source: object) => ({
    ...{ id, object: 'balance_transaction', type, amount, fee, net: amount - fee, currency: 'gbp', source },
  });
  const parts = [
    ...own.map(({ id, amount_received: amount, metadata }) =>
      of(`txn_${id}`, 'charge', amount, Math.round(amount * 0.029), { object: 'charge', metadata }),
    ),
    ...refunds
      .filter((each) => own.some(({ id }) => id === each.payment_intent))
      .map((each) => of(`txn_${each.id}`, 'refund', -each.amount, 0, each)),
    of('txn_fee', 'stripe_fee', -25, 0, {}),
  ];
  const amount = parts.reduce((sum, { net }) => sum + net, 0);
  const all = { ...of('txn_po', 'payout', -amount, 0, {}) };
  const payout = {
    id,
    object: 'payout',
    amount,
    currency: 'gbp',
    automatic: true,
    arrival_date: seconds,
    status,
  };
  return { payout, parts, all };
}
