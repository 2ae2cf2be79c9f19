import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import { spokenIn } from '../../../platform/words/spoken.ts';
import type { PaymentAttempt } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';

/** When a shopper is charged for what is taken when it is sent: in parts, or all of it with the first parcel. */
export const en = {
  parts: 'You are charged when your order is sent, each parcel for what is in it. Until then the amount is only held.',
  once: 'You are charged when the first parcel is sent. Until then the amount is only held.',
  note: 'You are charged when it is sent.',
};
const words = spokenIn('charged', en);

/** What providers call their plain ways, by the name that they give them. */
export const methodNames = {
  card: 'Card',
  transfer: 'Bank transfer',
  cash: 'Cash on delivery',
  free: 'Nothing to pay',
};
const namesIn = spokenIn<Readonly<Record<string, string>>>('methods', methodNames);

/** A way to pay by the name that its shoppers have for it; one with a name of its own keeps that. */
export function inWordsOf<M extends PaymentMethod>(method: M, locale: string): M {
  const plain = Object.entries(methodNames).find(([, name]) => name === method.name);
  return plain ? { ...method, name: namesIn(locale)[plain[0]] ?? method.name } : method;
}

export type NotedMethod = PaymentMethod & { readonly note?: string };

/** A way to pay, with when it is charged where that is not with the order. */
export const noted = (method: PaymentMethod, locale: string): NotedMethod => ({
  ...inWordsOf(method, locale),
  ...(method.charged === 'sent' ? { note: words(locale).note } : {}),
});

export type HeldPayment = Pick<PaymentAttempt, 'state' | 'takes' | 'inParts'>;

/** Empty where nothing is held until it is sent. */
export function chargedWhen({ state, takes, inParts }: HeldPayment, locale: string): string {
  if (takes !== 'sent' || state !== 'authorised') return '';
  return words(locale)[inParts ? 'parts' : 'once'];
}
