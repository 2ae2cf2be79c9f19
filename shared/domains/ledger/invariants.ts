import { inCloud, onBoth } from '../invariant-sql.ts';
import type { Invariant } from '../invariants.ts';

/** Of an order, over all its entries: what it earned, what was paid, and what is due. */
const perOrder = `SELECT e.tenant_id, e.order_id,
    sum(l.amount) FILTER (WHERE l.account IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'credit'))::bigint AS earned,
    sum(l.amount) FILTER (WHERE l.account IN ('tender', 'drawer'))::bigint AS paid,
    sum(l.amount) FILTER (WHERE l.account = 'due')::bigint AS due
  FROM journal_entries e JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
  WHERE e.order_id IS NOT NULL GROUP BY e.tenant_id, e.order_id`;

export const ledgerInvariants: readonly Invariant[] = [
  {
    name: 'ledger.entry-sums-to-nothing',
    doc: 'The lines of each entry of the ledger sum to nothing, in one currency and on one day.',
    sql: inCloud(
      () => `SELECT e.tenant_id, e.id, e.kind, coalesce(sum(l.amount), 0)::bigint AS sum
        FROM journal_entries e LEFT JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
        GROUP BY e.tenant_id, e.id, e.kind, e.currency, e.business_date
        HAVING coalesce(sum(l.amount), 0) <> 0 OR count(l.entry_id) < 2
          OR bool_or(l.currency <> e.currency OR l.business_date <> e.business_date)`,
    ),
    describe: (row) => `Entry ${row.id} (${row.kind}): its lines sum to ${row.sum}.`,
  },
  {
    name: 'ledger.books-sum-to-nothing',
    doc: 'What an entry in another currency comes to in that of the books sums to nothing too, and each entry of an order whose rate was locked has it.',
    sql: inCloud(
      () => `SELECT e.tenant_id, e.id, e.kind, coalesce(sum(b.amount), 0)::bigint AS sum, count(b.entry_id)::bigint AS lines
        FROM journal_entries e LEFT JOIN books_lines b ON b.tenant_id = e.tenant_id AND b.entry_id = e.id
        LEFT JOIN order_rates r ON r.tenant_id = e.tenant_id AND r.order_id = e.order_id
        WHERE r.order_id IS NOT NULL OR b.entry_id IS NOT NULL
        GROUP BY e.tenant_id, e.id, e.kind, e.currency, e.business_date, r.order_id
        HAVING coalesce(sum(b.amount), 0) <> 0 OR (r.order_id IS NOT NULL AND count(b.entry_id) = 0)
          OR bool_or(b.currency = e.currency OR b.business_date <> e.business_date)`,
    ),
    describe: (row) =>
      `Entry ${row.id} (${row.kind}): its ${row.lines} lines in the currency of the books sum to ${row.sum}.`,
  },
  {
    name: 'ledger.due-is-at-the-locked-rate',
    doc: 'What is due of an order in another currency stands in the books at the rate that was locked for it, to the minor unit.',
    sql: inCloud(
      () => `SELECT o.tenant_id, o.id, o.number, coalesce(j.due, 0) AS in_books, x.expected
        FROM order_rates r JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
        LEFT JOIN (SELECT e.tenant_id, e.order_id, sum(b.amount)::bigint AS due FROM journal_entries e
          JOIN books_lines b ON b.tenant_id = e.tenant_id AND b.entry_id = e.id AND b.account = 'due'
          WHERE e.order_id IS NOT NULL GROUP BY 1, 2) j ON j.tenant_id = o.tenant_id AND j.order_id = o.id
        CROSS JOIN LATERAL (SELECT round(o.due * split_part(r.rate, '/', 1)::numeric * power(10::numeric, r.shift)
          / coalesce(nullif(split_part(r.rate, '/', 2), '')::numeric, 1))::bigint AS expected) x
        WHERE coalesce(j.due, 0) <> x.expected`,
    ),
    describe: (row) =>
      `Order ${row.number} (${row.id}): ${row.in_books} is due of it in the books, by its rate it should be ${row.expected}.`,
  },
  {
    name: 'ledger.is-the-orders',
    doc: 'Of each order the ledger holds what it came to, what was paid less what was paid back, and what is due. Imported history belongs to the books it came from.',
    sql: inCloud(
      () => `SELECT o.tenant_id, o.id, o.number, coalesce(j.earned, 0) AS earned, coalesce(j.paid, 0) AS in_ledger,
          o.paid, coalesce(j.due, 0) AS due
        FROM orders o LEFT JOIN (${perOrder}) j ON j.tenant_id = o.tenant_id AND j.order_id = o.id
        WHERE NOT o.historical AND (coalesce(j.earned, 0) <> CASE o.status WHEN 'cancelled' THEN 0 ELSE -o.total END
          OR coalesce(j.paid, 0) <> o.paid OR coalesce(j.due, 0) <> o.due)`,
    ),
    describe: (row) =>
      `Order ${row.number} (${row.id}): the ledger has ${row.earned} earned, ${row.in_ledger} paid and ${row.due} due; ${row.paid} was paid.`,
  },
  {
    name: 'ledger.is-the-disputes',
    doc: 'Of each disputed payment the ledger holds as lost what its provider took back and did not give to the shop again.',
    sql: inCloud(
      () => `SELECT coalesce(d.tenant_id, j.tenant_id) AS tenant_id, coalesce(d.id, j.id) AS id, coalesce(d.taken, 0) AS taken,
          coalesce(j.booked, 0) AS booked
        FROM payment_disputes d FULL JOIN (SELECT e.tenant_id, e.cause_id AS id, sum(l.amount)::bigint AS booked
          FROM journal_entries e JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
          WHERE l.account = 'disputed' GROUP BY 1, 2) j ON j.tenant_id = d.tenant_id AND j.id = d.id
        WHERE coalesce(d.taken, 0) <> coalesce(j.booked, 0)`,
    ),
    describe: (row) => `Dispute ${row.id}: ${row.taken} was taken back, ${row.booked} is booked.`,
  },
  {
    name: 'ledger.is-the-payouts',
    doc: 'Of each payout of a provider the ledger holds what reached the bank and what the provider kept, once it is paid.',
    sql: inCloud(
      () => `SELECT coalesce(p.tenant_id, j.tenant_id) AS tenant_id, coalesce(p.id, j.id) AS id, coalesce(p.booked_amount, 0) AS amount,
          coalesce(p.booked_charges, 0) AS charges, coalesce(j.bank, 0) AS in_bank, coalesce(j.kept, 0) AS kept
        FROM provider_payouts p FULL JOIN (SELECT e.tenant_id, e.cause_id AS id,
            coalesce(sum(l.amount) FILTER (WHERE l.account = 'bank'), 0)::bigint AS bank,
            coalesce(sum(l.amount) FILTER (WHERE l.account = 'charges'), 0)::bigint AS kept
          FROM journal_entries e JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id
          WHERE l.account IN ('bank', 'charges') GROUP BY 1, 2) j ON j.tenant_id = p.tenant_id AND j.id = p.id
        WHERE coalesce(p.booked_amount, 0) <> coalesce(j.bank, 0) OR coalesce(p.booked_charges, 0) <> coalesce(j.kept, 0)`,
    ),
    describe: (row) =>
      `Payout ${row.id}: ${row.amount} paid and ${row.charges} kept, the ledger has ${row.in_bank} and ${row.kept}.`,
  },
  {
    name: 'ledger.is-the-drawers',
    doc: 'Of each register the ledger holds what floats and cash movements leave in its drawer, less what closings took out.',
    sql: inCloud(
      () => `SELECT r.tenant_id, r.id, r.code, coalesce(j.cash, 0) AS in_ledger, coalesce(s.floats, 0)
            + coalesce(m.moved, 0) - coalesce(c.taken, 0) AS in_drawer
        FROM registers r
        LEFT JOIN (SELECT tenant_id, detail, sum(amount)::bigint AS cash FROM journal_lines
          WHERE account = 'drawer' GROUP BY 1, 2) j ON j.tenant_id = r.tenant_id AND j.detail = r.id::text
        LEFT JOIN (SELECT tenant_id, register_id, sum(float)::bigint AS floats FROM register_sessions GROUP BY 1, 2) s
          ON s.tenant_id = r.tenant_id AND s.register_id = r.id
        LEFT JOIN (SELECT tenant_id, register_id, sum(amount)::bigint AS moved FROM drawer_movements GROUP BY 1, 2) m
          ON m.tenant_id = r.tenant_id AND m.register_id = r.id
        LEFT JOIN (SELECT tenant_id, register_id, sum(expected)::bigint AS taken FROM register_closings GROUP BY 1, 2) c
          ON c.tenant_id = r.tenant_id AND c.register_id = r.id
        WHERE coalesce(j.cash, 0) <> coalesce(s.floats, 0) + coalesce(m.moved, 0) - coalesce(c.taken, 0)`,
    ),
    describe: (row) =>
      `Register ${row.code}: the ledger has ${row.in_ledger} in its drawer, movements ${row.in_drawer}.`,
  },
  {
    name: 'ledger.drawer-is-the-cash-tenders',
    doc: 'What an order moved in a drawer is the cash that was paid or paid back for it; of cash in another currency the change.',
    sql: onBoth(
      (t) => `SELECT ${t.of('o')}o.id, o.number, coalesce(c.cash, 0) AS cash, coalesce(m.moved, 0) AS moved
        FROM orders o
        LEFT JOIN (SELECT ${t.of('x')}x.order_id, ${t.sum('CASE WHEN x.foreign_cash IS NULL THEN x.amount ELSE -x.change END')} AS cash FROM tenders x WHERE x.kind = 'cash'
          GROUP BY ${t.of('x')}x.order_id) c ON c.order_id = o.id${t.same('c', 'o')}
        LEFT JOIN (SELECT ${t.of('d')}d.order_id, ${t.sum('d.amount')} AS moved FROM drawer_movements d
          WHERE d.order_id IS NOT NULL GROUP BY ${t.of('d')}d.order_id) m ON m.order_id = o.id${t.same('m', 'o')}
        WHERE NOT o.historical AND coalesce(c.cash, 0) <> coalesce(m.moved, 0)`,
    ),
    describe: (row) => `Order ${row.number} (${row.id}): ${row.cash} in cash, ${row.moved} moved in the drawer.`,
  },
];
