import { type Invariant, invariants } from '@tillhouse/shared/domains/invariants.ts';
import { checkChain } from './audit/check-chain.ts';
import type { ClosingHead } from '@tillhouse/shared/domains/register/closing-head.ts';
import { headOf, headsThatDiffer, type SignedHead } from './audit/signed-heads.ts';
import type { Connection } from './db/connection.ts';
import type { Pool } from './db/pools.ts';
import { withTransaction } from './db/transaction.ts';
import { checkSealed } from './verify-sealed.ts';

/** As the invariants of the domains, for tables that only the cloud has. */
export interface CloudInvariant extends Omit<Invariant, 'sql'> {
  readonly sql: { readonly postgres: string };
}

const ids = (row: Readonly<Record<string, unknown>>, ...names: string[]): string =>
  names.map((name) => `${name.replaceAll('_', ' ')} ${String(row[name])}`).join(', ');

/** What was committed longer ago than this must have been published and sealed. */
const LATE = `interval '1 minute'`;

export const cloudInvariants: readonly CloudInvariant[] = [
  {
    name: 'sync.one-outcome',
    doc: 'Each mutation has one outcome with one audit entry, and only applied ones have events.',
    sql: {
      postgres: `SELECT o.tenant_id, o.mutation_id, o.status, count(DISTINCT e.id) AS entries, count(DISTINCT x.id) AS events
          FROM sync_outcomes o
          LEFT JOIN audit.entries e ON e.tenant_id = o.tenant_id AND e.mutation_id = o.mutation_id
               AND (o.status = 'applied') = (e.outcome LIKE 'applied%')
          LEFT JOIN events.outbox x ON x.tenant_id = o.tenant_id AND x.mutation_id = o.mutation_id
         GROUP BY o.tenant_id, o.mutation_id, o.status
        HAVING count(DISTINCT e.id) <> 1 OR (o.status <> 'applied' AND count(DISTINCT x.id) > 0)`,
    },
    describe: (row) =>
      `${ids(row, 'tenant_id', 'mutation_id')}: ${row['status']}, with ${ids(row, 'entries', 'events')}`,
  },
  {
    name: 'sync.outcome-for-each-entry',
    doc: 'Nothing is in the audit or the outbox without an outcome of its mutation; what identity did has none.',
    sql: {
      postgres: `SELECT m.tenant_id, m.mutation_id, m.what FROM (
            SELECT tenant_id, mutation_id, action AS what FROM audit.entries
            UNION SELECT tenant_id, mutation_id, name FROM events.outbox WHERE name NOT IN ('access.signed-in-anew', 'payments.attempt-changed', 'payments.payout-told', 'payments.dispute-changed', 'orders.refund-done', 'shipping.label-changed', 'inventory.held-back-changed')) m
         WHERE NOT EXISTS (SELECT 1 FROM sync_outcomes o WHERE o.tenant_id = m.tenant_id AND o.mutation_id = m.mutation_id)
           AND NOT EXISTS (SELECT 1 FROM audit.entries i WHERE i.tenant_id = m.tenant_id AND i.mutation_id = m.mutation_id
                            AND (starts_with(i.action, 'identity.') OR starts_with(i.action, 'payments.')))`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'mutation_id')} has no outcome: ${String(row['what'])}`,
  },
  {
    name: 'sync.counters-without-holes',
    doc: 'The outcomes of a desk’s file are numbered from 1 to its counter.',
    sql: {
      postgres: `SELECT c.tenant_id, c.client_id, c.last_seq, count(o.seq) AS outcomes FROM sync_clients c
          LEFT JOIN sync_outcomes o ON o.tenant_id = c.tenant_id AND o.client_id = c.client_id
         GROUP BY c.tenant_id, c.client_id, c.last_seq
        HAVING max(o.seq) > c.last_seq
            OR (count(o.seq) < c.last_seq AND NOT EXISTS (
                 SELECT 1 FROM sync_clients d WHERE d.tenant_id = c.tenant_id AND d.device_id = (
                   SELECT device_id FROM sync_clients WHERE tenant_id = c.tenant_id AND client_id = c.client_id)
                    AND d.client_id <> c.client_id AND d.created_at > c.created_at))`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'client_id')}: counter ${row['last_seq']}, ${row['outcomes']} outcomes`,
  },
  {
    name: 'sync.quarantined-is-kept',
    doc: 'What was quarantined is kept whole for a person.',
    sql: {
      postgres: `SELECT o.tenant_id, o.mutation_id FROM sync_outcomes o
         WHERE o.status = 'quarantined' AND NOT EXISTS (
           SELECT 1 FROM sync_quarantine q WHERE q.tenant_id = o.tenant_id AND q.mutation_id = o.mutation_id)`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'mutation_id')} is quarantined and its payload is gone`,
  },
  {
    name: 'events.numbered-within-mutation',
    doc: 'The events of a mutation are numbered from 0 without holes.',
    sql: {
      postgres: `SELECT tenant_id, mutation_id, count(*) AS events, max(ordinal) AS last FROM events.outbox
         GROUP BY tenant_id, mutation_id HAVING max(ordinal) + 1 <> count(*) OR min(ordinal) <> 0`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'mutation_id')}: ${row['events']} events, numbered to ${row['last']}`,
  },
  {
    name: 'events.published',
    doc: 'No event waits in the outbox for more than a minute.',
    sql: {
      postgres: `SELECT tenant_id, id, name FROM events.outbox
         WHERE published_at IS NULL AND recorded_at < clock_timestamp() - ${LATE}`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'id', 'name')} was not published`,
  },
  {
    name: 'audit.sealed',
    doc: 'No audit entry is without its seal for more than a minute.',
    sql: {
      postgres: `SELECT tenant_id, id, action FROM audit.entries
         WHERE position IS NULL AND recorded_at < clock_timestamp() - ${LATE}`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'id', 'action')} was not sealed`,
  },
  {
    name: 'audit.without-holes',
    doc: 'The chain of each tenant is numbered from 1 to its head.',
    sql: {
      postgres: `SELECT coalesce(h.tenant_id, e.tenant_id) AS tenant_id, h.position AS head, e.last, e.entries
          FROM audit.heads h FULL JOIN (
            SELECT tenant_id, max(position) AS last, count(*) AS entries FROM audit.entries
             WHERE position IS NOT NULL GROUP BY tenant_id) e ON e.tenant_id = h.tenant_id
         WHERE h.position IS DISTINCT FROM e.last OR h.position IS DISTINCT FROM e.entries`,
    },
    describe: (row) => `${ids(row, 'tenant_id')}: ${row['entries']} entries to ${row['last']}, head ${row['head']}`,
  },
  {
    name: 'payments.sums',
    doc: 'What was taken and paid back of a payment is the sum of what was done, once each, and never more than was authorised.',
    sql: {
      postgres: `SELECT a.tenant_id, a.id, a.captured, a.refunded, o.back, o.takes FROM payments.attempts a
          JOIN (SELECT tenant_id, attempt_id,
                       coalesce(sum(amount) FILTER (WHERE kind = 'refund' AND state = 'done'), 0) AS back,
                       coalesce(sum(amount) FILTER (WHERE kind = 'capture' AND state = 'done'), 0) AS takes
                  FROM payments.operations GROUP BY tenant_id, attempt_id) o
            ON o.tenant_id = a.tenant_id AND o.attempt_id = a.id
         WHERE a.refunded <> o.back OR (a.captured > a.amount AND a.method <> 'card-present')
            OR (o.takes > a.captured AND a.provider NOT IN ('transfer', 'cash'))`,
    },
    describe: (row) => `${ids(row, 'tenant_id', 'id')}: ${ids(row, 'captured', 'refunded', 'back', 'takes')}`,
  },
  {
    name: 'payments.books',
    doc: 'Of each payment that is settled, the test provider’s own book says what ours says.',
    sql: {
      postgres: `SELECT a.tenant_id, a.id, a.captured, a.refunded, b.there, b.back FROM payments.attempts a
          LEFT JOIN (SELECT p.tenant_id, p.key, coalesce(sum(e.amount) FILTER (WHERE e.kind = 'captured'), 0) AS there,
                            coalesce(sum(e.amount) FILTER (WHERE e.kind = 'refunded'), 0) AS back
                       FROM payments.test_payments p LEFT JOIN payments.test_entries e
                         ON e.tenant_id = p.tenant_id AND e.payment_id = p.id GROUP BY p.tenant_id, p.key) b
            ON b.tenant_id = a.tenant_id AND b.key = a.id || ':authorise'
         WHERE a.provider = 'test' AND a.look_at IS NULL
           AND (a.captured <> coalesce(b.there, 0) OR a.refunded <> coalesce(b.back, 0))`,
    },
    describe: (row) =>
      `${ids(row, 'tenant_id', 'id')}: ${ids(row, 'captured', 'refunded')}; there ${ids(row, 'there', 'back')}`,
  },
];

