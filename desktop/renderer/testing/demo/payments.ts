import type { PayAccount } from '../../../bridge/payment-views.ts';
import { NOW } from './catalog.ts';

const id = (n: number): string => `5b0f6a1e-0000-4000-8000-0000000002${String(n).padStart(2, '0')}`;
const accounts: readonly PayAccount[] = [
  {
    ...{ id: id(1), provider: 'stripe', name: 'Cards', status: 'active', settings: {}, test: true },
    ...{ secretsSet: ['secretKey', 'webhookSecret'], secretEnds: { secretKey: '4Qx9', webhookSecret: 'b71c' } },
    rules: { position: 1 },
    told: { at: NOW - 8 * 60_000, kind: 'payment_intent.succeeded', open: 0 },
    webhookUrl: `https://cloud.larkhall.example/payments/v1/webhooks/stripe/${id(1)}`,
  },
  {
    ...{ id: id(3), provider: 'paypal', name: 'PayPal', status: 'active', test: false, rules: {}, told: null },
    ...{
      settings: { clientId: 'AbX0', mode: 'live' },
      secretsSet: ['clientSecret'],
      secretEnds: { clientSecret: 'k81w' },
    },
    webhookUrl: `https://cloud.larkhall.example/payments/v1/webhooks/paypal/${id(3)}`,
  },
  {
    ...{ id: id(2), provider: 'transfer', name: 'Bank', status: 'active', test: false, secretsSet: [], secretEnds: {} },
    settings: { holder: 'Larkhall Ltd', iban: 'GB33 BUKB 2020 1555 5555 55', bank: 'BUKBGB22' },
    rules: {
      ...{ position: 2, amounts: [{ currency: 'GBP', least: 2_000, most: 150_000 }], countries: ['GB', 'IE'] },
      instructions:
        'Please transfer {amount} to {holder}, {iban} ({bank}), with the reference {reference}. We send your order when the money is there.',
    },
    ...{ told: null, webhookUrl: null },
  },
];

/** A cloud that knows two ways to be paid. @param alone nobody signed in to it at this desk */
export function paymentsAnswer(name: string, alone: boolean): unknown {
  if (name === 'payments.state') return alone ? null : { accounts };
  if (name === 'payments.connect') return { id: id(9), webhookUrl: null };
  if (name === 'payments.check')
    return { works: true, message: 'Stripe answered, and the key may read Checkout Sessions.' };
  if (name === 'payments.readPayouts') return { news: 2 };
  return null;
}
