import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { DraftRow, DraftView } from '../../bridge/draft-queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query, sees } from './define-query.ts';
import { id, page } from './params.ts';

const columns = `d.id, d.number, d.status, coalesce(nullif(d.customer_name, ''), c.name, '') AS customerName, d.currency,
  d.valid_until AS validUntil, d.total, d.order_id AS orderId, d.actor_name AS actorName, d.updated_at AS updatedAt`;
const from = 'order_drafts d LEFT JOIN customers c ON c.id = d.customer_id';

type Raw = Omit<DraftRow, 'lapsed'>;

function withDay(reader: Reader, now: number): <T extends Raw>(row: T) => T & { readonly lapsed: boolean } {
  const { date } = localDayAndHour(now, storeAt(reader, null)?.timeZone ?? 'UTC');
  return (row) => ({ ...row, lapsed: row.validUntil !== null && row.validUntil < date });
}

/** Drafts and quotes: those that are open first, the last changed first. */
export const draftQueries = {
  'drafts.index': query('drafts.index', {
    params: z.strictObject(page),
    permission: 'orders.view',
    run: (reader, { offset, limit }, { now }) => ({
      total: reader.get<{ n: number }>('SELECT count(*) AS n FROM order_drafts')?.n ?? 0,
      rows: reader
        .all<Raw>(
          `SELECT ${columns} FROM ${from} ORDER BY d.status IN ('ordered', 'discarded'), d.updated_at DESC, d.id LIMIT ? OFFSET ?`,
          [limit, offset],
        )
        .map(withDay(reader, now)),
    }),
  }),
  'drafts.one': query('drafts.one', {
    params: z.strictObject({ id }),
    permission: 'orders.view',
    run: (reader, params, asking): DraftView | null => {
      const row = reader.get<
        Omit<DraftView, 'lapsed' | 'discount' | 'coupons' | 'frozen'> & {
          readonly discount: string | null;
          readonly coupons: string | null;
          readonly frozen: string;
        }
      >(
        `SELECT ${columns}, d.store_id AS storeId, d.customer_id AS customerId, d.discount, d.coupons, d.note, d.frozen, d.version,
           d.mail_to AS mailTo, d.mail_at AS mailAt, d.mailed_at AS mailedAt, c.email AS customerEmail, c.country AS customerCountry
           FROM ${from} WHERE d.id = ?`,
        [params.id],
      );
      if (!row) return null;
      return withDay(
        reader,
        asking.now,
      )({
        ...row,
        discount: row.discount === null ? null : (JSON.parse(row.discount) as DraftView['discount']),
        coupons: JSON.parse(row.coupons ?? 'null') as DraftView['coupons'],
        frozen: JSON.parse(row.frozen) as DraftView['frozen'],
        ...(sees(asking, 'customers.contact') ? {} : { customerEmail: null, mailTo: null }),
      });
    },
  }),
};
