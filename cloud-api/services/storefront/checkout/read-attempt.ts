import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { openedRows } from '@tillhouse/shared/data/fields.ts';
import { plainTable } from '@tillhouse/shared/data/plain-tx.ts';
import { type CheckoutAttempt, checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** The attempt that a checkout stands at. */
export async function attemptOf(
  db: Connection,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<CheckoutAttempt | undefined> {
  const found = await db.rows<Record<string, unknown>>(
    `SELECT a.* FROM checkouts c JOIN checkout_attempts a ON a.tenant_id = c.tenant_id AND a.id = c.attempt_id
      WHERE c.tenant_id = $1 AND c.id = $2`,
    [tenantId, id],
  );
  const table = plainTable(checkoutAttempts);
  const [row] = await openedRows(db.fields, table, found);
  return row && (decodeRow(table, row, 'postgres') as unknown as CheckoutAttempt);
}
