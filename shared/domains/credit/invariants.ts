import { inCloud } from '../invariant-sql.ts';
import type { Invariant } from '../invariants.ts';

export const creditInvariants: readonly Invariant[] = [
  {
    name: 'credit.balance-is-sum-of-movements',
    doc: 'The balance of a gift card or of store credit is the sum of its movements. A desk has the line of a sale before the balance that the cloud set aside for it comes.',
    sql: inCloud(
      (t) => `SELECT ${t.of('a')}a.id, a.code_end, a.balance, ${t.sum('m.amount')} AS moved
        FROM credit_accounts a LEFT JOIN credit_movements m ON m.account_id = a.id${t.same('m', 'a')}
        GROUP BY ${t.of('a')}a.id, a.code_end, a.balance HAVING a.balance <> ${t.sum('m.amount')}`,
    ),
    describe: (row) =>
      `Credit ${row.id} (…${row.code_end}): its balance is ${row.balance}, movements sum to ${row.moved}.`,
  },
  {
    name: 'credit.never-below-nothing',
    doc: 'No gift card and no store credit is below nothing in the cloud; a desk may be, until it hears what was covered.',
    sql: inCloud(() => 'SELECT tenant_id, id, code_end, balance FROM credit_accounts WHERE balance < 0'),
    describe: (row) => `Credit ${row.id} (…${row.code_end}) is at ${row.balance}.`,
  },
  {
    name: 'credit.tenders-are-movements',
    doc: 'What was paid with a gift card or store credit, or paid back to one, is a movement of it by the same amount; and what was set aside for a sale that is there was paid with or given back.',
    sql: inCloud(
      () => `SELECT t.tenant_id, t.id, t.order_id, t.amount, coalesce(-m.amount, 0) AS moved
        FROM tenders t LEFT JOIN credit_movements m ON m.tenant_id = t.tenant_id AND m.id = t.id
        WHERE t.kind IN ('gift-card', 'store-credit', 'layaway') AND coalesce(-m.amount, 0) <> t.amount
        UNION ALL
        SELECT m.tenant_id, m.id, m.order_id, 0, -m.amount FROM credit_movements m
        JOIN orders o ON o.tenant_id = m.tenant_id AND o.id = m.order_id
        WHERE m.kind IN ('redeemed', 'refunded') AND m.amount <> 0
          AND NOT EXISTS (SELECT 1 FROM tenders t WHERE t.tenant_id = m.tenant_id AND t.id = m.id)
          AND NOT EXISTS (SELECT 1 FROM credit_movements r
            WHERE r.tenant_id = m.tenant_id AND r.of_id = m.id AND r.kind = 'released')`,
    ),
    describe: (row) =>
      `Tender ${row.id} of order ${row.order_id}: ${row.amount} was paid with credit, ${row.moved} moved.`,
  },
  {
    name: 'credit.is-owed-in-the-books',
    doc: 'What the ledger owes to holders of gift cards and store credit is the sum of their balances, by currency.',
    sql: inCloud(
      () => `SELECT tenant_id, currency, sum(owed)::bigint AS owed, sum(booked)::bigint AS booked FROM (
          SELECT tenant_id, currency, balance AS owed, 0 AS booked FROM credit_accounts
          UNION ALL
          SELECT tenant_id, currency, 0, -amount FROM journal_lines WHERE account = 'credit') c
        GROUP BY tenant_id, currency HAVING sum(owed) <> sum(booked)`,
    ),
    describe: (row) =>
      `${row.currency}: ${row.owed} is owed on cards and as store credit, the ledger has ${row.booked}.`,
  },
];
