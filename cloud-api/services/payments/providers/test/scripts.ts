import type { PaymentProblem } from '../../../../platform/payments/payments.ts';

/**
 * How a payment of the test provider goes, by what it is asked with: `test` is paid at once, `test-card` is paid at our
 * page by one of the cards there, `test.<script>` goes as the script says without anybody doing anything. Only the first
 * two are offered.
 */
export const scripts = {
  paid: 'It is authorised at once',
  declined: 'It is declined',
  'no-money': 'It is declined, since there is too little money',
  challenge: 'It asks for a 3-D Secure confirmation',
  'authorise-lost': 'It is authorised, and the answer is lost',
  'authorise-late': 'The answer is lost, and it is authorised some seconds later',
  'authorise-too-late': 'The answer is lost, and it is authorised after everybody has given up',
  'authorise-never': 'The request is lost, and nothing is done',
  'capture-lost': 'It is captured, and the answer is lost',
  'capture-never': 'The request to capture is lost once, and nothing is done',
  'refund-lost': 'It is paid back, and the answer is lost',
  'refund-never': 'The first request to pay back is lost, and nothing is done',
  'refund-refused': 'Paying back is refused',
  'capture-refused': 'Capturing is refused, since the authorisation has run out',
  'single-capture': 'It can be captured once only, and lets go of the rest with that',
  twice: 'Each request reaches the provider twice',
  'webhook-first': 'It tells us by itself before it answers',
  'webhook-twice': 'It tells us twice, and what came later first',
  'webhook-only': 'The answer is lost, and it tells us by itself',
  'captured-at-once': 'It knows no authorisation: paid is captured',
} as const;
export type Script = keyof typeof scripts | 'card';

export const isScript = (text: string): text is keyof typeof scripts => Object.hasOwn(scripts, text);

/** What somebody agreed to at the test provider's page before is paid without another one. */
export const EXPRESS = 'test-express';

/** The test provider's people, so that nobody types who they are. */
export const people = {
  bath: {
    ...{ name: 'Bo Field', email: 'bo@shopper.example', phone: '01225 555 0100', line1: '4 Mill Lane', line2: '' },
    ...{ city: 'Bath', region: '', postcode: 'BA1 1AA', country: 'GB' },
  },
  lyon: {
    ...{ name: 'Élodie Roux', email: 'elodie@shopper.example', phone: '', line1: '11 Rue Ampère', line2: '' },
    ...{ city: 'Lyon', region: '', postcode: '69002', country: 'FR' },
  },
} as const;
export type Person = keyof typeof people;
export const isPerson = (text: string | null): text is Person => text !== null && Object.hasOwn(people, text);

/** @returns undefined for a method that is not the test provider's */
export function scriptOf(method: string): Script | undefined {
  if (method === 'test' || method === EXPRESS) return 'paid';
  if (method === 'test-card') return 'card';
  const [provider, script = ''] = method.split('.');
  return provider === 'test' && isScript(script) ? script : undefined;
}

/** What is authorised is held for seven days, as most cards are. */
export const HOLD_MS = 7 * 24 * 3_600_000;

/** Cards on the page, as a shopper picks them. No number is ever typed, so that no real one can be. */
export const cards = ['paid', 'challenge', 'declined', 'no-money', 'capture-lost', 'refund-lost'] as const;
export type Card = (typeof cards)[number];

/** What acts late does so after these milliseconds. */
export const LATE_MS: Partial<Record<Script, number>> = { 'authorise-late': 5_000, 'authorise-too-late': 600_000 };

export const problems: Readonly<Record<string, PaymentProblem>> = {
  declined: {
    code: 'payments.declined',
    message: 'The card was declined. Nothing was charged. Use another card or another way to pay.',
  },
  'no-money': {
    code: 'payments.too-little-money',
    message: 'There is too little money on the card. Nothing was charged. Use another card or another way to pay.',
  },
  'challenge-failed': {
    code: 'payments.not-confirmed',
    message: 'The payment was not confirmed. Nothing was charged. Try again or pay another way.',
  },
  cancelled: {
    code: 'payments.cancelled',
    message: 'The payment was cancelled. Nothing was charged.',
  },
};
