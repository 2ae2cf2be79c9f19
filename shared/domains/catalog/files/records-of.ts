import type { Row } from '../../../kernel/define-table.ts';
import type { Price, PriceList } from '../../pricing/schema.ts';
import type { CustomsFacts } from '../customs-schema.ts';
import { normaliseBarcode } from '../gtin.ts';
import type { Barcode, Product, productMetafields, Variant, variantCosts } from '../schema.ts';
import { byCharacters, type ProductRecord, type RecordFacts, type RecordPrice, type VariantRecord } from './record.ts';

/** Rows of products and of all that belongs to them, in any order. */
export interface CatalogueRows {
  readonly products: readonly Product[];
  readonly variants: readonly Variant[];
  /** Null: may not be seen */
  readonly costs: readonly Row<typeof variantCosts>[] | null;
  readonly barcodes: readonly Barcode[];
  readonly metafields: readonly Row<typeof productMetafields>[];
  readonly facts: readonly CustomsFacts[];
  readonly prices: readonly Price[];
  readonly lists: readonly PriceList[];
}

const factsOf = (row: CustomsFacts | undefined): RecordFacts | null => {
  if (!row) return null;
  const { hsCode, origin, grams, length, width, height } = row;
  return {
    ...{ hsCode, origin, grams },
    size: length === null || width === null || height === null ? null : { length, width, height },
  };
};

/** Products in the order of their addresses, each with what there is of it in a fixed order. */
export function recordsOf(rows: CatalogueRows): ProductRecord[] {
  const lists = new Map(rows.lists.map((list) => [list.id, list]));
  const facts = new Map(rows.facts.map((row) => [row.subjectId, row]));
  const costs = rows.costs && new Map(rows.costs.map((row) => [row.variantId, row]));
  const variants = Map.groupBy(rows.variants, ({ productId }) => productId);
  const codes = Map.groupBy(rows.barcodes, ({ variantId }) => variantId);
  const metafields = Map.groupBy(rows.metafields, ({ productId }) => productId);
  const prices = Map.groupBy(rows.prices, ({ variantId }) => variantId);

  const priceOf = ({ priceListId, amount, compareAt, breaks }: Price): RecordPrice[] => {
    const list = lists.get(priceListId);
    if (!list) return [];
    const steps = (breaks ?? []).map((step) => ({ minQuantity: step.minQuantity, amount: step.amount }));
    return [{ list: list.isDefault ? null : list.name, currency: list.currency, amount, compareAt, breaks: steps }];
  };
  const variantOf = (row: Variant): VariantRecord => {
    const { id, position, title, sku, gtin, unit, scale, depositId, tracked, status, image, measure } = row;
    const first = gtin === null ? null : normaliseBarcode(gtin);
    const cost = costs?.get(id);
    return {
      ...{ id, position, title, sku, gtin, unit, scale, depositId, tracked, status, image },
      optionValues: row.optionValues,
      measure: measure && { amount: measure.amount, scale: measure.scale, unit: measure.unit, per: measure.per },
      barcodes: (codes.get(id) ?? [])
        .map(({ code }) => code)
        .filter((code) => code !== first)
        .sort(byCharacters),
      ...(costs && { cost: cost ? { amount: cost.cost, currency: cost.currency } : null }),
      customs: factsOf(facts.get(id)),
      prices: (prices.get(id) ?? [])
        .flatMap(priceOf)
        .sort((a, b) => Number(a.list !== null) - Number(b.list !== null) || byCharacters(a.list ?? '', b.list ?? '')),
    };
  };
  return rows.products
    .map((row): ProductRecord => {
      const { id, title, handle, description, status, category, supplier, taxClass, minimumAge, image } = row;
      const own = variants.get(id) ?? [];
      return {
        ...{ id, title, handle, description, status, category, supplier, taxClass, minimumAge, image },
        ...{ soldAtTill: row.soldAtTill, soldOnline: row.soldOnline, externalRef: row.externalRef, tags: row.tags },
        options: row.options.map(({ name, values }) => ({ name, values })),
        customs: factsOf(facts.get(id)),
        metafields: (metafields.get(id) ?? [])
          .map(({ name, value }) => ({ name, value }))
          .sort((a, b) => byCharacters(a.name, b.name)),
        variants: [...own].sort((a, b) => a.position - b.position || byCharacters(a.id, b.id)).map(variantOf),
      };
    })
    .sort((a, b) => byCharacters(a.handle, b.handle));
}
