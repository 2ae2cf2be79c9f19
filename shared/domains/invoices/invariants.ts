import { onBoth, type TenantSql } from '../invariant-sql.ts';
import type { Invariant } from '../invariants.ts';

/** Invoices that a person let in from quarantine: their numbers may be anything. */
const fromQuarantine = (t: TenantSql) =>
  `(${t.of('i')}CAST(i.id AS text)) IN (SELECT ${t.of('q')}q.about ->> 'invoiceId' FROM quarantine_cases q)`;

const asideOf = (t: TenantSql, s: string) =>
  `SELECT count(*) FROM quarantine_cases q WHERE q.about ->> 'invoiceId' IS NOT NULL
     AND q.about ->> 'registerId' = CAST(${s}.register_id AS text)${t.same('q', s)}`;

export const invoiceInvariants: readonly Invariant[] = [
  {
    name: 'invoices.numbers-without-gaps',
    doc: 'Invoices of a register, generation, year and kind follow each other without gaps. What was put aside may leave its number out; a desk holds the last months of them.',
    sql: onBoth(
      (t) => `SELECT s.* FROM (
          SELECT ${t.of('i')}i.register_id, i.generation, i.year, i.kind, min(i.sequence) AS first, max(i.sequence) AS last,
            count(DISTINCT i.sequence) AS numbers
          FROM invoices i WHERE NOT coalesce(${fromQuarantine(t)}, false)
          GROUP BY ${t.of('i')}i.register_id, i.generation, i.year, i.kind) s
        WHERE s.last - s.first + 1 > s.numbers + (${asideOf(t, 's')})`,
    ),
    describe: (row) =>
      `Register ${row.register_id}, generation ${row.generation}, ${row.kind} of ${row.year}: ${row.numbers} numbers between ${row.first} and ${row.last}.`,
  },
  {
    name: 'invoices.number-used-once',
    doc: 'No two invoices carry one number.',
    sql: onBoth(
      (t) => `SELECT ${t.of('i')}min(i.number) AS number, count(*) AS uses FROM invoices i
        GROUP BY ${t.of('i')}i.register_id, i.generation, i.year, i.kind, i.sequence HAVING count(*) > 1`,
    ),
    describe: (row) => `${row.number} was given out ${row.uses} times.`,
  },
  {
    name: 'invoices.counter-is-ahead',
    doc: 'The counter of a series of invoices is at least its last number.',
    sql: onBoth(
      (t) => `SELECT ${t.of('i')}i.register_id, i.year, i.kind, max(i.sequence) AS last FROM invoices i
        LEFT JOIN invoice_counters c ON c.register_id = i.register_id AND c.generation = i.generation
          AND c.year = i.year AND c.kind = i.kind${t.same('c', 'i')}
        WHERE NOT coalesce(${fromQuarantine(t)}, false)
        GROUP BY ${t.of('i')}i.register_id, i.generation, i.year, i.kind, c.last_sequence
        HAVING coalesce(c.last_sequence, 0) < max(i.sequence)`,
    ),
    describe: (row) =>
      `Register ${row.register_id}, ${row.kind} of ${row.year}: its counter is behind its last number ${row.last}.`,
  },
  {
    name: 'invoices.is-the-order',
    doc: 'An invoice says the total and the tax of its order, as long as the order was not edited after it.',
    sql: onBoth(
      (t) => `SELECT ${t.of('i')}i.number, i.total AS stated, o.total AS owed FROM invoices i
        JOIN orders o ON o.id = i.order_id${t.same('o', 'i')}
        WHERE o.channel = 'till' AND (i.total <> o.total OR i.tax <> o.tax_total)`,
    ),
    describe: (row) => `${row.number} says ${row.stated}, its order ${row.owed}.`,
  },
  {
    name: 'invoices.follow-online-orders',
    doc: 'What the cloud issued for an online order, credit notes counted off, is its total, and nothing once it is cancelled. In the cloud, which issues them.',
    sql: {
      sqlite: 'SELECT 1 WHERE 0',
      postgres: `SELECT i.tenant_id, o.number, sum(i.total) AS stated,
          CASE o.status WHEN 'cancelled' THEN 0 ELSE o.total END AS owed
        FROM invoices i JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
        JOIN store_settings s ON s.tenant_id = i.tenant_id AND s.id = i.register_id
        WHERE o.kind = 'sale' GROUP BY i.tenant_id, o.number, o.status, o.total, o.id
        HAVING sum(i.total) <> CASE o.status WHEN 'cancelled' THEN 0 ELSE o.total END`,
    },
    describe: (row) => `Order ${row.number}: ${row.stated} is invoiced, ${row.owed} is owed.`,
  },
];
