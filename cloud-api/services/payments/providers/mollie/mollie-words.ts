import * as z from 'zod';
import type { PaymentMethod, PaymentProblem, PaymentsFor } from '../../../../platform/payments/payments.ts';
import { fromDecimal } from '../../../../platform/decimal-money.ts';
import {
  NoAnswer,
  ProviderBusy,
  type ProviderCall,
  ProviderRefused,
  type ToldDispute,
  type ToldPayment,
} from '../provider.ts';
import type { JsonAnswer } from '../ask-json.ts';

export const NAME = 'mollie';

interface Way {
  readonly name: string;
  readonly kind?: 'card';
  /** Left out: whatever the account takes */
  readonly currencies?: readonly string[];
  /** It is authorised first, and captured by us. Everything else is taken when it is paid. */
  readonly holds?: true;
  /** It asks for who pays and where they live. */
  readonly asksWho?: true;
}

const euro = ['EUR'];
/** Ways to pay by Mollie's own ids. https://docs.mollie.com/reference/list-methods */
export const ways: Readonly<Record<string, Way>> = {
  ideal: { name: 'iDEAL', currencies: euro },
  bancontact: { name: 'Bancontact', currencies: euro },
  creditcard: { name: 'Card', kind: 'card', holds: true },
  klarna: { name: 'Klarna', holds: true, asksWho: true },
  paybybank: { name: 'Pay by bank', currencies: ['EUR', 'GBP'] },
  trustly: { name: 'Trustly', currencies: euro },
  eps: { name: 'eps', currencies: euro },
  kbc: { name: 'KBC/CBC', currencies: euro },
  belfius: { name: 'Belfius', currencies: euro },
  przelewy24: { name: 'Przelewy24', currencies: ['PLN', 'EUR'] },
  twint: { name: 'TWINT', currencies: ['CHF'] },
};

/** Those that a store wants to offer by name, `ideal, creditcard`; none: what Mollie's own page offers. */
export const wayIdsOf = ({ methods = '' }: Readonly<Record<string, string>>): string[] =>
  methods.split(/[\s,]+/).filter((id) => id !== '');

export function methodsOf(of: PaymentsFor, settings: Readonly<Record<string, string>>): PaymentMethod[] {
  const ids = wayIdsOf(settings);
  if (ids.length === 0) return [{ id: NAME, provider: NAME, kind: 'redirect', name: 'Cards, iDEAL and more' }];
  return ids.flatMap((id): PaymentMethod[] => {
    const way = Object.hasOwn(ways, id) ? ways[id] : undefined;
    if (!way || (way.currencies && !way.currencies.includes(of.currency))) return [];
    return [{ id: `${NAME}.${id}`, provider: NAME, kind: way.kind ?? 'redirect', name: way.name }];
  });
}

/** Whether a store takes it: by its name where ways are named, at Mollie's page where none is. */
export function isChosen(method: string, settings: Readonly<Record<string, string>>): boolean {
  const ids = wayIdsOf(settings);
  return ids.length === 0 ? method === NAME : ids.some((id) => method === `${NAME}.${id}` && Object.hasOwn(ways, id));
}

/** Undefined: the shopper chooses at Mollie's page. */
export function wayOf(method: string): { readonly id: string; readonly way: Way } | undefined {
  const id = method.slice(NAME.length + 1);
  const way = Object.hasOwn(ways, id) ? ways[id] : undefined;
  return way && { id, way };
}

const money = z.object({ currency: z.string(), value: z.string() });
const part = z.object({ id: z.string(), status: z.string(), amount: money });
const href = z.object({ href: z.string() });

/** Of a payment what is read here. https://docs.mollie.com/reference/get-payment */
export const molliePayment = z.object({
  id: z.string(),
  status: z.string(),
  createdAt: z.string(),
  amount: money,
  isCancelable: z.boolean().nullish(),
  authorizedAt: z.string().nullish(),
  captureBefore: z.string().nullish(),
  metadata: z.unknown().optional(),
  details: z.object({ failureReason: z.string().nullish() }).nullish(),
  _links: z.object({ checkout: href.nullish() }),
  _embedded: z
    .object({
      captures: z.array(part).nullish(),
      chargebacks: z
        .array(
          z.object({
            ...{ id: z.string(), amount: money, reversedAt: z.string().nullish() },
            reason: z.object({ code: z.string().nullish(), description: z.string().nullish() }).nullish(),
          }),
        )
        .nullish(),
      refunds: z.array(part.extend({ metadata: z.unknown().optional() })).nullish(),
    })
    .nullish(),
});
export type MolliePayment = z.infer<typeof molliePayment>;

