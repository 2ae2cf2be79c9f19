import { type BroughtIn, bringIn } from '@tillhouse/shared/domains/catalog/files/bring-in.ts';
import { type FilePlan, planFile, type ShopReads } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import type { RowProblem } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import type { Bridge, BridgeProblem } from '../../../../bridge/contract.ts';
import { readProducts } from './read-products.ts';
import type { FileTalk } from './write-products.ts';

/** Comparing a file with the shop, and writing what differs. */

export interface LookedAt {
  readonly shop: ShopOfFile;
  readonly plan: FilePlan;
}

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
  const file = await readProducts(bytes, shop, idOf, talk.reading);
  const plan = file && (await planFile(file, shop, readsOf(bridge), talk.comparing));
  return plan && { shop, plan };
}

export interface Taken extends BroughtIn {
  readonly refused: readonly RowProblem[];
}

const refusals: ReadonlySet<unknown> = new Set(['refused', 'conflict', 'forbidden', 'not-found', 'invalid']);

/** @throws BridgeProblem where the desk itself fails; what was written before stands */
export async function takeIn(bridge: Pick<Bridge, 'mutate'>, { shop, plan }: LookedAt, talk: FileTalk): Promise<Taken> {
  const refused: RowProblem[] = [];
  const ids = new Map([...shop.lists, ...plan.newLists].map(({ id, name }) => [name, id]));
  const done = await bringIn(plan.planned, {
    newLists: plan.newLists,
    listId: (name) => (name === null ? null : (ids.get(name) ?? null)),
    stopped: talk.stopped,
    progress: (reached) => talk.progress(reached, plan.planned.length),
    refused: (product, sku, reason) =>
      refused.push({ line: plan.lineOf(product, sku), about: sku ?? product.handle, reason }),
    run: async (name, args) => {
      try {
        await bridge.mutate(name, args);
        return null;
      } catch (error) {
        const { kind, message } = error as Partial<BridgeProblem>;
        if (refusals.has(kind)) return { message: message ?? '' };
        throw error;
      }
    },
  });
  return { ...done, refused: refused.toSorted((a, b) => a.line - b.line) };
}
