import * as z from 'zod';
import type { CustomerPage, CustomerRow } from '../../bridge/customer-queries.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { customersFirm } from './customer-firm.ts';
import { customersAccount } from './customer-account.ts';
import { customersTerms } from './customer-terms.ts';
import { type Asking, query, sees } from './define-query.ts';
import { orderRows } from './orders.ts';
import { customersNamed } from './palette.ts';
import { id, nothing, page, text } from './params.ts';

/** A search that finds more is not what anybody looks through. */
const MOST_FOUND = 1_000;
const LATEST = 50;
const FAVOURITES = 5;

interface Raw extends Omit<CustomerRow, 'unsent'> {
  readonly unsent: number;
}

/** These customers in their order, with what this desk knows of their orders; sums are of the store's currency alone. */
function customerRows(reader: Reader, ids: readonly string[], currency: string, asking: Asking): CustomerRow[] {
  const rows = reader.all<Raw>(
    `SELECT c.id, c.name, c.email, c.phone, c.city, c.country, c.status,
       (SELECT count(*) FROM orders o WHERE o.customer_id = c.id AND o.kind = 'sale' AND o.status <> 'cancelled') AS orders,
       coalesce((SELECT sum(o.total) FROM orders o WHERE o.customer_id = c.id AND o.status <> 'cancelled'
         AND o.currency = ?), 0) AS spent,
       (SELECT max(o.placed_at) FROM orders o WHERE o.customer_id = c.id AND o.kind = 'sale'
         AND o.status <> 'cancelled') AS lastOrderAt,
       EXISTS (SELECT 1 FROM sync_journal w JOIN sync_outbox b ON b.order_no = w.order_no AND b.state = 'queued'
         WHERE w.table_name = 'customers' AND w.row_key = json_array(c.id)) AS unsent
     FROM json_each(?) j JOIN customers c ON c.id = j.value ORDER BY j.key`,
    [currency, JSON.stringify(ids)],
  );
  const kept = sees(asking, 'customers.contact') ? {} : { email: null, phone: null };
  return rows.map(({ unsent, ...row }) => ({ ...row, ...kept, unsent: unsent === 1 }));
}

const countOf = (reader: Reader, status: CustomerRow['status']): number =>
  reader.get<{ n: number }>('SELECT count(*) AS n FROM customers WHERE status = ?', [status])?.n ?? 0;

/** Names lie sealed in the file, so that the order is that of the list in memory; who was put away is the few latest. */
function archivedIds(reader: Reader, offset: number, limit: number): string[] {
  return reader
    .all<{ id: string }>(
      "SELECT id FROM customers WHERE status = 'archived' ORDER BY updated_at DESC, id LIMIT ? OFFSET ?",
      [limit, offset],
    )
    .map((row) => row.id);
}

const customersIndex = query('customers.index', {
  params: z.strictObject({ ...page, view: z.enum(['active', 'archived']), search: text.optional() }),
  permission: 'customers.view',
  heavy: true,
  run: (reader, { offset, limit, view, search }, asking) => {
    const currency = storeAt(reader, null)?.currency ?? '';
    const wanted = search?.trim();
    if (view === 'active' && wanted) {
      const found = reader.names.find('customer', wanted, MOST_FOUND);
      return {
        total: found.length,
        currency,
        rows: customerRows(reader, found.slice(offset, offset + limit), currency, asking),
      };
    }
    const ids = view === 'active' ? reader.names.byName('customer', offset, limit) : archivedIds(reader, offset, limit);
    return { total: countOf(reader, view), currency, rows: customerRows(reader, ids, currency, asking) };
  },
});

const customersViews = query('customers.views', {
  params: nothing,
  permission: 'customers.view',
  heavy: true,
  run: (reader) => (['active', 'archived'] as const).map((view) => ({ view, count: countOf(reader, view) })),
});

type Rest = Pick<CustomerPage, 'note' | 'externalRef' | 'createdAt' | 'updatedAt'>;
type Sums = Pick<CustomerPage, 'returns' | 'firstOrderAt' | 'owes'>;

const customersPage = query('customers.page', {
  params: z.strictObject({ id }),
  permission: 'customers.view',
  run: (reader, params, asking): CustomerPage | null => {
    const currency = storeAt(reader, null)?.currency ?? '';
    const [row] = customerRows(reader, [params.id], currency, asking);
    const rest = reader.get<Rest>(
      `SELECT note, external_ref AS externalRef, created_at AS createdAt, updated_at AS updatedAt FROM customers
       WHERE id = ?`,
      [params.id],
    );
    const sums = reader.get<Sums>(
      `SELECT count(*) FILTER (WHERE kind = 'return') AS returns,
         min(placed_at) FILTER (WHERE kind = 'sale' AND status <> 'cancelled') AS firstOrderAt,
         coalesce(sum(due) FILTER (WHERE currency = ?), 0) AS owes
       FROM orders WHERE customer_id = ?`,
      [currency, params.id],
    );
    if (!row || !rest || !sums) return null;
    const latest = reader.all<{ id: string }>(
      'SELECT id FROM orders WHERE customer_id = ? ORDER BY placed_at DESC, id DESC LIMIT ?',
      [params.id, LATEST],
    );
    const favourites = reader.all<CustomerPage['favourites'][number]>(
      `SELECT l.variant_id AS variantId, max(l.title) AS title, max(coalesce(v.image, p.image)) AS image,
         sum(CASE WHEN l.scale = 0 THEN l.quantity ELSE CASE WHEN l.quantity > 0 THEN 1 ELSE -1 END END) AS units
       FROM orders o JOIN order_lines l ON l.order_id = o.id LEFT JOIN variants v ON v.id = l.variant_id
       LEFT JOIN products p ON p.id = v.product_id
       WHERE o.customer_id = ? AND o.status <> 'cancelled' AND l.variant_id IS NOT NULL
       GROUP BY l.variant_id HAVING units > 0 ORDER BY units DESC, title LIMIT ?`,
      [params.id, FAVOURITES],
    );
    const orders = orderRows(
      reader,
      latest.map((one) => one.id),
    );
    const kept = sees(asking, 'customers.contact') ? {} : { note: '' };
    return { ...row, ...rest, ...kept, ...sums, currency, latest: orders, favourites };
  },
});

const customersSearch = query('customers.search', {
  params: z.strictObject({ text }),
  permission: 'customers.view',
  run: (reader, params) => customersNamed(reader, params.text, 20),
});

export const customerQueries = {
  'customers.index': customersIndex,
  'customers.views': customersViews,
  'customers.page': customersPage,
  'customers.search': customersSearch,
  'customers.terms': customersTerms,
  'customers.account': customersAccount,
  'customers.firm': customersFirm,
};
