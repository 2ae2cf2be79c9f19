import { onBoth } from '../invariant-sql.ts';
import type { Invariant } from '../invariants.ts';

export const claimInvariants: readonly Invariant[] = [
  {
    name: 'claims.replaced-for-nothing',
    doc: 'An order that replaces goods of a claim comes to nothing, and what gives money back for one is a return of its order.',
    sql: onBoth(
      (
        t,
      ) => `SELECT ${t.of('c')}c.id, c.number, o.total FROM claims c JOIN orders o ON o.id = c.replacement_id${t.same('o', 'c')}
          WHERE o.total <> 0
        UNION ALL SELECT ${t.of('c')}c.id, c.number, r.total FROM claims c JOIN orders r ON r.id = c.return_id${t.same('r', 'c')}
          WHERE r.original_order_id <> c.order_id OR 0 - r.total <> c.worth`,
    ),
    describe: (row) => `Claim ${row.number} (${row.id}): its document comes to ${row.total}.`,
  },
];
