import { expect, test } from 'vitest';
import { noTimes, typeTimes } from './use-times.ts';

const typed = (keys: string) => [...keys].reduce(typeTimes, noTimes);

test('digits and a star are how many of the next item; digits alone, none and too many are nothing', () => {
  expect(typed('5*')).toEqual({ digits: '', times: 5 });
  expect(typed('12*').times).toBe(12);
  expect(typed('12').times).toBe(null);
  expect([typed('*').times, typed('0*').times, typed('5*12*').times]).toEqual([null, null, 12]);
  // Of more digits the last three: nobody means a thousand of something.
  expect(typed('4006*').times).toBe(6);
});
