import type { BooksLine } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import type { Account } from '@tillhouse/shared/domains/ledger/schema.ts';
import type { Connection } from '../../platform/db/connection.ts';

/** Days of the store, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface BalanceRow {
  readonly account: BooksLine['account'];
  readonly detail: string;
  /** For people, where the detail is an id: the name of the register */
  readonly name: string | null;
  readonly currency: string;
  /** Before the first day; debit positive */
  readonly opening: number;
  readonly debit: number;
  readonly credit: number;
  readonly closing: number;
}

/** Lines of all entries in their own currencies. */
const ownLines = 'SELECT tenant_id, account, detail, currency, amount, business_date FROM journal_lines';
/** Of entries in the currency of the books as they are, of others what they came to in it. */
const booksLines = `SELECT tenant_id, account, detail, currency, amount, business_date FROM journal_lines WHERE currency = $4
  UNION ALL SELECT tenant_id, account, detail, currency, amount, business_date FROM books_lines WHERE currency = $4`;

/**
 * What each account moved in these days and stood at before and after; in each currency the closings sum to nothing.
 * @param books the currency of the books: all in it
 */
export function trialBalance(
  db: Connection,
  tenantId: string,
  { from, to }: Days,
  books?: string,
): Promise<BalanceRow[]> {
  return db.rows<BalanceRow & Record<string, unknown>>(
    `SELECT b.account, b.detail, coalesce(r.name, s.name) AS name, b.currency, b.opening::bigint, b.debit::bigint, b.credit::bigint,
            (b.opening + b.debit - b.credit)::bigint AS closing
       FROM (SELECT account, detail, currency,
                    coalesce(sum(amount) FILTER (WHERE business_date < $2), 0) AS opening,
                    coalesce(sum(amount) FILTER (WHERE business_date >= $2 AND amount > 0), 0) AS debit,
                    coalesce(-sum(amount) FILTER (WHERE business_date >= $2 AND amount < 0), 0) AS credit
               FROM (${books === undefined ? ownLines : booksLines}) l WHERE tenant_id = $1 AND business_date <= $3
              GROUP BY account, detail, currency) b
       LEFT JOIN registers r ON r.tenant_id = $1 AND b.account = 'drawer' AND r.id::text = b.detail
       LEFT JOIN staff s ON s.tenant_id = $1 AND b.account = 'tips' AND s.id::text = b.detail
      WHERE b.opening <> 0 OR b.debit <> 0 OR b.credit <> 0
      ORDER BY b.currency COLLATE "C", b.account COLLATE "C", b.detail COLLATE "C"`,
    [tenantId, from, to, ...(books === undefined ? [] : [books])],
  );
}

export interface Unconverted {
  readonly currency: string;
  readonly entries: number;
}

/** Entries until a day that no rate was known for, and which are in no balance of the books’ currency. */
export function unconverted(db: Connection, tenantId: string, to: string, books: string): Promise<Unconverted[]> {
  return db.rows<Unconverted & Record<string, unknown>>(
    `SELECT e.currency, count(*)::bigint AS entries FROM journal_entries e
      WHERE e.tenant_id = $1 AND e.business_date <= $2 AND e.currency <> $3
        AND NOT EXISTS (SELECT 1 FROM books_lines b
          WHERE b.tenant_id = e.tenant_id AND b.entry_id = e.id AND b.currency = $3)
      GROUP BY e.currency ORDER BY e.currency COLLATE "C"`,
    [tenantId, to, books],
  );
}

export interface BookEntry {
  readonly id: string;
  readonly kind: string;
  readonly orderId: string | null;
  readonly registerId: string | null;
  readonly reference: string;
  readonly currency: string;
  readonly businessDate: string;
  readonly occurredAt: number;
  readonly lines: readonly { readonly account: Account; readonly detail: string; readonly amount: number }[];
}

/** Where a page of the day book ended. */
export interface BookPlace {
  readonly day: string;
  readonly at: number;
  readonly id: string;
}

/** Entries of these days with their lines, the oldest first. */
export async function dayBook(
  db: Connection,
  tenantId: string,
  { from, to }: Days,
  after: BookPlace | null,
  limit: number,
): Promise<BookEntry[]> {
  return db.rows<BookEntry & Record<string, unknown>>(
    `SELECT e.id, e.kind, e.order_id AS "orderId", e.register_id AS "registerId", e.reference, e.currency,
            e.business_date::text AS "businessDate", (extract(epoch FROM e.occurred_at) * 1000)::bigint AS "occurredAt",
            (SELECT json_agg(json_build_object('account', l.account, 'detail', l.detail, 'amount', l.amount)
                             ORDER BY l.position)
               FROM journal_lines l WHERE l.tenant_id = e.tenant_id AND l.entry_id = e.id) AS lines
       FROM journal_entries e
      WHERE e.tenant_id = $1 AND e.business_date BETWEEN $2 AND $3
        AND ($4::date IS NULL OR (e.business_date, e.occurred_at, e.id) > ($4, to_timestamp($5::bigint / 1000.0), $6))
      ORDER BY e.business_date, e.occurred_at, e.id LIMIT $7`,
    [tenantId, from, to, after?.day ?? null, after?.at ?? null, after?.id ?? null, limit],
  );
}
