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
    `SELECT v.id AS variantId, p.title, v.title AS variantTitle, v.scale, s.sold_28 AS sold28, sum(k.on_hand) AS onHand
     FROM product_facts f JOIN products p ON p.id = f.product_id
     JOIN variants v ON v.product_id = f.product_id AND v.status = 'active' AND v.tracked = 1
     JOIN variant_pace s ON s.variant_id = v.id AND s.sold_28 > 0 JOIN stock_levels k ON k.variant_id = v.id
     WHERE f.low = 1 GROUP BY v.id HAVING sum(k.on_hand) * 2 <= s.sold_28
     ORDER BY 1.0 * sum(k.on_hand) / s.sold_28, s.sold_28 DESC LIMIT ?`,
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
