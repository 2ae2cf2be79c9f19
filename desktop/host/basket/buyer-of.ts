import type { Buyer } from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import type { Reader } from '../database/reader.ts';
import { type GivenByHand, handOf } from './by-hand.ts';
import { type Exchange, exchangeOf } from './exchange-kept.ts';
import type { KeptParts } from './parts.ts';

export type Asked = Buyer & {
  readonly kept: KeptParts;
  readonly hand: GivenByHand | undefined;
  readonly orderId: string;
  readonly exchange: Exchange | null;
};

/** Who buys, and what was said of the whole basket. */
export function buyerOf(reader: Reader, basketId: string): Asked {
  const sql =
    'SELECT order_id AS orderId, customer_id AS customerId, coupons, by_hand AS byHand, exchange, parts, open_part AS openPart, own_receipts AS ownReceipts FROM desk_baskets WHERE id = ?';
  const row = reader.get<{
    orderId: string;
    customerId: string | null;
    coupons: string;
    byHand: string | null;
    exchange: string | null;
    parts: string;
    openPart: number | null;
    ownReceipts: number;
  }>(sql, [basketId]);
  const coupons = row ? (JSON.parse(row.coupons) as string[]) : [];
  const {
    orderId = '',
    customerId = null,
    byHand,
    exchange,
    parts = '[]',
    openPart = null,
    ownReceipts = 1,
  } = row ?? {};
  const kept = { parts: JSON.parse(parts) as KeptParts['parts'], open: openPart, ownReceipts: ownReceipts === 1 };
  return { orderId, customerId, coupons, hand: handOf(byHand), exchange: exchangeOf(exchange), kept };
}
