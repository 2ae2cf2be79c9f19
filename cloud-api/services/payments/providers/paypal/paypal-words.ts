import * as z from 'zod';
import type { PaymentProblem } from '../../../../platform/payments/payments.ts';
import type { JsonAnswer } from '../ask-json.ts';
import { fromDecimal, toDecimal } from '../../../../platform/decimal-money.ts';
import {
  NoAnswer,
  ProviderBusy,
  type ProviderCall,
  ProviderRefused,
  type ToldPayment,
  type ToldRefund,
} from '../provider.ts';

export const NAME = 'paypal';

/** https://developer.paypal.com/api/rest/reference/currency-codes/ */
const currencies = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '),
);
/** Of these PayPal takes whole money alone, though they have hundredths. */
const WHOLE = new Set(['HUF', 'TWD']);

export const takes = (currency: string): boolean => currencies.has(currency);

/** @throws ProviderRefused where it cannot take this amount */
export function moneyOf({ currency }: Pick<ProviderCall, 'currency'>, amount: number): object {
  if (!takes(currency) || (WHOLE.has(currency) && amount % 100 !== 0)) {
    throw new ProviderRefused({
      code: 'payments.amount',
      message: 'PayPal cannot take this amount. Nothing was charged. Choose another way to pay.',
    });
  }
  const value = toDecimal(amount, currency);
  return { currency_code: currency, value: WHOLE.has(currency) ? value.slice(0, -3) : value };
}

const money = z.object({ currency_code: z.string(), value: z.string() });
const link = z.object({ href: z.string(), rel: z.string() });
const part = z.object({
  ...{ id: z.string(), status: z.string(), amount: money.optional() },
  /** Of an authorisation */
  expiration_time: z.string().optional(),
  links: z.array(link).default([]),
});

/** Of an order what is read here. https://developer.paypal.com/docs/api/orders/v2/ */
export const paypalOrder = z.object({
  id: z.string(),
  status: z.string(),
  links: z.array(link).default([]),
  purchase_units: z
    .array(
      z.object({
        payments: z
          .object({
            authorizations: z.array(part).default([]),
            captures: z.array(part).default([]),
            refunds: z.array(part.extend({ custom_id: z.string().optional() })).default([]),
          })
          .optional(),
      }),
    )
    .default([]),
});
export type PaypalOrder = z.infer<typeof paypalOrder>;

export const partsOf = ({ purchase_units: units }: PaypalOrder) => ({
  authorization: units[0]?.payments?.authorizations.at(-1),
  captures: units[0]?.payments?.captures ?? [],
  refunds: units[0]?.payments?.refunds ?? [],
});

const taken = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);
/** Looked into over there: it may come or not. */
export const isCapturing = (order: PaypalOrder): boolean =>
  partsOf(order).captures.some(({ status }) => status === 'PENDING');
export const capturesOf = (order: PaypalOrder) => partsOf(order).captures.filter(({ status }) => taken.has(status));
/** Something of it may still be captured, or is looked into. */
const isHeld = (order: PaypalOrder): boolean =>
  isCapturing(order) || /^(CREATED|PARTIALLY_CAPTURED)$/.test(partsOf(order).authorization?.status ?? '');

/** What a refund is marked with: PayPal keeps it and tells it again. */
export const markOf = (attemptId: string, key: string): string => `${attemptId}/${key}`;

const DECLINED: PaymentProblem = {
  code: 'payments.declined',
  message: 'PayPal declined the payment. Nothing was charged. Choose another way to pay.',
};

/** What a refund of ours was split into over captures is one again. */
function refundsOf(
  { attemptId, currency }: Pick<ProviderCall, 'attemptId' | 'currency'>,
  refunds: ReturnType<typeof partsOf>['refunds'],
): ToldRefund[] {
  const sums = new Map<string, ToldRefund>();
  for (const { id, status, amount, custom_id: mark = '' } of refunds) {
    const key = mark.startsWith(`${attemptId}/`) ? mark.slice(attemptId.length + 1) : null;
    const failed = status === 'FAILED' || status === 'CANCELLED';
    const name = `${key ?? id} ${failed}`;
    const before = sums.get(name)?.amount ?? 0;
    const minor = amount ? fromDecimal(amount.value, currency) : 0;
    sums.set(name, { key, reference: id, amount: before + minor, state: failed ? 'failed' : 'done' });
  }
  return [...sums.values()];
}

