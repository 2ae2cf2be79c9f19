import { expect, test } from 'vitest';
import type { Address } from '../checkout/schema.ts';
import { addressLines } from './address.ts';
import { partsOfLabel } from './label-address.ts';

const whole = (more: Partial<Address>): Address => ({
  ...{ name: 'Owen Pritchard', line1: '14 Larkhall Terrace', line2: '', city: 'Bath', region: '', postcode: 'BA1 6SF' },
  country: 'GB',
  ...more,
});

test.each<[string, Partial<Address>]>([
  ['a town and its postcode', {}],
  ['a flat, and a town of several words', { line2: 'Flat 2', city: 'Newcastle upon Tyne', postcode: 'NE1 4ST' }],
  ['a state', { city: 'New York', region: 'NY', postcode: '10001', country: 'US' }],
  ['a province', { city: 'Trois-Rivières', region: 'QC', postcode: 'G9A 5C5', country: 'CA' }],
  ['digits alone', { city: 'Wien', postcode: '1010', country: 'AT' }],
  ['blanks in it', { city: 'Amsterdam', postcode: '1012 LG', country: 'NL' }],
])('what was written on a label is found again: %s', (_name, more) => {
  const address = whole(more);
  const { name, ...parts } = address;
  const label = { recipient: name, address: addressLines(address), country: address.country };
  expect(partsOfLabel(label, 'GB')).toMatchObject({ name, ...parts });
});

test('a label that somebody typed is read as far as it goes', () => {
  const typed = {
    recipient: 'Bo',
    address: 'Mill House\n4 Mill Lane\nBA2 1AA Radstock\nUnited Kingdom',
    country: null,
  };
  expect(partsOfLabel(typed, 'GB')).toMatchObject({
    ...{ line1: 'Mill House', line2: '4 Mill Lane', city: 'Radstock', postcode: 'BA2 1AA', country: 'GB' },
  });
  expect(partsOfLabel({ recipient: '', address: '4 Mill Lane', country: 'FR' }, 'GB')).toMatchObject({
    ...{ line1: '4 Mill Lane', city: '', postcode: '', country: 'FR' },
  });
  expect(partsOfLabel({ recipient: '', address: '4 Quai\nSomewhere 12', country: 'FR' }, 'GB')).toMatchObject({
    ...{ city: 'Somewhere 12', postcode: '' },
  });
});
