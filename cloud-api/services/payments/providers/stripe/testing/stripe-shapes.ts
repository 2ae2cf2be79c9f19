import Stripe from 'stripe';

/** What Stripe's published description says of each, as far as the fake knows it. */
export interface Session {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly created: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly client_reference_id: string | null;
  readonly metadata: Record<string, string>;
  readonly capture: string;
  readonly parts: boolean;
  readonly expires_at: number;
  url: string | null;
  status: 'open' | 'complete' | 'expired';
  payment_intent: string | null;
}

export interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  amount: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
  readonly created?: number;
  /** Of one that waits for a card at a reader */
  last_payment_error?: { readonly code: string; readonly decline_code: string; readonly type: string } | null;
  amount_details?: { readonly tip: { readonly amount: number } };
  card?: object;
  /** More than one part of it may be captured */
  parts?: boolean;
  capture_before?: number;
  status: 'requires_payment_method' | 'requires_action' | 'requires_capture' | 'succeeded' | 'canceled';
  amount_received: number;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly payment_intent: string;
  readonly amount: number;
  readonly metadata: Record<string, string>;
  status: 'succeeded' | 'failed';
}

export interface Dispute {
  readonly id: string;
  readonly object: 'dispute';
  readonly payment_intent: string;
  readonly amount: number;
  readonly reason: string;
  readonly evidence_details: { readonly due_by: number | null };
  status: string;
}

export type Answer = { readonly status: number; readonly body: object };
export type Form = Record<string, string>;

/** `metadata[attempt]=…` of a form, by its names. */
export const metadataOf = (form: Form, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const found = name.startsWith(`${prefix}[`) ? name.slice(prefix.length + 1, -1) : null;
      return found === null ? [] : [[found, value]];
    }),
  );

/** An event as it would be sent, with its signature. */
export function signed(
  { object, created, ...event }: { id: string; type: string; object: unknown; created: number },
  secret: string,
): { header: string; body: string } {
  const body = JSON.stringify({ ...event, object: 'event', created, data: { object } });
  const header = new Stripe('sk_none').webhooks.generateTestHeaderString({ payload: body, secret, timestamp: created });
  return { header, body };
}

/** Of a card that was held: until when, and whether in parts. */
export const cardDetails = (intent: Intent | undefined) => {
  if (intent?.card) return { payment_method_details: { type: 'card_present', card_present: intent.card } };
  return intent?.capture_before === undefined
    ? undefined
    : {
        payment_method_details: {
          type: 'card',
          card: {
            capture_before: intent.capture_before,
            multicapture: { status: intent.parts ? 'available' : 'unavailable' },
          },
        },
      };
};

/** What was not captured in time is let go of. */
export function runOut(intent: Intent): void {
  if (intent.status !== 'requires_capture') return;
  intent.status = intent.amount_received > 0 ? 'succeeded' : 'canceled';
}

/** So much of what is held is taken, and the rest let go of unless more is to come. @returns null where it may not be */
export function captureIn(intent: Intent, form: Form, now: number): number | null {
  const left = intent.amount - intent.amount_received;
  const take = Number(form['amount_to_capture'] ?? left);
  const last = form['final_capture'] !== 'false';
  const isOver = (intent.capture_before ?? now) < now;
  if (intent.status !== 'requires_capture' || isOver || take > left || take < 0) return null;
  if ((take === 0 && !(last && intent.amount_received > 0)) || (!last && !intent.parts)) return null;
  intent.amount_received += take;
  if (last || intent.amount_received === intent.amount) intent.status = 'succeeded';
  return take;
}

/** An intent of its own, as a reader takes it. */
export const intentIn = (form: Form, id: string, created: number): Intent => ({
  ...{ id, object: 'payment_intent', amount: Number(form['amount']), currency: form['currency'] ?? '' },
  ...{ metadata: metadataOf(form, 'metadata'), created, last_payment_error: null, amount_received: 0 },
  status: 'requires_payment_method',
});

export const sessionIn = (form: Form, id: string, created: number): Session => ({
  ...{ id, object: 'checkout.session', created, status: 'open', payment_intent: null },
  amount_total: Number(form['line_items[0][price_data][unit_amount]']),
  currency: form['line_items[0][price_data][currency]'] ?? '',
  client_reference_id: form['client_reference_id'] ?? null,
  metadata: metadataOf(form, 'payment_intent_data[metadata]'),
  capture: form['payment_intent_data[capture_method]'] ?? 'automatic',
  parts: form['payment_method_options[card][request_multicapture]'] === 'if_available',
  expires_at: Number(form['expires_at'] ?? created + 86_400),
  url: `https://checkout.stripe.example/c/pay/${id}`,
});
