import { lettersProblem } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { expect, test } from 'vitest';
import { plainLetter } from './cart-letter-words.ts';

test('a letter begins in the language of its store, the second one otherwise than the first', () => {
  expect(plainLetter('de-AT', 0)).toMatchObject({ afterHours: 4, subject: 'Ihr Warenkorb bei {store}' });
  expect(plainLetter('ar', 1).subject).toBe('ما زالت في سلتك لدى {store}');
  expect(plainLetter('sv-SE', 0).subject).toBe('Your basket at {store}');
});

test.each(['en', 'ar', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt'])(
  'letters in %s can be kept as they begin',
  (locale) => {
    const letters = [0, 1, 2].map((place) => plainLetter(locale, place));
    expect(lettersProblem({ active: true, letters })).toBeNull();
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(2);
  },
);
