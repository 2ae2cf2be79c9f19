import { type FactsOfGoods, factsOf } from '@tillhouse/shared/domains/shipping/customs.ts';
import * as z from 'zod';
import type { OrderCustoms, OrderPacking } from '../../bridge/customs-views.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';
import { query } from './define-query.ts';
import { boxesIn } from './delivery.ts';
import { id } from './params.ts';

interface Row extends Omit<FactsOfGoods, 'size'> {
  readonly subjectId: string;
  readonly length: number | null;
  readonly width: number | null;
  readonly height: number | null;
}
const columns = 'c.subject_id AS subjectId, c.hs_code AS hsCode, c.origin, c.grams, c.length, c.width, c.height';
const said = ({ hsCode, origin, grams, length, width, height }: Row): FactsOfGoods => ({
  ...{ hsCode, origin, grams },
  size: length === null || width === null || height === null ? null : { length, width, height },
});

export const productsCustoms = query('products.customs', {
  params: z.strictObject({ id }),
  permission: 'products.view',
  run: (reader, params) => {
    const rows = new Map(
      reader
        .all<Row>(`SELECT ${columns} FROM customs_facts c WHERE c.product_id = ?`, [params.id])
        .map((row) => [row.subjectId, said(row)]),
    );
    const variants = reader.all<{ variantId: string; title: string; sku: string }>(
      'SELECT id AS variantId, title, sku FROM variants WHERE product_id = ? ORDER BY position, id',
      [params.id],
    );
    return {
      product: rows.get(params.id) ?? null,
      variants: variants.map(({ title, ...variant }) => ({
        ...variant,
        title: fullTitle(title, ''),
        facts: rows.get(variant.variantId) ?? null,
      })),
    };
  },
});

/** What is said of the goods of an order: of a variant what it says itself, the rest of its product. */
function factsIn(reader: Reader, orderId: string): Record<string, FactsOfGoods> {
  const goods = reader.all<{ variantId: string; productId: string }>(
    `SELECT DISTINCT v.id AS variantId, v.product_id AS productId FROM order_lines l JOIN variants v ON v.id = l.variant_id
      WHERE l.order_id = ?`,
    [orderId],
  );
  const rows = new Map(
    reader
      .all<Row>(
        `SELECT ${columns} FROM customs_facts c WHERE c.product_id IN (SELECT v.product_id FROM order_lines l
           JOIN variants v ON v.id = l.variant_id WHERE l.order_id = ?)`,
        [orderId],
      )
      .map((row) => [row.subjectId, said(row)]),
  );
  return Object.fromEntries(
    goods.map(({ variantId, productId }) => [variantId, factsOf(rows.get(variantId), rows.get(productId))]),
  );
}

/** The boxes of the shop and how large and heavy its goods are: by those the screen suggests parcels as they are chosen. */
export const ordersPacking = query('orders.packing', {
  params: z.strictObject({ id }),
  permission: 'orders.view',
  run: (reader, params): OrderPacking => ({
    boxes: boxesIn(reader).filter(({ active }) => active),
    facts: factsIn(reader, params.id),
  }),
});

const numberOf = (reader: Reader, storeId: string): string =>
  reader.get<{ number: string }>('SELECT vat_number AS number FROM store_settings WHERE id = ?', [storeId])?.number ??
  '';

/** What a paper for customs needs beside the order: where it leaves from, who sends it, what its goods are. */
export const ordersCustoms = query('orders.customs', {
  params: z.strictObject({ id }),
  permission: 'orders.view',
  run: (reader, params): OrderCustoms => {
    const place = reader.get<{ locationId: string; street: string | null }>(
      'SELECT o.location_id AS locationId, l.street FROM orders o LEFT JOIN locations l ON l.id = o.location_id WHERE o.id = ?',
      [params.id],
    );
    const store = storeAt(reader, place?.locationId ?? null);
    const zone = reader.get<{ zone: string }>(
      `SELECT zone FROM tax_zones WHERE place IN (?, ?, 'store')
        ORDER BY CASE place WHEN ? THEN 0 WHEN 'store' THEN 2 ELSE 1 END LIMIT 1`,
      [place?.locationId ?? '', store?.id ?? '', place?.locationId ?? ''],
    );
    return {
      from: zone?.zone.slice(0, 2) ?? new Intl.Locale(store?.locale ?? 'en-GB').region ?? '',
      seller: { name: store?.name ?? '', street: place?.street ?? '', vatNumber: numberOf(reader, store?.id ?? '') },
      facts: factsIn(reader, params.id),
    };
  },
});
