import { normaliseBarcode } from '../gtin.ts';
import type { FileList } from './lossless.ts';
import { planProduct } from './plan.ts';
import type { PlannedProduct, ShopOfFile, TakenCodes } from './planned.ts';
import { type FileEntry, FileProblem, type ReadFile, type RowProblem } from './read-file.ts';
import type { ProductRecord } from './record.ts';

/** Compares a file with the shop, part by part: what would be new, what would change, what stays, and which rows cannot be taken. */

/** Who has codes; what nobody has is not in it. */
export interface FoundCodes extends TakenCodes {
  /** Product by variant */
  readonly variants: ReadonlyMap<string, string>;
}

export interface CodesToFind {
  readonly handles: readonly string[];
  readonly skus: readonly string[];
  readonly codes: readonly string[];
  readonly variantIds: readonly string[];
}

/** How the shop is asked; at most `PART` products and their codes at once. */
export interface ShopReads {
  readonly find: (codes: CodesToFind) => Promise<FoundCodes>;
  readonly records: (productIds: readonly string[]) => Promise<readonly ProductRecord[]>;
}

export interface PlanTalk {
  readonly progress: (done: number, of: number) => void;
  readonly stopped: () => boolean;
}

export interface FilePlan {
  readonly planned: readonly PlannedProduct[];
  /** Products that are as the file says */
  readonly same: number;
  readonly problems: readonly RowProblem[];
  readonly unknown: readonly string[];
  /** Lists that the shop does not have */
  readonly newLists: readonly FileList[];
  readonly lineOf: (product: PlannedProduct, sku: string | null) => number;
  readonly rows: number;
}

const PART = 100;

const inParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PART) }, (_, at) => all.slice(at * PART, (at + 1) * PART));

/** @returns null where a person stopped it @throws FileProblem where the file is another shop's in another money */
export async function planFile(
  file: ReadFile,
  shop: ShopOfFile,
  reads: ShopReads,
  talk: PlanTalk,
): Promise<FilePlan | null> {
  if (file.currency !== null && file.currency !== shop.currency)
    throw new FileProblem(
      `The prices of this file are in ${file.currency}, and this shop sells in ${shop.currency}: its figures would mean something else.`,
    );
  const { named, newLists } = namesHere(file.lists, shop.lists);
  const merged = await sameProducts(file.entries, reads, talk);
  if (!merged) return null;
  const planned: PlannedProduct[] = [];
  const problems: RowProblem[] = [...file.problems];
  const entryOf = new Map<PlannedProduct, FileEntry>();
  const knows = new Set([...file.knows].map((name) => (name === null ? null : (named.get(name) ?? name))));
  const claimed = {
    handles: new Map<string, string>(),
    skus: new Map<string, string>(),
    codes: new Map<string, string>(),
  };
  let [same, done] = [0, 0];
  for (const part of inParts(merged)) {
    if (talk.stopped()) return null;
    const ids = part.flatMap(({ productId }) => productId ?? []);
    const before = new Map((await reads.records(ids)).map((record) => [record.id, record]));
    const wants = part.map(({ entry, productId }) => {
      const was = productId === null ? null : (before.get(productId) ?? null);
      const { wanted, problems: odd } = entry.apply(was);
      problems.push(...odd);
      return { entry, was, whole: odd.length === 0, wanted: wanted && renamed(wanted, named) };
    });
    const taken = await reads.find(codesOf(wants.flatMap(({ wanted, was }) => (wanted ? [{ wanted, was }] : []))));
    for (const { entry, was, whole, wanted } of wants) {
      if (!wanted) continue;
      const one = planProduct({ before: was, wanted, shop, taken: withClaimed(taken, claimed), knows });
      if (one.bad.length === 0) claim(wanted, claimed);
      entryOf.set(one, entry);
      for (const { sku, reason } of one.bad)
        problems.push({ line: entry.lineOf(sku), about: sku ?? wanted.handle, reason });
      if (one.kind !== 'same') planned.push(one);
      else if (whole && one.bad.length === 0) same += 1;
    }
    done += part.length;
    talk.progress(done, merged.length);
  }
  return {
    ...{ planned, same, newLists, rows: file.rows, unknown: file.unknown },
    problems: problems.toSorted((a, b) => a.line - b.line),
    lineOf: (product, sku) => entryOf.get(product)?.lineOf(sku) ?? 0,
  };
}

