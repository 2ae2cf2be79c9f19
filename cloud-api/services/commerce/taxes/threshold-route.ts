import { createTx } from '@tillhouse/shared/data/tx.ts';
import { minorRate, rateOn, shiftOf } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { type ExchangeRate, exchangeRates } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import { taxZones } from '@tillhouse/shared/domains/pricing/schema.ts';
import { STORE } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { type SoldTo, watchThresholds } from '@tillhouse/shared/domains/pricing/tax-thresholds.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Fraction } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod';
import { storeAt } from '../../../platform/access/stores.ts';
import type { StaffCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';

const shown = z.object({
  place: z.string().describe('`US-CA`, `AU`; `EU`: all members together but the own country'),
  amount: z.number().int().describe('Whole units of `currency`; 0: from the first sale on'),
  currency: z.string(),
  orders: z.number().int().nullable().describe('Orders that count as much as the amount; null: they do not'),
  both: z.boolean().describe('Amount and orders, not one of them'),
  period: z.enum(['year', 'twelve-months']).describe('`year`: this calendar year or the last one'),
  from: z.string().describe('The day it holds from'),
  source: z.string(),
  sold: z.number().int().nullable().describe('Minor units of `currency`; null: a rate of exchange is missing'),
  soldOrders: z.number().int(),
  reached: z.number().int().describe('Per cent, at most 999'),
  state: z.enum(['over', 'near', 'under']),
  registered: z.boolean().describe('The main store says that it collects tax there'),
});

/** Sales at a distance against published thresholds, of all stores together: whoever sells is one. */
export function thresholdRoute(context: CommerceContext): Route {
  return route(
    {
      ...{ method: 'GET', path: '/v1/reports/tax-thresholds', tag: 'Reports' },
      summary: 'How near sales by destination are to where a registration is due',
      description:
        'Without tax, less what came back, by where orders were sent; other currencies by the last rate of the books. Places that nothing went to are left out. Not for filing.',
      access: { as: 'staff', permission: 'reports.view' },
      answers: {
        200: {
          description: 'The nearest first',
          schema: z.object({
            home: z
              .string()
              .nullable()
              .describe('Where the main store is taxed; null: nobody said, and nothing is watched'),
            today: z.string(),
            thresholds: z.array(shown),
          }),
        },
      },
    },
    ({ caller }) => {
      const { tenantId } = caller as StaffCaller;
      return withTenant(context.pool, tenantId, async (db) => {
        const store = await storeAt(db, tenantId);
        const { date: today } = localDayAndHour(context.now(), store?.timeZone ?? 'UTC');
        const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
        try {
          const zone = await tx.get(taxZones, { place: STORE });
          const rates = await tx.list(exchangeRates, {});
          const sold = await soldBy(db, tenantId, today);
          const home = zone?.zone ?? null;
          const rate = ratesBetween(rates, store?.currency ?? '', today);
          const thresholds = watchThresholds({ home, collects: zone?.collects ?? [], sold, today, rate });
          return { home, today, thresholds };
        } finally {
          end();
        }
      });
    },
  );
}

/** By way of the currency of the books, whose rates are known. */
function ratesBetween(rates: readonly ExchangeRate[], books: string, today: string) {
  const inBooks = (currency: string): Fraction | undefined => {
    if (currency === books) return { n: 1n, d: 1n };
    const found = rateOn(
      rates.filter((row) => row.currency === currency && row.booksCurrency === books),
      today,
    );
    return found && minorRate(found.rate, shiftOf(currency, books));
  };
  return (from: string, to: string): Fraction | undefined => {
    const [a, b] = [inBooks(from), inBooks(to)];
    return a && b && { n: a.n * b.d, d: a.d * b.n };
  };
}

type Row = Record<'country' | 'region' | 'currency', string> &
  Record<'year' | 'year_orders' | 'last' | 'last_orders' | 'months' | 'months_orders', string>;

async function soldBy(db: Connection, tenantId: string, today: string): Promise<SoldTo[]> {
  const year = Number(today.slice(0, 4));
  const rows = await db.rows<Row>(
    `SELECT d.country, coalesce(nullif(c.region, ''), substring(d.taxed_in FROM '^[A-Z]{2}-(.+)$'),
              substring(s.tax_relief ->> 'evidence' FROM '^[A-Z]{2}-(.+)$'), '') AS region, o.currency,
            coalesce(sum(o.total - o.tax_total) FILTER (WHERE o.business_date >= $2), 0)::bigint AS year,
            count(*) FILTER (WHERE o.kind = 'sale' AND o.business_date >= $2) AS year_orders,
            coalesce(sum(o.total - o.tax_total) FILTER (WHERE o.business_date < $2 AND o.business_date >= $3), 0)::bigint AS last,
            count(*) FILTER (WHERE o.kind = 'sale' AND o.business_date < $2 AND o.business_date >= $3) AS last_orders,
            coalesce(sum(o.total - o.tax_total) FILTER (WHERE o.business_date > $4), 0)::bigint AS months,
            count(*) FILTER (WHERE o.kind = 'sale' AND o.business_date > $4) AS months_orders
       FROM orders o
       JOIN orders s ON s.tenant_id = o.tenant_id AND s.id = coalesce(o.original_order_id, o.id)
       JOIN order_deliveries d ON d.tenant_id = s.tenant_id AND d.order_id = s.id AND d.kind = 'ship' AND d.country IS NOT NULL
       LEFT JOIN LATERAL (SELECT k.delivery ->> 'region' AS region FROM checkouts k
          WHERE k.tenant_id = s.tenant_id AND k.order_id = s.id LIMIT 1) c ON true
      WHERE o.tenant_id = $1 AND o.status <> 'cancelled' AND o.business_date >= $3
      GROUP BY 1, 2, 3`,
    [tenantId, `${year}-01-01`, `${year - 1}-01-01`, `${year - 1}${today.slice(4).replace('-02-29', '-02-28')}`],
  );
  const of = (amount: string, orders: string) => ({ amount: Number(amount), orders: Number(orders) });
  return rows.map(({ country, region, currency, ...each }) => ({
    ...{ country, region, currency, year: of(each.year, each.year_orders) },
    ...{ lastYear: of(each.last, each.last_orders), twelveMonths: of(each.months, each.months_orders) },
  }));
}
