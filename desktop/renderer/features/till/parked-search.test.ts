import { expect, test } from 'vitest';
import { parkedThatFit } from './parked-search.ts';

const parked = [
  { id: 'a', name: 'Lady with the dog', total: 4_560, parkedAt: 1, by: 'Priya Nair' },
  { id: 'b', name: '', customer: 'Helen Marsh', total: 1_200, parkedAt: 2, at: 'Bath till 2' },
];
const found = (text: string) => parkedThatFit(parked, text, (n) => (n / 100).toFixed(2)).map(({ id }) => id);

test('a parked sale is found by any of what stands on it, and by all words at once', () => {
  expect(found('')).toEqual(['a', 'b']);
  expect(found('DOG priya')).toEqual(['a']);
  expect(found('helen till 2')).toEqual(['b']);
  expect(found('45.60')).toEqual(['a']);
  expect(found('dog helen')).toEqual([]);
});
