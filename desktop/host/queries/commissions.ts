import { commissionsOf, type SoldOf } from '@tillhouse/shared/domains/commissions/rules.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod';
import type { CommissionRateRow, SoldByRow } from '../../bridge/commission-views.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { nothing } from './params.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const ratesOf = (reader: Reader): CommissionRateRow[] =>
  reader.all<CommissionRateRow>(
    `SELECT id, staff_id AS staffId, role_id AS roleId, category, rate, from_day AS fromDay
       FROM commission_rates ORDER BY from_day DESC, id`,
  );

interface Raw extends Omit<SoldOf, 'roleId'> {
  readonly currency: string;
  readonly sold: number;
  readonly discounts: number;
  readonly back: number;
}

/** What came back is of who had sold it; what came back without a receipt is nobody’s. */
const soldBy = `SELECT coalesce(s.actor_id, o.actor_id) AS staffId, o.currency, o.business_date AS day, p.category,
    sum(l.net) AS net, sum(CASE WHEN o.kind = 'sale' THEN l.total ELSE 0 END) AS sold,
    sum(CASE WHEN o.kind = 'sale' THEN l.discount ELSE 0 END) AS discounts,
    sum(CASE WHEN o.kind = 'return' THEN l.total ELSE 0 END) AS back
  FROM orders o JOIN order_lines l ON l.order_id = o.id LEFT JOIN orders s ON s.id = o.original_order_id
    LEFT JOIN variants v ON v.id = l.variant_id LEFT JOIN products p ON p.id = v.product_id
  WHERE o.business_date BETWEEN ? AND ? AND o.channel = 'till' AND NOT o.historical AND o.status <> 'cancelled'
    AND l.tax_class <> 'gift-card' AND (o.kind = 'sale' OR s.id IS NOT NULL)
  GROUP BY 1, 2, 3, 4`;
const salesBy = `SELECT actor_id AS staffId, currency, count(*) AS sales FROM orders
  WHERE business_date BETWEEN ? AND ? AND channel = 'till' AND kind = 'sale' AND NOT historical AND status <> 'cancelled'
  GROUP BY 1, 2`;

const sold = query('commissions.sold', {
  params: z.strictObject({ from: day, to: day }),
  permission: 'staff.manage',
  heavy: true,
  run: (reader, { from, to }): SoldByRow[] => {
    const rates = ratesOf(reader);
    const people = new Map(
      reader
        .all<{ id: string; name: string; roleId: string }>('SELECT id, name, role_id AS roleId FROM staff')
        .map((one) => [one.id, one]),
    );
    const counts = reader.all<{ staffId: string; currency: string; sales: number }>(salesBy, [from, to]);
    const rows = reader.all<Raw>(soldBy, [from, to]);
    return [...Map.groupBy(rows, ({ staffId, currency }) => `${staffId} ${currency}`).values()]
      .flatMap((of): SoldByRow[] => {
        const [first] = of;
        if (!first) return [];
        const { staffId, currency } = first;
        const { name = '', roleId = null } = people.get(staffId) ?? {};
        const commissions = commissionsOf(
          rates,
          of.map((one) => ({ ...one, roleId })),
        );
        const count = counts.find((one) => one.staffId === staffId && one.currency === currency);
        const all = (pick: (one: Raw) => number) => sum(of.map(pick));
        return [
          {
            ...{ staffId, name, currency, sales: count?.sales ?? 0, sold: all((one) => one.sold) },
            ...{ discounts: all((one) => one.discounts), back: all((one) => one.back), net: all((one) => one.net) },
            ...{ commissions, commission: sum(commissions.map(({ amount }) => amount)) },
          },
        ];
      })
      .sort((a, b) => b.commission - a.commission || b.net - a.net || a.name.localeCompare(b.name));
  },
});

const rates = query('commissions.rates', {
  params: nothing,
  permission: 'staff.manage',
  run: (reader) => ({
    rates: ratesOf(reader),
    categories: reader
      .all<{ category: string }>(
        "SELECT DISTINCT category FROM products WHERE category <> '' ORDER BY category LIMIT 200",
      )
      .map(({ category }) => category),
  }),
});

export const commissionQueries = { 'commissions.sold': sold, 'commissions.rates': rates };
