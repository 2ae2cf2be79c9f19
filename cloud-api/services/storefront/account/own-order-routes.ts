import * as z from 'zod';
import type { Shopper, ShopperCaller } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import { orderStatus, statusOf } from '../checkout/order-status-route.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { payNowOf } from '../due/pay-now.ts';
import type { StorefrontContext } from '../context.ts';
import { pageLanguage } from '../refusals/say-in.ts';
import { toAnswerOf } from '../requests/request-routes.ts';
import { waitingOf } from '../requests/waiting-routes.ts';
import { accountOf } from './account-of.ts';

const tag = 'Shopper accounts';
const access = { as: 'shopper' } as const;

const line = orderStatus.pick({
  id: true,
  number: true,
  placedAt: true,
  status: true,
  paymentStatus: true,
  fulfilmentStatus: true,
  currency: true,
  total: true,
});
const page = z.object({
  orders: z.array(
    line.extend({
      titles: z.array(z.string()).describe('Up to three of what was bought'),
      refundAsked: z.boolean().describe('What is paid back of it is on its way, and has not arrived at its provider'),
    }),
  ),
  nextCursor: z.string().nullable(),
  waiting: z
    .number()
    .int()
    .describe(
      'How many more wait for a yes, or to be paid after it (`/shop/v1/account/waiting`): only who buys for a firm has any',
    ),
  toAnswer: z
    .number()
    .int()
    .describe('How many orders of others of their firm wait for their yes or no (`/shop/v1/account/requests`)'),
});

/** What a shopper bought: their customer's orders, at the till too, and those they bought as a guest with this address. */
export function ownOrderRoutes(context: StorefrontContext): Route[] {
  return [
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/orders', tag, access },
        summary: 'A shopper’s orders, the newest first',
        description: 'Also those that they placed without signing in, with the address that they have signed in with.',
        query: z.object({
          limit: z.coerce.number().int().min(1).max(50).default(10),
          cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
        }),
        answers: { 200: { description: 'A page', schema: page } },
      },
      async ({ query: { limit, cursor }, caller, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        const before = cursor === undefined ? null : placeOf(cursor);
        const { rows, ...more } = await withTenant(context.pool, tenantId, async (db) => {
          const at = { tenantId, now: context.now() };
          const account = await accountOf(db, at, shopper);
          const whose = { tenantId, customerId: account.customerId, email: shopper.email };
          return {
            rows: await ordersOf(db, whose, { before, most: limit + 1 }),
            waiting: await waitingOf(db, at, account),
            toAnswer: await toAnswerOf(db, at, account),
          };
        });
        const orders = rows.slice(0, limit);
        const last = rows.length > limit ? orders.at(-1) : undefined;
        reply.header('cache-control', 'no-store');
        return { orders, nextCursor: last ? `${last.placedAt}_${last.id}` : null, ...more };
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/shop/v1/account/orders/:id', tag, access },
        summary: 'How one of a shopper’s orders stands',
        params: z.object({ id: z.uuid() }),
        answers: { 200: { description: 'As it stands', schema: orderStatus } },
      },
      async ({ params: { id }, caller, request, reply }) => {
        const { tenantId, shopper } = caller as ShopperCaller;
        const shown = await withTenant(context.pool, tenantId, async (db) => {
          await ownOrderOf(db, { tenantId, now: context.now(), shopper }, id);
          return withTx(db, tenantId, (tx) =>
            statusOf(tx, db, { tenantId, now: context.now(), language: pageLanguage(request.headers) }, id),
          );
        });
        const pay = shown.due > 0 ? await payNowOf(context, caller as ShopperCaller, request, id) : null;
        return reply.header('cache-control', 'no-store').send({ ...shown, pay });
      },
    ),
  ];
}

/** @throws HttpProblem 404: what is not there and what is another's are said alike */
export async function ownOrderOf(
  db: Connection,
  { shopper, ...at }: { readonly tenantId: string; readonly now: number; readonly shopper: Shopper },
  id: string,
): Promise<void> {
  const { customerId } = await accountOf(db, at, shopper);
  const whose = { tenantId: at.tenantId, customerId, email: shopper.email };
  if ((await ordersOf(db, whose, { only: id, most: 1 })).length === 0) throw notFound('order');
}

type OrderLine = z.output<typeof page>['orders'][number];

interface Wanted {
  readonly before?: readonly [placedAt: number, id: string] | null;
  readonly only?: string;
  readonly most: number;
}

/** Ids of the orders of the customer $2, and of guests with the address $3, at the tenant $1. */
export const ownOrders = `SELECT id FROM orders WHERE tenant_id = $1 AND customer_id = $2
       UNION SELECT o.id FROM find_checkouts_by_email($3) f
               JOIN orders o ON o.tenant_id = $1 AND o.id = f.order_id AND o.customer_id IS NULL`;

async function ordersOf(
  db: Connection,
  whose: { readonly tenantId: string; readonly customerId: string; readonly email: string },
  { before = null, only, most }: Wanted,
): Promise<OrderLine[]> {
  return db.rows<OrderLine>(
    `WITH own AS (${ownOrders})
     SELECT o.id, o.number, (extract(epoch FROM o.placed_at) * 1000)::bigint AS "placedAt", o.status,
            o.payment_status AS "paymentStatus", o.fulfilment_status AS "fulfilmentStatus", o.currency, o.total,
            ARRAY(SELECT l.title FROM order_lines l WHERE l.tenant_id = $1 AND l.order_id = o.id
                   ORDER BY l.position LIMIT 3) AS titles,
            EXISTS (SELECT 1 FROM provider_refunds r
                     WHERE r.tenant_id = $1 AND r.next_at IS NOT NULL AND r.sale_id = o.id AND r.status = 'asked') AS "refundAsked"
       FROM own JOIN orders o ON o.tenant_id = $1 AND o.id = own.id
      WHERE o.kind = 'sale' AND ($4::uuid IS NULL OR o.id = $4)
        AND ($5::timestamptz IS NULL OR (o.placed_at, o.id) < ($5::timestamptz, $6::uuid))
      ORDER BY o.placed_at DESC, o.id DESC LIMIT $7`,
    [
      whose.tenantId,
      whose.customerId,
      whose.email,
      only ?? null,
      before && new Date(before[0]).toISOString(),
      before?.[1],
      most,
    ],
  );
}

const place = z.tuple([z.coerce.number().int().min(0).max(8.64e15), z.uuid()]);

function placeOf(cursor: string): readonly [number, string] {
  const parsed = place.safeParse(cursor.split('_'));
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
}
