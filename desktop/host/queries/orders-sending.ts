import type { OrderPage, OrderPageLine, OrderParcel, SendingPlace } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';
import { type Asking, sees } from './define-query.ts';

type Head = Pick<OrderPage, 'id' | 'fulfilmentStatus' | 'locationId' | 'status'>;

function parcelsOf(reader: Reader, orderId: string): OrderParcel[] {
  const rows = reader.all<Omit<OrderParcel, 'lines' | 'size'> & { lines: string; size: string | null }>(
    `SELECT f.id, f.number, coalesce(l.name, '') AS locationName, f.how, f.carrier, f.tracking, f.box, f.grams, f.size, f.occurred_at AS at, f.state, f.state_at AS stateAt,
       coalesce(e.place, '') AS place, coalesce(e.words, '') AS words,
       (SELECT json_group_array(json_object('lineId', x.line_id, 'quantity', x.quantity)) FROM fulfilment_lines x
         WHERE x.fulfilment_id = f.id) AS lines
     FROM fulfilments f LEFT JOIN locations l ON l.id = f.location_id
     LEFT JOIN parcel_events e ON e.fulfilment_id = f.id AND e.mark = f.state || ' ' || f.state_at WHERE f.order_id = ?
     ORDER BY f.occurred_at, f.id`,
    [orderId],
  );
  return rows.map((row) => ({
    ...row,
    lines: JSON.parse(row.lines) as OrderParcel['lines'],
    size: row.size === null ? null : (JSON.parse(row.size) as OrderParcel['size']),
  }));
}

/** Where what is left could be taken from, the order's own place first. */
function placesOf(reader: Reader, order: Head, lines: readonly OrderPageLine[]): SendingPlace[] {
  const left = lines.filter(({ quantity, sent, variantId }) => variantId !== null && quantity > sent);
  if (left.length === 0 || order.status === 'cancelled') return [];
  const own = order.locationId;
  const rows = reader.all<{ id: string; name: string; own: number; variantId: string | null; has: number }>(
    `SELECT p.id, p.name, p.id = ? AS own, s.variant_id AS variantId,
       max(0, CASE WHEN p.id = ? THEN s.on_hand
         ELSE s.on_hand - s.committed - s.reserved - s.damaged - s.safety - s.quality_control END) AS has
     FROM locations p LEFT JOIN stock_levels s ON s.location_id = p.id
       AND s.variant_id IN (SELECT value FROM json_each(?))
     WHERE p.status = 'active' OR p.id = ? ORDER BY p.id <> ?, p.name`,
    [own, own, JSON.stringify(left.map(({ variantId }) => variantId)), own, own],
  );
  const places = new Map<string, { id: string; name: string; own: boolean; has: Record<string, number> }>();
  for (const { id, name, own, variantId, has } of rows) {
    const place = places.get(id) ?? { id, name, own: own === 1, has: {} };
    if (variantId !== null) place.has[variantId] = has;
    places.set(id, place);
  }
  return [...places.values()];
}

type PromiseRow = Omit<NonNullable<OrderPage['promise']>, 'place' | 'carrier'> & { carrier: string | null };

/** When it was to be there, and for who may see it where its buyer is reached. */
function promiseOf(reader: Reader, order: Head, asking: Asking): OrderPage['promise'] {
  const row = reader.get<PromiseRow>(
    'SELECT kind, earliest, latest, ready_at AS readyAt, email, phone, buyer_reference AS reference, carrier FROM order_deliveries WHERE order_id = ?',
    [order.id],
  );
  if (!row) return null;
  const place =
    row.kind === 'pick-up'
      ? reader.get<NonNullable<NonNullable<OrderPage['promise']>['place']>>(
          `SELECT l.name, coalesce(l.street, '') AS street, coalesce(p.hint, '') AS hint FROM locations l
           LEFT JOIN pick_up_points p ON p.location_id = l.id WHERE l.id = ?`,
          [order.locationId],
        )
      : undefined;
  const seen = sees(asking, 'customers.contact') ? {} : { email: null, phone: null };
  const carrier =
    row.carrier === null ? null : (JSON.parse(row.carrier) as NonNullable<OrderPage['promise']>['carrier']);
  return { ...row, ...seen, carrier, place: place ?? null };
}

/** What of an order left, where the rest could leave from, and why it waits. */
export function sendingOf(
  reader: Reader,
  order: Head,
  lines: readonly OrderPageLine[],
  asking: Asking,
): Pick<OrderPage, 'parcels' | 'places' | 'heldFor' | 'delivery' | 'promise'> {
  const held =
    order.fulfilmentStatus === 'held'
      ? reader.get<{ note: string }>(
          "SELECT note FROM order_changes WHERE order_id = ? AND kind = 'held' ORDER BY occurred_at DESC LIMIT 1",
          [order.id],
        )
      : undefined;
  const delivery = reader.get<NonNullable<OrderPage['delivery']>>(
    'SELECT recipient, address, country, method FROM order_deliveries WHERE order_id = ?',
    [order.id],
  );
  return {
    parcels: parcelsOf(reader, order.id),
    places: placesOf(reader, order, lines),
    heldFor: held?.note ?? null,
    // One that only says how its buyer is reached goes nowhere.
    delivery: delivery && Object.values(delivery).some(Boolean) ? delivery : null,
    promise: promiseOf(reader, order, asking),
  };
}
