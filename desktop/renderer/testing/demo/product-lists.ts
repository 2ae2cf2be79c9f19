import type { ProductRecord, VariantRecord } from '@tillhouse/shared/domains/catalog/files/record.ts';
import type { ProductFileQueries } from '../../../bridge/product-file-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { locations, mugVariants, productAt } from './catalog.ts';

type Index = QueryMap['products.index'];
type Answers = {
  [N in keyof ProductFileQueries | 'products.index' | 'products.views']: (
    params: QueryMap[N]['params'],
  ) => QueryMap[N]['result'];
};

const idOf = (index: number): string => `p-${index}`;
const indexOf = (id: string): number => Number(id.slice(2)) || 0;
const costOf = (price: number) => ({ amount: Math.round(price * 0.36), currency: 'GBP' });

function variantOf(index: number, price: number, sku: string): VariantRecord {
  return {
    ...{ id: `v-${idOf(index)}`, position: 0, title: '', optionValues: [], sku, gtin: null, unit: 'H87', scale: 0 },
    ...{ measure: null, depositId: null, tracked: true, status: 'active', image: null, barcodes: [], customs: null },
    cost: costOf(price),
    prices: [{ list: null, currency: 'GBP', amount: price, compareAt: null, breaks: [] }],
  };
}

const mugs = (): VariantRecord[] =>
  mugVariants.map((mug, position) => ({
    ...variantOf(0, mug.price, mug.sku),
    ...{ id: mug.id, position, title: mug.title, optionValues: mug.optionValues, gtin: mug.gtin, measure: mug.measure },
    cost: mug.cost === null ? null : { amount: mug.cost, currency: 'GBP' },
    prices: [
      { list: null, currency: 'GBP', amount: mug.price, compareAt: null, breaks: [] },
      { list: 'Trade', currency: 'EUR', amount: mug.price - 200, compareAt: null, breaks: [] },
    ],
  }));

function recordAt(index: number): ProductRecord {
  const row = productAt(index);
  const mug = row.sku === 'MUG';
  return {
    ...{ id: row.id, title: row.title, handle: `${row.sku.toLowerCase()}-${index}`, description: '', supplier: '' },
    ...{ status: row.status, category: row.category, tags: [], taxClass: 'standard', minimumAge: null, image: null },
    ...{ soldAtTill: true, soldOnline: true, externalRef: null, metafields: [] },
    customs: { hsCode: '691110', origin: 'PT', grams: 380, size: null },
    options: mug
      ? [
          { name: 'Glaze', values: ['Moss', 'Chalk', 'Tide', 'Rust'] },
          { name: 'Size', values: ['250 ml', '350 ml'] },
        ]
      : [],
    variants: mug ? mugs() : [variantOf(index, row.priceTo, row.sku)],
  };
}

/** The list of products, and their files: what is edited is kept, so that a file read again finds it. */
export function demoProductLists(total: number): { answers: Answers; mutate: (name: string, args: unknown) => void } {
  const edited = new Map<string, ProductRecord>();
  const record = (id: string): ProductRecord => edited.get(id) ?? recordAt(indexOf(id));
  const all = () => Array.from({ length: total }, (_, index) => idOf(index));
  const found = (text: string) =>
    Array.from({ length: Math.min(total, 2000) }, (_, index) => productAt(index)).filter((row) =>
      `${row.title} ${row.sku}`.toLowerCase().includes(text),
    );

  function index(params: Index['params']): Index['result'] {
    const text = params.search?.toLowerCase() ?? '';
    const short = params.view === 'low' ? 38 : params.view === 'archived' ? 0 : params.view === 'no-cost' ? 112 : total;
    const { offset, limit } = params;
    if (text) return { total: found(text).length, locations, rows: found(text).slice(offset, offset + limit) };
    const rows = Array.from({ length: Math.max(0, Math.min(limit, short - offset)) }, (_, i) => productAt(offset + i));
    return { total: short, locations, rows };
  }

  const productWith = (variantId: string): string | undefined =>
    variantId.startsWith('v-')
      ? variantId.slice(2)
      : mugVariants.some(({ id }) => id === variantId)
        ? 'p-0'
        : undefined;

  return {
    answers: {
      'products.index': index,
      'products.views': () =>
        [
          ['selling', total],
          ['low', 38],
          ['no-cost', 112],
          ['draft', 9],
          ['archived', 0],
          ['all', total],
        ].map(([view, count]) => ({ view: String(view), count: Number(count) })),
      'products.fileIds': ({ search }) => (search ? found(search.toLowerCase()).map(({ id }) => id) : all()),
      'products.records': ({ ids }) => ids.filter((id) => id.startsWith('p-')).map(record),
      'products.fileShop': () => ({
        currency: 'GBP',
        lists: [{ id: '5d1c0a3e-0b0f-4d5e-9a57-0000000000b1', name: 'Trade', currency: 'EUR', terms: null }],
        taxClasses: ['standard', 'reduced', 'zero'],
        costs: true,
      }),
      'products.codes': ({ handles, skus, variantIds }) => {
        const records = [...new Set(['p-0', ...edited.keys(), ...all().slice(0, 2000)])].map(record);
        const variants = records.flatMap((product) => product.variants.map((one) => [one, product.id] as const));
        return {
          handles: records.filter(({ handle }) => handles.includes(handle)).map(({ handle, id }) => [handle, id]),
          skus: variants.filter(([{ sku }]) => skus.includes(sku)).map(([{ sku, id }]) => [sku, id]),
          codes: [],
          variants: variants
            .filter(([{ id, sku }]) => variantIds.includes(id) || skus.includes(sku))
            .map(([{ id }, productId]) => [id, productId]),
        };
      },
    },
    mutate: (name, args) => {
      if (name === 'catalog.editProduct') {
        const { productId, patch } = args as { productId: string; patch: Record<string, { value: unknown }> };
        const fields = Object.fromEntries(Object.entries(patch).map(([field, { value }]) => [field, value]));
        edited.set(productId, { ...record(productId), ...fields });
      }
      if (name !== 'pricing.setPrice') return;
      const { changes } = args as { changes: { variantId: string; value: number }[] };
      for (const { variantId, value } of changes) {
        const id = productWith(variantId);
        if (!id) continue;
        const product = record(id);
        const priced = (one: VariantRecord): VariantRecord => ({
          ...one,
          prices: one.prices.map((price) => (price.list === null ? { ...price, amount: value } : price)),
        });
        edited.set(id, {
          ...product,
          variants: product.variants.map((one) => (one.id === variantId ? priced(one) : one)),
        });
      }
    },
  };
}
