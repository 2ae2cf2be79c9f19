import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { endOfPrefix } from '../lists/search-words.ts';
import { type Asking, query, sees } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { orderRows } from './orders.ts';
import { text } from './params.ts';

type Item = QueryMap['palette.search']['result'][number];

function variantItems(reader: Reader, wanted: string): Item[] {
  const ids = findVariants(reader, wanted, 8);
  const rows = reader.all<{
    id: string;
    productId: string;
    title: string;
    sku: string;
    price: number | null;
    only: number;
  }>(
    `SELECT v.id, v.product_id AS productId, p.title || CASE v.title WHEN '' THEN '' ELSE ', ' || v.title END AS title, v.sku,
       pr.amount AS price, f.variant_count = 1 AS only
     FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
     LEFT JOIN product_facts f ON f.product_id = p.id
     LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)
     ORDER BY j.key`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => ({
    kind: row.only === 1 ? ('product' as const) : ('variant' as const),
    id: row.only === 1 ? row.productId : row.id,
    title: row.title,
    text: row.sku,
    amount: row.price,
    to: `/products/${row.productId}`,
  }));
}

function orderItems(reader: Reader, wanted: string): Item[] {
  const number = wanted.toUpperCase();
  const prefixes = [number, `#${number}`];
  const ids = prefixes.flatMap((prefix) =>
    reader.all<{ id: string }>('SELECT id FROM orders WHERE number >= ? AND number < ? ORDER BY number LIMIT 5', [
      prefix,
      endOfPrefix(prefix),
    ]),
  );
  return orderRows(reader, [...new Set(ids.map((row) => row.id))].slice(0, 5)).map((row) => ({
    kind: 'order',
    id: row.id,
    title: row.number,
    text: [row.customerName, row.channelName].filter(Boolean).join(' · '),
    amount: row.total,
    to: `/orders?open=${row.id}`,
  }));
}

/** People of whose name a word begins so, or whose address or telephone number this is. Personal data stays off the list but for the town. */
export function customersNamed(
  reader: Reader,
  wanted: string,
  limit: number,
): { id: string; name: string; text: string }[] {
  const prefix = wanted.trim();
  if (prefix.length < 2) return [];
  return reader.all<{ id: string; name: string; text: string }>(
    `SELECT c.id, c.name, coalesce(c.city, '') AS text FROM json_each(?) j JOIN customers c ON c.id = j.value ORDER BY j.key`,
    [JSON.stringify(reader.names.find('customer', prefix, limit))],
  );
}

function items(reader: Reader, wanted: string, asking: Asking): Item[] {
  const people = sees(asking, 'customers.view') ? customersNamed(reader, wanted, 5) : [];
  return [
    ...(sees(asking, 'products.view') ? variantItems(reader, wanted) : []),
    ...(sees(asking, 'orders.view') ? orderItems(reader, wanted) : []),
    ...people.map(({ id, name, text: town }) => ({
      kind: 'customer' as const,
      id,
      title: name,
      text: town,
      amount: null,
      to: `/customers/${id}`,
    })),
  ];
}

export const paletteSearch = query('palette.search', {
  params: z.strictObject({ text }),
  permission: 'desk.use',
  run: (reader, params, asking) => (params.text.trim() === '' ? [] : items(reader, params.text.trim(), asking)),
});
