import { customsFacts } from '@tillhouse/shared/domains/catalog/customs-schema.ts';
import type { ShopReads } from '@tillhouse/shared/domains/catalog/files/plan-file.ts';
import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import type { ProductRecord } from '@tillhouse/shared/domains/catalog/files/record.ts';
import { type CatalogueRows, recordsOf } from '@tillhouse/shared/domains/catalog/files/records-of.ts';
import {
  barcodes,
  productMetafields,
  products,
  variantCosts,
  variants,
} from '@tillhouse/shared/domains/catalog/schema.ts';
import { priceLists, prices, taxRates } from '@tillhouse/shared/domains/pricing/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';

/** The catalogue of a shop as its admin API gives it, for writing it into a file and for comparing a file with it. */

/** Rows of a resource of the admin API, all of them. */
export type ListRows = (resource: string) => Promise<readonly Record<string, unknown>[]>;

export interface OwnCatalogue {
  readonly shop: ShopOfFile;
  readonly records: readonly ProductRecord[];
  readonly reads: ShopReads;
  /** What may not be seen is not in it */
  readonly costs: boolean;
}

/** @param list rejects with `forbidden` where the key may not read a resource */
export async function readCatalogue(
  list: ListRows,
  forbidden: (error: unknown) => boolean,
  currency: string,
): Promise<OwnCatalogue> {
  // What the admin API answers are rows of these tables, by the names of their columns.
  const rows = async <R extends object>(_: Table<R>, name: string) => (await list(name)) as unknown as readonly R[];
  const costs = await rows(variantCosts, 'variant-costs').catch((error: unknown) => {
    if (forbidden(error)) return null;
    throw error;
  });
  const all: CatalogueRows = {
    products: await rows(products, 'products'),
    variants: await rows(variants, 'variants'),
    costs,
    barcodes: await rows(barcodes, 'barcodes'),
    metafields: await rows(productMetafields, 'product-metafields'),
    facts: await rows(customsFacts, 'customs-facts'),
    prices: await rows(prices, 'prices'),
    lists: await rows(priceLists, 'price-lists'),
  };
  const classes = await rows(taxRates, 'tax-rates');
  const records = recordsOf(all);
  const lists = all.lists.filter(({ isDefault }) => !isDefault);
  const own = all.lists.find(({ isDefault }) => isDefault)?.currency ?? currency;
  return {
    shop: {
      currency: own,
      taxClasses: classes.map(({ taxClass }) => taxClass),
      lists: lists.map(({ id, name, currency: money, terms }) => ({ id, name, currency: money, terms })),
    },
    records,
    reads: readsOf(all, records),
    costs: costs !== null,
  };
}

function readsOf(all: CatalogueRows, records: readonly ProductRecord[]): ShopReads {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = {
    handles: new Map(all.products.map(({ handle, id }) => [handle, id])),
    skus: new Map(all.variants.map(({ sku, id }) => [sku, id])),
    codes: new Map(all.barcodes.map(({ code, variantId }) => [code, variantId])),
    variants: new Map(all.variants.map(({ id, productId }) => [id, productId])),
  };
  return {
    find: () => Promise.resolve(found),
    records: (ids) => Promise.resolve(ids.flatMap((id) => byId.get(id) ?? [])),
  };
}
