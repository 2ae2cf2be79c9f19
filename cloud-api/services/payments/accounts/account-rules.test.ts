import { expect, test } from 'vitest';
import { inOrder, instructionsFor, offers } from './account-rules.ts';

const rules = { amounts: [{ currency: 'GBP', least: 500, most: 2_000 }], countries: ['GB', 'IE'] };

test.each([
  [{ currency: 'GBP', amount: 500, country: 'GB' }, true],
  [{ currency: 'GBP', amount: 2_000, country: 'IE' }, true],
  [{ currency: 'GBP', amount: 499, country: 'GB' }, false],
  [{ currency: 'GBP', amount: 2_001, country: 'GB' }, false],
  [{ currency: 'EUR', amount: 1, country: 'GB' }, true],
  [{ currency: 'GBP', amount: 900, country: 'FR' }, false],
  [{ currency: 'GBP', amount: 900, country: null }, true],
])('what is paid, %j, may be paid by it: %s', (of, may) => {
  expect(offers(rules, of)).toBe(may);
  expect(offers({}, of)).toBe(true);
});

test('an account of some stores is offered in those, and where it is not known which; amounts bound nothing until there is one', () => {
  const of = { currency: 'GBP', amount: 900, country: null };
  const here = { stores: ['store-a'] };
  expect(offers(here, { ...of, storeId: 'store-a' })).toBe(true);
  expect(offers(here, { ...of, storeId: 'store-b' })).toBe(false);
  expect(offers(here, of)).toBe(true);
  expect(offers({ stores: [] }, { ...of, storeId: 'store-b' })).toBe(true);
  expect(offers(rules, { ...of, amount: null })).toBe(true);
});

test('ways to pay stand in the order that was chosen, the others as they were connected', () => {
  const named = (name: string, position?: number) => ({ name, rules: position === undefined ? {} : { position } });
  const all = [named('bank'), named('cash', 2), named('card', 1), named('old')];
  expect(inOrder(all).map(({ name }) => name)).toEqual(['card', 'cash', 'bank', 'old']);
});

test('instructions have the amount as the currency writes it, and nothing that nobody set', () => {
  const account = { rules: { instructions: '{amount} {reference} {iban} {constructor}' }, settings: { iban: 'GB00' } };
  const owed = { amount: 1_234, reference: 'RF-1' };
  expect(instructionsFor(account, { ...owed, currency: 'JPY' })).toBe('1234 JPY RF-1 GB00 {constructor}');
  expect(instructionsFor(account, { ...owed, currency: 'KWD' })).toBe('1.234 KWD RF-1 GB00 {constructor}');
  expect(instructionsFor({ ...account, rules: {} }, { ...owed, currency: 'GBP' })).toBeNull();
});
