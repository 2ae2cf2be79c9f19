import { expect, test } from 'vitest';
import type { PayAccount } from '../../../bridge/payment-views.ts';
import {
  draftOf,
  payoutsText,
  payProblem,
  rulesOf,
  rulesText,
  secretsOf,
  settingsOf,
  unheard,
} from './payment-words.ts';

const stripe: PayAccount = {
  ...{ id: 'a', provider: 'stripe', name: 'Cards', status: 'active', settings: {}, test: true, webhookUrl: null },
  ...{ secretsSet: ['secretKey'], secretEnds: { secretKey: '1234' }, told: null },
  rules: { amounts: [{ currency: 'EUR', least: 100, most: null }], position: 2, countries: ['GB'] },
};
const draft = draftOf('stripe', stripe, 'GBP');

test('no secret is filled in, and what is not typed anew is not sent', () => {
  expect(draft.secrets).toEqual({});
  expect(secretsOf(draft)).toEqual({});
  expect(secretsOf({ ...draft, secrets: { secretKey: ' sk_live_x ', webhookSecret: ' ' } })).toEqual({
    secretKey: 'sk_live_x',
  });
});

test('bounds of another currency stay as they are', () => {
  expect(rulesOf(stripe, draft, 'GBP')).toEqual(stripe.rules);
  expect(rulesOf(stripe, { ...draft, most: '200' }, 'GBP').amounts).toEqual([
    { currency: 'EUR', least: 100, most: null },
    { currency: 'GBP', least: null, most: 20_000 },
  ]);
  expect(rulesText(rulesOf(stripe, { ...draft, most: '200' }, 'GBP'))).toBe(
    'from €1.00 · up to £200.00 · United Kingdom',
  );
  expect(rulesText({})).toBeNull();
});

test.each([
  [{ secrets: { secretKey: 'pk_live_1' } }, /begins with/],
  [{ secrets: { webhookSecret: 'sk_live_1' } }, /whsec_/],
  [{ least: 'x' }, /amounts/],
  [{ least: '5', most: '4' }, /below/],
  [{ position: 'first' }, /whole/],
  [{ secrets: { secretKey: 'rk_live_1' } }, null],
])('%j keeps it from being saved: %s', (more, problem) => {
  const said = payProblem('stripe', stripe, { ...draft, ...more }, 'GBP');
  if (problem === null) expect(said).toBeNull();
  else expect(said).toMatch(problem);
});

test('what reading payouts came to is said', () => {
  expect([payoutsText(1), payoutsText(2), payoutsText(0)]).toEqual([
    '1 payout is new or changed: see Ledger → Payouts.',
    '2 payouts are new or changed: see Ledger → Payouts.',
    'No payout is new.',
  ]);
});

test('each provider says what it lacks, and what is left empty is not sent', () => {
  const [mollie, paypal] = [draftOf('mollie', null, 'EUR'), draftOf('paypal', null, 'EUR')];
  expect(payProblem('mollie', null, mollie, 'EUR')).toMatch(/API key/);
  const keyed = { ...mollie, secrets: { apiKey: 'live_Ab1' }, settings: { methods: ' ' } };
  expect(payProblem('mollie', null, keyed, 'EUR')).toBeNull();
  expect(payProblem('mollie', null, { ...keyed, secrets: { apiKey: 'sk_live_1' } }, 'EUR')).toMatch(/begins with/);
  expect(payProblem('mollie', null, { ...keyed, settings: { methods: 'iDEAL!' } }, 'EUR')).toMatch(/ideal, creditcard/);
  expect(settingsOf(keyed)).toEqual({});
  expect(payProblem('paypal', null, paypal, 'EUR')).toMatch(/client ID/);
  const named = { ...paypal, settings: { ...paypal.settings, clientId: 'A1' } };
  expect(payProblem('paypal', null, named, 'EUR')).toMatch(/client secret/);
  const whole = { ...named, secrets: { clientSecret: 'E1' } };
  expect(payProblem('paypal', null, whole, 'EUR')).toBeNull();
  expect(payProblem('paypal', null, { ...whole, settings: { ...whole.settings, mode: 'test' } }, 'EUR')).toMatch(
    /live or/,
  );
  const square = draftOf('square', null, 'USD');
  expect(payProblem('square', null, square, 'USD')).toMatch(/location/);
  const placed = { ...square, settings: { ...square.settings, locationId: 'L1', currency: 'USD' } };
  expect(payProblem('square', null, placed, 'USD')).toMatch(/access token/);
  const ready = { ...placed, secrets: { accessToken: 'E1' } };
  expect(payProblem('square', null, ready, 'USD')).toBeNull();
  const dollars = { ...ready, settings: { ...placed.settings, currency: 'dollars' } };
  expect(payProblem('square', null, dollars, 'USD')).toMatch(/three letters/);
  const account = { ...stripe, provider: 'paypal', settings: whole.settings } as const;
  expect(unheard(account)).toMatch(/webhook ID/);
  expect(unheard({ ...account, settings: { ...account.settings, webhookId: 'WH' } })).toBeNull();
});

test('a transfer is not saved without its account, nor cards without a key', () => {
  expect(payProblem('transfer', null, draftOf('transfer', null, 'GBP'), 'GBP')).toMatch(/account/);
  expect(payProblem('stripe', null, draftOf('stripe', null, 'GBP'), 'GBP')).toMatch(/secret key/);
  expect(payProblem('cash', null, draftOf('cash', null, 'GBP'), 'GBP')).toBeNull();
});
