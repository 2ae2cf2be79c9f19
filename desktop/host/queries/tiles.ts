import type { TillTile } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { readPrices } from '../basket/read-prices.ts';
import { priceListAt, storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';

interface Row {
  variantId: string;
  title: string;
  variantTitle: string;
  sku: string;
  image: string | null;
  price: number | null;
  unit: string;
  tracked: number;
  available: number | null;
}

const select = `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.sku, coalesce(v.image, p.image) AS image,
    pr.amount AS price, v.unit, v.tracked,
    k.on_hand - k.committed - k.reserved - k.damaged - k.safety - k.quality_control AS available
  FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id
  LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = ?
  LEFT JOIN stock_now k ON k.variant_id = v.id AND k.location_id = ?
  WHERE p.sold_at_till = 1 AND p.status = 'active' AND v.status = 'active' AND pr.amount IS NOT NULL
  ORDER BY j.key`;

export type Tile = TillTile & { readonly sku: string };

/** Tiles of these variants, in their order; what cannot be sold at a till is left out. */
export function tilesOf(reader: Reader, variantIds: readonly string[], locationId: string | null, at: number): Tile[] {
  const store = storeAt(reader, locationId);
  const priceListId = priceListAt(reader, store);
  const now = {
    currency: store?.currency ?? 'EUR',
    at,
    channel: 'till',
    locationId: locationId ?? '',
    groups: [],
  } as const;
  const prices = readPrices(reader, variantIds, priceListId, now);
  return reader.all<Row>(select, [JSON.stringify(variantIds), priceListId, locationId ?? '']).map((row) => ({
    variantId: row.variantId,
    title: fullTitle(row.title, row.variantTitle),
    image: row.image,
    // Of one, to somebody unknown
    price: prices.of(row.variantId, 1, 0)?.amount ?? row.price ?? 0,
    unit: row.unit,
    available: row.tracked === 1 ? (row.available ?? 0) : null,
    sku: row.sku,
  }));
}
