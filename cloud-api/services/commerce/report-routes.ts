import { HELD_CLASS } from '@tillhouse/shared/domains/register/z-report.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { storeAt } from '../../platform/access/stores.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

const query = z.strictObject({
  date: z.iso.date().describe('Day of the store, YYYY-MM-DD'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('What was sold in it; left out, that of the main store'),
});
const hour = z.object({
  hour: z.number().int(),
  total: z.number().int().describe('Minor units; returns count against'),
  orders: z.number().int().describe('Sales, without returns'),
  units: z.number().int(),
});
const product = z.object({
  sku: z.string(),
  title: z.string(),
  units: z.number().int().describe('What is sold by weight counts once a line'),
  total: z.number().int(),
});

/**
 * The same rule as the desk's dashboard: all of a business day but cancelled orders, returns negative. What is put on gift cards
 * and store credit is owed to whoever has them, and no sale.
 */
export function reportRoutes(context: CommerceContext): Route[] {
  /** What was read, with the currency it is in: sums of several would be none. */
  const report = <T extends object>(
    caller: unknown,
    asked: string | undefined,
    read: (db: Connection, tenantId: string, currency: string) => Promise<T>,
  ): Promise<T & { currency: string }> => {
    const { tenantId } = caller as StaffCaller;
    return withTenant(context.pool, tenantId, async (db) => {
      const currency = asked ?? (await storeAt(db, tenantId))?.currency ?? '';
      return { ...(await read(db, tenantId, currency)), currency };
    });
  };
  return [
    route(
      {
        method: 'GET',
        path: '/v1/reports/sales-by-hour',
        summary: 'Sales of a day by hour; hours without any are left out',
        tag: 'Reports',
        access: { as: 'staff', permission: 'reports.view' },
        query,
        answers: {
          200: {
            description: 'Hours',
            schema: z.object({ date: z.iso.date(), currency: z.string(), hours: z.array(hour) }),
          },
        },
      },
      ({ query: { date, currency: asked }, caller }) =>
        report(caller, asked, async (db, tenantId, currency) => ({
          date,
          hours: await db.rows(
            `SELECT o.business_hour AS hour, sum(o.total - coalesce(c.held, 0))::bigint AS total,
                    count(*) FILTER (WHERE o.kind = 'sale' AND (c.held IS NULL OR o.subtotal <> c.held)) AS orders,
                    sum(o.units - coalesce(c.units, 0))::bigint AS units
               FROM orders o LEFT JOIN (
                 SELECT order_id, sum(total) AS held, sum(quantity) AS units FROM order_lines
                  WHERE tenant_id = $1 AND business_date = $2 AND tax_class = $4 GROUP BY order_id) c ON c.order_id = o.id
              WHERE o.tenant_id = $1 AND o.business_date = $2 AND o.status <> 'cancelled' AND o.currency = $3
              GROUP BY o.business_hour ORDER BY o.business_hour`,
            [tenantId, date, currency, HELD_CLASS],
          ),
        })),
    ),
    route(
      {
        method: 'GET',
        path: '/v1/reports/top-products',
        summary: 'What sold best on a day',
        tag: 'Reports',
        access: { as: 'staff', permission: 'reports.view' },
        query: query.extend({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
        answers: {
          200: {
            description: 'Products by what they brought',
            schema: z.object({ date: z.iso.date(), currency: z.string(), products: z.array(product) }),
          },
        },
      },
      ({ query: { date, limit, currency: asked }, caller }) =>
        report(caller, asked, async (db, tenantId, currency) => ({
          date,
          products: await db.rows(
            `SELECT min(l.sku COLLATE "C") AS sku, min(l.title COLLATE "C") AS title, sum(l.total)::bigint AS total,
                    sum(CASE WHEN l.scale = 0 THEN l.quantity ELSE 1 END)::bigint AS units
               FROM order_lines l JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
               LEFT JOIN variants v ON v.tenant_id = l.tenant_id AND v.id = l.variant_id
              WHERE l.tenant_id = $1 AND l.business_date = $2 AND o.status <> 'cancelled' AND o.currency = $4 AND l.tax_class <> $5
              GROUP BY coalesce(v.product_id::text, l.sku || l.title)
              ORDER BY sum(l.total) DESC, min(l.title COLLATE "C"), min(l.sku COLLATE "C") LIMIT $3`,
            [tenantId, date, limit, currency, HELD_CLASS],
          ),
        })),
    ),
  ];
}
