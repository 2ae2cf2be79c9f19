import type { LayawayLine } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { AwaitedRow, LayawayOne, LayawayRow, LayawayView } from '../../bridge/layaway-views.ts';
import { locationOfRegister } from '../basket/price-basket.ts';
import type { Reader } from '../database/reader.ts';
import { shownBack } from '../layaways/back-of.ts';
import { layawayColumns, layawayOfNumber } from '../layaways/layaway-here.ts';
import { layawayTermsAt } from '../layaways/layaway-terms.ts';
import { storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';
import { type Asking, query, sees } from './define-query.ts';
import { id, nothing, page, text } from './params.ts';

const MOST_FOUND = 500;

const whereOf: Record<LayawayView, string> = {
  open: "a.status = 'open'",
  late: "a.status = 'open' AND a.due_on < d.today",
  'to-come': "a.status = 'open' AND a.ready_at IS NULL",
  over: "a.status <> 'open'",
};
const views = Object.keys(whereOf) as LayawayView[];
/** Every view may ask for the day. */
const withDay = 'WITH d (today) AS (SELECT ?)';

interface Raw extends Omit<LayawayRow, 'due' | 'here' | 'late' | 'goods' | 'more'> {
  readonly content: string;
  readonly locationId: string;
}

const columns = `${layawayColumns}, a.created_at AS createdAt, coalesce(l.name, '') AS locationName`;
const from = 'layaways a LEFT JOIN locations l ON l.id = a.location_id';

interface Shown {
  readonly today: string;
  readonly locationId: string;
}

function shownAt(reader: Reader, { now, window }: Asking): Shown {
  const locationId = locationOfRegister(reader, window.registerId) || (window.locationId ?? '');
  return { today: localDayAndHour(now, storeAt(reader, locationId)?.timeZone ?? 'UTC').date, locationId };
}

function rowOf({ content, locationId: of, ...row }: Raw, { today, locationId }: Shown): LayawayRow {
  const { lines } = JSON.parse(content) as { lines: LayawayLine[] };
  const goods = lines.filter(({ deposit }) => !deposit);
  const { id: layawayId, number, kind, status, customerName, currency, total, dueOn, readyAt, createdAt, paid } = row;
  return {
    ...{ id: layawayId, number, kind, status, customerName, currency, total, dueOn, readyAt, createdAt, paid },
    locationName: row.locationName,
    due: status === 'open' ? total - paid : 0,
    here: of === locationId,
    late: status === 'open' && dueOn < today,
    goods: fullTitle(goods[0]?.title ?? '', goods[0]?.variantTitle ?? ''),
    more: Math.max(0, goods.length - 1),
  };
}

/** By its number, or by the name of whoever comes for it. */
function found(reader: Reader, search: string): string[] {
  const one = layawayOfNumber(reader, search);
  if (one) return [one];
  const end = search.trim().toUpperCase().replace(/^L-/, '');
  if (/^[0-9A-F]{3,6}$/.test(end)) {
    const sql = `SELECT id FROM layaways WHERE number LIKE ? ORDER BY created_at DESC LIMIT ${MOST_FOUND}`;
    const ofNumber = reader.all<{ id: string }>(sql, [`L-%${end}`]).map((row) => row.id);
    if (ofNumber.length > 0) return ofNumber;
  }
  const customers = reader.names.find('customer', search, MOST_FOUND);
  return reader
    .all<{ id: string }>(
      "SELECT a.id FROM json_each(?) j JOIN layaways a ON a.customer_id = j.value ORDER BY a.status = 'open' DESC, a.created_at DESC",
      [JSON.stringify(customers)],
    )
    .map((row) => row.id);
}

export const layawayQueries = {
  'layaways.index': query('layaways.index', {
    params: z.strictObject({
      ...page,
      view: z.enum(views as [LayawayView, ...LayawayView[]]),
      search: text.optional(),
    }),
    permission: 'till.sell',
    run: (reader, { offset, limit, view, search = '' }, asking) => {
      const shown = shownAt(reader, asking);
      const [counted] = reader.all<Record<LayawayView, number>>(
        `${withDay} SELECT ${views.map((one) => `count(*) FILTER (WHERE ${whereOf[one]}) AS "${one}"`).join(', ')} FROM d CROSS JOIN layaways a`,
        [shown.today],
      );
      const counts = counted ?? { open: 0, late: 0, 'to-come': 0, over: 0 };
      if (search.trim() !== '') {
        const ids = found(reader, search.trim());
        const sql = `SELECT ${columns} FROM json_each(?) j JOIN ${from.replace('layaways a', 'layaways a ON a.id = j.value')} ORDER BY j.key`;
        const rows = reader.all<Raw>(sql, [JSON.stringify(ids.slice(offset, offset + limit))]);
        return { total: ids.length, rows: rows.map((row) => rowOf(row, shown)), counts };
      }
      const rows = reader.all<Raw>(
        `${withDay} SELECT ${columns} FROM d CROSS JOIN ${from} WHERE ${whereOf[view]}
          ORDER BY ${view === 'over' ? 'a.ended_at DESC' : 'a.due_on'}, a.id LIMIT ? OFFSET ?`,
        [shown.today, limit, offset],
      );
      return { total: counts[view], rows: rows.map((row) => rowOf(row, shown)), counts };
    },
  }),
  'layaways.one': query('layaways.one', {
    params: z.strictObject({ id }),
    permission: 'till.sell',
    run: (reader, params, asking): LayawayOne | null => {
      const row = reader.get<Raw & Omit<LayawayOne, keyof LayawayRow | 'lines' | 'payments' | 'back' | 'fee'>>(
        `SELECT ${columns}, a.note, a.actor_name AS actorName, a.ended_at AS endedAt, a.ended_by_name AS endedByName, a.kept,
           a.tell_to AS tellTo, a.told_at AS toldAt FROM ${from} WHERE a.id = ?`,
        [params.id],
      );
      if (!row) return null;
      const shown = shownAt(reader, asking);
      const { lines } = JSON.parse(row.content) as { lines: LayawayLine[] };
      const { customerId, note, actorName, endedAt, endedByName, orderId, kept, tellTo, toldAt } = row;
      const base = rowOf(row, shown);
      const fee = Math.min(base.paid, layawayTermsAt(reader, row.locationId).fee);
      return {
        ...base,
        ...{ customerId, note, actorName, endedAt, endedByName, orderId, kept, toldAt, fee },
        tellTo: sees(asking, 'customers.contact') ? tellTo : null,
        lines: lines.map(({ key, variantId, title, variantTitle, quantity, scale, total, aside }) => ({
          ...{ key, variantId, title, variantTitle, quantity, scale, total, aside },
        })),
        payments: reader.all<LayawayOne['payments'][number]>(
          `SELECT coalesce(m.order_id, '') AS orderId, coalesce(o.number, '') AS number, m.amount, m.occurred_at AS at
             FROM credit_movements m LEFT JOIN orders o ON o.id = m.order_id
            WHERE m.account_id = ? AND m.kind IN ('sold', 'brought-back') ORDER BY m.occurred_at, m.id`,
          [params.id],
        ),
        back: row.status === 'open' ? shownBack(reader, params.id, fee) : [],
      };
    },
  }),
  'layaways.awaited': query('layaways.awaited', {
    params: nothing,
    permission: 'stock.receive',
    run: (reader, _params, asking): AwaitedRow[] => {
      const { locationId } = shownAt(reader, asking);
      const rows = reader.all<Pick<Raw, 'id' | 'number' | 'customerName' | 'dueOn' | 'content'>>(
        `SELECT a.id, a.number, a.customer_name AS customerName, a.due_on AS dueOn, a.content FROM layaways a
          WHERE a.status = 'open' AND a.ready_at IS NULL AND a.location_id = ? ORDER BY a.created_at, a.id`,
        [locationId],
      );
      const onOrder = `SELECT coalesce(sum(l.ordered - l.received), 0) AS n FROM purchase_orders p
        JOIN purchase_order_lines l ON l.purchase_order_id = p.id WHERE p.status = 'open' AND p.location_id = ? AND l.variant_id = ?`;
      const suppliedBy = 'SELECT p.supplier FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?';
      // What is on its way is for who waits longest; what it does not cover is still to be bought.
      const onTheWay = new Map<string, number>();
      const comingOf = (variantId: string, wanted: number): number => {
        const left = onTheWay.get(variantId) ?? reader.get<{ n: number }>(onOrder, [locationId, variantId])?.n ?? 0;
        const coming = Math.max(0, Math.min(wanted, left));
        onTheWay.set(variantId, left - coming);
        return coming;
      };
      return rows.flatMap(({ id: layawayId, number, customerName, dueOn, content }) =>
        (JSON.parse(content) as { lines: LayawayLine[] }).lines.flatMap((line) => {
          const { key, variantId, title, variantTitle, sku, quantity, aside, scale } = line;
          if (aside >= quantity) return [];
          const coming = variantId === null ? 0 : comingOf(variantId, quantity - aside);
          const supplier = variantId && reader.get<{ supplier: string }>(suppliedBy, [variantId])?.supplier;
          return [
            {
              ...{ layawayId, number, key, customerName, variantId, sku, scale, dueOn, supplier: supplier || '' },
              ...{ title: fullTitle(title, variantTitle), quantity: quantity - aside, onOrder: coming },
            },
          ];
        }),
      );
    },
  }),
};
