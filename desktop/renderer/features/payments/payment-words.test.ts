import { expect, test } from 'vitest';
import type { PayAccount } from '../../../bridge/payment-views.ts';
import { draftOf, payProblem, rulesOf, rulesText, secretsOf } from './payment-words.ts';

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

test('a transfer is not saved without its account, nor cards without a key', () => {
  expect(payProblem('transfer', null, draftOf('transfer', null, 'GBP'), 'GBP')).toMatch(/account/);
  expect(payProblem('stripe', null, draftOf('stripe', null, 'GBP'), 'GBP')).toMatch(/secret key/);
  expect(payProblem('cash', null, draftOf('cash', null, 'GBP'), 'GBP')).toBeNull();
});
