import { expect, test } from 'vitest';
import { customsOf, draftOf } from './customs-draft.ts';

test('a code is read as people write it, and what is none is said', () => {
  const draft = { hsCode: '9405.21 00', origin: 'PT', grams: ' 900 ', size: '120x95 × 100' };
  const size = { length: 120, width: 95, height: 100 };
  expect(customsOf(draft)).toEqual({ hsCode: '94052100', origin: 'PT', grams: 900, size });
  expect(customsOf({ ...draft, hsCode: '94052' })).toEqual({ wrong: 'An HS code has 6, 8 or 10 digits.' });
  expect(customsOf({ ...draft, grams: '0.9' })).toEqual({ wrong: 'A weight is whole grams.' });
  expect(customsOf(draftOf(null))).toEqual({ hsCode: '', origin: '', grams: null, size: null });
  for (const wrong of ['120 × 95', '120 × 95 × 0', '12 cm', '1.5 × 2 × 3'])
    expect(customsOf({ ...draft, size: wrong })).toEqual({
      wrong: 'A size is three whole millimetres, as 120 × 95 × 100.',
    });
  expect(draftOf({ hsCode: '', origin: '', grams: null, size }).size).toBe('120 × 95 × 100');
});
