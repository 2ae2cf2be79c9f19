import type { Invariant } from '@tillhouse/shared/domains/invariants.ts';

/** What holds for sync itself: counters, outcomes, events and audit of the cloud; the outbox of a desk. */

const none = 'SELECT 1 AS one WHERE 1 = 0';
const inCloud = (sql: string) => ({ postgres: sql, sqlite: none });
const atDesk = (sql: string) => ({ sqlite: sql, postgres: none });

export const cloudInvariants: readonly Invariant[] = [
  {
    name: 'sync.one-outcome-per-counter',
    doc: 'The outcomes of a client are numbered 1 to its counter without a hole.',
    sql: inCloud(`SELECT c.tenant_id, c.client_id, c.last_seq, count(o.seq) AS outcomes, max(o.seq) AS highest
                    FROM sync_clients c LEFT JOIN sync_outcomes o ON o.tenant_id = c.tenant_id AND o.client_id = c.client_id
                   GROUP BY c.tenant_id, c.client_id, c.last_seq
                  HAVING count(o.seq) <> c.last_seq OR coalesce(max(o.seq), 0) <> c.last_seq`),
    describe: (row) =>
      `client ${row.client_id} of tenant ${row.tenant_id}: counter ${row.last_seq}, ${row.outcomes} outcomes, the highest ${row.highest}`,
  },
  {
    name: 'sync.outcome-has-audit',
    doc: 'Every outcome has one audit entry.',
    sql: inCloud(`SELECT o.tenant_id, o.mutation_id, o.name FROM sync_outcomes o
                   WHERE NOT EXISTS (SELECT 1 FROM audit.entries a WHERE a.tenant_id = o.tenant_id AND a.mutation_id = o.mutation_id)
                   LIMIT 1000`),
    describe: (row) =>
      `mutation ${row.mutation_id} (${row.name}) of tenant ${row.tenant_id} has an outcome and no audit entry`,
  },
  {
    name: 'sync.quarantined-is-kept',
    doc: 'What was quarantined is kept whole for a person.',
    sql: inCloud(`SELECT o.tenant_id, o.mutation_id FROM sync_outcomes o
                   WHERE o.status = 'quarantined'
                     AND NOT EXISTS (SELECT 1 FROM sync_quarantine q WHERE q.tenant_id = o.tenant_id AND q.mutation_id = o.mutation_id)`),
    describe: (row) => `mutation ${row.mutation_id} of tenant ${row.tenant_id} is quarantined and its payload is gone`,
  },
  {
    name: 'events.outbox-without-holes',
    doc: 'The events of one mutation are numbered from 0 without a hole, and only applied mutations have any.',
    sql: inCloud(`SELECT e.tenant_id, e.mutation_id, count(*) AS events, max(e.ordinal) AS highest
                    FROM events.outbox e GROUP BY e.tenant_id, e.mutation_id HAVING max(e.ordinal) + 1 <> count(*)`),
    describe: (row) =>
      `mutation ${row.mutation_id} of tenant ${row.tenant_id}: ${row.events} events, the highest numbered ${row.highest}`,
  },
  {
    name: 'events.refused-emits-nothing',
    doc: 'A mutation that was refused left no event.',
    sql: inCloud(`SELECT DISTINCT e.tenant_id, e.mutation_id, o.status FROM events.outbox e
                    JOIN sync_outcomes o ON o.tenant_id = e.tenant_id AND o.mutation_id = e.mutation_id AND o.status <> 'applied'`),
    describe: (row) => `mutation ${row.mutation_id} of tenant ${row.tenant_id} is ${row.status} and has events`,
  },
  {
    name: 'audit.chain-without-holes',
    doc: 'Sealed audit entries of a tenant are numbered without a hole, each names the hash before it, and the head is the last.',
    sql: inCloud(`WITH chain AS (
                    SELECT tenant_id, position, previous_hash, hash,
                           lag(hash) OVER w AS before, lag(position) OVER w AS position_before
                      FROM audit.entries WHERE position IS NOT NULL WINDOW w AS (PARTITION BY tenant_id ORDER BY position))
                  SELECT tenant_id, position FROM chain
                   WHERE position_before IS NOT NULL AND (position <> position_before + 1 OR previous_hash IS DISTINCT FROM before)
                  UNION ALL
                  SELECT h.tenant_id, h.position FROM audit.heads h
                   WHERE NOT EXISTS (SELECT 1 FROM audit.entries a WHERE a.tenant_id = h.tenant_id AND a.position = h.position AND a.hash = h.hash)`),
    describe: (row) => `the audit chain of tenant ${row.tenant_id} is broken at ${row.position}`,
  },
];

export const deskInvariants: readonly Invariant[] = [
  {
    name: 'desk.outbox-without-holes',
    doc: 'What waits for the cloud is numbered without a hole.',
    sql: atDesk(`SELECT min(seq) AS first, max(seq) AS last, count(*) AS waiting FROM sync_outbox WHERE state = 'queued'
                 HAVING count(*) > 0 AND max(seq) - min(seq) + 1 <> count(*)`),
    describe: (row) => `${row.waiting} mutations wait, numbered ${row.first} to ${row.last}: some are missing`,
  },
  {
    name: 'desk.answered-has-outcome',
    doc: 'What the cloud answered says what became of it.',
    sql: atDesk(`SELECT mutation_id, state FROM sync_outbox WHERE state <> 'queued' AND status IS NULL`),
    describe: (row) => `mutation ${row.mutation_id} is ${row.state} and nothing says what became of it`,
  },
  {
    name: 'desk.no-delta-without-its-mutation',
    doc: 'Every pending delta belongs to a mutation of the outbox.',
    sql: atDesk(`SELECT d.order_no, d.table_name, d.row_key FROM sync_deltas d
                  WHERE d.released = 0 AND NOT EXISTS (SELECT 1 FROM sync_outbox o WHERE o.order_no = d.order_no)`),
    describe: (row) => `a delta on ${row.table_name} ${row.row_key} belongs to no mutation (order ${row.order_no})`,
  },
];
