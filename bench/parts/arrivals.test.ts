import { expect, test } from 'vitest';
import { Arrivals, marksOf } from './arrivals.ts';

const update = (mark: string, before: string) => ({
  key: '"products"/"1"',
  value: { id: '1', description: mark },
  old_value: { description: before },
  headers: { operation: 'update' },
});

test('what an update replaced is not told as if it arrived then', () => {
  const upToDate = { headers: { control: 'up-to-date' } };
  expect(marksOf([update('mark-3-53', 'mark-3-3'), upToDate])).toEqual(['mark-3-53']);
  expect(marksOf([update('mark-3-3', ''), update('mark-3-53', 'mark-3-3')])).toEqual(['mark-3-3', 'mark-3-53']);
  expect(marksOf([update('an own text', 'mark-3-53'), { value: { id: '1' } }])).toEqual([]);
});

test('each desk counts once, and one that hears twice does not stand for one that heard nothing', () => {
  const arrivals = new Arrivals();
  arrivals.expect('mark-3-3', [3, 53], 1_000);
  arrivals.seen('mark-3-3', 3, 1_010);
  arrivals.seen('mark-3-3', 3, 26_000);
  expect(arrivals.samples).toEqual([10]);
  expect(arrivals.missing()).toEqual(['mark-3-3 at desk 53']);
  arrivals.seen('mark-3-3', 53, 21_000);
  expect(arrivals.samples).toEqual([10, 20_000]);
  expect(arrivals.missing()).toEqual([]);
});

test('a desk that hears of another shop’s commit is named, and is none of those that had to hear of it', () => {
  const arrivals = new Arrivals();
  arrivals.expect('mark-3-3', [3], 1_000);
  arrivals.seen('mark-3-3', 4, 1_010);
  expect(arrivals.strayed).toEqual(['mark-3-3 at desk 4']);
  expect(arrivals.samples).toEqual([]);
});
