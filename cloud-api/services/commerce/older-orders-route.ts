import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { openedRows } from '@tillhouse/shared/data/fields.ts';
import { paymentAttempts } from '@tillhouse/shared/domains/orders/payment-attempt-schema.ts';
import { fulfilmentLines, fulfilments, orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { parcelEvents } from '@tillhouse/shared/domains/orders/parcel-schema.ts';
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
      description:
        'By their exact number, by their customer, or by their business day with what they came to or the last four digits of a card: the newest 50, with all that belongs to them.',
      tag: 'Sync',
      access: { as: 'device' },
      perMinute: 120,
      query: z
        .strictObject({
          number: z.string().min(1).max(60).optional(),
          customerId: z.uuid().optional(),
          date: z.iso.date().optional(),
          total: z.coerce.number().int().optional(),
          lastFour: z
            .string()
            .regex(/^\d{4}$/)
            .optional(),
        })
        .refine(
          ({ number, customerId, date }) => [number, customerId, date].filter((one) => one !== undefined).length === 1,
          'give one of number, customerId and date',
        )
        .refine(
          ({ date, total, lastFour }) => (date === undefined) === (total === undefined && lastFour === undefined),
          'a date goes with total or lastFour, and they with it',
        ),
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
            parcel_events: rows,
            order_deliveries: rows,
            payment_attempts: rows,
          }),
        },
      },
    },
    async ({ query: asked, caller }) => {
      const { tenantId, deviceId } = caller as DeviceCaller;
      return withTenant(context.pool, tenantId, async (db) => {
        const device = await deviceProfile(db, tenantId, deviceId);
        if (device?.status !== 'enrolled') throw deviceRevoked();
        if (device.kind === 'scanner') throw notFound('order for this device');
        const { sql, values } = askedFor(asked);
        const found = await db.rows<{ id: string }>(
          `SELECT id FROM orders WHERE tenant_id = $1 AND ${sql} ORDER BY placed_at DESC, id LIMIT ${MOST}`,
          [tenantId, ...values],
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
          parcel_events: await of(parcelEvents, 'order_id'),
          order_deliveries: await of(orderDeliveries, 'order_id'),
          payment_attempts: await of(paymentAttempts, 'order_id'),
        };
      });
    },
  );
}

interface Asked {
  readonly number?: string | undefined;
  readonly customerId?: string | undefined;
  readonly date?: string | undefined;
  readonly total?: number | undefined;
  readonly lastFour?: string | undefined;
}

/** Values from $2 on. The day narrows to what one shop sells in one, so that its rows are looked through. */
function askedFor({ number, customerId, date, total, lastFour }: Asked): { sql: string; values: unknown[] } {
  if (number !== undefined) return { sql: 'number = $2', values: [number] };
  if (customerId !== undefined) return { sql: 'customer_id = $2', values: [customerId] };
  const ofCard = `EXISTS (SELECT 1 FROM tenders t WHERE t.tenant_id = $1 AND t.order_id = orders.id AND t.card ->> 'last4' = $4)`;
  return {
    sql: `business_date = $2 AND ($3::bigint IS NULL OR total = $3) AND ($4::text IS NULL OR ${ofCard})`,
    values: [date, total ?? null, lastFour ?? null],
  };
}

async function rowsOf(db: Connection, table: Plain, tenantId: string, key: string, ids: string[]): Promise<Row[]> {
  const raw = await db.rows<Row>(
    `SELECT * FROM ${quoteName(table.name)} WHERE tenant_id = $1 AND ${quoteName(key)} = ANY($2)`,
    [tenantId, ids],
  );
  const opened = await openedRows(db.fields, table, raw);
  return opened.map((row) => decodeRow(table, row, 'postgres'));
}
