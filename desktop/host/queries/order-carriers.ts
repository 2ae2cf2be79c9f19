import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

function storeOf(reader: Reader, orderId: string): string {
  const order = reader.get<{ place: string }>('SELECT location_id AS place FROM orders WHERE id = ?', [orderId]);
  return storeAt(reader, order?.place ?? null)?.id ?? '';
}

/** Of the store of an order; without one of all stores. Null: none ever was connected */
export function connectedTo(reader: Reader, orderId: string | undefined): readonly CarrierName[] | null {
  const rows = reader.all<{ carriers: string }>(
    `SELECT sends_with AS carriers FROM store_settings
      WHERE sends_with IS NOT NULL AND id = coalesce(?, id) ORDER BY main DESC, id`,
    [orderId === undefined ? null : storeOf(reader, orderId)],
  );
  if (rows.length === 0) return null;
  return [...new Set(rows.flatMap(({ carriers }) => JSON.parse(carriers) as CarrierName[]))];
}

/** Which carriers labels can be bought of, as the cloud says it with the settings of the stores. */
export const ordersCarriers = query('orders.carriers', {
  params: z.strictObject({ id: id.optional() }),
  permission: 'orders.view',
  run: (reader, params) => connectedTo(reader, params.id),
});
