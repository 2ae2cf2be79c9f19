import type { FileList } from './lossless.ts';
import type { NewEntry, PlannedPrice, PlannedProduct } from './planned.ts';

/** Writes what was planned, by named commands; what the shop refuses is told by its row, and the rest goes on. */

/** Null: done. */
export type RunCommand = (name: string, args: unknown) => Promise<{ readonly message: string } | null>;

export interface BringIn {
  readonly run: RunCommand;
  /** Lists that prices may be for and the shop does not have yet */
  readonly newLists: readonly FileList[];
  /** The id of a list by its name here; null: that of the shop */
  readonly listId: (name: string | null) => string | null;
  readonly stopped: () => boolean;
  readonly progress: (done: number) => void;
  readonly refused: (product: PlannedProduct, sku: string | null, reason: string) => void;
}

export interface BroughtIn {
  readonly made: number;
  readonly changed: number;
  /** A person stopped it: the rest is as it was */
  readonly stopped: boolean;
}

const PRODUCTS_A_COMMAND = 100;
const VARIANTS_A_COMMAND = 1_000;
const PRICES_A_COMMAND = 200;

interface WaitingPrice extends PlannedPrice {
  readonly product: PlannedProduct;
  readonly sku: string | null;
}

export async function bringIn(planned: readonly PlannedProduct[], use: BringIn): Promise<BroughtIn> {
  const failed = new Set<PlannedProduct>();
  const no = (product: PlannedProduct, sku: string | null, reason: string) => {
    failed.add(product);
    use.refused(product, sku, reason);
  };
  const noList = await makeLists(planned, use);
  let [done, made, changed] = [0, 0, 0];
  for (const some of inParts(planned)) {
    if (use.stopped()) break;
    const lacking = await makeProducts(
      some.filter(({ kind }) => kind === 'new'),
      use,
      no,
    );
    const prices: WaitingPrice[] = [];
    let reached = 0;
    for (const product of some) {
      if (use.stopped()) break;
      reached += 1;
      if (lacking.has(product)) continue;
      prices.push(...(await runUnits(product, use, no)));
      use.progress(done + reached);
    }
    const sendable = prices.filter(({ list }) => list === null || !noList.has(list));
    for (const { product, sku, list } of prices)
      if (list !== null && noList.has(list)) no(product, sku, noList.get(list) ?? '');
    for (const group of Map.groupBy(sendable, ({ list }) => list).values()) await setPrices(group, use, no);
    const ran = some.slice(0, reached);
    made += ran.filter((product) => product.kind === 'new' && !lacking.has(product)).length;
    changed += ran.filter((product) => product.kind === 'changed' && !failed.has(product)).length;
    done += reached;
    use.progress(done);
  }
  return { made, changed, stopped: done < planned.length };
}

/** As many at once as one command may make, each with all its prices in one part. */
function* inParts(planned: readonly PlannedProduct[]): Generator<PlannedProduct[]> {
  let part: PlannedProduct[] = [];
  let variants = 0;
  for (const product of planned) {
    const more = product.entry?.variants.length ?? 1;
    if (part.length === PRODUCTS_A_COMMAND || (part.length > 0 && variants + more > VARIANTS_A_COMMAND)) {
      yield part;
      [part, variants] = [[], 0];
    }
    part.push(product);
    variants += more;
  }
  if (part.length > 0) yield part;
}

type No = (product: PlannedProduct, sku: string | null, reason: string) => void;

/** @returns the lists that the shop refuses, with its words */
async function makeLists(planned: readonly PlannedProduct[], use: BringIn): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(planned.flatMap(({ units }) => units.flatMap(({ prices }) => prices.map(({ list }) => list))));
  const refused = new Map<string, string>();
  for (const list of use.newLists) {
    if (!wanted.has(list.name)) continue;
    const outcome = await use.run('pricing.savePriceList', { list: { ...list, isDefault: false } });
    if (outcome) refused.set(list.name, outcome.message);
  }
  return refused;
}

/** @returns those that are not there */
async function makeProducts(fresh: readonly PlannedProduct[], use: BringIn, no: No): Promise<Set<PlannedProduct>> {
  const lacking = new Set<PlannedProduct>();
  const send = async (some: readonly PlannedProduct[]): Promise<void> => {
    const [first] = some;
    if (!first) return;
    const products = some.flatMap(({ entry }): NewEntry[] => (entry ? [entry] : []));
    const outcome = await use.run('catalog.importProducts', { products, priceListId: null });
    if (!outcome) return;
    if (some.length === 1) {
      lacking.add(first);
      no(first, null, outcome.message);
      return;
    }
    // All or none: in halves until the one that is refused stands alone.
    const middle = Math.ceil(some.length / 2);
    await send(some.slice(0, middle));
    await send(some.slice(middle));
  };
  await send(fresh);
  return lacking;
}

/** @returns the prices of the rows whose other commands were taken */
async function runUnits(product: PlannedProduct, use: BringIn, no: No): Promise<WaitingPrice[]> {
  const prices: WaitingPrice[] = [];
  for (const { sku, commands, prices: own } of product.units) {
    let reason: string | null = null;
    for (const { name, args } of commands) {
      const outcome = await use.run(name, args);
      if (!outcome) continue;
      reason = outcome.message;
      break;
    }
    if (reason === null) prices.push(...own.map((price) => ({ ...price, product, sku })));
    else no(product, sku, reason);
  }
  return prices;
}

async function setPrices(prices: readonly WaitingPrice[], use: BringIn, no: No): Promise<void> {
  const send = async (some: readonly WaitingPrice[]): Promise<void> => {
    const [first] = some;
    if (!first) return;
    const args = { priceListId: use.listId(first.list), changes: some.map(({ change }) => change) };
    const outcome = await use.run('pricing.setPrice', args);
    if (!outcome) return;
    if (some.length === 1) {
      no(first.product, first.sku, outcome.message);
      return;
    }
    const middle = Math.ceil(some.length / 2);
    await send(some.slice(0, middle));
    await send(some.slice(middle));
  };
  for (let at = 0; at < prices.length; at += PRICES_A_COMMAND) await send(prices.slice(at, at + PRICES_A_COMMAND));
}
