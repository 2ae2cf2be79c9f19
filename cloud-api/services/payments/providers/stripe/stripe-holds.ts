import type Stripe from 'stripe';
import type { CaptureAsked, ToldPayment } from '../provider.ts';
import { toStripe } from './stripe-words.ts';

/** What Stripe holds of a payment: in parts where card and account let it (multicapture), else taken once. */

/** Asked for where it is to be taken in parts; whether the card lets it stands on its charge afterwards. */
export const MULTICAPTURE = {
  payment_method_options: { card: { request_multicapture: 'if_available' } },
} as const satisfies Stripe.Checkout.SessionCreateParams;

/** Until when it is held, and whether in parts; of a charge that came along. */
export function holdOf({ latest_charge: charge }: Stripe.PaymentIntent): Pick<ToldPayment, 'heldUntil' | 'inParts'> {
  const card = typeof charge === 'string' ? undefined : charge?.payment_method_details?.card;
  if (!card) return {};
  const { capture_before: before, multicapture } = card;
  return {
    ...(before && { heldUntil: before * 1_000 }),
    ...(multicapture && { inParts: multicapture.status === 'available' }),
  };
}

/** Taken whole it is asked for without an amount. Only where more is to come Stripe is told not to let go of the rest. */
export function captureOf({ take, last, amount, currency }: CaptureAsked): Stripe.PaymentIntentCaptureParams {
  if (last && take >= amount) return {};
  return { amount_to_capture: toStripe(take, currency), ...(!last && { final_capture: false }) };
}

/** What was taken of it stays: of such a payment nothing more is captured, and that for the last time. */
export async function letGoOf(stripe: Stripe, id: string, idempotencyKey: string): Promise<Stripe.PaymentIntent> {
  const { status, amount_received: taken } = await stripe.paymentIntents.retrieve(id);
  if (status !== 'requires_capture' || taken === 0) return stripe.paymentIntents.cancel(id, {}, { idempotencyKey });
  const last = { amount_to_capture: 0, final_capture: true };
  return stripe.paymentIntents.capture(id, last, { idempotencyKey: `${idempotencyKey}:rest` });
}
