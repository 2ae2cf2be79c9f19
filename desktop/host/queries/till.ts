import * as z from 'zod';
import { receiptView } from '../basket/receipt.ts';
import { basketView } from '../basket/view.ts';
import type { Reader } from '../database/reader.ts';
import { registersOf } from '../session/registers-here.ts';
import { locationAt, locationsOf } from '../session/session-state.ts';
import { type Asking, query } from './define-query.ts';
import { findVariants } from './find-variants.ts';
import { id, nothing, text } from './params.ts';
import { type Tile, tilesOf } from './tiles.ts';

const placeOf = (reader: Reader, asking: Asking) =>
  locationAt(asking.window, locationsOf(reader), registersOf(reader))?.id ?? null;

/** Favourites, the oldest page first and of one age the fullest; or the first products by name until somebody has arranged some. */
function pagesOf(reader: Reader, locationId: string | null, at: number) {
  const rows = reader.all<{ page: string; variantId: string }>(
    `SELECT f.page, f.variant_id AS variantId FROM favourites f
     JOIN (SELECT page, min(updated_at) AS since, count(*) AS size FROM favourites GROUP BY page) g ON g.page = f.page
     ORDER BY g.since, g.size DESC, f.page, f.position, f.id LIMIT 2000`,
  );
  const pages = new Map<string, string[]>();
  for (const { page, variantId } of rows) pages.set(page, [...(pages.get(page) ?? []), variantId]);
  const arranged = pages.size > 0;
  if (!arranged) {
    const first = reader.all<{ id: string }>(
      `SELECT v.id FROM product_facts f JOIN variants v ON v.product_id = f.product_id AND v.status = 'active'
       WHERE f.status = 'active' ORDER BY f.sold_28 DESC, f.product_id LIMIT 40`,
    );
    if (first.length > 0)
      pages.set(
        'Products',
        first.map((row) => row.id),
      );
  }
  const shown = (tile: Tile) => {
    const { sku: _, ...rest } = tile;
    return rest;
  };
  const shownPages = [...pages].map(([name, ids]) => ({
    name,
    tiles: tilesOf(reader, ids, locationId, at).map(shown),
  }));
  return { pages: shownPages, arranged };
}

export const tillQueries = {
  'till.pages': query('till.pages', {
    params: nothing,
    permission: 'till.sell',
    run: (reader, _params, asking) => ({
      ...pagesOf(reader, placeOf(reader, asking), asking.now),
      productCount:
        reader.get<{ n: number }>("SELECT count(*) AS n FROM product_facts WHERE status = 'active'")?.n ?? 0,
    }),
  }),
  'till.search': query('till.search', {
    params: z.strictObject({ text, limit: z.number().int().min(1).max(200).optional() }),
    permission: 'till.sell',
    run: (reader, { text: wanted, limit = 30 }, asking) =>
      tilesOf(reader, findVariants(reader, wanted, limit), placeOf(reader, asking), asking.now),
  }),
  'till.basket': query('till.basket', {
    params: nothing,
    permission: 'till.sell',
    run: (reader, _params, asking) => basketView(reader, asking.window, asking.now),
  }),
  'till.receipt': query('till.receipt', {
    params: z.strictObject({ orderId: id }),
    permission: 'orders.view',
    run: (reader, { orderId }) => receiptView(reader, orderId),
  }),
};
