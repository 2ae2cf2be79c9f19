import { decimalsOf, decimalText } from '../../../kernel/currencies.ts';
import type { ListTerms } from '../../pricing/list-terms.ts';
import type { ProductRecord, RecordFacts, RecordPrice, VariantRecord } from './record.ts';

/**
 * The lossless file of products: UTF-8, a JSON object a line. The first says what it is, then each product in the order of its address
 * with all that belongs to it, a price list before the first price in it, and at the end how many products there are. Keys stand in one
 * order and money in decimals of its currency, so that the same catalogue is the same bytes.
 */
export const LOSSLESS = 'tillhouse-products';

/** A price list as a file names it. */
export interface FileList {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly terms: ListTerms | null;
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Keys of objects in one order, however they were kept. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]));
}

const money = (amount: number, currency: string): string => decimalText(amount, decimalsOf(currency) ?? 2);

const factsOf = (facts: RecordFacts | null) =>
  facts && {
    ...{ hsCode: facts.hsCode, origin: facts.origin, grams: facts.grams },
    size: facts.size && { length: facts.size.length, width: facts.size.width, height: facts.size.height },
  };

const priceOf = ({ list, currency, amount, compareAt, breaks }: RecordPrice) => ({
  list,
  currency,
  amount: money(amount, currency),
  compareAt: compareAt === null ? null : money(compareAt, currency),
  breaks: breaks.map((step) => ({ from: step.minQuantity, amount: money(step.amount, currency) })),
});

const variantOf = (variant: VariantRecord) => ({
  ...{ sku: variant.sku, id: variant.id, position: variant.position, title: variant.title },
  ...{ optionValues: variant.optionValues, gtin: variant.gtin, barcodes: variant.barcodes },
  ...{ unit: variant.unit, scale: variant.scale, measure: variant.measure, deposit: variant.depositId },
  ...{ tracked: variant.tracked, status: variant.status, image: variant.image },
  ...(variant.cost !== undefined && {
    cost: variant.cost && {
      amount: money(variant.cost.amount, variant.cost.currency),
      currency: variant.cost.currency,
    },
  }),
  customs: factsOf(variant.customs),
  prices: variant.prices.map(priceOf),
});

const productOf = (product: ProductRecord) => ({
  ...{ handle: product.handle, id: product.id, title: product.title, description: product.description },
  ...{ status: product.status, category: product.category, supplier: product.supplier, tags: product.tags },
  ...{ options: product.options, taxClass: product.taxClass, minimumAge: product.minimumAge, image: product.image },
  ...{ soldAtTill: product.soldAtTill, soldOnline: product.soldOnline, externalRef: product.externalRef },
  ...{ customs: factsOf(product.customs), metafields: product.metafields },
  variants: product.variants.map(variantOf),
});

/** Writes a file in parts: `head`, then products as they come, then `end`. */
export function losslessWriter(currency: string, lists: readonly FileList[]) {
  const byName = new Map(lists.map((list) => [list.name, list]));
  const named = new Set<string>();
  let written = 0;
  const listLine = (name: string): string => {
    named.add(name);
    const list = byName.get(name);
    return list
      ? line({ priceList: name, id: list.id, currency: list.currency, terms: inOrder(list.terms) })
      : line({ priceList: name });
  };
  return {
    head: (): string => line({ format: LOSSLESS, version: 1, currency }),
    products: (products: readonly ProductRecord[]): string =>
      products
        .map((product) => {
          const names = product.variants.flatMap(({ prices }) => prices.flatMap(({ list }) => list ?? []));
          const fresh = [...new Set(names)].filter((name) => !named.has(name)).map(listLine);
          written += 1;
          return fresh.join('') + line(productOf(product));
        })
        .join(''),
    end: (): string => line({ end: written }),
  };
}
