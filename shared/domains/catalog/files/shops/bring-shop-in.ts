import { decimalsOf } from '../../../../kernel/currencies.ts';
import { idOf } from '../../../../kernel/source-ids.ts';
import type { RunCommand } from '../bring-in.ts';
import type { ShopOfFile } from '../planned.ts';
import type { ShopFilePlan, ShopRowProblem } from './plan-shop-file.ts';
import type { FileProduct } from './read-product.ts';

/** Writes what is new of another shop system's file, by named commands; what the shop refuses is told by its rows, and the rest goes on. */

export interface BringShopIn {
  readonly run: RunCommand;
  readonly shop: ShopOfFile;
  /** Where the counts of the file become opening stock; null: they are left */
  readonly stockAt: string | null;
  /** Prices in other money are taken as they stand into the shop's own */
  readonly pricesAsOwn: boolean;
  readonly stopped: () => boolean;
  readonly progress: (done: number, of: number) => void;
}

export interface ShopBroughtIn {
  readonly products: number;
  readonly variants: number;
  /** Units of opening stock */
  readonly units: number;
  readonly refused: readonly ShopRowProblem[];
  readonly stopped: boolean;
}

const PRODUCTS_A_COMMAND = 100;
const VARIANTS_A_COMMAND = 1_000;
const LINES_A_COMMAND = 500;

/** Prices in other money than the shop's get a list of their own: money is never converted by guess. */
export const importedList = (source: string, currency: string) => {
  const id = idOf(source, 'price-list', currency);
  return { id, name: `Imported ${currency}`, currency, isDefault: false };
};

/** Money of the file that is not the shop's own. */
export function foreignMoney(
  { products }: Pick<ShopFilePlan, 'products'>,
  { currency: own }: ShopOfFile,
  pricesAsOwn: boolean,
): string[] {
  const all = products.flatMap((one) => [
    pricesAsOwn ? own : one.currency,
    ...one.morePrices.map(({ currency }) => currency),
  ]);
  return [...new Set(all)].filter((currency) => currency !== '' && currency !== own);
}

/** Money whose prices could be taken as they stand: one that counts in as many decimals. */
export const couldBeOwn = ({ products }: Pick<ShopFilePlan, 'products'>, { currency: own }: ShopOfFile): boolean =>
  products.some(({ currency }) => currency !== '' && currency !== own) &&
  products.every(({ currency }) => currency === '' || decimalsOf(currency) === decimalsOf(own));

/** A part is written whole, with its prices and counts, before a person's stop is heard: the next run leaves it as it is. */
export async function bringShopIn(plan: ShopFilePlan, use: BringShopIn): Promise<ShopBroughtIn> {
  const refused: ShopRowProblem[] = [];
  const noList = await makeLists(plan, use);
  const own = (currency: string) => use.pricesAsOwn || currency === '' || currency === use.shop.currency;
  const sum = { products: 0, variants: 0, units: 0 };
  let done = 0;
  for (const part of inParts(plan.products)) {
    if (use.stopped()) break;
    for (const [currency, some] of Map.groupBy(part, ({ currency }) => (own(currency) ? '' : currency))) {
      const missing = noList.get(currency);
      const refuse = (one: FileProduct, reason: string) => refused.push(...plan.problemsOf(one, reason));
      if (missing !== undefined) {
        for (const one of some) refuse(one, missing);
        continue;
      }
      const priceListId = currency === '' ? null : importedList(plan.source, currency).id;
      const made = await makeProducts(some, priceListId, use, refuse);
      sum.products += made.length;
      sum.variants += made.reduce((all, { variants }) => all + variants.length, 0);
      for (const problem of await morePrices(plan, made, use, noList)) refused.push(problem);
      const stock = await openingStock(plan, made, use);
      sum.units += stock.units;
      refused.push(...stock.refused);
    }
    done += part.length;
    use.progress(done, plan.products.length);
  }
  return { ...sum, refused: refused.toSorted((a, b) => a.line - b.line), stopped: done < plan.products.length };
}

