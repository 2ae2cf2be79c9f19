import type { OrderAttempt, OrderPage, OrderPromise } from '../../../bridge/order-page.ts';
import { calendarDayText } from '../../ui/instants.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

/** `Sat 28 Nov to Mon 30 Nov`; null where nobody promised a day. */
export function promisedText({
  kind,
  earliest,
  latest,
}: Pick<OrderPromise, 'kind' | 'earliest' | 'latest'>): string | null {
  if (kind === 'pick-up') return earliest === null ? null : t('Ready from {day}', { day: calendarDayText(earliest) });
  if (earliest === null && latest === null) return null;
  if (earliest === null || latest === null || earliest === latest)
    return t('There on {day}', { day: calendarDayText(latest ?? earliest ?? '') });
  return t('There {first} to {last}', { first: calendarDayText(earliest), last: calendarDayText(latest) });
}

const methods: Readonly<Record<string, string>> = {
  'card-present': 'Card at the till',
  stripe: 'Card (Stripe)',
  square: 'Square',
  mollie: 'Mollie',
  'mollie.ideal': 'iDEAL (Mollie)',
  'mollie.bancontact': 'Bancontact (Mollie)',
  'mollie.creditcard': 'Card (Mollie)',
  'mollie.klarna': 'Klarna (Mollie)',
  paypal: 'PayPal',
  transfer: 'Bank transfer',
  cash: 'Cash on delivery',
  test: 'Test payment',
};

/** The way a shopper chose, in words; `test-card` is one of the test provider’s. */
export function methodName({ provider, method }: Pick<OrderAttempt, 'provider' | 'method'>): string {
  const key = provider || (method.split(/[-.]/)[0] ?? '');
  return t(methods[method] ?? methods[key] ?? method);
}

const states: Readonly<Record<string, readonly [Tone, string]>> = {
  created: ['open', 'Not begun'],
  unknown: ['warn', 'No answer yet'],
  action: ['open', 'Waiting for the shopper'],
  authorised: ['open', 'Authorised, not taken yet'],
  captured: ['ok', 'Taken'],
  declined: ['bad', 'Declined'],
  released: ['plain', 'Let go'],
  refunded: ['warn', 'Paid back'],
};
const later = ['transfer', 'cash'];

/** What of a payment is still held, to be taken when goods are sent: minor units. */
export const stillHeld = ({ takes, state, amount, captured }: OrderAttempt): number =>
  takes === 'sent' && state === 'authorised' ? Math.max(0, amount - captured) : 0;

export function attemptWords({ state, provider, captured, refunded }: OrderAttempt): { tone: Tone; text: string } {
  if (state === 'authorised' && later.includes(provider)) return { tone: 'open', text: t('Waiting for the money') };
  if (captured > 0 && refunded > 0 && refunded < captured) return { tone: 'warn', text: t('Partly paid back') };
  if (state === 'authorised' && captured > 0) return { tone: 'open', text: t('Taken in part') };
  const [tone, text] = states[state] ?? (['open', state] as const);
  return { tone, text: t(text) };
}

/** What was asked of providers to pay back, and did not reach them yet: minor units. */
export function onItsWayBack(order: Pick<OrderPage, 'payments' | 'attempts'>): number {
  const asked = order.payments.filter(({ kind, amount }) => kind === 'online' && amount < 0);
  const done = order.attempts.reduce((sum, { refunded }) => sum + refunded, 0);
  return Math.max(0, asked.reduce((sum, { amount }) => sum - amount, 0) - done);
}