/** A list of the file is the one of its id here, whatever it is called now, else that of its name. */
function namesHere(lists: readonly FileList[], here: readonly FileList[]) {
  const named = new Map<string, string>();
  const newLists: FileList[] = [];
  for (const list of lists) {
    const known = here.find(({ id }) => id === list.id) ?? here.find(({ name }) => name === list.name);
    if (known) named.set(list.name, known.name);
    else newLists.push(list);
  }
  return { named, newLists };
}

const renamed = (record: ProductRecord, named: ReadonlyMap<string, string>): ProductRecord => ({
  ...record,
  variants: record.variants.map((variant) => ({
    ...variant,
    prices: variant.prices.map((price) =>
      price.list === null ? price : { ...price, list: named.get(price.list) ?? price.list },
    ),
  })),
});

interface Known {
  readonly entry: FileEntry;
  readonly productId: string | null;
}

/** Which product each entry is about; rows that named the same one in two ways come together. */
async function sameProducts(entries: readonly FileEntry[], reads: ShopReads, talk: PlanTalk): Promise<Known[] | null> {
  const known = new Map<string, Known>();
  for (const part of inParts(entries)) {
    if (talk.stopped()) return null;
    const keys = part.map((entry) => entry.keys);
    const found = await reads.find({
      handles: keys.flatMap(({ productId, handle }) => (productId === null && handle !== null ? handle : [])),
      ...{
        skus: keys.flatMap(({ skus }) => skus),
        codes: [],
        variantIds: keys.flatMap(({ variantIds }) => variantIds),
      },
    });
    for (const [at, entry] of part.entries()) {
      const { productId, handle, skus, variantIds } = entry.keys;
      const byVariant = [...variantIds, ...skus.flatMap((sku) => found.skus.get(sku) ?? [])];
      const id =
        productId ??
        (handle === null ? undefined : found.handles.get(handle)) ??
        byVariant.flatMap((variantId) => found.variants.get(variantId) ?? [])[0] ??
        null;
      const key = id ?? `new ${known.size} ${at}`;
      const other = known.get(key);
      known.set(key, { entry: other ? other.entry.join(entry) : entry, productId: id });
    }
  }
  return [...known.values()];
}

/** Codes that products do not have yet. */
function codesOf(wants: readonly { wanted: ProductRecord; was: ProductRecord | null }[]): CodesToFind {
  const handles: string[] = [];
  const skus: string[] = [];
  const codes: string[] = [];
  const codesOfVariant = (variant: ProductRecord['variants'][number]) =>
    [...(variant.gtin === null ? [] : [variant.gtin]), ...variant.barcodes].map(normaliseBarcode);
  for (const { wanted, was } of wants) {
    if (wanted.handle !== was?.handle) handles.push(wanted.handle);
    const before = new Map(was?.variants.map((variant) => [variant.id, variant]));
    for (const variant of wanted.variants) {
      const old = before.get(variant.id);
      if (old?.sku !== variant.sku) skus.push(variant.sku);
      const had = new Set(old ? codesOfVariant(old) : []);
      codes.push(...codesOfVariant(variant).filter((code) => !had.has(code)));
    }
  }
  return { handles, skus, codes, variantIds: [] };
}

type Claimed = { readonly [K in keyof TakenCodes]: Map<string, string> };

/** What rows before this one are going to have is taken as well. */
function withClaimed(taken: TakenCodes, claimed: Claimed): TakenCodes {
  const of = (kind: keyof TakenCodes) => ({ get: (code: string) => claimed[kind].get(code) ?? taken[kind].get(code) });
  return { handles: of('handles'), skus: of('skus'), codes: of('codes') };
}

function claim(wanted: ProductRecord, claimed: Claimed): void {
  claimed.handles.set(wanted.handle, wanted.id);
  for (const { id, sku, gtin, barcodes } of wanted.variants) {
    claimed.skus.set(sku, id);
    for (const code of [...(gtin === null ? [] : [gtin]), ...barcodes]) claimed.codes.set(normaliseBarcode(code), id);
  }
}
