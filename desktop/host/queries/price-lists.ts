import * as z from 'zod';
import type { PricedItem } from '../../bridge/price-queries.ts';
import { storeFacts } from '../basket/price-basket.ts';
import { readPrices, readTermedLists } from '../basket/read-prices.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';
import { type Asking, query, sees } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { id, nothing, text } from './params.ts';

const MOST = 500;

/** The list that sells in a currency: the main store's own or the default one, else one a store names for it. */
function baseIn(reader: Reader, currency: string): string | null {
  const main = storeAt(reader, null);
  const own = main?.currency === currency ? main.priceListId : null;
  const row = reader.get<{ id: string }>(
    `SELECT id FROM price_lists WHERE currency = ? AND terms IS NULL ORDER BY id = ? DESC, is_default DESC, name LIMIT 1`,
    [currency, own ?? ''],
  );
  return row?.id ?? null;
}

type Row = Omit<PricedItem, 'title' | 'breaks'> & { title: string; variantTitle: string; breaks: string | null };

const itemsIn = `SELECT v.id AS variantId, v.product_id AS productId, p.title, v.title AS variantTitle, v.sku,
    coalesce(v.image, p.image) AS image, b.amount AS base, l.amount, l.breaks, c.cost
  FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
    LEFT JOIN prices b ON b.variant_id = v.id AND b.price_list_id = ?
    LEFT JOIN prices l ON l.variant_id = v.id AND l.price_list_id = ?
    LEFT JOIN variant_costs c ON c.variant_id = v.id AND c.currency = ?
  ORDER BY j.key`;

function itemsOf(
  reader: Reader,
  ids: readonly string[],
  { listId, currency }: { listId: string; currency: string },
  asking: Asking,
): PricedItem[] {
  const costs = sees(asking, 'products.cost');
  return reader
    .all<Row>(itemsIn, [JSON.stringify(ids), baseIn(reader, currency), listId, currency])
    .map(({ variantTitle, title, breaks, cost, ...row }) => ({
      ...row,
      title: fullTitle(title, variantTitle),
      breaks: breaks === null ? [] : (JSON.parse(breaks) as PricedItem['breaks']),
      cost: costs ? cost : null,
    }));
}

const of = { listId: id, currency: z.string().length(3) };

export const priceListQueries = {
  'price-lists.index': query('price-lists.index', {
    params: nothing,
    permission: 'products.view',
    heavy: true,
    run: (reader) => {
      const counts = reader.all<{ id: string; items: number; updatedAt: number }>(
        `SELECT l.id, l.updated_at AS updatedAt, (SELECT count(*) FROM prices p WHERE p.price_list_id = l.id) AS items
           FROM price_lists l WHERE l.terms IS NOT NULL`,
      );
      const known = new Map(counts.map((row) => [row.id, row]));
      const lists = readTermedLists(reader);
      const held = reader.all<{ name: string }>(
        "SELECT DISTINCT j.value AS name FROM customers c, json_each(c.groups) j WHERE c.groups <> '[]'",
      );
      const named = [...held.map(({ name }) => name), ...lists.flatMap(({ terms }) => terms.groups ?? [])];
      return {
        rows: lists.map((list) => {
          const { items = 0, updatedAt = 0 } = known.get(list.id) ?? {};
          return { ...list, items, updatedAt };
        }),
        groups: [...new Set(named)].sort(),
      };
    },
  }),
  'price-lists.items': query('price-lists.items', {
    params: z.strictObject({ ...of, text }),
    permission: 'products.view',
    run: (reader, { text: wanted, ...list }, asking) => {
      const total = reader.get<{ n: number }>('SELECT count(*) AS n FROM prices WHERE price_list_id = ?', [
        list.listId,
      ]);
      const ids = wanted.trim()
        ? findVariants(reader, wanted, 60)
        : reader
            .all<{ id: string }>(
              `SELECT l.variant_id AS id FROM prices l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
                WHERE l.price_list_id = ? ORDER BY p.title, v.position LIMIT ${MOST}`,
              [list.listId],
            )
            .map((row) => row.id);
      return { items: itemsOf(reader, ids, list, asking), total: total?.n ?? 0 };
    },
  }),
  'price-lists.bySku': query('price-lists.bySku', {
    params: z.strictObject({ ...of, skus: z.array(z.string().max(80)).max(5_000) }),
    permission: 'products.view',
    run: (reader, { skus, ...list }, asking) => {
      const ids = reader.all<{ id: string }>(
        'SELECT v.id FROM json_each(?) j JOIN variants v ON v.sku = j.value ORDER BY j.key',
        [JSON.stringify(skus)],
      );
      return itemsOf(
        reader,
        ids.map((row) => row.id),
        list,
        asking,
      );
    },
  }),
  'prices.try': query('prices.try', {
    params: z.strictObject({
      variantId: id,
      quantity: z.number().int().min(1).max(1_000_000),
      channel: z.enum(['till', 'online']),
      locationId: id.nullable(),
      groups: z.array(z.string().max(60)).max(50),
      at: z.number().int().min(0),
    }),
    permission: 'products.view',
    run: (reader, { variantId, quantity, ...when }) => {
      const { currency, priceListId } = storeFacts(reader, when.locationId);
      const now = { ...when, currency, locationId: when.locationId ?? '' };
      const here = readPrices(reader, [variantId], priceListId, now).of(variantId, quantity, 0);
      return here && { ...here, currency, reasons: here.reasons.map(({ text: said }) => said) };
    },
  }),
};
