import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { fulfilmentLines, fulfilments, orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import {
  orderChanges,
  orderDiscounts,
  orderFlags,
  orderLines,
  orders,
  returnedLines,
  tenders,
} from '@tillhouse/shared/domains/orders/schema.ts';
import { receipts } from '@tillhouse/shared/domains/register/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import * as z from 'zod';
import { deviceProfile } from '../../platform/access/directory.ts';
import { deviceRevoked } from '../../platform/auth/authorise.ts';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { quoteName } from '../../platform/db/quote.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

type Plain = Table<Record<string, unknown>>;
type Row = Record<string, unknown>;

const MOST = 50;
const rows = z.array(z.record(z.string(), z.unknown()));

/**
 * Orders that a desk does not hold, whole: with their lines, tenders, flags and receipts, and the returns that belong to
 * them. What a person may see of it, the host decides as for what it holds.
 */
export function olderOrdersRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'GET',
      path: '/sync/v1/orders',
      summary: 'Find orders that this device does not hold',
      description: 'By their exact number or by their customer, the newest 50, with all that belongs to them.',
      tag: 'Sync',
      access: { as: 'device' },
      perMinute: 120,
      query: z
        .strictObject({ number: z.string().min(1).max(60).optional(), customerId: z.uuid().optional() })
        .refine(({ number, customerId }) => (number === undefined) !== (customerId === undefined), 'give one of both'),
      answers: {
        200: {
          description: 'Rows by their table, as they are',
          schema: z.object({
            orders: rows,
            order_lines: rows,
            order_discounts: rows,
            tenders: rows,
            order_flags: rows,
            receipts: rows,
            returned_lines: rows,
            order_changes: rows,
            fulfilments: rows,
            fulfilment_lines: rows,
            order_deliveries: rows,
          }),
        },
      },
    },
    async ({ query: { number, customerId }, caller }) => {
      const { tenantId, deviceId } = caller as DeviceCaller;
      return withTenant(context.pool, tenantId, async (db) => {
        const device = await deviceProfile(db, tenantId, deviceId);
        if (device?.status !== 'enrolled') throw deviceRevoked();
        if (device.kind === 'scanner') throw notFound('order for this device');
        const [column, value] = number === undefined ? ['customer_id', customerId] : ['number', number];
        const found = await db.rows<{ id: string }>(
          `SELECT id FROM orders WHERE tenant_id = $1 AND ${column} = $2 ORDER BY placed_at DESC, id LIMIT ${MOST}`,
          [tenantId, value],
        );
        const ids = found.map(({ id }) => id);
        const whole = await db.rows<{ id: string }>(
          'SELECT id FROM orders WHERE tenant_id = $1 AND (id = ANY($2) OR original_order_id = ANY($2))',
          [tenantId, ids],
        );
        const all = whole.map(({ id }) => id);
        const of = (table: unknown, key: string) => rowsOf(db, table as Plain, tenantId, key, all);
        return {
          orders: await of(orders, 'id'),
          order_lines: await of(orderLines, 'order_id'),
          order_discounts: await of(orderDiscounts, 'order_id'),
          tenders: await of(tenders, 'order_id'),
          order_flags: await of(orderFlags, 'order_id'),
          receipts: await of(receipts, 'order_id'),
          returned_lines: await of(returnedLines, 'order_id'),
          order_changes: await of(orderChanges, 'order_id'),
          fulfilments: await of(fulfilments, 'order_id'),
          fulfilment_lines: await of(fulfilmentLines, 'order_id'),
          order_deliveries: await of(orderDeliveries, 'order_id'),
        };
      });
    },
  );
}

async function rowsOf(db: Connection, table: Plain, tenantId: string, key: string, ids: string[]): Promise<Row[]> {
  const raw = await db.rows<Row>(
    `SELECT * FROM ${quoteName(table.name)} WHERE tenant_id = $1 AND ${quoteName(key)} = ANY($2)`,
    [tenantId, ids],
  );
  return raw.map((row) => decodeRow(table, row, 'postgres'));
}
