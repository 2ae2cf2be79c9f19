import { formatQuantity } from '@tillhouse/shared/kernel/quantity.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { fullTitle } from '../words.ts';

type Needs = QueryMap['home.summary']['result']['needsYou'];

interface Row {
  variantId: string;
  title: string;
  variantTitle: string;
  scale: number;
  onHand: number;
  sold28: number;
}

/** What runs out first at the pace of the last 28 days. */
export function lowStock(reader: Reader, limit: number): Needs {
  const rows = reader.all<Row>(
    `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.scale, s.sold_28 AS sold28,
       coalesce((SELECT sum(on_hand) FROM stock_levels WHERE variant_id = v.id), 0) AS onHand
     FROM variant_pace s JOIN variants v ON v.id = s.variant_id AND v.status = 'active' AND v.tracked = 1
     JOIN products p ON p.id = v.product_id AND p.status = 'active'
     WHERE s.sold_28 > 0 AND (SELECT sum(on_hand) FROM stock_levels WHERE variant_id = v.id) * 2 <= s.sold_28
     ORDER BY 1.0 * (SELECT sum(on_hand) FROM stock_levels WHERE variant_id = v.id) / s.sold_28, s.sold_28 DESC LIMIT ?`,
    [limit],
  );
  return rows.map((row) => {
    const days = Math.max(0, Math.floor((row.onHand * 28) / row.sold28));
    const left = formatQuantity(Math.max(0, row.onHand), row.scale);
    return {
      id: `low:${row.variantId}`,
      group: 'Low stock' as const,
      severity: days <= 3 ? ('bad' as const) : ('warn' as const),
      title: fullTitle(row.title, row.variantTitle),
      text: days === 0 ? `${left} left` : `${left} left, about ${days} ${days === 1 ? 'day' : 'days'}`,
      state: days <= 3 ? 'Order now' : `Order within ${days} days`,
      action: 'See stock',
      to: `/stock/${row.variantId}`,
    };
  });
}
