import { bringIn, type RunCommand } from '@tillhouse/shared/domains/catalog/files/bring-in.ts';
import { type FilePlan, planFile, type ShopReads } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import { FileProblem, type RowProblem } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import { type BringShopIn, bringShopIn } from '@tillhouse/shared/domains/catalog/files/shops/bring-shop-in.ts';
import { type ShopFilePlan, planShopFile } from '@tillhouse/shared/domains/catalog/files/shops/plan-shop-file.ts';
import { dialectOf, isOwnSheet, notOurs } from '@tillhouse/shared/domains/catalog/files/shops/product-dialects.ts';
import type { Bridge, BridgeProblem } from '../../../../bridge/contract.ts';
import { openFile, readOwn } from './read-products.ts';
import type { FileTalk } from './write-products.ts';

/** Comparing a file with the shop, and writing what differs. */

/** A file of our own, compared field by field, or one of another shop system, of which only what is new is taken. */
export type LookedAt =
  | { readonly kind: 'own'; readonly shop: ShopOfFile; readonly plan: FilePlan }
  | { readonly kind: 'shop'; readonly shop: ShopOfFile; readonly plan: ShopFilePlan };

function readsOf(bridge: Pick<Bridge, 'query'>): ShopReads {
  return {
    records: (ids) => bridge.query('products.records', { ids }),
    find: async (wanted) => {
      const { handles, skus, codes, variants } = await bridge.query('products.codes', wanted);
      return { handles: new Map(handles), skus: new Map(skus), codes: new Map(codes), variants: new Map(variants) };
    },
  };
}

/** @returns null where a person stopped it @throws FileProblem */
export async function lookAt(
  bridge: Pick<Bridge, 'query'>,
  bytes: Uint8Array,
  newId: () => string,
  talk: { readonly reading: FileTalk; readonly comparing: FileTalk },
): Promise<LookedAt | null> {
  const { costs: _, ...shop } = await bridge.query('products.fileShop', {});
  const ids = new Map<string, string>();
  const idOf = (kind: string, key: string) => {
    const id = ids.get(`${kind} ${key}`) ?? newId();
    ids.set(`${kind} ${key}`, id);
    return id;
  };
  const opened = await openFile(bytes, talk.reading);
  const dialect = opened.kind === 'sheet' ? dialectOf(opened.sheet) : null;
  if (opened.kind === 'sheet' && dialect) {
    const plan = await planShopFile(dialect, opened.sheet, shop, readsOf(bridge), talk.comparing);
    return plan && { kind: 'shop', shop, plan };
  }
  if (opened.kind === 'sheet' && !isOwnSheet(opened.sheet)) throw new FileProblem(notOurs(opened.sheet));
  const file = await readOwn(opened, shop, idOf, talk.reading);
  const plan = file && (await planFile(file, shop, readsOf(bridge), talk.comparing));
  return plan && { kind: 'own', shop, plan };
}

export interface Taken {
  readonly made: number;
  readonly changed: number;
  /** Of a file of another shop system */
  readonly shop?: { readonly variants: number; readonly units: number };
  readonly refused: readonly RowProblem[];
  readonly stopped: boolean;
}

const refusals: ReadonlySet<unknown> = new Set(['refused', 'conflict', 'forbidden', 'not-found', 'invalid']);

/** What a person chooses of another shop system's file. */
export type ShopChoices = Pick<BringShopIn, 'stockAt' | 'pricesAsOwn'>;

/** @throws BridgeProblem where the desk itself fails; what was written before stands */
export async function takeIn(
  bridge: Pick<Bridge, 'mutate'>,
  found: LookedAt,
  talk: FileTalk,
  choices: ShopChoices = { stockAt: null, pricesAsOwn: false },
): Promise<Taken> {
  const run: RunCommand = async (name, args) => {
    try {
      await bridge.mutate(name, args);
      return null;
    } catch (error) {
      const { kind, message } = error as Partial<BridgeProblem>;
      if (refusals.has(kind)) return { message: message ?? '' };
      throw error;
    }
  };
  return found.kind === 'own' ? takeOwn(found, run, talk) : takeShop(found, run, talk, choices);
}

type Found<K extends LookedAt['kind']> = Extract<LookedAt, { readonly kind: K }>;

async function takeShop(
  { shop, plan }: Found<'shop'>,
  run: RunCommand,
  talk: FileTalk,
  choices: ShopChoices,
): Promise<Taken> {
  const done = await bringShopIn(plan, { ...talk, ...choices, run, shop });
  const { products, variants, units, refused, stopped } = done;
  return { made: products, changed: 0, shop: { variants, units }, refused, stopped };
}

async function takeOwn({ shop, plan }: Found<'own'>, run: RunCommand, talk: FileTalk): Promise<Taken> {
  const refused: RowProblem[] = [];
  const ids = new Map([...shop.lists, ...plan.newLists].map(({ id, name }) => [name, id]));
  const done = await bringIn(plan.planned, {
    newLists: plan.newLists,
    listId: (name) => (name === null ? null : (ids.get(name) ?? null)),
    stopped: talk.stopped,
    progress: (reached) => talk.progress(reached, plan.planned.length),
    refused: (product, sku, reason) =>
      refused.push({ line: plan.lineOf(product, sku), about: sku ?? product.handle, reason }),
    run,
  });
  return { ...done, refused: refused.toSorted((a, b) => a.line - b.line) };
}
