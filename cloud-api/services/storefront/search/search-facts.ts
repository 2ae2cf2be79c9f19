import { OF, type ProductFacts, type VariantFacts } from './product-facts.ts';

/** What a shopper chose; of one kind any will do, of different kinds all must be. */
export interface Chosen {
  readonly categories: readonly string[];
  readonly makers: readonly string[];
  /** `Size\nM` */
  readonly options: readonly string[];
  /** Minor units, both included */
  readonly priceFrom: number | null;
  readonly priceTo: number | null;
  readonly inStock: boolean;
}

export type Sort = 'best' | 'price' | 'price-down' | 'title';

export interface Count {
  readonly value: string;
  readonly count: number;
}

/** How many products each choice would leave; each kind as if nothing of itself were chosen. */
export interface Facets {
  readonly categories: readonly Count[];
  readonly makers: readonly Count[];
  readonly options: readonly { readonly name: string; readonly values: readonly Count[] }[];
  /** Least and most a variant costs; null where nothing is found */
  readonly price: { readonly from: number; readonly to: number } | null;
  readonly inStock: number;
}

/** Of a kind as many values are told as people read through. */
const MOST_VALUES = 50;

type Kind = 'categories' | 'makers' | 'price' | 'inStock' | `option ${string}`;

/** A test of a variant by each kind of choice that is made. */
function testsOf(chosen: Chosen): Map<Kind, (product: ProductFacts, variant: VariantFacts) => boolean> {
  const tests = new Map<Kind, (product: ProductFacts, variant: VariantFacts) => boolean>();
  const { categories, makers, priceFrom, priceTo } = chosen;
  if (categories.length > 0) tests.set('categories', ({ category }) => categories.some((one) => isIn(category, one)));
  if (makers.length > 0) tests.set('makers', ({ maker }) => makers.includes(maker));
  if (priceFrom !== null || priceTo !== null) {
    const [from, to] = [priceFrom ?? 0, priceTo ?? Number.MAX_SAFE_INTEGER];
    tests.set('price', (_product, { price }) => price >= from && price <= to);
  }
  if (chosen.inStock) tests.set('inStock', (_product, { inStock }) => inStock);
  for (const [name, values] of Map.groupBy(chosen.options, (option) => option.split(OF)[0] ?? ''))
    tests.set(`option ${name}`, (_product, { options }) => values.some((value) => options.includes(value)));
  return tests;
}

/** A category is found with all below it. */
const isIn = (category: string, wanted: string): boolean => category === wanted || category.startsWith(`${wanted},`);

/**
 * What is left of `products` by what was chosen, in the order asked for, and what each further choice would leave. A product
 * is left where one variant is all that was chosen: a red one in M, not a red one and one in M.
 * @param best how well a product fits the words, higher is better
 */
export function searchFacts(
  products: readonly ProductFacts[],
  chosen: Chosen,
  sort: Sort,
  best: (facts: ProductFacts) => number,
): { readonly found: ProductFacts[]; readonly facets: Facets } {
  const tests = [...testsOf(chosen)];
  const kinds = tests.map(([kind]) => kind);
  const found: ProductFacts[] = [];
  const categories = new Counter();
  const makers = new Counter();
  const options = new Map<string, Counter>();
  let [from, to, inStock] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const product of products) {
    let fits = false;
    let stocked = false;
    const values = new Set<string>();
    const seen = { categories: false, makers: false };
    for (const variant of product.variants) {
      // What it fails: nothing, and it is found; one kind, and it counts for that kind; more, and it counts for none.
      let failed: Kind | null = null;
      let fails = 0;
      for (let at = 0; at < tests.length && fails < 2; at += 1) {
        if (tests[at]?.[1](product, variant)) continue;
        fails += 1;
        failed = kinds[at] as Kind;
      }
      if (fails > 1) continue;
      const counts = (kind: Kind) => failed === null || failed === kind;
      if (failed === null) fits = true;
      if (counts('categories')) seen.categories = true;
      if (counts('makers')) seen.makers = true;
      if (counts('inStock') && variant.inStock) stocked = true;
      if (counts('price')) [from, to] = [Math.min(from, variant.price), Math.max(to, variant.price)];
      for (const option of variant.options)
        if (failed === null || failed === `option ${option.slice(0, option.indexOf(OF))}`) values.add(option);
    }
    if (fits) found.push(product);
    if (seen.categories) categories.add(product.category);
    if (seen.makers) makers.add(product.maker);
    if (stocked) inStock += 1;
    for (const option of values) {
      const [name = '', value = ''] = option.split(OF);
      const counter = options.get(name) ?? new Counter();
      counter.add(value);
      options.set(name, counter);
    }
  }
  const facets: Facets = {
    categories: categories.most(),
    makers: makers.most(),
    options: [...options].map(([name, counter]) => ({ name, values: counter.most() })),
    price: to >= from ? { from, to } : null,
    inStock,
  };
  return { found: inOrder(found, sort, best), facets };
}

class Counter {
  readonly #counts = new Map<string, number>();

  add(value: string): void {
    if (value !== '') this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  most(): Count[] {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || compare(a.value, b.value))
      .slice(0, MOST_VALUES);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const leastOf = ({ variants }: ProductFacts): number =>
  variants.reduce((least, { price }) => Math.min(least, price), Number.POSITIVE_INFINITY);

function inOrder(found: readonly ProductFacts[], sort: Sort, best: (facts: ProductFacts) => number): ProductFacts[] {
  const key = {
    best: (facts: ProductFacts) => -best(facts),
    price: leastOf,
    'price-down': (facts: ProductFacts) => -leastOf(facts),
    title: () => 0,
  }[sort];
  return found
    .map((facts) => ({ facts, key: key(facts) }))
    .sort((a, b) => a.key - b.key || compare(a.facts.title, b.facts.title) || compare(a.facts.id, b.facts.id))
    .map(({ facts }) => facts);
}

/** How well a title fits words that were typed: each that is there whole, then each that begins one, most at its beginning. */
export function fitOf(words: readonly string[]): (facts: ProductFacts) => number {
  return (facts) =>
    words.reduce((fit, word) => {
      const at = facts.words.findIndex((own) => own.startsWith(word));
      if (at < 0) return fit;
      return fit + 2 + (facts.words.includes(word) ? 2 : 0) + (at === 0 ? 1 : 0);
    }, 0);
}