export const molliePage = z.object({
  _embedded: z.object({ payments: z.array(molliePayment) }),
  _links: z.object({ next: href.nullish() }),
});

const noted = z.record(z.string(), z.unknown());
export function notedIn(metadata: unknown, name: string): string | null {
  const found = noted.safeParse(metadata);
  const value = found.success ? found.data[name] : undefined;
  return typeof value === 'string' ? value : null;
}

const CANCELLED: PaymentProblem = {
  code: 'payments.cancelled',
  message: 'The payment was not finished. Nothing was charged.',
};
const DECLINED: PaymentProblem = {
  code: 'payments.declined',
  message: 'The payment was declined. Nothing was charged. Choose another way to pay.',
};
const NOT_SET_UP: PaymentProblem = {
  code: 'payments.not-set-up',
  message: 'This way to pay is not set up rightly at the moment. Nothing was charged. Choose another way to pay.',
};

const done = (parts: MolliePayment['_embedded']) =>
  (parts?.captures ?? []).filter(({ status }) => status === 'succeeded');
/** Asked for, and not settled by whoever pays it: Mollie tells us when it is. */
export const isCapturing = ({ _embedded: parts }: MolliePayment): boolean =>
  (parts?.captures ?? []).some(({ status }) => status === 'pending');

export function toldOf(
  call: Pick<ProviderCall, 'attemptId' | 'currency' | 'pageUrl'>,
  payment: MolliePayment,
): ToldPayment {
  const { id, status, amount, authorizedAt, captureBefore, _embedded: parts, _links: links } = payment;
  const minor = ({ value }: { readonly value: string }) => fromDecimal(value, call.currency);
  const taken = done(parts).reduce((sum, each) => sum + minor(each.amount), 0);
  const captured = status === 'paid' ? taken || minor(amount) : taken;
  const refunds = (parts?.refunds ?? []).map((each) => ({
    key: notedIn(each.metadata, 'attempt') === call.attemptId ? notedIn(each.metadata, 'refund') : null,
    ...{ reference: each.id, amount: minor(each.amount) },
    state: each.status === 'failed' || each.status === 'canceled' ? ('failed' as const) : ('done' as const),
  }));
  // A bank that charges back asks nobody: there is nothing to answer here, and it may turn it back.
  const disputes = (parts?.chargebacks ?? []).map(
    ({ id: reference, amount: back, reason, reversedAt }): ToldDispute => {
      const [sum, why] = [minor(back), reason?.description ?? reason?.code ?? ''];
      return {
        reference,
        amount: sum,
        taken: reversedAt ? 0 : sum,
        reason: why,
        state: reversedAt ? 'won' : 'lost',
        dueAt: null,
      };
    },
  );
  const told = { reference: id, captured, refunds, disputes, actionUrl: null, problem: null };
  const heldUntil = captureBefore ? Date.parse(captureBefore) : undefined;
  // Of one that is taken in parts the rest is held until Mollie says otherwise.
  if (status === 'authorized' || isCapturing(payment)) return { ...told, heldUntil, state: 'authorised' };
  if (captured > 0) return { ...told, state: 'captured' };
  // An authorisation that has run out.
  if (status === 'failed' && authorizedAt) return { ...told, state: 'released' };
  if (status === 'canceled' || status === 'expired') {
    return authorizedAt ? { ...told, state: 'released' } : { ...told, state: 'declined', problem: CANCELLED };
  }
  if (status === 'failed') return { ...told, state: 'declined', problem: DECLINED };
  // Begun there and not decided: there is nothing to do but to go back to the shop and wait.
  return { ...told, state: 'action', actionUrl: links.checkout?.href ?? `${call.pageUrl}&back=paid` };
}

/** What is no success, as what it says of what was done. */
export function refusalOf({ status, body }: JsonAnswer): Error {
  if (status === 429 || status === 409) return new ProviderBusy('Mollie');
  if (status === 401 || status === 403) return new ProviderRefused(NOT_SET_UP);
  if (status < 400) return new NoAnswer(NAME, new Error(`it answered ${status}`));
  const said = z.object({ field: z.string().regex(/^[\w.[\]]{1,60}$/) }).safeParse(body);
  const what = said.success ? `-${said.data.field.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}` : '';
  return new ProviderRefused({
    code: `payments.mollie-refused${what}`,
    message: 'The payment service did not take this. Nothing was charged. Choose another way to pay.',
  });
}
