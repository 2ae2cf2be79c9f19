import type { Basket } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import { parkedNear } from '../neighbours/told.ts';
import { priceBasket, type SaleMoment, type StoreFacts } from './price-basket.ts';
import type { BasketRow } from './rows.ts';

type Parked = Basket['parked'][number];

interface Row {
  id: string;
  name: string;
  parkedAt: number;
  at: string | null;
  by: string | null;
  customer: string | null;
  units: number | null;
}

/** What a till here took up or threw away, though the cloud does not know it yet */
const takenNear = "SELECT 1 FROM main.lan_notes e WHERE e.kind = 'ended'";

/** Those that lie in this desk's file, at their price of now. */
function here(reader: Reader, place: string, store: StoreFacts, sale: SaleMoment): Parked[] {
  const rows = reader.all<Row>(
    `SELECT b.id, b.name, b.parked_at AS parkedAt, r.name AS at, p.parked_by_name AS "by", p.units, c.name AS customer
       FROM desk_baskets b LEFT JOIN registers r ON r.id = b.place AND b.place <> ?
         LEFT JOIN parked_baskets p ON p.id = b.parked_as LEFT JOIN customers c ON c.id = b.customer_id
      WHERE b.parked_at IS NOT NULL AND p.ended IS NULL AND NOT EXISTS (${takenNear} AND e.about = b.parked_as)
      ORDER BY b.parked_at DESC LIMIT 50`,
    [place],
  );
  return rows.map((row) => shown(row, priceBasket(reader, row.id, store, sale).totals.total));
}

/** Those that other tills of the location parked, as far as this desk has heard, at what they came to there. */
function there(reader: Reader, { locationId }: SaleMoment, currency: string): Parked[] {
  if (!locationId) return [];
  const rows = reader.all<Row & { total: number }>(
    `SELECT p.id, p.name, p.parked_at AS parkedAt, r.name AS at, p.parked_by_name AS "by", p.units, p.total, c.name AS customer
       FROM parked_baskets p LEFT JOIN registers r ON r.id = p.register_id LEFT JOIN customers c ON c.id = p.customer_id
      WHERE p.location_id = ? AND p.ended IS NULL AND p.currency = ?
        AND NOT EXISTS (SELECT 1 FROM desk_baskets b WHERE b.parked_as = p.id)
        AND NOT EXISTS (${takenNear} AND e.about = p.id)
      ORDER BY p.parked_at DESC LIMIT 50`,
    [locationId, currency],
  );
  return rows.map(({ total, ...row }) => ({ ...shown(row, total), elsewhere: true }));
}

function shown({ at, by, customer, units, ...row }: Row, total: number): Parked {
  return {
    ...row,
    total,
    ...(at !== null && { at }),
    ...(by !== null && { by }),
    ...(customer !== null && { customer }),
    ...(units !== null && { units }),
  };
}

/** Every sale that lies parked for this till, the last one first. */
export function parkedOf(reader: Reader, place: string, store: StoreFacts, sale: SaleMoment): Basket['parked'] {
  const all = [
    ...here(reader, place, store, sale),
    ...there(reader, sale, store.currency),
    ...parkedNear(reader, sale.locationId, store.currency),
  ];
  return all.sort((a, b) => b.parkedAt - a.parkedAt);
}

/** Of a basket that was parked: the other till that has it, since the cloud heard of that one first. */
export function takenTwice(reader: Reader, basket: BasketRow | undefined): Basket['twice'] {
  if (!basket?.takenFrom) return null;
  const row = reader.get<{ ended: 'taken' | 'discarded'; by: string; at: string; when: number; number: string | null }>(
    `SELECT p.ended, p.ended_by_name AS "by", coalesce(r.name, '') AS at, p.ended_at AS "when", o.number
       FROM parked_baskets p LEFT JOIN registers r ON r.id = p.ended_register_id LEFT JOIN orders o ON o.id = p.order_id
      WHERE p.id = ? AND p.ended IS NOT NULL AND p.order_id IS NOT ?`,
    [basket.takenFrom, basket.orderId],
  );
  return row ?? null;
}
