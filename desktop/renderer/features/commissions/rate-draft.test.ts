import { expect, test } from 'vitest';
import { draftOf, ratesOf } from './rate-draft.ts';

test('rates come back as they were; what is no percentage, or stands there twice, is not sent', () => {
  const all = { id: 'a', staffId: null, roleId: null, category: null, rate: '25/1000', fromDay: '2026-11-01' };
  const lamps = { ...all, id: 'b', roleId: 'r-1', category: 'Lamps', rate: '5/100' };
  const drafts = [all, lamps].map(draftOf);
  expect(drafts.map(({ who, percent }) => [who, percent])).toEqual([
    ['', '2.5'],
    ['role:r-1', '5'],
  ]);
  expect(ratesOf(drafts)).toEqual([all, lamps]);
  const [first] = drafts;
  if (!first) throw new Error('no rate');
  expect(ratesOf([{ ...first, percent: '' }])).toBe(null);
  expect(ratesOf([{ ...first, percent: '101' }])).toBe(null);
  expect(ratesOf([first, { ...first, id: 'c' }])).toBe(null);
  expect(ratesOf([first, { ...first, id: 'c', fromDay: '2026-12-01' }])).toHaveLength(2);
});
