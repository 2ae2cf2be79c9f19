import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';

export async function emailOf({ pool }: IdentityContext, accountId: string): Promise<string> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ email: string }>('SELECT email FROM identity.accounts WHERE id = $1', [accountId]),
  );
  if (!row) throw new Error('a sign-in of an account that is not there');
  return row.email;
}
