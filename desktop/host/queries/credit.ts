import * as z from 'zod';
import type { CreditMovementRow, CreditView } from '../../bridge/credit-views.ts';
import { cardOfCode, creditRows, policyOf } from '../credit/credit-rows.ts';
import type { Reader } from '../database/reader.ts';
import { type Asking, query, sees } from './define-query.ts';
import { id, nothing, page, text } from './params.ts';

/** Set aside longer ago than any basket lies open, and never sold: somebody gives it back. */
const WAITS_MS = 3_600_000;
/** Within the month a sale that there is would be on this desk. */
const HELD_MS = 25 * 86_400_000;
const MOST_MOVEMENTS = 500;
const MOST_FOUND = 1_000;

/** What was paid for goods that are put aside has a list of its own. */
const ofHolders = "a.kind <> 'layaway'";

const whereOf: Record<CreditView, string> = {
  open: `${ofHolders} AND a.status = 'active' AND a.balance > 0`,
  spent: `${ofHolders} AND a.status = 'active' AND a.balance <= 0`,
  blocked: `${ofHolders} AND a.status = 'blocked'`,
  all: ofHolders,
};
const views = Object.keys(whereOf) as CreditView[];

function foundBy(reader: Reader, search: string, asking: Asking): string[] {
  const byCode = cardOfCode(reader, search);
  if (byCode) return [byCode];
  const end = search.replaceAll(/[\s-]/g, '').toUpperCase();
  if (/^[0-9A-Z]{4}$/.test(end)) {
    const rows = reader.all<{ id: string }>(
      `SELECT id FROM credit_accounts WHERE code_end = ? ORDER BY issued_at DESC LIMIT ${MOST_FOUND}`,
      [end],
    );
    if (rows.length > 0) return rows.map((row) => row.id);
  }
  if (!sees(asking, 'customers.view')) return [];
  const named = reader.names.find('customer', search, MOST_FOUND);
  return reader
    .all<{ id: string }>(
      'SELECT a.id FROM json_each(?) j JOIN credit_accounts a ON a.customer_id = j.value ORDER BY j.key',
      [JSON.stringify(named)],
    )
    .map((row) => row.id);
}

const creditIndex = query('credit.index', {
  params: z.strictObject({ ...page, view: z.enum(views as [CreditView, ...CreditView[]]), search: text.optional() }),
  permission: 'credit.view',
  heavy: true,
  run: (reader, { offset, limit, view, search }, asking) => {
    const shown = { now: asking.now, names: sees(asking, 'customers.view') };
    const wanted = search?.trim();
    if (wanted) {
      const found = foundBy(reader, wanted, asking);
      return { total: found.length, rows: creditRows(reader, found.slice(offset, offset + limit), shown) };
    }
    const where = whereOf[view];
    const total = reader.get<{ n: number }>(`SELECT count(*) AS n FROM credit_accounts a WHERE ${where}`)?.n ?? 0;
    const ids = reader.all<{ id: string }>(
      `SELECT a.id FROM credit_accounts a WHERE ${where} ORDER BY a.issued_at DESC, a.id LIMIT ? OFFSET ?`,
      [limit, offset],
    );
    return {
      total,
      rows: creditRows(
        reader,
        ids.map((row) => row.id),
        shown,
      ),
    };
  },
});

const creditViews = query('credit.views', {
  params: nothing,
  permission: 'credit.view',
  heavy: true,
  run: (reader) => ({
    counts: views.map((view) => ({
      view,
      count: reader.get<{ n: number }>(`SELECT count(*) AS n FROM credit_accounts a WHERE ${whereOf[view]}`)?.n ?? 0,
    })),
    owed: reader.all<{ currency: string; amount: number }>(
      `SELECT currency, sum(balance) AS amount FROM credit_accounts a WHERE ${ofHolders}
        GROUP BY currency HAVING sum(balance) <> 0 ORDER BY currency`,
    ),
  }),
});

interface Moved extends Omit<CreditMovementRow, 'order' | 'waits'> {
  readonly orderId: string | null;
  readonly number: string | null;
  /** Of what is set aside and of which no sale is here */
  readonly alone: string | null;
}

/** With what stood on it after each; of the newest the balance itself. */
function movementsOf(reader: Reader, accountId: string, now: number): CreditMovementRow[] {
  const rows = reader.all<Moved>(
    `SELECT m.id, m.kind, m.amount, m.reason, m.actor_name AS actorName, m.occurred_at AS occurredAt, o.id AS orderId, o.number,
       sum(m.amount) OVER (ORDER BY m.occurred_at, m.amount DESC, m.id) AS balance,
       CASE WHEN m.kind = 'redeemed' AND o.id IS NULL
         AND NOT EXISTS (SELECT 1 FROM credit_movements r WHERE r.of_id = m.id AND r.kind = 'released')
         THEN m.order_id END AS alone
     FROM credit_movements m LEFT JOIN orders o ON o.id = m.order_id
     WHERE m.account_id = ? ORDER BY m.occurred_at DESC, m.amount, m.id DESC LIMIT ${MOST_MOVEMENTS}`,
    [accountId],
  );
  return rows.map(({ orderId, number, alone, ...row }) => ({
    ...row,
    order: orderId === null ? null : { id: orderId, number: number ?? '' },
    // A sale older than the months held here is not on this desk: only what is fresh can be told apart.
    waits: now - row.occurredAt > WAITS_MS && now - row.occurredAt < HELD_MS ? alone : null,
  }));
}

const creditOne = query('credit.one', {
  params: z.strictObject({ id }),
  permission: 'credit.view',
  run: (reader, params, asking) => {
    const shown = { now: asking.now, names: sees(asking, 'customers.view') };
    const [row] = creditRows(reader, [params.id], shown);
    if (!row) return null;
    const rest = reader.get<{ updatedAt: number; printable: number }>(
      `SELECT updated_at AS updatedAt, EXISTS (SELECT 1 FROM desk_card_codes k WHERE k.credit_id = a.id) AS printable
         FROM credit_accounts a WHERE a.id = ?`,
      [params.id],
    );
    return {
      ...row,
      updatedAt: rest?.updatedAt ?? 0,
      printable: rest?.printable === 1,
      movements: movementsOf(reader, params.id, asking.now),
    };
  },
});

const creditPolicy = query('credit.policy', { params: nothing, permission: 'till.sell', run: policyOf });

export const creditQueries = {
  'credit.index': creditIndex,
  'credit.views': creditViews,
  'credit.one': creditOne,
  'credit.policy': creditPolicy,
};
