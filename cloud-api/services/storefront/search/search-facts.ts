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

/** A test of a variant by one kind of choice. */
interface Test {
  /** `option` of one option: its values begin with `of` */
  readonly kind: 'categories' | 'makers' | 'price' | 'inStock' | 'option';
  readonly of: string;
  readonly passes: (product: ProductFacts, variant: VariantFacts) => boolean;
}

/** One for each kind of choice that is made. */
function testsOf(chosen: Chosen): Test[] {
  const tests: Test[] = [];
  const { categories, makers, priceFrom, priceTo } = chosen;
  const test = (kind: Test['kind'], passes: Test['passes'], of = '') => tests.push({ kind, of, passes });
  if (categories.length > 0) test('categories', ({ category }) => categories.some((one) => isIn(category, one)));
  if (makers.length > 0) test('makers', ({ maker }) => makers.includes(maker));
  if (priceFrom !== null || priceTo !== null) {
    const [from, to] = [priceFrom ?? 0, priceTo ?? Number.MAX_SAFE_INTEGER];
    test('price', (_product, { price }) => price >= from && price <= to);
  }
  if (chosen.inStock) test('inStock', (_product, { inStock }) => inStock);
  for (const [of, values] of Map.groupBy(chosen.options, (option) => option.slice(0, option.indexOf(OF) + 1)))
    test('option', (_product, { options }) => values.some((value) => options.includes(value)), of);
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
  const tests = testsOf(chosen);
  const found: ProductFacts[] = [];
  const [categories, makers, options, stocked] = [new Counter(), new Counter(), new Counter(), new Counter()];
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const [number, product] of products.entries()) {
    let fits = false;
    for (const variant of product.variants) {
      // What it fails: nothing, and it is found; one kind, and it counts for that kind; more, and it counts for none.
      let failed: Test | undefined;
      let fails = 0;
      for (let at = 0; at < tests.length && fails < 2; at += 1) {
        const test = tests[at] as Test;
        if (test.passes(product, variant)) continue;
        fails += 1;
        failed = test;
      }
      if (fails > 1) continue;
      const kind = failed?.kind;
      if (!failed) fits = true;
      if (!failed || kind === 'categories') categories.add(product.category, number);
      if (!failed || kind === 'makers') makers.add(product.maker, number);
      if (variant.inStock && (!failed || kind === 'inStock')) stocked.add(IN_STOCK, number);
      if (!failed || kind === 'price') {
        if (variant.price < from) from = variant.price;
        if (variant.price > to) to = variant.price;
      }
      if (!failed || kind === 'option')
        for (const option of variant.options) if (!failed || option.startsWith(failed.of)) options.add(option, number);
    }
    if (fits) found.push(product);
  }
  const facets: Facets = {
    categories: categories.most(),
    makers: makers.most(),
    options: byOption(options.most(Number.POSITIVE_INFINITY)),
    price: to >= from ? { from, to } : null,
    inStock: stocked.most()[0]?.count ?? 0,
  };
  return { found: inOrder(found, sort, best), facets };
}

const IN_STOCK = 'in stock';

/** How many products have a value. */
class Counter {
  readonly #counts = new Map<string, { count: number; last: number }>();

  /** @param product its number: several variants of it that have the value are one */
  add(value: string, product: number): void {
    const known = this.#counts.get(value);
    if (!known) this.#counts.set(value, { count: 1, last: product });
    else if (known.last !== product) {
      known.count += 1;
      known.last = product;
    }
  }

  most(values = MOST_VALUES): Count[] {
    return [...this.#counts]
      .filter(([value]) => value !== '')
      .map(([value, { count }]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || compare(a.value, b.value))
      .slice(0, values);
  }
}

/** `Size\nM` under Size, in the order in which options come first. */
function byOption(counts: readonly Count[]): Facets['options'] {
  const grouped = Map.groupBy(counts, ({ value }) => value.slice(0, value.indexOf(OF)));
  return [...grouped].map(([name, values]) => ({
    name,
    values: values.slice(0, MOST_VALUES).map(({ value, count }) => ({ value: value.slice(name.length + 1), count })),
  }));
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
