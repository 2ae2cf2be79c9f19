import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { recordsOf } from '@tillhouse/shared/domains/catalog/files/records-of.ts';
import { customsFacts } from '@tillhouse/shared/domains/catalog/customs-schema.ts';
import {
  barcodes,
  productMetafields,
  products,
  variantCosts,
  variants,
} from '@tillhouse/shared/domains/catalog/schema.ts';
import { priceLists, prices } from '@tillhouse/shared/domains/pricing/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import * as z from 'zod';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query, sees } from './define-query.ts';
import { id, nothing, text } from './params.ts';
import { productsWhere } from './products-index.ts';

/** Products at once: a part that is answered before anybody at the counter notices. */
const MOST = 200;
/** Of a product with all its variants there may be many codes. */
const MOST_CODES = 100_000;

function rows<R extends object>(reader: Reader, table: Table<R>, where: string, ids: readonly string[]): R[] {
  const plain = table as unknown as Table<Record<string, unknown>>;
  return reader
    .all(`SELECT * FROM "${table.name}" WHERE ${where}`, where.includes('?') ? [JSON.stringify(ids)] : [])
    .map((row) => decodeRow(plain, row) as R);
}

// CROSS JOIN keeps the order: what is asked for first, then its index. Else SQLite may go through the whole catalogue for each.
const ofProduct = 'product_id IN (SELECT value FROM json_each(?))';
const ofVariant = 'variant_id IN (SELECT v.id FROM json_each(?) j CROSS JOIN variants v ON v.product_id = j.value)';

type Pair = readonly [code: string, id: string];
const codes = z.array(z.string().max(300)).max(MOST_CODES);

function pairs(reader: Reader, sql: string, wanted: readonly string[]): Pair[] {
  if (wanted.length === 0) return [];
  return reader.all<{ code: string; id: string }>(sql, [JSON.stringify(wanted)]).map(({ code, id: of }) => [code, of]);
}

export const productFileQueries = {
  'products.fileIds': query('products.fileIds', {
    params: z.strictObject({
      view: z.enum(['selling', 'low', 'no-cost', 'draft', 'archived', 'all']),
      search: text.optional(),
      category: text.optional(),
    }),
    permission: 'products.view',
    heavy: true,
    run: (reader, params) => {
      const { sql, values } = productsWhere(reader, params);
      return reader
        .all<{ id: string }>(
          `SELECT p.id FROM product_facts f JOIN products p ON p.id = f.product_id WHERE ${sql} ORDER BY p.handle`,
          values,
        )
        .map((row) => row.id);
    },
  }),
  'products.records': query('products.records', {
    params: z.strictObject({ ids: z.array(id).max(MOST) }),
    permission: 'products.view',
    heavy: true,
    run: (reader, { ids }, asking) =>
      recordsOf({
        products: rows(reader, products, 'id IN (SELECT value FROM json_each(?))', ids),
        variants: rows(reader, variants, ofProduct, ids),
        costs: sees(asking, 'products.cost') ? rows(reader, variantCosts, ofVariant, ids) : null,
        barcodes: rows(reader, barcodes, ofVariant, ids),
        metafields: rows(reader, productMetafields, ofProduct, ids),
        facts: rows(reader, customsFacts, ofProduct, ids),
        prices: rows(reader, prices, ofVariant, ids),
        lists: rows(reader, priceLists, 'true', []),
      }),
  }),
  'products.fileShop': query('products.fileShop', {
    params: nothing,
    permission: 'products.view',
    run: (reader, _, asking) => {
      const lists = rows(reader, priceLists, 'true', []);
      const own = lists.find(({ isDefault }) => isDefault);
      return {
        currency: own?.currency ?? storeAt(reader, null)?.currency ?? '',
        lists: lists
          .filter(({ isDefault }) => !isDefault)
          .map(({ id: listId, name, currency, terms }) => ({ id: listId, name, currency, terms })),
        taxClasses: reader
          .all<{ taxClass: string }>('SELECT tax_class AS taxClass FROM tax_rates ORDER BY tax_class')
          .map(({ taxClass }) => taxClass),
        costs: sees(asking, 'products.cost'),
      };
    },
  }),
  'products.codes': query('products.codes', {
    params: z.strictObject({ handles: codes, skus: codes, codes, variantIds: codes }),
    permission: 'products.view',
    heavy: true,
    run: (reader, wanted) => {
      const skus = pairs(
        reader,
        'SELECT v.sku AS code, v.id FROM json_each(?) j CROSS JOIN variants v ON v.sku = j.value',
        wanted.skus,
      );
      const variantIds = [...wanted.variantIds, ...skus.map(([, variantId]) => variantId)];
      return {
        skus,
        handles: pairs(
          reader,
          'SELECT p.handle AS code, p.id FROM json_each(?) j CROSS JOIN products p ON p.handle = j.value',
          wanted.handles,
        ),
        codes: pairs(
          reader,
          'SELECT b.code, b.variant_id AS id FROM json_each(?) j CROSS JOIN barcodes b ON b.code = j.value',
          wanted.codes,
        ),
        variants: pairs(
          reader,
          'SELECT v.id AS code, v.product_id AS id FROM json_each(?) j CROSS JOIN variants v ON v.id = j.value',
          variantIds,
        ),
      };
    },
  }),
};
