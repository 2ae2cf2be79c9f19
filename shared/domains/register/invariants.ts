import type { Invariant } from '../invariants.ts';
import { inCloud, onBoth, type TenantSql } from '../invariant-sql.ts';

/** Receipts of what a person let in from quarantine: their numbers may be anything, and are no part of a till’s series. */
const fromQuarantine = (t: TenantSql) =>
  `(${t.of('r')}CAST(r.order_id AS text)) IN (SELECT ${t.of('q')}q.about ->> 'orderId' FROM quarantine_cases q)`;

/** How many numbers of a series lie, or lay, in quarantine. */
const asideOf = (t: TenantSql, series: string) =>
  `SELECT count(*) FROM quarantine_cases q WHERE q.about ->> 'registerId' = CAST(${series}.register_id AS text)
     AND CAST(q.about ->> 'generation' AS text) = CAST(${series}.generation AS text)${t.same('q', series)}`;

export const registerInvariants: readonly Invariant[] = [
  {
    name: 'register.receipts-without-gaps',
    doc: 'Receipt numbers of a register and generation follow each other without gaps; one that was given out twice, by an old copy of a till’s file, leaves out one after it, since the register counts its receipts. What was put aside may leave its number out. A desk holds the last months of them.',
    sql: onBoth(
      (t) => `SELECT s.* FROM (
          SELECT ${t.of('r')}r.register_id, r.generation, min(r.sequence) AS first, max(r.sequence) AS last,
            count(DISTINCT r.sequence) AS numbers, count(*) AS receipts
          FROM receipts r WHERE NOT coalesce(${fromQuarantine(t)}, false)
          GROUP BY ${t.of('r')}r.register_id, r.generation) s
        WHERE s.last - s.first + 1 > s.receipts
          AND s.last - s.first + 1 > s.receipts + (${asideOf(t, 's')})`,
    ),
    describe: (row) =>
      `Register ${row.register_id}, generation ${row.generation}: ${row.numbers} numbers between ${row.first} and ${row.last}.`,
  },
  {
    name: 'register.number-used-once',
    doc: 'A receipt number is used once, unless it is flagged.',
    sql: onBoth(
      (t) => `SELECT ${t.of('r')}r.register_id, min(r.number) AS number, count(*) AS uses FROM receipts r
        WHERE NOT EXISTS (SELECT 1 FROM order_flags f
          WHERE f.order_id = r.order_id AND f.code = 'duplicate-receipt'${t.same('f', 'r')})
        GROUP BY ${t.of('r')}r.register_id, r.generation, r.sequence HAVING count(*) > 1`,
    ),
    describe: (row) => `Receipt ${row.number} of register ${row.register_id} was given out ${row.uses} times.`,
  },
  {
    name: 'register.counter-is-ahead',
    doc: 'The counter of a register and generation is at least its last receipt.',
    sql: onBoth(
      (t) => `SELECT ${t.of('r')}r.register_id, r.generation, max(r.sequence) AS last
        FROM receipts r LEFT JOIN receipt_counters c
          ON c.register_id = r.register_id AND c.generation = r.generation${t.same('c', 'r')}
        WHERE NOT coalesce(${fromQuarantine(t)}, false)
        GROUP BY ${t.of('r')}r.register_id, r.generation, c.last_sequence
        HAVING coalesce(c.last_sequence, 0) < max(r.sequence)`,
    ),
    describe: (row) =>
      `Register ${row.register_id}, generation ${row.generation}: its counter is behind its last receipt ${row.last}.`,
  },
  {
    name: 'register.sale-has-receipt',
    doc: 'Every sale and return at a till has its one receipt.',
    sql: onBoth(
      (t) => `SELECT ${t.of('o')}o.id, o.number, count(r.id) AS receipts
        FROM orders o LEFT JOIN receipts r ON r.order_id = o.id${t.same('r', 'o')}
        WHERE o.channel = 'till' AND NOT o.historical
        GROUP BY ${t.of('o')}o.id, o.number HAVING count(r.id) <> 1`,
    ),
    describe: (row) => `Order ${row.number} (${row.id}) has ${row.receipts} receipts.`,
  },
  {
    name: 'register.tips-are-in-the-books',
    doc: 'What is owed to each person in tips is what the ledger owes them.',
    sql: inCloud(
      () => `SELECT coalesce(t.tenant_id, l.tenant_id) AS tenant_id, coalesce(t.staff_id, l.detail) AS staff_id,
          coalesce(t.owed, 0) AS owed, coalesce(l.owed, 0) AS in_ledger
        FROM (SELECT tenant_id, staff_id::text, currency, sum(amount)::bigint AS owed FROM tips GROUP BY 1, 2, 3) t
        FULL JOIN (SELECT tenant_id, detail, currency, -sum(amount)::bigint AS owed FROM journal_lines
          WHERE account = 'tips' GROUP BY 1, 2, 3) l
          ON l.tenant_id = t.tenant_id AND l.detail = t.staff_id AND l.currency = t.currency
        WHERE coalesce(t.owed, 0) <> coalesce(l.owed, 0)`,
    ),
    describe: (row) => `Tips of ${row.staff_id}: ${row.owed} owed, the ledger has ${row.in_ledger}.`,
  },
  {
    name: 'register.z-without-gaps',
    doc: 'Z reports of a register and generation are numbered from 1 without gaps.',
    sql: onBoth(
      (t) => `SELECT ${t.of('c')}c.register_id, c.generation, max(c.number) AS last, count(*) AS closings
        FROM register_closings c WHERE c.number IS NOT NULL
        GROUP BY ${t.of('c')}c.register_id, c.generation HAVING max(c.number) > count(*) OR min(c.number) < 1`,
    ),
    describe: (row) =>
      `Register ${row.register_id}, generation ${row.generation}: ${row.closings} Z reports, numbered up to ${row.last}.`,
  },
  {
    name: 'register.z-chain',
    doc: 'Each Z report is sealed with the hash of the one before it.',
    sql: onBoth(
      (t) => `SELECT ${t.of('c')}c.session_id, c.register_id, c.number FROM register_closings c
        WHERE c.number > 1 AND NOT EXISTS (SELECT 1 FROM register_closings p
          WHERE p.register_id = c.register_id AND p.generation = c.generation AND p.number = c.number - 1
            AND p.hash = c.previous_hash${t.same('p', 'c')})`,
    ),
    describe: (row) => `Z report ${row.number} of register ${row.register_id} is not sealed with the one before it.`,
  },
  {
    name: 'register.drawer-adds-up',
    doc: 'What a closing expected is its float and the cash that moved until then, unless a sale of that session was put aside.',
    sql: onBoth(
      (t) => `SELECT ${t.of('c')}c.session_id, c.expected, s.float + ${t.sum('m.amount')} AS moved
        FROM register_closings c JOIN register_sessions s ON s.id = c.session_id${t.same('s', 'c')}
        LEFT JOIN drawer_movements m
          ON m.session_id = c.session_id AND m.occurred_at <= c.closed_at${t.same('m', 'c')}
        WHERE NOT EXISTS (SELECT 1 FROM quarantine_cases q
          WHERE q.about ->> 'sessionId' = CAST(c.session_id AS text) AND q.status <> 'accepted'${t.same('q', 'c')})
        GROUP BY ${t.of('c')}c.session_id, c.expected, s.float
        HAVING c.expected <> s.float + ${t.sum('m.amount')}`,
    ),
    describe: (row) => `Session ${row.session_id}: ${row.expected} expected, float and cash make ${row.moved}.`,
  },
  {
    name: 'register.layaway-is-reserved',
    doc: 'Of a layaway that is open just what lies aside for it is reserved, at its location; of one that is over nothing is.',
    sql: inCloud(
      () => `SELECT a.tenant_id, a.id, a.number, v.variant_id, coalesce(sum(v.aside), 0)::bigint AS aside,
          coalesce(sum(v.held), 0)::bigint AS held
        FROM layaways a CROSS JOIN LATERAL (
          SELECT l ->> 'variantId' AS variant_id, (l ->> 'aside')::bigint AS aside, 0 AS held
            FROM jsonb_array_elements(a.content -> 'lines') l
            WHERE a.status = 'open' AND l ->> 'tracked' = 'true' AND l ->> 'variantId' IS NOT NULL
          UNION ALL
          SELECT r.variant_id::text, 0, r.quantity FROM reservations r
            WHERE r.tenant_id = a.tenant_id AND r.order_id = a.id AND r.location_id = a.location_id AND r.status = 'held') v
        GROUP BY a.tenant_id, a.id, a.number, v.variant_id HAVING sum(v.aside) <> sum(v.held)`,
    ),
    describe: (row) =>
      `Layaway ${row.number} (${row.id}), variant ${row.variant_id}: ${row.aside} lie aside, ${row.held} are reserved.`,
  },
  {
    name: 'register.layaway-is-settled',
    doc: 'Nothing of what was paid is left on a layaway that is over, and no more than it comes to on an open one, unless that was flagged; one that was handed over is a sale.',
    sql: inCloud(
      () => `SELECT a.tenant_id, a.id, a.number, a.status, coalesce(c.balance, 0) AS paid FROM layaways a
        LEFT JOIN credit_accounts c ON c.tenant_id = a.tenant_id AND c.id = a.id
        LEFT JOIN orders o ON o.tenant_id = a.tenant_id AND o.id = a.order_id
        WHERE (coalesce(c.balance, 0) > CASE a.status WHEN 'open' THEN a.total ELSE 0 END
            AND NOT EXISTS (SELECT 1 FROM order_flags f WHERE f.tenant_id = a.tenant_id AND f.code = 'layaway-twice'
              AND f.details ->> 'layawayId' = a.id::text))
          OR (a.status = 'handed-over' AND o.id IS NULL AND NOT EXISTS (SELECT 1 FROM quarantine_cases q
            WHERE q.tenant_id = a.tenant_id AND q.about ->> 'orderId' = a.order_id::text AND q.status <> 'accepted'))`,
    ),
    describe: (row) => `Layaway ${row.number} (${row.id}) is ${row.status}, ${row.paid} is on it.`,
  },
];
