import type { LaterOnReceipt } from '../../bridge/layaway-views.ts';
import type { Reader } from '../database/reader.ts';

/** How what was paid at a till leaves later; undefined: they took it with them. */
export const laterOf = (reader: Reader, orderId: string): LaterOnReceipt | undefined =>
  reader.get<LaterOnReceipt>(
    `SELECT d.kind, d.recipient, d.address, coalesce(l.name, '') AS place FROM order_deliveries d
       JOIN orders o ON o.id = d.order_id LEFT JOIN locations l ON l.id = o.location_id
      WHERE d.order_id = ? AND o.channel = 'till' AND o.kind = 'sale'`,
    [orderId],
  );
