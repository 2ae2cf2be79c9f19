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
