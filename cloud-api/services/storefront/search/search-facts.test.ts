import { expect, test } from 'vitest';
import { OF, type ProductFacts, wordsOf } from './product-facts.ts';
import { type Chosen, fitOf, type Sort, searchFacts } from './search-facts.ts';

const nothing: Chosen = { categories: [], makers: [], options: [], priceFrom: null, priceTo: null, inStock: false };
const size = (value: string) => `Size${OF}${value}`;
const colour = (value: string) => `Colour${OF}${value}`;

function product(
  title: string,
  category: string,
  maker: string,
  variants: [string[], number, boolean][],
): ProductFacts {
  const facts = variants.map(([options, price, inStock], at) => ({ id: `${title}-${at}`, options, price, inStock }));
  return { id: title, title, words: wordsOf(title), category, maker, variants: facts };
}

const shirt = product('Linen shirt', 'Clothes, Shirts', 'Marlow', [
  [[size('S'), colour('Red')], 4_000, true],
  [[size('M'), colour('Blue')], 4_200, false],
]);
const apron = product('Linen apron', 'Clothes', 'Marlow', [[[size('M'), colour('Red')], 2_800, true]]);
const cloth = product('Cloth, linen', 'Kitchen', 'Odd & Even', [[[], 900, true]]);
const all = [shirt, apron, cloth];

const search = (chosen: Partial<Chosen>, sort: Sort = 'title', words: string[] = []) => {
  const { found, facets } = searchFacts(all, { ...nothing, ...chosen }, sort, fitOf(words));
  return { titles: found.map(({ title }) => title), facets };
};
const counts = (values: readonly { value: string; count: number }[]) =>
  values.map((one) => `${one.value} ${one.count}`);

test('a product is found where one of its variants is all that was chosen', () => {
  expect(search({ options: [size('M'), colour('Red')] }).titles).toEqual(['Linen apron']);
  expect(search({ options: [size('S'), size('M')] }).titles).toEqual(['Linen apron', 'Linen shirt']);
  expect(search({ options: [size('M')], inStock: true }).titles).toEqual(['Linen apron']);
  expect(search({ options: [size('M')], priceFrom: 4_200, priceTo: 4_200 }).titles).toEqual(['Linen shirt']);
});

test('a category is found with all below it, and several of a kind are any of them', () => {
  expect(search({ categories: ['Clothes'] }).titles).toEqual(['Linen apron', 'Linen shirt']);
  expect(search({ categories: ['Cloth'] }).titles).toEqual([]);
  expect(search({ makers: ['Marlow', 'Odd & Even'] }).titles).toHaveLength(3);
});

test('each kind counts what a further choice would leave, as if nothing of itself were chosen', () => {
  const { facets } = search({ options: [size('M')], makers: ['Marlow'] });
  expect(counts(facets.makers)).toEqual(['Marlow 2']);
  expect(facets.options.map(({ name, values }) => [name, counts(values)])).toEqual([
    ['Size', ['M 2', 'S 1']],
    ['Colour', ['Blue 1', 'Red 1']],
  ]);
  expect(counts(facets.categories)).toEqual(['Clothes 1', 'Clothes, Shirts 1']);
  expect(facets.inStock).toBe(1);
  expect(facets.price).toEqual({ from: 2_800, to: 4_200 });
  expect(search({ priceTo: 1 }).facets.price).toEqual({ from: 900, to: 4_200 });
  expect(search({ priceTo: 1, makers: ['Nobody'] }).facets.price).toBeNull();
});

test('the order is what was asked for; the best fit is whole words of the title before beginnings', () => {
  expect(search({}, 'price').titles).toEqual(['Cloth, linen', 'Linen apron', 'Linen shirt']);
  expect(search({}, 'price-down').titles).toEqual(['Linen shirt', 'Linen apron', 'Cloth, linen']);
  expect(search({}, 'best', ['clo']).titles[0]).toBe('Cloth, linen');
  expect(search({}, 'best', ['linen', 'apr']).titles[0]).toBe('Linen apron');
});
