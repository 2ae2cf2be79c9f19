import type { Reader } from '../database/reader.ts';

/** So long the thanks stand after a sale. */
export const THANKS_MS = 30_000;
/** And so long a customer who began to write their address may go on. */
export const MAIL_MS = 120_000;

export interface JustPaid {
  readonly orderId: string;
  readonly number: string;
  readonly at: number;
  /** With the tip: what they paid */
  readonly total: number;
  readonly change: number;
}

/** The last sale of a register, while its customer is still there. */
export function justPaid(reader: Reader, registerId: string, now: number, within = THANKS_MS): JustPaid | null {
  const row = reader.get<JustPaid>(
    `SELECT o.id AS orderId, r.number, r.placed_at AS at, o.total + (SELECT coalesce(sum(p.amount), 0) FROM tips p WHERE p.order_id = o.id AND p.kind = 'given') AS total,
       (SELECT coalesce(sum(t."change"), 0) FROM tenders t WHERE t.order_id = o.id) AS change
     FROM receipts r JOIN orders o ON o.id = r.order_id
     WHERE r.register_id = ? AND o.kind = 'sale' ORDER BY r.generation DESC, r.sequence DESC LIMIT 1`,
    [registerId],
  );
  return row && now - row.at < within ? row : null;
}
