import { type OpenOrder, statementOf } from '@tillhouse/shared/domains/orders/statement.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import { storeAt } from '../../platform/access/stores.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

const money = z.number().int().describe('Minor units; negative: owed to the customer');
const day = z.iso.date();

const statement = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  date: day.describe('The store’s calendar day on which it was asked'),
  terms: z
    .object({
      open: z.boolean().describe('More may be sold on account'),
      creditLimit: money.nullable().describe('Null: no limit'),
      days: z.number().int().describe('Net so many days'),
    })
    .nullable(),
  items: z.array(
    z.object({
      ...{ orderId: z.uuid(), number: z.string(), kind: z.enum(['sale', 'return']), businessDate: day },
      ...{ dueOn: day.nullable(), total: money, due: money },
      originalOrderId: z
        .uuid()
        .nullable()
        .describe('Of a return its sale, against which it can be set (`orders.setOff`)'),
      age: z.number().int().describe('Days since it was sold'),
      late: z.number().int().describe('Days since it should have been paid'),
    }),
  ),
  open: money,
  overdue: money,
  ages: z.array(money).length(4).describe('Open by days since the sale: 0–30, 31–60, 61–90, 91 and more'),
});

/** What a customer has open, all of it: a desk knows the orders of its months. */
export function statementRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'GET',
      path: '/v1/customers/:id/statement',
      summary: 'What a customer has open, by how long ago it was sold',
      tag: 'Records',
      access: { as: 'staff', permission: 'orders.view' },
      params: z.object({ id: z.uuid() }),
      query: z.strictObject({
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional()
          .describe('Orders in it; left out, that of the main store'),
      }),
      answers: { 200: { description: 'The statement', schema: statement } },
    },
    ({ params: { id: customerId }, query: { currency: asked }, caller }) => {
      const { tenantId } = caller as StaffCaller;
      return withTenant(context.pool, tenantId, async (db) => {
        const [known] = await db.rows<{ id: string }>('SELECT id FROM customers WHERE tenant_id = $1 AND id = $2', [
          tenantId,
          customerId,
        ]);
        if (!known) throw notFound('customer');
        const store = await storeAt(db, tenantId);
        const currency = asked ?? store?.currency ?? '';
        const [terms] = await db.rows<{ open: boolean; creditLimit: number | null; days: number }>(
          `SELECT open, credit_limit AS "creditLimit", days FROM account_terms WHERE tenant_id = $1 AND customer_id = $2`,
          [tenantId, customerId],
        );
        const orders = await db.rows<OpenOrder & Record<string, unknown>>(
          `SELECT o.id AS "orderId", o.number, o.kind, o.original_order_id AS "originalOrderId", o.business_date::text AS "businessDate",
                  (extract(epoch FROM o.placed_at) * 1000)::bigint AS "placedAt", o.total, o.due, s.due_on::text AS "dueOn"
             FROM orders o LEFT JOIN account_sales s ON s.tenant_id = o.tenant_id AND s.order_id = o.id
            WHERE o.tenant_id = $1 AND o.customer_id = $2 AND o.currency = $3 AND o.due <> 0`,
          [tenantId, customerId, currency],
        );
        const date = localDayAndHour(context.now(), store?.timeZone ?? 'UTC').date;
        const { items, ages, ...sums } = statementOf(orders, date);
        return {
          ...{ customerId, currency, date, terms: terms ?? null, ...sums, ages: [...ages] },
          items: items.map(({ placedAt: _placedAt, originalOrderId = null, ...item }) => ({
            ...item,
            originalOrderId,
          })),
        };
      });
    },
  );
}
