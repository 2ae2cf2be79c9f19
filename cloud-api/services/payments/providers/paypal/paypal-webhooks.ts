import * as z from 'zod';
import type { WebhookNews } from '../provider.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const event = z.object({
  id: z.string().min(1).max(120),
  event_type: z.string().max(120),
  resource: z.object({
    id: z.string().optional(),
    custom_id: z.string().optional(),
    purchase_units: z.array(z.object({ custom_id: z.string().optional() })).optional(),
    supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().optional() }).optional() }).optional(),
    disputed_transactions: z.array(z.object({ custom: z.string().optional() })).optional(),
  }),
});

/** Of which payment an event is. @throws where it is none */
export function newsOf(raw: Buffer): WebhookNews {
  const { id, event_type: kind, resource } = event.parse(JSON.parse(raw.toString('utf8')));
  const mark =
    resource.custom_id ??
    resource.purchase_units?.[0]?.custom_id ??
    resource.disputed_transactions?.[0]?.custom ??
    null;
  const references = [resource.supplementary_data?.related_ids?.order_id, resource.id];
  return {
    ...{ eventId: id, kind, attemptId: mark?.split('/')[0] ?? null },
    references: references.filter((each) => each !== undefined),
  };
}

/**
 * What PayPal is asked, to tell whether it said this: the event as it came, byte by byte, since the signature is over it.
 */
export function verification(webhookId: string, headers: Headers, raw: Buffer): string {
  const of = (name: string): string => String(headers[name] ?? '');
  const asked = {
    ...{ auth_algo: of('paypal-auth-algo'), cert_url: of('paypal-cert-url'), webhook_id: webhookId },
    ...{ transmission_id: of('paypal-transmission-id'), transmission_sig: of('paypal-transmission-sig') },
    transmission_time: of('paypal-transmission-time'),
  };
  return `${JSON.stringify(asked).slice(0, -1)},"webhook_event":${raw.toString('utf8')}}`;
}
