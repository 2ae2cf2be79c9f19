import { expect, test } from 'vitest';
import type { TaxProviderAccount, TaxRecordRow, ThresholdRow } from '../../../bridge/tax-provider-views.ts';
import { choicesOf, draftFor, draftProblem, placesText, reachedText, recordWords } from './provider-words.ts';

const account: TaxProviderAccount = {
  ...{ id: 'a', storeId: null, provider: 'stripe', status: 'active', places: ['US-NY'], settings: {} },
  ...{ codes: { standard: 'txcd_1' }, shippingCode: 'txcd_2', secretEnds: { secretKey: '1234' } },
};

test('no secret is filled in, and none is asked for where there is one', () => {
  expect(draftFor(account).secret).toBe('');
  expect(draftProblem(account, draftFor(account))).toBeNull();
  expect(draftProblem(null, draftFor(null))).toBe('The secret key is missing.');
});

test('what a provider needs is asked for by name, and what may be left out is not', () => {
  const draft = { ...draftFor(null, 'avalara'), secret: 'x' };
  expect(draftProblem(null, draft)).toBe('Fill in what is asked for.');
  const settings = {
    accountId: '1',
    companyCode: 'SHOP',
    mode: 'live',
    city: 'Bath',
    postcode: 'BA1',
    country: 'GB',
    region: ' ',
  };
  expect(draftProblem(null, { ...draft, settings })).toBeNull();
  expect(choicesOf({ ...draft, settings }).settings).not.toHaveProperty('region');
  expect(draftProblem(null, { ...draft, settings, places: [] })).toBe('Choose a place where it counts.');
});

test('codes that are empty are not sent, so that the standard one holds', () => {
  const draft = { ...draftFor(account), codes: { standard: ' txcd_1 ', zero: ' ' } };
  expect(choicesOf(draft).codes).toEqual({ standard: 'txcd_1' });
});

test('many places are counted, and a record says how it stands', () => {
  expect(placesText(['US-NY', 'US-CA'])).toBe('United States, NY, United States, CA');
  expect(placesText(['US', 'CA', 'GB', 'AU', 'NZ', 'JP', 'CH'])).toMatch(/and 2 more$/);
  const row = { state: 'recorded', tax: 100, theirTax: 100 } as TaxRecordRow;
  expect(recordWords(row)).toEqual(['ok', 'Recorded']);
  expect(recordWords({ ...row, theirTax: 99 })).toEqual(['warn', 'Recorded with another tax']);
  expect(recordWords({ ...row, state: 'failed' })).toEqual(['bad', 'Refused']);
  expect(recordWords({ ...row, state: 'sent', theirTax: null })[0]).toBe('open');
});

test('how near sales come is said as the rule of the place has it', () => {
  const row = {
    amount: 500_000,
    currency: 'USD',
    orders: null,
    both: false,
    sold: 45_120_040,
    soldOrders: 7,
  } as ThresholdRow;
  expect(reachedText(row)).toBe('US$451,200 of US$500,000');
  expect(reachedText({ ...row, orders: 100, both: true })).toBe('US$451,200 of US$500,000, and 7 of 100 orders');
  expect(reachedText({ ...row, orders: 200 })).toBe('US$451,200 of US$500,000, or 7 of 200 orders');
  expect(reachedText({ ...row, sold: null })).toBe('of US$500,000: a rate of exchange is missing');
  expect(reachedText({ ...row, amount: 0, currency: 'GBP', soldOrders: 1 })).toBe('from the first sale on: 1 order');
});
