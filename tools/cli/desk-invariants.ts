import type { Invariant } from '@tillhouse/shared/domains/invariants.ts';

/** As the invariants of the domains, for what only a desk's file has. */
export interface DeskInvariant extends Pick<Invariant, 'name' | 'doc' | 'describe'> {
  readonly sql: string;
}

export const deskInvariants: readonly DeskInvariant[] = [
  {
    name: 'desk.outbox-without-holes',
    doc: 'What waits for the cloud is numbered without a hole.',
    sql: `SELECT min(seq) AS first, max(seq) AS last, count(*) AS waiting FROM sync_outbox WHERE state = 'queued'
                 HAVING count(*) > 0 AND max(seq) - min(seq) + 1 <> count(*)`,
    describe: (row) => `${row.waiting} mutations wait, numbered ${row.first} to ${row.last}: some are missing`,
  },
  {
    name: 'desk.answered-has-outcome',
    doc: 'What the cloud answered says what became of it.',
    sql: `SELECT mutation_id, state FROM sync_outbox WHERE state <> 'queued' AND status IS NULL`,
    describe: (row) => `mutation ${row.mutation_id} is ${row.state} and nothing says what became of it`,
  },
  {
    name: 'desk.no-delta-without-its-mutation',
    doc: 'Every pending delta belongs to a mutation of the outbox.',
    sql: `SELECT d.order_no, d.table_name, d.row_key FROM sync_deltas d
                  WHERE d.released = 0 AND NOT EXISTS (SELECT 1 FROM sync_outbox o WHERE o.order_no = d.order_no)`,
    describe: (row) => `a delta on ${row.table_name} ${row.row_key} belongs to no mutation (order ${row.order_no})`,
  },
];
