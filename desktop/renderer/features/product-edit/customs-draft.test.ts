import { expect, test } from 'vitest';
import { customsOf, draftOf } from './customs-draft.ts';

test('a code is read as people write it, and what is none is said', () => {
  const draft = { hsCode: '9405.21 00', origin: 'PT', grams: ' 900 ' };
  expect(customsOf(draft)).toEqual({ hsCode: '94052100', origin: 'PT', grams: 900 });
  expect(customsOf({ ...draft, hsCode: '94052' })).toEqual({ wrong: 'An HS code has 6, 8 or 10 digits.' });
  expect(customsOf({ ...draft, grams: '0.9' })).toEqual({ wrong: 'A weight is whole grams.' });
  expect(customsOf(draftOf(null))).toEqual({ hsCode: '', origin: '', grams: null });
});
