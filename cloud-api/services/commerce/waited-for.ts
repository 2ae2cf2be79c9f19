import { variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import { stockNotices } from '@tillhouse/shared/domains/shoppers/stock-notice-schema.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { asPerson } from './read-as-person.ts';

const instant = z.number().int().describe('Epoch milliseconds');

const waitedFor = z.object({
  rows: z
    .array(
      z.object({
        ...{ variantId: z.uuid(), productId: z.uuid(), title: z.string(), variantTitle: z.string(), sku: z.string() },
        image: z.string().nullable(),
        waiting: z.number().int().describe('Addresses that asked to be told and were not yet'),
        since: instant.describe('When the first of them asked'),
        last: instant.describe('When the last of them did'),
      }),
    )
    .describe('Most wanted first; at most 500'),
});
const whoWaits = z.object({
  rows: z
    .array(
      z.object({ email: z.string(), askedAt: instant, storeId: z.uuid().nullable().describe('Null: the main one') }),
    )
    .describe('Who asked first is told first; at most 200'),
});

const MOST_VARIANTS = 500;
const MOST_PEOPLE = 200;

async function readWaitedFor(db: Connection, tenantId: string): Promise<z.infer<typeof waitedFor>> {
  const rows = await db.rows<z.infer<typeof waitedFor>['rows'][number]>(
    `SELECT n.variant_id AS "variantId", p.id AS "productId", p.title, v.title AS "variantTitle", v.sku, coalesce(v.image, p.image) AS image,
        n.waiting, n.since, n.last
       FROM (SELECT variant_id, count(*)::int AS waiting, (extract(epoch FROM min(asked_at)) * 1000)::bigint AS since,
                (extract(epoch FROM max(asked_at)) * 1000)::bigint AS last
               FROM stock_notices WHERE tenant_id = $1 AND next_at IS NOT NULL GROUP BY variant_id) n
       JOIN variants v ON v.tenant_id = $1 AND v.id = n.variant_id
       JOIN products p ON p.tenant_id = $1 AND p.id = v.product_id
      ORDER BY n.waiting DESC, n.since, n.variant_id LIMIT ${MOST_VARIANTS}`,
    [tenantId],
  );
  return { rows: rows.map((row) => ({ ...row, since: Number(row.since), last: Number(row.last) })) };
}

async function readWhoWaits(db: Connection, tenantId: string, variantId: string): Promise<z.infer<typeof whoWaits>> {
  // Through the port that opens what lies sealed.
  const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
  const variant = await tx.get(variants, { id: variantId });
  if (!variant) throw notFound('variant');
  const rows = await tx.list(stockNotices, { variantId });
  end();
  return {
    rows: rows
      .flatMap(({ email, askedAt, storeId, nextAt }) =>
        email === null || nextAt === null ? [] : [{ email, askedAt, storeId }],
      )
      .toSorted((a, b) => a.askedAt - b.askedAt)
      .slice(0, MOST_PEOPLE),
  };
}

/** Who waits for goods that are sold out: how many, for who buys goods; their addresses, for who may see customers. */
export function waitedForRoutes(context: CommerceContext): Route[] {
  const stock = asPerson(context, 'stock.view');
  const people = asPerson(context, 'customers.view');
  const params = z.object({ id: z.uuid().describe('Of the variant') });
  const counted = { 200: { description: 'By variant', schema: waitedFor } };
  const named = { 200: { description: 'By when they asked', schema: whoWaits } };
  const summary = 'What shoppers wait for that is sold out, most wanted first';
  const whoSummary = 'Who waits for a variant';
  return [
    route(
      {
        ...{ method: 'GET', path: '/v1/stock-notices', tag: 'Stock', summary, answers: counted },
        access: { as: 'staff', permission: 'stock.view' },
      },
      ({ caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => readWaitedFor(db, tenantId));
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/v1/stock-notices/:id', tag: 'Stock', summary: whoSummary, answers: named },
        access: { as: 'staff', permission: 'customers.view' },
        params,
      },
      ({ params: { id }, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => readWhoWaits(db, tenantId, id));
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/sync/v1/stock-notices', tag: 'Sync', summary: `${summary}, for a desk` },
        access: { as: 'device' },
        query: z.strictObject(stock.reader),
        answers: counted,
      },
      ({ query: { readerId }, caller }) => stock.read(caller, readerId, readWaitedFor),
    ),
    route(
      {
        ...{
          method: 'GET',
          path: '/sync/v1/stock-notices/who',
          tag: 'Sync',
          summary: `${whoSummary}, for a desk`,
        },
        access: { as: 'device' },
        query: z.strictObject({ variantId: z.uuid(), ...people.reader }),
        answers: named,
      },
      ({ query: { variantId, readerId }, caller }) =>
        people.read(caller, readerId, (db, tenantId) => readWhoWaits(db, tenantId, variantId)),
    ),
  ];
}
