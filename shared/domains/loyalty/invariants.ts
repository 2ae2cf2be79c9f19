import { inCloud } from '../invariant-sql.ts';
import type { Invariant } from '../invariants.ts';

export const loyaltyInvariants: readonly Invariant[] = [
  {
    name: 'loyalty.balance-is-sum-of-movements',
    doc: 'The points of a customer are the sum of their movements.',
    sql: inCloud(
      () => `SELECT a.tenant_id, a.id, a.balance, coalesce(sum(m.points), 0)::bigint AS moved
        FROM point_accounts a LEFT JOIN point_movements m ON m.tenant_id = a.tenant_id AND m.customer_id = a.id
        GROUP BY a.tenant_id, a.id, a.balance HAVING a.balance <> coalesce(sum(m.points), 0)
        UNION ALL
        SELECT m.tenant_id, m.customer_id, 0, sum(m.points)::bigint FROM point_movements m
        WHERE NOT EXISTS (SELECT 1 FROM point_accounts a WHERE a.tenant_id = m.tenant_id AND a.id = m.customer_id)
        GROUP BY m.tenant_id, m.customer_id`,
    ),
    describe: (row) => `Customer ${row.id} has ${row.balance} points, movements sum to ${row.moved}.`,
  },
  {
    name: 'loyalty.below-nothing-is-flagged',
    doc: 'Points below nothing come of tills that could not ask, or of goods that came back after their points were used: a flag on such an order tells somebody.',
    sql: inCloud(
      () => `SELECT a.tenant_id, a.id, a.balance FROM point_accounts a WHERE a.balance < 0 AND NOT EXISTS (
          SELECT 1 FROM point_movements m JOIN order_flags f ON f.tenant_id = m.tenant_id AND f.order_id = m.order_id
          WHERE m.tenant_id = a.tenant_id AND m.customer_id = a.id AND f.code = 'over-limit')`,
    ),
    describe: (row) => `Customer ${row.id} is at ${row.balance} points, and nobody was told.`,
  },
  {
    name: 'loyalty.redeemed-is-what-was-paid',
    doc: 'Of each sale the points that paid it are worth the store credit that was made of them.',
    sql: inCloud(
      () => `SELECT x.tenant_id, x.order_id, sum(x.points)::bigint AS points, sum(x.paid)::bigint AS paid FROM (
          SELECT m.tenant_id, m.order_id, -m.points AS points, -m.points * p.point_value AS worth, 0 AS paid
            FROM point_movements m JOIN loyalty_programmes p ON p.tenant_id = m.tenant_id WHERE m.kind = 'redeemed'
          UNION ALL
          SELECT c.tenant_id, c.order_id, 0, 0, c.amount FROM credit_movements c WHERE c.kind = 'from-points') x
        GROUP BY x.tenant_id, x.order_id HAVING sum(x.worth) <> sum(x.paid)`,
    ),
    describe: (row) => `Order ${row.order_id}: ${row.points} points were used, and ${row.paid} was paid with them.`,
  },
  {
    name: 'loyalty.is-owed-in-the-books',
    doc: 'What the ledger owes for points is what the points of all customers are worth.',
    sql: inCloud(
      () => `SELECT tenant_id, currency, sum(owed)::bigint AS owed, sum(booked)::bigint AS booked FROM (
          SELECT a.tenant_id, p.currency, a.balance * p.point_value AS owed, 0 AS booked
            FROM point_accounts a JOIN loyalty_programmes p ON p.tenant_id = a.tenant_id
          UNION ALL
          SELECT tenant_id, currency, 0, -amount FROM journal_lines WHERE account = 'points') c
        GROUP BY tenant_id, currency HAVING sum(owed) <> sum(booked)`,
    ),
    describe: (row) => `${row.currency}: points are worth ${row.owed}, the ledger owes ${row.booked} for them.`,
  },
];
