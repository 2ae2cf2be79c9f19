import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { underWay } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import * as z from 'zod';
import type { OrderFilter } from '../../bridge/order-queries.ts';
import type { OrderRow } from '../../bridge/order-queries.ts';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { endOfPrefix } from '../lists/search-words.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { id, nothing, page, text } from './params.ts';

type Params = QueryMap['orders.index']['params'];
type View = Params['view'];

interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Conditions that the partial indexes of 0003_lists.sql are made for, word for word. */
const conditions: Record<Exclude<View, 'today'>, string> = {
  'to-ship': "o.fulfilment_status IN ('to-pick', 'part-shipped', 'held') AND o.status <> 'cancelled'",
  unpaid: "o.payment_status IN ('unpaid', 'part-paid') AND o.status <> 'cancelled'",
  returns: "o.kind = 'return'",
  flagged: 'o.id IN (SELECT order_id FROM order_flags WHERE resolved_at IS NULL)',
  all: 'true',
};
const views: View[] = ['today', 'to-ship', 'unpaid', 'returns', 'flagged', 'all'];

function viewWhere(reader: Reader, view: View, now: number): Where {
  if (view !== 'today') return { sql: conditions[view], values: [] };
  const { date } = localDayAndHour(now, storeAt(reader, null)?.timeZone ?? 'UTC');
  return { sql: 'o.business_date = ?', values: [date] };
}

/** Found by a name; a search that finds more is not what anybody looks through. */
const MOST_NAMED = 5_000;

/** By number, a range of an index, or by how a word of the customer's name begins. */
function searchWhere(reader: Reader, search: string): Where {
  const plain = search.replace(/^#/, '');
  const upper = plain.toUpperCase();
  return {
    sql: `o.id IN (
      SELECT id FROM orders WHERE number >= ? AND number < ? UNION SELECT id FROM orders WHERE number >= ? AND number < ?
      UNION SELECT value FROM json_each(?)
      UNION SELECT o2.id FROM json_each(?) c CROSS JOIN orders o2 ON o2.customer_id = c.value)`,
    values: [
      ...[upper, `#${upper}`].flatMap((prefix) => [prefix, endOfPrefix(prefix)]),
      JSON.stringify(reader.names.find('order', search, MOST_NAMED)),
      JSON.stringify(reader.names.find('customer', search, MOST_NAMED)),
    ],
  };
}

const DAY = 86_400_000;

function parcelWhere(parcel: NonNullable<OrderFilter['parcel']>, leftBefore: number): Where {
  if (parcel === 'ready')
    return {
      sql: `o.fulfilment_status IN ('to-pick', 'part-shipped') AND EXISTS (SELECT 1 FROM order_deliveries d
        WHERE d.order_id = o.id AND d.ready_at IS NOT NULL)`,
      values: [],
    };
  const states = parcel === 'under-way' ? underWay : [parcel];
  return {
    sql: `EXISTS (SELECT 1 FROM fulfilments f WHERE f.order_id = o.id AND f.occurred_at <= ?
      AND f.state IN (SELECT value FROM json_each(?)))`,
    values: [leftBefore, JSON.stringify(states)],
  };
}

function filterWhere(reader: Reader, filter: OrderFilter, now: number): Where[] {
  const { channel, payment, fulfilment, parcel, underWayDays, locationId, days, minTotal } = filter;
  const equal = (column: string, value: string | undefined): Where[] =>
    value === undefined ? [] : [{ sql: `o.${column} = ?`, values: [value] }];
  const zone = storeAt(reader, null)?.timeZone ?? 'UTC';
  const since = days === undefined ? undefined : localDayAndHour(now - (days - 1) * DAY, zone).date;
  return [
    ...equal('channel', channel),
    ...equal('payment_status', payment),
    ...equal('fulfilment_status', fulfilment),
    ...(parcel === undefined ? [] : [parcelWhere(parcel, now)]),
    ...(underWayDays === undefined ? [] : [parcelWhere('under-way', now - underWayDays * DAY)]),
    ...equal('location_id', locationId),
    ...(since === undefined ? [] : [{ sql: 'o.business_date >= ?', values: [since] }]),
    ...(minTotal === undefined ? [] : [{ sql: 'o.total >= ?', values: [minTotal] }]),
  ];
}

/** All of them narrowed by filters alone: left to itself the planner walks the whole rows by their time, in search of a few. The table itself,
 * since the view that opens names has no index. */
const narrowed = ({ view, search, filter = {} }: Params): boolean =>
  view === 'all' && !search?.trim() && Object.keys(filter).length > 0;

function whereOf(reader: Reader, params: Params, now: number): Where {
  const parts = [viewWhere(reader, params.view, now), ...filterWhere(reader, params.filter ?? {}, now)];
  const view = { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) };
  const search = params.search?.trim();
  if (!search) return view;
  const found = searchWhere(reader, search);
  return { sql: `${view.sql} AND ${found.sql}`, values: [...view.values, ...found.values] };
}