function* inParts(products: readonly FileProduct[]): Generator<FileProduct[]> {
  let part: FileProduct[] = [];
  let variants = 0;
  for (const one of products) {
    const more = one.variants.length;
    if (part.length === PRODUCTS_A_COMMAND || (part.length > 0 && variants + more > VARIANTS_A_COMMAND)) {
      yield part;
      [part, variants] = [[], 0];
    }
    part.push(one);
    variants += more;
  }
  if (part.length > 0) yield part;
}

/** @returns the money whose list the shop refuses, with its words */
async function makeLists(
  plan: ShopFilePlan,
  { run, shop, pricesAsOwn }: BringShopIn,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (const currency of foreignMoney(plan, shop, pricesAsOwn)) {
    const list = importedList(plan.source, currency);
    if (shop.lists.some(({ id }) => id === list.id)) continue;
    const outcome = await run('pricing.savePriceList', { list });
    if (outcome) refused.set(currency, outcome.message);
  }
  return refused;
}

/** @returns those that are there now */
async function makeProducts(
  some: readonly FileProduct[],
  priceListId: string | null,
  use: BringShopIn,
  refuse: (one: FileProduct, reason: string) => void,
): Promise<readonly FileProduct[]> {
  const products = some.map(({ product, variants }) => ({ product, variants }));
  const outcome = await use.run('catalog.importProducts', { products, priceListId });
  if (!outcome) return some;
  const [first] = some;
  if (some.length === 1 && first !== undefined) {
    refuse(first, outcome.message);
    return [];
  }
  // All or none: in halves until the one that is refused stands alone.
  const middle = Math.ceil(some.length / 2);
  return [
    ...(await makeProducts(some.slice(0, middle), priceListId, use, refuse)),
    ...(await makeProducts(some.slice(middle), priceListId, use, refuse)),
  ];
}

/** Prices of the same variants in one more currency. @returns rows that the shop refuses */
async function morePrices(
  plan: ShopFilePlan,
  made: readonly FileProduct[],
  { run, shop }: BringShopIn,
  noList: ReadonlyMap<string, string>,
): Promise<ShopRowProblem[]> {
  const refused: ShopRowProblem[] = [];
  const all = made.flatMap((one) => one.morePrices.map((price) => ({ one, ...price })));
  for (const [currency, prices] of Map.groupBy(all, (price) => price.currency)) {
    const priceListId = currency === shop.currency ? null : importedList(plan.source, currency).id;
    for (let at = 0; at < prices.length; at += LINES_A_COMMAND) {
      const some = prices.slice(at, at + LINES_A_COMMAND);
      const changes = some.map(({ variantId, amount, compareAt }) => ({
        ...{ variantId, base: null, value: amount, compareAt: { base: null, value: compareAt } },
      }));
      const missing = noList.get(currency);
      const outcome =
        missing === undefined ? await run('pricing.setPrice', { priceListId, changes }) : { message: missing };
      if (outcome)
        refused.push(
          ...some.map(({ one, variantId, row }) => ({
            ...plan.problemOf(one, variantId, outcome.message),
            ...{ line: row.line, fields: row.fields },
          })),
        );
    }
  }
  return refused;
}

async function openingStock(
  plan: ShopFilePlan,
  made: readonly FileProduct[],
  { run, stockAt }: BringShopIn,
): Promise<{ readonly units: number; readonly refused: readonly ShopRowProblem[] }> {
  if (stockAt === null) return { units: 0, refused: [] };
  const all = made.flatMap((one) => one.stock.map((count) => ({ one, ...count })));
  const refused: ShopRowProblem[] = [];
  let units = 0;
  for (let at = 0; at < all.length; at += LINES_A_COMMAND) {
    const some = all.slice(at, at + LINES_A_COMMAND);
    const lines = some.map(({ variantId, count }) => ({ locationId: stockAt, variantId, delta: count }));
    const outcome = await run('inventory.adjust', { lines, reason: 'opening', note: 'from the product file' });
    if (outcome)
      for (const { one, variantId } of some)
        refused.push(plan.problemOf(one, variantId, `the product is in, its opening stock is not: ${outcome.message}`));
    else units += some.reduce((sum, { count }) => sum + count, 0);
  }
  return { units, refused };
}
