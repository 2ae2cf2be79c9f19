import { orders } from '@tillhouse/shared/domains/orders/schema.ts';
import * as z from 'zod';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { type Resource, resources } from './resources.ts';
import { rowSchema } from './resource-routes.ts';
import { type OrderPosition, searchOrders } from './search-orders.ts';

const one = (name: keyof typeof orders.columns) =>
  z.enum((orders.columns[name]?.allowed ?? []) as unknown as [string, ...string[]]).optional();

const query = z.strictObject({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('A number, or how words of the buyer’s name begin: first and last name together, in any order'),
  status: one('status'),
  paymentStatus: one('paymentStatus'),
  fulfilmentStatus: one('fulfilmentStatus'),
  channel: one('channel'),
  kind: one('kind'),
  locationId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  from: z.iso.date().optional().describe('First business day'),
  to: z.iso.date().optional().describe('Last business day'),
  minTotal: z.coerce.number().int().optional().describe('Minor units'),
  maxTotal: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
});

const position = z.tuple([z.number().int(), z.uuid()]);

function readCursor(cursor: string): OrderPosition {
  try {
    const [placedAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { placedAt, id };
  } catch {
    throw new HttpProblem(400, 'request.cursor', 'This cursor is not one of ours. Begin again without it.');
  }
}

/** Orders as an office looks for them. */
export function orderSearchRoute(context: CommerceContext): Route {
  const resource = resources.find(({ name }) => name === 'orders') as Resource;
  return route(
    {
      method: 'GET',
      path: '/v1/orders/search',
      summary: 'Find orders by what they are, whose they are and how they stand',
      description: 'Newest first. Every filter can be given with every other one.',
      tag: 'Orders',
      access: { as: 'staff', permission: 'orders.view' },
      query,
      answers: {
        200: {
          description: 'A page',
          schema: z.object({ rows: z.array(rowSchema(resource)), next: z.string().nullable() }),
        },
      },
    },
    async ({ query: { limit, cursor, ...search }, caller }) => {
      const { tenantId } = caller as StaffCaller;
      const after = cursor === undefined ? null : readCursor(cursor);
      const found = await withTenant(context.pool, tenantId, (db) =>
        searchOrders(db, tenantId, search as Parameters<typeof searchOrders>[2], { after, limit: limit + 1 }),
      );
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      const more = found.length > limit && last;
      const next = more ? Buffer.from(JSON.stringify([last.placedAt, last.id])).toString('base64url') : null;
      return { rows: rows as unknown as Record<string, unknown>[], next };
    },
  );
}
