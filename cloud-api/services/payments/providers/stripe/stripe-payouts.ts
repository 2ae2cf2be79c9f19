import type Stripe from 'stripe';
import { ownId, refundIdIn } from '../own-id.ts';
import type { ToldPayout, ToldPayoutPart } from '../provider.ts';
import { fromStripe } from './stripe-words.ts';

const states: Readonly<Record<string, ToldPayout['state']>> = {
  ...{ paid: 'paid', failed: 'failed', canceled: 'failed', pending: 'on-its-way', in_transit: 'on-its-way' },
};
/** What a balance transaction is, where it is not the provider’s own. https://docs.stripe.com/reports/balance-transaction-types */
const kinds: Readonly<Record<string, ToldPayoutPart['kind']>> = {
  ...{ charge: 'payment', payment: 'payment', refund: 'refund', payment_refund: 'refund' },
  ...{ stripe_fee: 'fee', stripe_fx_fee: 'fee', tax_fee: 'fee', application_fee: 'fee' },
};

/** Payouts since then, each with the balance transactions that it is made up of. */
export async function stripePayouts(stripe: Stripe, since: number): Promise<ToldPayout[]> {
  const told: ToldPayout[] = [];
  const created = { gte: Math.floor(since / 1_000) };
  for await (const payout of stripe.payouts.list({ created, limit: 100 })) {
    const { id: reference, amount, status, arrival_date: arrives, currency: code } = payout;
    const currency = code.toUpperCase();
    const parts: ToldPayoutPart[] = [];
    // Of one that was asked for by hand Stripe does not say what it is made up of.
    if (payout.automatic) {
      const of = { payout: reference, limit: 100, expand: ['data.source'] };
      for await (const each of stripe.balanceTransactions.list(of)) {
        if (!each.type.startsWith('payout')) parts.push(partOf(each, currency));
      }
    }
    const state = states[status] ?? 'on-its-way';
    told.push({ reference, currency, amount: fromStripe(amount, currency), state, arrivesAt: arrives * 1_000, parts });
  }
  return told;
}

function partOf({ type, amount, fee, id, source }: Stripe.BalanceTransaction, currency: string): ToldPayoutPart {
  const kind = kinds[type] ?? 'other';
  const of = (typeof source === 'string' ? null : source) as {
    id?: string;
    object?: string;
    metadata?: Record<string, string>;
  } | null;
  const [gross, kept] = [fromStripe(amount, currency), fromStripe(fee, currency)];
  const isDispute = of?.object === 'dispute';
  const attemptId = ownId(of?.metadata?.['attempt']);
  const refundId = refundIdIn(of?.metadata?.['refund']);
  const named = { reference: isDispute ? (of.id ?? id) : id, attemptId, refundId };
  // What is charged by itself is all kept, and moved nothing of a shopper.
  if (kind === 'fee') return { ...named, kind, gross: 0, fee: kept - gross };
  return { ...named, kind: isDispute ? 'dispute' : kind, gross, fee: kept };
}
