import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { openedRows } from '@tillhouse/shared/data/fields.ts';
import { plainTable } from '@tillhouse/shared/data/plain-tx.ts';
import { type CheckoutAttempt, checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';

const ATTEMPTS = `SELECT a.* FROM checkouts c JOIN checkout_attempts a ON a.tenant_id = c.tenant_id AND a.id = c.attempt_id
   WHERE c.tenant_id = $1 AND c.id `;
/** By one id Postgres keeps its plan; by many it makes one each time, which costs more than the read. */
const ONE = `${ATTEMPTS} = $2`;
const MANY = `${ATTEMPTS} = ANY($2::uuid[])`;

/** The attempt that a checkout stands at. */
export async function attemptOf(
  db: Connection,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<CheckoutAttempt | undefined> {
  const [attempt] = await opened(db, await db.rows(ONE, [tenantId, id]));
  return attempt;
}

/** The attempts that these checkouts stand at, in no order. */
export async function attemptsOf(
  db: Connection,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<CheckoutAttempt[]> {
  return opened(db, await db.rows(MANY, [tenantId, checkoutIds]));
}

async function opened(db: Connection, found: readonly Record<string, unknown>[]): Promise<CheckoutAttempt[]> {
  const table = plainTable(checkoutAttempts);
  const rows = await openedRows(db.fields, table, found);
  return rows.map((row) => decodeRow(table, row, 'postgres') as unknown as CheckoutAttempt);
}