interface Raw extends Omit<OrderRow, 'flags' | 'unsent'> {
  readonly flags: string | null;
  readonly unsent: number;
}

const channelName = `CASE o.channel WHEN 'till' THEN coalesce(r.name, 'Till') WHEN 'online' THEN 'Online' ELSE 'Import' END`;

/** Rows of these orders in their order, as lists show them. */
export function orderRows(reader: Reader, ids: readonly string[]): OrderRow[] {
  const rows = reader.all<Raw>(
    `SELECT o.id, o.number, o.placed_at AS placedAt, coalesce(nullif(o.customer_name, ''), c.name, '') AS customerName,
       o.channel, ${channelName} AS channelName, coalesce(l.name, '') AS locationName, o.kind,
       o.payment_status AS paymentStatus,
       CASE o.payment_status WHEN 'authorised' THEN (SELECT min(a.held_until) FROM payment_attempts a
         WHERE a.order_id = o.id AND a.state = 'authorised') END AS heldUntil, o.fulfilment_status AS fulfilmentStatus, o.units, o.total, o.currency,
       (SELECT group_concat(f.code) FROM order_flags f WHERE f.order_id = o.id AND f.resolved_at IS NULL) AS flags,
       EXISTS (SELECT 1 FROM sync_inserts i JOIN sync_outbox b ON b.order_no = i.order_no AND b.state = 'queued'
         WHERE i.table_name = 'orders' AND i.row_key = json_array(o.id) AND i.released = 0) AS unsent
     FROM json_each(?) j JOIN orders o ON o.id = j.value LEFT JOIN registers r ON r.id = o.register_id
     LEFT JOIN locations l ON l.id = o.location_id LEFT JOIN customers c ON c.id = o.customer_id ORDER BY j.key`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ flags, unsent, ...row }) => ({
    ...row,
    flags: flags ? [...new Set(flags.split(','))] : [],
    unsent: unsent === 1,
  }));
}

const ordersIndex = query('orders.index', {
  params: z.strictObject({
    ...page,
    view: z.enum(['today', 'to-ship', 'unpaid', 'returns', 'flagged', 'all']),
    search: text.optional(),
    filter: z
      .strictObject({
        channel: z.enum(['till', 'online', 'import']),
        payment: z.enum(['paid', 'part-paid', 'authorised', 'unpaid', 'refunded']),
        fulfilment: z.enum(['handed-over', 'to-pick', 'part-shipped', 'held', 'shipped', 'none']),
        parcel: z.enum(['under-way', 'exception', 'returned', 'delivered', 'ready']),
        underWayDays: z.number().int().min(1).max(400),
        locationId: id,
        days: z.number().int().min(1).max(400),
        minTotal: z.number().int(),
      })
      .partial()
      .optional(),
  }),
  permission: 'orders.view',
  heavy: true,
  run: (reader, params, { now }) => {
    const { sql, values } = whereOf(reader, params, now);
    const from = narrowed(params) ? 'main.orders o INDEXED BY orders_filters' : 'orders o';
    const currency = storeAt(reader, null)?.currency ?? '';
    const sums = reader.get<{ n: number; total: number | null }>(
      `SELECT count(*) AS n, sum(CASE WHEN o.currency = ? THEN o.total END) AS total FROM ${from} WHERE ${sql}`,
      [currency, ...values],
    );
    const ids = reader.all<{ id: string }>(
      `SELECT o.id FROM ${from} WHERE ${sql} ORDER BY o.placed_at DESC, o.id DESC LIMIT ? OFFSET ?`,
      [...values, params.limit, params.offset],
    );
    return {
      total: sums?.n ?? 0,
      sum: sums?.total ?? 0,
      // A sum of two currencies is none: what was sold in another is counted and not added.
      currency,
      rows: orderRows(
        reader,
        ids.map((row) => row.id),
      ),
    };
  },
});

const ordersViews = query('orders.views', {
  params: nothing,
  permission: 'orders.view',
  heavy: true,
  run: (reader, _params, { now }) =>
    views.map((view) => {
      const { sql, values } = viewWhere(reader, view, now);
      const row = reader.get<{ n: number }>(`SELECT count(*) AS n FROM orders o WHERE ${sql}`, values);
      return { view, count: row?.n ?? 0 };
    }),
});

export const orderListQueries = { 'orders.index': ordersIndex, 'orders.views': ordersViews };
