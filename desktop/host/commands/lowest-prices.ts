import { tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { NoReceiptArgs } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import { pricedSince } from '@tillhouse/shared/domains/register/price-goods-back.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';

/** Whole units of money come first, so that the cheaper is the cheaper also where both round to the same. */
const cheapest = `SELECT l.id FROM main.order_lines l JOIN main.orders o ON o.id = l.order_id
   WHERE l.variant_id = ? AND l.business_date >= ? AND l.quantity > 0 AND l.total > 0 AND o.kind = 'sale'
     AND o.status <> 'cancelled' AND o.currency = ? AND o.prices_include_tax = ?
   ORDER BY (CASE o.prices_include_tax WHEN 1 THEN l.total ELSE l.net END) * ? / l.quantity, l.placed_at DESC, l.id
   LIMIT 1`;

/**
 * The arguments of a return without a receipt, each line with the sale that says what it is worth: the lowest price of the
 * days that its store looks back, at any till that this desk knows of. What was said of it before is not asked.
 */
export function withLowestPrices(connection: DeskConnection, args: unknown, at: number): unknown {
  const { registerId, lines } = args as Partial<NoReceiptArgs>;
  if (!Array.isArray(lines)) return args;
  const [store] = connection.allNow(
    `SELECT currency, prices_include_tax AS included, time_zone AS timeZone, till FROM store_settings
     ORDER BY id IS (SELECT l.store_id FROM registers r JOIN locations l ON l.id = r.location_id WHERE r.id = ?) DESC,
       main DESC, id LIMIT 1`,
    [registerId ?? ''],
  );
  if (!store) return args;
  const till = store.till === null ? null : (JSON.parse(String(store.till)) as Parameters<typeof tillOf>[0]['till']);
  const today = localDayAndHour(at, String(store.timeZone)).date;
  const since = pricedSince(today, tillOf({ till }).priceDays);
  return {
    ...(args as object),
    lines: lines.map((line) => {
      const variantId = String(line?.variantId ?? '');
      const [variant] = connection.allNow('SELECT scale FROM variants WHERE id = ?', [variantId]);
      const [found] = connection.allNow(cheapest, [
        ...[variantId, since, String(store.currency), Number(store.included)],
        10 ** Number(variant?.scale ?? 0),
      ]);
      return { ...line, soldLineId: found ? String(found.id) : null };
    }),
  };
}
