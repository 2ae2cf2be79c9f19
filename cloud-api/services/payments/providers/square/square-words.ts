import * as z from 'zod';
import type { PaymentMethod, PaymentProblem, PaymentsFor } from '../../../../platform/payments/payments.ts';
import type { JsonAnswer } from '../ask-json.ts';
import {
  NoAnswer,
  ProviderBusy,
  type ProviderCall,
  ProviderRefused,
  type ToldDispute,
  type ToldPayment,
} from '../provider.ts';

export const NAME = 'square';

/** A Square location sells in one currency, which is the account's. */
export const methodsOf = (of: PaymentsFor, { currency = '' }: Readonly<Record<string, string>>): PaymentMethod[] =>
  of.currency === currency.toUpperCase()
    ? [{ id: NAME, provider: NAME, kind: 'card', name: 'Card, Apple Pay and more' }]
    : [];

/** Minor units, as here. */
export const money = z.object({ amount: z.number().int(), currency: z.string() });

/** https://developer.squareup.com/reference/square/checkout-api */
export const squareLink = z.object({
  payment_link: z.object({ id: z.string(), order_id: z.string(), url: z.string() }),
});
/** https://developer.squareup.com/reference/square/orders-api */
export const squareOrder = z.object({
  order: z.object({
    id: z.string(),
    state: z.string().nullish(),
    reference_id: z.string().nullish(),
    version: z.number().nullish(),
    tenders: z.array(z.object({ id: z.string(), payment_id: z.string().nullish() })).nullish(),
  }),
});
/** https://developer.squareup.com/reference/square/payments-api */
export const squarePayment = z.object({
  payment: z.object({
    id: z.string(),
    status: z.string(),
    amount_money: money,
    refund_ids: z.array(z.string()).nullish(),
    order_id: z.string().nullish(),
  }),
});
/** https://developer.squareup.com/reference/square/refunds-api */
export const squareRefund = z.object({
  refund: z.object({ id: z.string(), status: z.string(), amount_money: money, reason: z.string().nullish() }),
});
export const squareLocation = z.object({
  location: z.object({
    status: z.string().nullish(),
    currency: z.string().nullish(),
    capabilities: z.array(z.string()).nullish(),
  }),
});

export interface SquareBook {
  readonly order: z.infer<typeof squareOrder>['order'];
  readonly payments: readonly z.infer<typeof squarePayment>['payment'][];
  readonly refunds: readonly z.infer<typeof squareRefund>['refund'][];
  /** Undefined: they were not to be read */
  readonly disputes: readonly ToldDispute[] | undefined;
  /** Where its shopper pays; null: that page is gone */
  readonly url: string | null;
}

/** A bank has not decided yet. */
export const isUnderWay = ({ payments }: Pick<SquareBook, 'payments'>): boolean =>
  payments.some(({ status }) => status !== 'COMPLETED' && status !== 'FAILED' && status !== 'CANCELED');

/** A link and the order that is paid by it: neither leads to the other once the link was ended. */
export const referenceOf = (link: string, order: string): string => `${link}/${order}`;
export function partsOf(reference: string): { readonly link: string; readonly order: string } {
  const [link = '', order = ''] = reference.split('/');
  return { link, order };
}

/** A refund there has no room for a key but in its reason. */
export const reasonFor = (key: string): string => `Refund ${key}`;
export const keyIn = (reason: string | null | undefined): string | null =>
  /^Refund (\S{1,150})$/.exec(reason ?? '')?.[1] ?? null;

const CANCELLED: PaymentProblem = {
  code: 'payments.cancelled',
  message: 'The payment was not finished. Nothing was charged.',
};
const NOT_SET_UP: PaymentProblem = {
  code: 'payments.not-set-up',
  message: 'This way to pay is not set up rightly at the moment. Nothing was charged. Choose another way to pay.',
};

export function toldOf(call: Pick<ProviderCall, 'pageUrl'>, reference: string, book: SquareBook): ToldPayment {
  const paid = book.payments.filter(({ status }) => status === 'COMPLETED');
  const captured = paid.reduce((sum, { amount_money: { amount } }) => sum + amount, 0);
  const refunds = book.refunds.map(({ id, status, amount_money: { amount }, reason }) => ({
    ...{ key: keyIn(reason), reference: id, amount },
    state: status === 'FAILED' || status === 'REJECTED' ? ('failed' as const) : ('done' as const),
  }));
  const { disputes } = book;
  const told = { reference, captured, refunds, disputes, actionUrl: null, problem: null };
  if (captured > 0) return { ...told, state: 'captured' };
  // Where its page is gone and nobody is being asked for money any more, none comes.
  if (book.order.state === 'CANCELED' || (book.url === null && !isUnderWay(book)))
    return { ...told, state: 'declined', problem: CANCELLED };
  return { ...told, state: 'action', actionUrl: book.url ?? `${call.pageUrl}&back=paid` };
}

/** What is no success, as what it says of what was done. */
export function refusalOf({ status, body }: JsonAnswer): Error {
  if (status === 429 || status === 409) return new ProviderBusy('Square');
  if (status === 401 || status === 403) return new ProviderRefused(NOT_SET_UP);
  if (status < 400) return new NoAnswer(NAME, new Error(`it answered ${status}`));
  const said = z.object({ errors: z.array(z.object({ code: z.string().regex(/^[A-Z_]{1,60}$/) })) }).safeParse(body);
  const code = said.success ? said.data.errors[0]?.code : undefined;
  return new ProviderRefused({
    code: `payments.square-refused${code ? `-${code.toLowerCase().replaceAll('_', '-')}` : ''}`,
    message: 'The payment service did not take this. Nothing was charged. Choose another way to pay.',
  });
}
