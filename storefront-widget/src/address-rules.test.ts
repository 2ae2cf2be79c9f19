import { expect, test } from 'vitest';
import { problemsOf } from './address-rules.ts';
import { countryNames, fieldsOf } from './checkout-form.ts';

const whole = { email: 'a@b.example', name: 'A', country: 'GB', line1: '1 Street', city: 'Bath', postcode: 'ba2 6nd' };

test.each([
  [{}, {}],
  [{ email: 'a@b' }, { email: 'email' }],
  [{ postcode: '12345' }, { postcode: 'postcode' }],
  [{ country: 'US', postcode: '10001' }, { region: 'missing' }],
  [{ country: 'US', postcode: '10001-1234', region: 'NY' }, {}],
  [{ country: 'AE', postcode: '' }, {}],
  [
    { country: '', line1: ' ', name: '' },
    { name: 'missing', country: 'missing', line1: 'missing' },
  ],
])('%j lacks %j', (change, problems) => expect(problemsOf({ ...whole, ...change }, true)).toEqual(problems));

test('goods that are collected need no address', () => {
  expect(problemsOf({ email: 'a@b.example', name: 'A' }, false)).toEqual({});
});

test('the postcode stands where that country writes it, and a state only where there are states', () => {
  const place = (country: string) => fieldsOf(country, true).slice(5, -1);
  expect(place('GB')).toEqual(['city', 'postcode']);
  expect(place('DE')).toEqual(['postcode', 'city']);
  expect(place('US')).toEqual(['city', 'postcode', 'region']);
});

test('the country of the shop is offered first, the others by what they are called where it is read', () => {
  const codes = (locale: string) => countryNames(['GB', 'AT', 'DE', 'ES'], locale).map(([code]) => code);
  expect([codes('en'), codes('de')]).toEqual([
    ['GB', 'AT', 'DE', 'ES'],
    ['GB', 'DE', 'AT', 'ES'],
  ]);
});
