import type { Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { factorsOf, needsSecond } from './factors.ts';

/** After a removal, in its transaction. @throws HttpProblem where the role asks for a factor and none is left */
export async function keepsOne(db: Connection, { accountId, secondFactor }: Person): Promise<void> {
  // Two last ones that are removed at once must not both pass: the second waits here and counts again.
  await db.rows('SELECT id FROM identity.accounts WHERE id = $1 FOR UPDATE', [accountId]);
  if (!secondFactor || needsSecond(await factorsOf(db, accountId))) return;
  throw new HttpProblem(
    409,
    'auth.last-factor',
    'Your role asks for a second factor and this is the last one you have. It stays. Set up another one first.',
  );
}
