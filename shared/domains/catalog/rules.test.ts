import { expect, test } from 'vitest';
import { fateOfEdit, growOptions, handleFrom, sameValue, variantTitle } from './rules.ts';

test('an address made of a title', () => {
  expect(handleFrom('Taper candles, box of 6')).toBe('taper-candles-box-of-6');
  expect(handleFrom('Cafetière “Été”')).toBe('cafetiere-ete');
  expect(handleFrom('***')).toBe('product');
  expect(handleFrom('x'.repeat(200))).toHaveLength(80);
});

test('values are the same by what they say', () => {
  expect(sameValue({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(sameValue(null, {})).toBe(false);
  expect(sameValue([], {})).toBe(false);
});

test('what becomes of an edit', () => {
  expect(fateOfEdit('old', 'old', 'new')).toBe('apply');
  expect(fateOfEdit('new', 'old', 'new')).toBe('same');
  expect(fateOfEdit('theirs', 'old', 'mine')).toBe('lost-race');
  expect(fateOfEdit('theirs', 'old', 'old')).toBe('same');
});

test('options grow at their end', () => {
  const options = [
    { name: 'Glaze', values: ['Moss'] },
    { name: 'Size', values: ['250 ml'] },
  ];
  expect(growOptions(options, [{ optionValues: ['Rust', '250 ml'] }])).toEqual([
    { name: 'Glaze', values: ['Moss', 'Rust'] },
    { name: 'Size', values: ['250 ml'] },
  ]);
});

test('the title of a variant', () => {
  expect(variantTitle(['Moss', '350 ml'])).toBe('Moss / 350 ml');
  expect(variantTitle([])).toBe('');
});
