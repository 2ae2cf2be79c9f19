import { expect, test } from 'vitest';
import { changesOf, moved, wrongWith } from './arrange-draft.ts';

const page = (name: string, ...ids: string[]) => ({
  ...{ key: name, name, tiles: ids.map((variantId) => ({ variantId, title: variantId })) },
});

test('a tile is moved, and stays where there is no such place', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  for (const [from, to] of [
    [0, -1],
    [2, 3],
    [5, 0],
  ] as const)
    expect(moved(['a', 'b', 'c'], from, to)).toEqual(['a', 'b', 'c']);
});

test('only pages that differ are saved; a page with another name leaves none behind', () => {
  const before = [page('Counter', 'a', 'b'), page('Mugs', 'c'), page('Old', 'd')];
  expect(changesOf(before, before)).toEqual([]);
  const after = [page('Counter', 'b', 'a'), { ...page('Cups ', 'c'), key: 'Mugs' }, page('Old')];
  expect(changesOf(before, after)).toEqual([
    { page: 'Mugs', variantIds: [] },
    { page: 'Old', variantIds: [] },
    { page: 'Counter', variantIds: ['b', 'a'] },
    { page: 'Cups', variantIds: ['c'] },
  ]);
  expect([wrongWith(before), wrongWith([page(' ')]), wrongWith([page('A'), page('A ')])]).toEqual([
    null,
    'Each page has a name.',
    'Two pages have the same name.',
  ]);
});