export interface Finding {
  readonly invariant: string;
  readonly doc: string;
  /** In words, with ids; empty: it holds. */
  readonly violations: readonly string[];
}

/** Where checks read: rows of every tenant, at one moment. */
export type VerifySource = Pick<Connection, 'rows' | 'fieldsOf'>;

/**
 * Checks everything that must hold in the cloud, of every tenant.
 * @param pool of the role `system`, which may read all tenants' rows
 */
export function verifyCloud(pool: Pool): Promise<Finding[]> {
  return withTransaction(pool, async (connection) => {
    // One moment for all: what is committed meanwhile must not look like a violation.
    await connection.rows('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return checkCloud(connection);
  });
}

/** The same over any connection that may read all tenants' rows. */
export async function checkCloud(source: VerifySource): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const invariant of [...invariants, ...cloudInvariants]) {
    const { name, doc, sql, describe } = invariant;
    const rows = await source.rows<Record<string, unknown>>(sql.postgres);
    findings.push({ invariant: name, doc, violations: rows.map(describe) });
  }
  const doc = 'Every audit entry follows from the one before it: none was changed, moved or taken out.';
  findings.push({ invariant: 'audit.chain', doc, violations: await brokenChains(source) });
  findings.push(...(await checkSealed(source)));
  return findings;
}

/** Works every chain out again from its start to its head, and lays the heads that were signed beside it. */
export async function brokenChains(connection: VerifySource): Promise<string[]> {
  const tenants = await connection.rows<{ tenant_id: string }>(
    'SELECT tenant_id FROM audit.heads UNION SELECT tenant_id FROM audit_heads ORDER BY 1',
  );
  const broken: string[] = [];
  for (const { tenant_id: tenantId } of tenants) {
    const heads = await connection.rows<SignedHead>(
      `SELECT position, hash, signed_by, signature, (extract(epoch FROM signed_at) * 1000)::bigint AS signed_at
         FROM audit_heads WHERE tenant_id = $1 ORDER BY position`,
      [tenantId],
    );
    const closings = await connection.rows<{ head: ClosingHead }>(
      'SELECT audit_head AS head FROM register_closings WHERE tenant_id = $1 AND audit_head IS NOT NULL',
      [tenantId],
    );
    const kept = [...heads, ...closings.map(({ head }) => headOf(head))];
    const chain = await checkChain(connection, tenantId, new Set(kept.map(({ position }) => Number(position))));
    broken.push(...chain.broken, ...headsThatDiffer(tenantId, kept, chain));
  }
  return broken;
}
