import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { locationsOf } from '../session/session-state.ts';
import { query } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { onHandByLocation } from './levels.ts';
import { nothing, page, text } from './params.ts';

type Params = QueryMap['stock.index']['params'];

const MOST_FOUND = 2_000;

const byName = 'ORDER BY f.title COLLATE NOCASE, f.product_id, v.position, v.id';
const ofLevels = (held: string) => `SELECT v.id FROM variants v JOIN product_facts f ON f.product_id = v.product_id
  WHERE v.id IN (SELECT variant_id FROM stock_levels WHERE ${held}) ${byName}`;

/** All variants by name along the index of titles; the other views are small sets with an index of their own. */
const sets: Record<Params['view'], string> = {
  all: `SELECT v.id FROM product_facts f CROSS JOIN variants v ON v.product_id = f.product_id ${byName}`,
  low: `SELECT v.id FROM product_facts f JOIN variants v ON v.product_id = f.product_id AND v.status = 'active'
    WHERE f.low = 1 AND v.tracked = 1 AND (
      SELECT sum(k.on_hand) FROM stock_levels k WHERE k.variant_id = v.id) <= max(0, coalesce(
      (SELECT s.sold_28 FROM variant_pace s WHERE s.variant_id = v.id), 0) / 2) ${byName}`,
  negative: ofLevels('on_hand < 0'),
  incoming: ofLevels('incoming > 0'),
};

function chosen(reader: Reader, params: Params): { total: number; ids: string[] } {
  const search = params.search?.trim();
  let from = sets[params.view];
  const values: SqlValue[] = [];
  if (search) {
    const found = JSON.stringify(findVariants(reader, search, MOST_FOUND));
    from =
      params.view === 'all'
        ? 'SELECT value AS id FROM json_each(?) ORDER BY key'
        : `SELECT id FROM (${from}) WHERE id IN (SELECT value FROM json_each(?))`;
    values.push(found);
  }
  const total =
    params.view === 'all' && !search
      ? reader.get<{ n: number }>('SELECT count(*) AS n FROM variants')
      : reader.get<{ n: number }>(`SELECT count(*) AS n FROM (${from})`, values);
  const rows = reader.all<{ id: string }>(`SELECT id FROM (${from}) LIMIT ? OFFSET ?`, [
    ...values,
    params.limit,
    params.offset,
  ]);
  return { total: total?.n ?? 0, ids: rows.map((row) => row.id) };
}

interface Row {
  variantId: string;
  title: string;
  variantTitle: string;
  sku: string;
  image: string | null;
  scale: number;
  unit: string;
  tracked: number;
  onHand: number;
  available: number;
}

export const stockIndex = query('stock.index', {
  params: z.strictObject({ ...page, view: z.enum(['all', 'low', 'negative', 'incoming']), search: text.optional() }),
  permission: 'stock.view',
  run: (reader, params) => {
    const locations = locationsOf(reader);
    const { total, ids } = chosen(reader, params);
    const levels = onHandByLocation(reader, 'variant', ids, locations);
    const rows = reader.all<Row>(
      `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.sku, coalesce(v.image, p.image) AS image, v.scale, v.unit, v.tracked,
         coalesce(sum(k.on_hand), 0) AS onHand,
         coalesce(sum(k.on_hand - k.committed - k.reserved - k.damaged - k.safety - k.quality_control), 0) AS available
       FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
       LEFT JOIN stock_now k ON k.variant_id = v.id GROUP BY j.key ORDER BY j.key`,
      [JSON.stringify(ids)],
    );
    const none = locations.map(() => null);
    return {
      total,
      locations,
      rows: rows.map((row) => ({ ...row, tracked: row.tracked === 1, byLocation: levels.get(row.variantId) ?? none })),
    };
  },
});

/** How many items each view holds, for its tab. */
export const stockViews = query('stock.views', {
  params: nothing,
  permission: 'stock.view',
  run: (reader) =>
    (Object.keys(sets) as Params['view'][]).map((view) => ({
      view,
      count: reader.get<{ n: number }>(`SELECT count(*) AS n FROM (${sets[view]})`)?.n ?? 0,
    })),
});
