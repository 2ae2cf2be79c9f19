import { expect, test } from 'vitest';
import { ageToAsk, bornOnOrBefore } from './age-check.ts';

test('whoever has their birthday today is old enough, and 29 February is no day of most years', () => {
  expect(bornOnOrBefore('2026-11-27', 18)).toBe('2008-11-27');
  expect(bornOnOrBefore('2028-02-29', 18)).toBe('2010-02-28');
  expect(bornOnOrBefore('2028-02-29', 20)).toBe('2008-02-29');
  expect(bornOnOrBefore('2000-02-29', 100)).toBe('1900-02-28');
});

test('it is asked once, for the highest age, and again only for a higher one or after a no', () => {
  const yes = (minimum: number) => ({ minimum, answer: 'old-enough' as const });
  expect(ageToAsk([null, undefined], null)).toBeNull();
  expect(ageToAsk([16, null, 18], null)).toBe(18);
  expect(ageToAsk([16, 18], yes(18))).toBeNull();
  expect(ageToAsk([16], yes(18))).toBeNull();
  expect(ageToAsk([18], yes(16))).toBe(18);
  expect(ageToAsk([16], { minimum: 16, answer: 'refused' })).toBe(16);
});
