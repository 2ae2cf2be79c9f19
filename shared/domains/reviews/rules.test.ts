import { expect, test } from 'vitest';
import { ratingOf, stateWhenWritten } from './rules.ts';

const none = { one: 0, two: 0, three: 0, four: 0, five: 0 };

test('an average is in whole hundredths of a star, and of nothing there is none', () => {
  expect(ratingOf(none)).toEqual({ count: 0, average: 0 });
  expect(ratingOf({ ...none, five: 2, four: 1 })).toEqual({ count: 3, average: 467 });
  expect(ratingOf({ one: 1, two: 0, three: 0, four: 0, five: 2 })).toEqual({ count: 3, average: 367 });
});

test('what a buyer says is shown at once where the shop says so; what it took away comes back by the shop alone', () => {
  expect(stateWhenWritten('verified', true, undefined)).toBe('shown');
  expect(stateWhenWritten('verified', false, undefined)).toBe('waiting');
  expect(stateWhenWritten('checked', true, 'shown')).toBe('waiting');
  expect(stateWhenWritten('verified', true, 'shown')).toBe('shown');
  expect(stateWhenWritten('verified', true, 'hidden')).toBe('waiting');
});
