import type { Connection } from '../../platform/db/connection.ts';

export type AvailabilityWord = 'in-stock' | 'low' | 'out';

export interface Availability {
  readonly variantId: string;
  readonly productId: string;
  /** Whole units that can still be sold online */
  readonly available: number;
  readonly availability: AvailabilityWord;
}

/** From here on downwards a shop says how few are left. */
const LOW_AT = 5;
/** What is not counted is always there; the number says only that. */
export const UNCOUNTED = 999;

export function wordFor(available: number): AvailabilityWord {
  if (available <= 0) return 'out';
  return available <= LOW_AT ? 'low' : 'in-stock';
}

/**
 * What may be sold online of a variant `v`: the sum over open locations that sell online. A location that owes units
 * does not take from another, since an order leaves from one. What is held back while a till is silent is not for sale.
 */
export const availableSql = `CASE WHEN NOT v.tracked THEN ${UNCOUNTED} ELSE coalesce((
  SELECT sum(greatest(0, s.on_hand - s.committed - s.reserved - s.damaged - s.safety - s.quality_control
             - coalesce(h.units, 0)))
    FROM stock_levels s JOIN locations l ON l.tenant_id = s.tenant_id AND l.id = s.location_id
    LEFT JOIN held_back h ON h.tenant_id = s.tenant_id AND h.variant_id = s.variant_id AND h.location_id = s.location_id
   WHERE s.tenant_id = v.tenant_id AND s.variant_id = v.id AND l.sells_online = 'yes' AND l.status = 'active'
), 0)::bigint / (10 ^ v.scale)::bigint END`;

export async function readAvailability(
  connection: Connection,
  tenantId: string,
  variantIds: readonly string[],
): Promise<Availability[]> {
  const rows = await connection.rows<{ id: string; product_id: string; available: number }>(
    `SELECT v.id, v.product_id, (${availableSql})::bigint AS available
       FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
      WHERE v.tenant_id = $1 AND v.id = ANY($2::uuid[]) AND v.status = 'active'
        AND p.status = 'active' AND p.sold_online`,
    [tenantId, variantIds],
  );
  return rows.map(({ id, product_id: productId, available }) => ({
    variantId: id,
    productId,
    available,
    availability: wordFor(available),
  }));
}
