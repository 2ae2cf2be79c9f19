import type { Target } from './promotion-args.ts';

/** A line as promotions see it. */
export interface Good {
  readonly key: string;
  readonly variantId: string | null;
  readonly productId: string | null;
  readonly sku: string;
  readonly title: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly giftCard: boolean;
  readonly reduced: boolean;
  /** Integer × 10^−scale */
  readonly quantity: number;
  readonly scale: number;
  /** Whole pieces; 0 for what is weighed or measured, which no set of pieces counts */
  readonly pieces: number;
  /** What the line costs before promotions, as shown */
  readonly amount: number;
}

type Picks = Omit<Target, 'leaveOut'>;

/** Indexes of the lines that a target means, in the order of the basket; one that names nothing means everything. */
export type Finder = (target: Target | undefined) => readonly number[];

type Index = ReadonlyMap<string, readonly number[]>;

function indexBy(goods: readonly Good[], namesOf: (good: Good) => readonly (string | null)[]): Index {
  const index = new Map<string, number[]>();
  goods.forEach((good, at) => {
    for (const name of namesOf(good)) {
      if (name === null) continue;
      const known = index.get(name);
      // Two categories of one good may lie below the same one.
      if (known && known.at(-1) !== at) known.push(at);
      if (!known) index.set(name, [at]);
    }
  });
  return index;
}

/** `Home, Lamps, Desk` as itself and all above it; imported trees write ` > ` between the steps. */
function withAllAbove(category: string): readonly string[] {
  const known = opened.get(category);
  if (known) return known;
  const above = [...category.matchAll(/, | > /g)].map(({ index }) => category.slice(0, index));
  const all = [...above, category];
  // A shop has some hundreds; what comes from outside must not fill the memory.
  if (opened.size < 2_000) opened.set(category, all);
  return all;
}

const opened = new Map<string, readonly string[]>();

/** Hundreds of promotions ask about the same few lines: each look-up goes by name, and each target is looked up once. */
export function finderOf(goods: readonly Good[]): Finder {
  const variants = indexBy(goods, ({ variantId }) => [variantId]);
  const products = indexBy(goods, ({ productId }) => [productId]);
  const skus = indexBy(goods, ({ sku }) => [sku]);
  const tags = indexBy(goods, (good) => good.tags);
  const categories = indexBy(goods, (good) => good.categories.flatMap(withAllAbove));
  const everything = goods.map((_good, at) => at);
  const mark = (into: boolean[], index: Index, names: readonly string[] | undefined) => {
    for (const name of names ?? []) for (const at of index.get(name) ?? []) into[at] = true;
  };
  const marked = (picks: Picks): boolean[] => {
    const into: boolean[] = new Array(goods.length).fill(false);
    mark(into, variants, picks.variants);
    mark(into, products, picks.products);
    mark(into, skus, picks.skus);
    mark(into, tags, picks.tags);
    mark(into, categories, picks.categories);
    return into;
  };
  const known = new Map<Target, readonly number[]>();
  return (target) => {
    if (!target) return everything;
    const before = known.get(target);
    if (before) return before;
    const { leaveOut } = target;
    // One category and nothing else is what most of them ask for: its lines are known by name, in their order.
    const [only, ...more] = target.categories ?? [];
    const { categories: _one, leaveOut: _left, ...others } = target;
    const plain = only !== undefined && more.length === 0 && !namesAny(others);
    const picked = !plain && namesAny(target) ? marked(target) : undefined;
    const left = leaveOut && namesAny(leaveOut) ? marked(leaveOut) : undefined;
    const among = plain ? (categories.get(only) ?? []) : everything;
    const found = among.filter((at) => {
      if ((picked && !picked[at]) || left?.[at]) return false;
      const good = goods[at] as Good;
      return !(
        (leaveOut?.reduced && good.reduced) ||
        (leaveOut?.giftCards && good.giftCard) ||
        (leaveOut?.weighed && good.scale > 0)
      );
    });
    known.set(target, found);
    return found;
  };
}

const namesAny = ({ variants, products, skus, tags, categories }: Picks) =>
  Boolean(variants ?? products ?? skus ?? tags ?? categories);

/** Pieces, and each weighed line as one. */
export const piecesOf = (goods: readonly Good[], indexes: readonly number[]): number =>
  indexes.reduce((sum, index) => {
    const good = goods[index];
    if (!good || good.quantity === 0) return sum;
    return sum + (good.scale === 0 ? good.quantity : good.pieces || 1);
  }, 0);
