import { expect, test } from 'vitest';
import { chooseValue, firstChoice, variantWith } from './choose-variant.ts';
import { moneyText } from './money-text.ts';
import { pictureSource, thingLetters } from './picture-source.ts';
import { addressOf, handleInAddress } from './product-address.ts';
import { readChanges, readProduct } from './shapes.ts';
import { stockText } from './stock-text.ts';
import { wordsFor } from './words.ts';

const variant = (values: string[], available: number) => ({
  id: values.join(),
  optionValues: values,
  price: 100,
  available,
});
const product = readProduct({
  id: 'p',
  handle: 'vase',
  options: [
    { name: 'Height', values: ['24', '32'] },
    { name: 'Colour', values: ['Sea', 'Smoke'] },
  ],
  variants: [variant(['24', 'Sea'], 0), variant(['24', 'Smoke'], 4), variant(['32', 'Sea'], 2)],
});

test('shows first what can be bought, and moves other options to where a combination exists', () => {
  expect(firstChoice(product)).toEqual(['24', 'Smoke']);
  expect(chooseValue(product, ['24', 'Smoke'], 0, '32')).toEqual(['32', 'Sea']);
  expect(chooseValue(product, ['24', 'Smoke'], 1, 'Sea')).toEqual(['24', 'Sea']);
  expect(variantWith(product, ['32', 'Smoke'])).toBeUndefined();
});

test('writes minor units of any currency without going through floating point', () => {
  expect(moneyText(1400, 'GBP', 'en-GB')).toBe('£14.00');
  expect(moneyText(5, 'GBP', 'en-GB')).toBe('£0.05');
  expect(moneyText(1400, 'JPY', 'en-GB')).toBe('JP¥1,400');
  expect(moneyText(1234, 'BHD', 'en-GB').replace(/\s/g, ' ')).toBe('BHD 1.234');
  // From right to left the sign of `US$` stays behind its letters.
  expect(moneyText(1400, 'USD', 'ar')).toContain('\u2066US$\u2069');
  expect(moneyText(1400, 'EUR', 'ar')).not.toContain('\u2066');
  expect(moneyText(9007199254740991, 'GBP', 'en-GB')).toBe('£90,071,992,547,409.91');
});

test('says stock in words', () => {
  const words = wordsFor('en-GB');
  const said = (available: number, word: 'in-stock' | 'low' | 'out') => stockText(available, word, words, 'en-GB');
  expect([said(26, 'in-stock'), said(3, 'low'), said(0, 'out'), said(99, 'in-stock')]).toEqual([
    '26 in stock',
    '3 left',
    'Sold out',
    'In stock',
  ]);
});

test('reads only what it knows, and refuses what is no product', () => {
  expect(product.available).toBe(6);
  expect(product.priceFrom).toBe(100);
  expect(() => readProduct({ nonsense: true })).toThrow(TypeError);
  expect(readChanges({ availability: [{ variantId: 'a', available: 2 }, { variantId: 'b' }, 7] })).toEqual([
    { variantId: 'a', productId: null, available: 2, availability: 'low' },
  ]);
});

test('finds pictures and never loads an address that is not one', () => {
  expect(pictureSource('still:mug?g=e1e6d8&a=7f8f6a', 'https://shop')).toEqual({
    src: 'https://shop/media/samples/mug.svg?a=7f8f6a',
    ground: '#e1e6d8',
    fit: 'drawing',
  });
  expect(pictureSource('javascript:alert(1)', 'https://shop')).toBeNull();
  expect(pictureSource('still:../../etc', 'https://shop')?.src).toBe('https://shop/media/samples/..%2F..%2Fetc.svg');
  expect(thingLetters('Gift wrap')).toBe('GW');
});

test('a product in the address of a page survives any handle', () => {
  expect(handleInAddress(addressOf('ä/b?c', undefined))).toBe('ä/b?c');
  expect(addressOf('vase', '/p/{handle}')).toBe('/p/vase');
  expect(handleInAddress('#tillhouse/%E0%A4%A')).toBeNull();
});
