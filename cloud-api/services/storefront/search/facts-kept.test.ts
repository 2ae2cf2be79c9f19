import { expect, test } from 'vitest';
import { FactsKept } from './facts-kept.ts';
import type { ProductFacts } from './product-facts.ts';

const facts = (id: string, price = 1): ProductFacts => ({
  ...{ id, title: id, words: [id], category: '', maker: '' },
  variants: [{ id: `${id}-v`, options: [], price, inStock: true }],
});

function kept(most?: number, ms?: number) {
  const asked: string[][] = [];
  const shelf = new FactsKept(() => now, ms, most);
  let now = 0;
  const of = (ids: string[], tenant = 'a', view = 'gbp', during = () => {}) =>
    shelf.of(tenant, view, ids, async (missing) => {
      asked.push([...missing]);
      during();
      return missing.filter((id) => id !== 'gone').map((id) => facts(id));
    });
  return { shelf, of, asked, later: (by: number) => (now += by) };
}

test('only what is not kept is read, in the order that was asked, and what has no facts is left out', async () => {
  const { of, asked } = kept();
  await of(['one', 'two']);
  expect((await of(['three', 'gone', 'two', 'one'])).map(({ id }) => id)).toEqual(['three', 'two', 'one']);
  expect(asked).toEqual([
    ['one', 'two'],
    ['three', 'gone'],
  ]);
});

test('a product that changed is read again, by its own name or that of a variant, and nothing of another tenant', async () => {
  const { shelf, of, asked } = kept();
  await of(['one', 'two', 'three']);
  await of(['one'], 'b');
  shelf.drop('a', ['one', 'two-v']);
  await of(['one', 'two', 'three']);
  await of(['one'], 'b');
  expect(asked).toEqual([['one', 'two', 'three'], ['one'], ['one', 'two']]);
  shelf.dropTenant('a');
  await of(['three']);
  expect(asked.at(-1)).toEqual(['three']);
});

test('what changes while it is being read is given and not kept', async () => {
  const { shelf, of, asked } = kept();
  expect(await of(['one', 'two'], 'a', 'gbp', () => shelf.drop('a', ['two-v']))).toHaveLength(2);
  await of(['one', 'two']);
  expect(asked.at(-1)).toEqual(['two']);
  expect(await of(['three'], 'a', 'gbp', () => shelf.dropTenant('a'))).toHaveLength(1);
  await of(['three', 'one']);
  expect(asked.at(-1)).toEqual(['three', 'one']);
});

test('what is old is read again; with too many, the shelf used longest ago goes, and then what was read first', async () => {
  const { of, asked, later } = kept(3, 100);
  await of(['one', 'two']);
  later(101);
  await of(['one', 'two']);
  expect(asked).toHaveLength(2);
  await of(['three', 'four'], 'b');
  await of(['one'], 'a');
  expect(asked).toHaveLength(4);
  await of(['five', 'six', 'seven', 'eight'], 'c');
  await of(['five', 'eight'], 'c');
  expect(asked.at(-1)).toEqual(['five']);
});
