import Stripe from 'stripe';
import { ProviderBusy, ProviderRefused, type ToldDispute } from '../provider.ts';

/** ISO 4217 has no minor units for these, and Stripe counts hundredths all the same. https://docs.stripe.com/currencies */
const HUNDREDTHS = new Set(['ISK', 'UGX']);
/** Thousandths, of which Stripe takes whole tens alone. */
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Minor units as Stripe counts them. @throws ProviderRefused where it cannot take this amount */
export function toStripe(amount: number, currency: string): number {
  if (THOUSANDTHS.has(currency) && amount % 10 !== 0) {
    throw new ProviderRefused({
      code: 'payments.amount',
      message: 'This amount cannot be paid by card. Nothing was charged. Choose another way to pay.',
    });
  }
  return HUNDREDTHS.has(currency) ? amount * 100 : amount;
}

export const fromStripe = (amount: number, currency: string): number =>
  HUNDREDTHS.has(currency) ? Math.round(amount / 100) : amount;

/** What an error of the SDK says of what was done; undefined: it says nothing of it. */
export function refusalOf(error: unknown): ProviderRefused | ProviderBusy | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  const { statusCode, code } = error;
  if (statusCode === 429 || statusCode === 409) return new ProviderBusy('Stripe');
  if (error instanceof Stripe.errors.StripeCardError) {
    return new ProviderRefused({ code: 'payments.declined', message: declined(error.message) });
  }
  if (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  ) {
    return new ProviderRefused({
      code: 'payments.not-set-up',
      message: 'This way to pay is not set up rightly at the moment. Nothing was charged. Choose another way to pay.',
    });
  }
  // The same key with other words: it says nothing of what became of the first.
  if (error instanceof Stripe.errors.StripeIdempotencyError) return undefined;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return new ProviderRefused({
    code: `payments.stripe-${code ?? 'refused'}`.replaceAll('_', '-'),
    message: 'The payment service did not take this. Nothing was charged. Choose another way to pay.',
  });
}

const declined = (words: string): string =>
  `${words.endsWith('.') ? words : `${words}.`} Nothing was charged. Use another card or another way to pay.`;

export const CANCELLED = {
  code: 'payments.cancelled',
  message: 'The payment was not finished. Nothing was charged.',
} as const;

/** What is only asked about (`warning_…`) takes nothing; what is disputed is taken until it is won. */
export function toldDispute(dispute: Stripe.Dispute, currency: string): ToldDispute {
  const { id: reference, status, reason, evidence_details: evidence } = dispute;
  const amount = fromStripe(dispute.amount, currency);
  const dueAt = evidence.due_by === null ? null : evidence.due_by * 1_000;
  const told = { reference, amount, reason, dueAt: null };
  if (status === 'needs_response') return { ...told, dueAt, state: 'open', taken: amount };
  if (status === 'under_review') return { ...told, state: 'review', taken: amount };
  if (status === 'lost') return { ...told, state: 'lost', taken: amount };
  if (status === 'warning_needs_response') return { ...told, dueAt, state: 'asked', taken: 0 };
  if (status === 'warning_under_review') return { ...told, state: 'review', taken: 0 };
  return { ...told, state: 'won', taken: 0 };
}

/** Never Stripe's own words: they repeat a part of the key. */
export function checkWords(error: unknown): string {
  const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
  if (error instanceof StripeAuthenticationError)
    return 'Stripe does not know this secret key. Put in the one of Developers → API keys.';
  if (error instanceof StripePermissionError)
    return 'Stripe knows the key, and it may not read Checkout Sessions. Give it the rights that the guide names.';
  return 'Stripe did not answer as it should. Try again in a moment.';
}

/** Of which payment an event is; nothing of it is believed. */
export function newsOf(event: Stripe.Event) {
  const object = event.data.object as {
    id?: string;
    payment_intent?: unknown;
    metadata?: Record<string, string> | null;
    /** Of a reader: what it had in hand */
    action?: { process_payment_intent?: { payment_intent?: unknown } } | null;
  };
  const { payment_intent: intent = object.action?.process_payment_intent?.payment_intent, metadata } = object;
  const references = [intent, object.id].filter((each): each is string => typeof each === 'string');
  return { eventId: event.id, kind: event.type, attemptId: metadata?.['attempt'] ?? null, references };
}