/**
 * The whole payment. An order that was agreed to holds nothing before it is asked for, so it is `agreed` and no more.
 */
export function toldOf(
  call: Pick<ProviderCall, 'attemptId' | 'currency' | 'pageUrl'>,
  order: PaypalOrder,
): ToldPayment {
  const { authorization, captures, refunds } = partsOf(order);
  const minor = (amount: z.infer<typeof money> | undefined): number =>
    amount ? fromDecimal(amount.value, call.currency) : 0;
  const captured = captures.reduce((sum, { status, amount }) => sum + (taken.has(status) ? minor(amount) : 0), 0);
  const told = {
    ...{ reference: order.id, captured, actionUrl: null, problem: null },
    refunds: refundsOf(call, refunds),
    ...(authorization?.expiration_time && { heldUntil: Date.parse(authorization.expiration_time) }),
  };
  if (captured > 0) return { ...told, state: isHeld(order) ? 'authorised' : 'captured' };
  if (authorization) {
    const { status } = authorization;
    if (status === 'DENIED') return { ...told, state: 'declined', problem: DECLINED };
    if (status === 'VOIDED' || status === 'EXPIRED') return { ...told, state: 'released' };
    // `PENDING`: PayPal looks into it, and holds it or not.
    return { ...told, state: status === 'PENDING' ? 'action' : 'authorised', actionUrl: waiting(call, status) };
  }
  if (order.status === 'VOIDED') return { ...told, state: 'declined', problem: CANCELLED };
  if (order.status === 'APPROVED')
    return { ...told, state: 'action', actionUrl: `${call.pageUrl}&back=paid`, agreed: true };
  const page = order.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
  return { ...told, state: 'action', actionUrl: page?.href ?? `${call.pageUrl}&back=paid` };
}

const waiting = ({ pageUrl }: Pick<ProviderCall, 'pageUrl'>, status: string): string | null =>
  status === 'PENDING' ? `${pageUrl}&back=paid` : null;

export const CANCELLED: PaymentProblem = {
  code: 'payments.cancelled',
  message: 'The payment was not finished. Nothing was charged.',
};
const NOT_SET_UP: PaymentProblem = {
  code: 'payments.not-set-up',
  message: 'This way to pay is not set up rightly at the moment. Nothing was charged. Choose another way to pay.',
};

const issues = z.object({ details: z.array(z.object({ issue: z.string() })).optional(), name: z.string().optional() });

/** The words by which PayPal says why: `INSTRUMENT_DECLINED`, `ORDER_ALREADY_AUTHORIZED`. */
export function issueOf({ body }: JsonAnswer): string {
  const said = issues.safeParse(body);
  return (said.success && (said.data.details?.[0]?.issue ?? said.data.name)) || 'REFUSED';
}

/** What is no success, as what it says of what was done. */
export function refusalOf(answer: JsonAnswer): Error {
  const { status } = answer;
  const issue = issueOf(answer);
  // Another request of the same key is under way, or it is asked too often.
  if (status === 429 || status === 409 || issue === 'PREVIOUS_REQUEST_IN_PROGRESS') return new ProviderBusy('PayPal');
  if (status === 401 || status === 403) return new ProviderRefused(NOT_SET_UP);
  if (status < 400) return new NoAnswer(NAME, new Error(`it answered ${status}`));
  if (issue === 'INSTRUMENT_DECLINED' || issue === 'PAYER_CANNOT_PAY') return new ProviderRefused(DECLINED);
  return new ProviderRefused({
    code: `payments.paypal-${issue
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 60)}`,
    message: 'The payment service did not take this. Nothing was charged. Choose another way to pay.',
  });
}
