import * as z from 'zod';
import type { AgreementCall, ProviderCall, ToldAgreement } from '../provider.ts';
import { moneyOf } from './paypal-words.ts';

/** By it the one unit of an order is found again when its amount changes. */
const UNIT = 'express';

/** An order that says who agreed and where it goes; nothing is held by it. https://developer.paypal.com/docs/api/orders/v2/ */
export function newAgreement({ amount, currency, returnUrl }: AgreementCall): object {
  const away = new URL(returnUrl);
  away.searchParams.set('th-away', '1');
  return {
    intent: 'AUTHORIZE',
    purchase_units: [{ reference_id: UNIT, description: 'Order', amount: moneyOf({ currency }, amount) }],
    payment_source: {
      paypal: {
        experience_context: {
          // They see the total with delivery and tax at the shop, and confirm it there.
          ...{ user_action: 'CONTINUE', shipping_preference: 'GET_FROM_FILE' },
          ...{ return_url: returnUrl, cancel_url: away.href },
        },
      },
    },
  };
}

/** What an order comes to by now, and which attempt it is. Said again it is the same. */
export function shownSince({ attemptId, currency, amount }: ProviderCall): object[] {
  const at = `/purchase_units/@reference_id=='${UNIT}'`;
  return [
    { op: 'replace', path: `${at}/amount`, value: moneyOf({ currency }, amount) },
    { op: 'add', path: `${at}/custom_id`, value: attemptId },
    { op: 'add', path: `${at}/invoice_id`, value: attemptId },
  ];
}

const text = z.string().nullish();
const address = z.object({
  ...{ address_line_1: text, address_line_2: text, admin_area_1: text, admin_area_2: text },
  ...{ postal_code: text, country_code: text },
});
export const paypalAgreed = z.object({
  status: z.string(),
  payer: z
    .object({
      email_address: text,
      name: z.object({ given_name: text, surname: text }).nullish(),
      phone: z.object({ phone_number: z.object({ national_number: text }).nullish() }).nullish(),
    })
    .nullish(),
  purchase_units: z
    .array(
      z.object({
        shipping: z.object({ name: z.object({ full_name: text }).nullish(), address: address.nullish() }).nullish(),
      }),
    )
    .default([]),
});
export type PaypalAgreed = z.infer<typeof paypalAgreed>;

/** Who agreed, and where it goes; null: PayPal knows of no such order any more. */
export function toldAgreement(order: PaypalAgreed | null): ToldAgreement {
  if (!order || order.status === 'VOIDED') return { state: 'over', url: null, payer: null };
  if (order.status !== 'APPROVED' && order.status !== 'COMPLETED') return { state: 'open', url: null, payer: null };
  const { payer } = order;
  const shipping = order.purchase_units[0]?.shipping;
  const at = shipping?.address;
  const region = at?.admin_area_1 ?? '';
  const own = [payer?.name?.given_name, payer?.name?.surname].filter(Boolean).join(' ');
  return {
    ...{ state: 'agreed', url: null },
    payer: {
      name: shipping?.name?.full_name || own,
      email: payer?.email_address ?? '',
      phone: payer?.phone?.phone_number?.national_number ?? '',
      line1: at?.address_line_1 ?? '',
      line2: at?.address_line_2 ?? '',
      city: at?.admin_area_2 ?? '',
      // By its code where PayPal has one; a name is left to the shopper, who is asked for it where the country wants one.
      region: /^[A-Z0-9]{1,3}$/.test(region) ? region : '',
      postcode: at?.postal_code ?? '',
      country: at?.country_code ?? '',
    },
  };
}
