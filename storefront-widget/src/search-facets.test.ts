import { expect, test } from 'vitest';
import { searchPath, noChoices } from './search-answer.ts';
import { minorUnits } from './search-facets.ts';

test('an amount that was typed becomes minor units, whatever it is written with, and what is none is none', () => {
  expect(minorUnits('12.5', 2)).toBe(1_250);
  expect(minorUnits(' 12,505 ', 2)).toBe(1_250);
  expect(minorUnits('7', 2)).toBe(700);
  expect(minorUnits('1200', 0)).toBe(1_200);
  expect(minorUnits('1.234', 3)).toBe(1_234);
  expect(minorUnits('١٢٫٥', 2)).toBe(1_250);
  for (const none of ['', '-3', '1e4', 'ten', '1.2.3']) expect(minorUnits(none, 2), none).toBeNull();
});

test('every choice travels, and nothing that was not chosen', () => {
  expect(searchPath('mug', noChoices, 'best', 24, null)).toBe('/shop/v1/search?q=mug&sort=best&limit=24');
  const chosen = { ...noChoices, option: ['Size:M', 'Colour:Red & blue'], priceFrom: 0, inStock: true };
  expect(searchPath('mug', chosen, 'price', 24, 'abc')).toBe(
    '/shop/v1/search?q=mug&sort=price&limit=24&option=Size%3AM&option=Colour%3ARed+%26+blue&priceFrom=0&inStock=true&cursor=abc',
  );
});
