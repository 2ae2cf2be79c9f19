import { expect, test } from 'vitest';
import type { TaxProviderAccount, TaxRecordRow } from '../../../bridge/tax-provider-views.ts';
import { choicesOf, draftFor, draftProblem, placesText, recordWords } from './provider-words.ts';

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
