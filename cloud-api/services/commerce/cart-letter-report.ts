import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { asPerson } from './read-as-person.ts';

const days = z.coerce
  .number()
  .int()
  .min(1)
  .max(400)
  .default(30)
  .describe('Of letters found due in the last so many days');
const count = z.number().int();

const figures = z.object({
  stores: z.array(
    z.object({
      storeId: z.uuid().nullable().describe('Null: the main store'),
      sent: count,
      cameBack: count.describe('Baskets whose shopper followed a link of a letter'),
      bought: z
        .array(z.object({ currency: z.string(), orders: count, total: count.describe('Minor units') }))
        .describe('Orders of those baskets, placed after the link was followed and not cancelled'),
    }),
  ),
  ended: count.describe('Addresses that want no more of them, of all stores'),
});
type Figures = z.infer<typeof figures>;

async function read(db: Connection, tenantId: string, now: number, ofDays: number): Promise<Figures> {
  const values = [tenantId, new Date(now - ofDays * 86_400_000).toISOString()];
  const sent = await db.rows<{ store_id: string | null; sent: number; came_back: number }>(
    `SELECT store_id, count(sent_at)::int AS sent, count(DISTINCT checkout_id) FILTER (WHERE came_back_at IS NOT NULL)::int AS came_back
       FROM cart_letters WHERE tenant_id = $1 AND created_at >= $2 GROUP BY store_id ORDER BY store_id NULLS FIRST`,
    values,
  );
  const bought = await db.rows<{ store_id: string | null; currency: string; orders: number; total: number }>(
    `SELECT b.store_id, o.currency, count(*)::int AS orders, sum(o.total)::bigint AS total
       FROM (SELECT checkout_id, min(came_back_at) AS at, min(store_id::text)::uuid AS store_id FROM cart_letters
              WHERE tenant_id = $1 AND created_at >= $2 AND came_back_at IS NOT NULL GROUP BY checkout_id) b
       JOIN checkouts c ON c.tenant_id = $1 AND c.id = b.checkout_id
       JOIN orders o ON o.tenant_id = $1 AND o.id = c.order_id AND o.placed_at >= b.at AND o.status <> 'cancelled'
      GROUP BY b.store_id, o.currency ORDER BY o.currency`,
    values,
  );
  const [refused] = await db.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM letter_refusals WHERE tenant_id = $1 AND refused_at >= $2',
    values,
  );
  return {
    stores: sent.map(({ store_id: storeId, sent: many, came_back: cameBack }) => ({
      ...{ storeId, sent: many, cameBack },
      bought: bought
        .filter((row) => row.store_id === storeId)
        .map(({ currency, orders, total }) => ({ currency, orders, total: Number(total) })),
    })),
    ended: refused?.n ?? 0,
  };
}

/** What letters about left baskets brought back: for programs, and for the screens of a desk. */
export function cartLetterReportRoutes(context: CommerceContext): Route[] {
  const permission = 'reports.view';
  const { reader, read: within } = asPerson(context, permission);
  const answers = { 200: { description: 'By store; one that none was due for is left out', schema: figures } };
  return [
    route(
      {
        method: 'GET',
        path: '/v1/reports/cart-letters',
        summary: 'Letters about baskets that were left: sent, followed back, bought',
        tag: 'Reports',
        access: { as: 'staff', permission },
        query: z.strictObject({ days }),
        answers,
      },
      ({ query, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => read(db, tenantId, context.now(), query.days));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/sync/v1/cart-letters',
        summary: 'The same, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        query: z.strictObject({ days, ...reader }),
        answers,
      },
      ({ query: { readerId, days: ofDays }, caller }) =>
        within(caller, readerId, (db, tenantId) => read(db, tenantId, context.now(), ofDays)),
    ),
  ];
}
