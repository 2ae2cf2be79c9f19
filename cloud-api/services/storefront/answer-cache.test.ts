import { expect, test } from 'vitest';
import { AnswerCache, serialise } from './answer-cache.ts';

const page = (...ids: string[]) => serialise({ ids }, ids);

test('a change of stock takes out the answers with that product, and no others', () => {
  const cache = new AnswerCache();
  cache.set('t', 'one', page('a', 'b'), 0);
  cache.set('t', 'two', page('c'), 0);
  cache.set('other', 'one', page('a'), 0);
  cache.dropProducts('t', ['a']);
  expect(cache.get('t', 'one')).toBeUndefined();
  expect(cache.get('t', 'two')).toBeDefined();
  expect(cache.get('other', 'one')).toBeDefined();
});

test('a change of the catalogue takes out all of the tenant', () => {
  const cache = new AnswerCache();
  cache.set('t', 'one', page(), 0);
  cache.set('other', 'one', page(), 0);
  cache.dropTenant('t');
  expect(cache.get('t', 'one')).toBeUndefined();
  expect(cache.get('other', 'one')).toBeDefined();
});

test('an answer that was being read while something changed is not kept', () => {
  const cache = new AnswerCache();
  const generation = cache.generation('t');
  cache.dropProducts('t', ['a']);
  cache.set('t', 'one', page('a'), generation);
  expect(cache.get('t', 'one')).toBeUndefined();
  cache.set('t', 'one', page('a'), cache.generation('t'));
  expect(cache.get('t', 'one')).toBeDefined();
});

test('nothing is kept for longer than a minute, and nothing at all where no events arrive', () => {
  let now = 0;
  const cache = new AnswerCache(() => now);
  cache.set('t', 'one', page('a'), 0);
  now = 59_999;
  expect(cache.get('t', 'one')).toBeDefined();
  now = 60_000;
  expect(cache.get('t', 'one')).toBeUndefined();
  const deaf = new AnswerCache(() => now, 0);
  deaf.set('t', 'one', page('a'), 0);
  expect(deaf.get('t', 'one')).toBeUndefined();
});
