import type { OperatorCaller } from '../../../platform/auth/caller.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notSignedIn } from '../../../platform/http/problem.ts';
import { newSecret, secretHash } from '../secrets.ts';

/** A working day, however busy; half an hour without a request. */
const LIFE_MS = 8 * 3_600_000;
const IDLE_MS = 30 * 60_000;

const over = () =>
  notSignedIn(
    'This needs the session of an operator of the platform, and this is none, or it has run out. Nothing was changed. Sign in at the console.',
    'operator.not-signed-in',
  );

/** Looks a session up at each request: there are few operators, and one that is ended must act at once. */
export function operatorSessions(pool: Pool, now: () => number) {
  return async (token: string | undefined): Promise<OperatorCaller> => {
    if (!token?.startsWith('op_')) throw over();
    const tokenHash = secretHash(token);
    const at = now();
    const [row] = await withTransaction(pool, (db) =>
      db.rows<{ id: string; name: string }>(
        `UPDATE operator.sessions s SET seen_at = $2 FROM operator.operators o
          WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3
            AND o.id = s.operator_id AND o.status = 'active'
          RETURNING o.id, o.name`,
        [tokenHash, new Date(at).toISOString(), new Date(at - IDLE_MS).toISOString()],
      ),
    );
    if (!row) throw over();
    return { kind: 'operator', operatorId: row.id, name: row.name, tokenHash };
  };
}

export async function startOperatorSession(pool: Pool, operatorId: string, now: number): Promise<string> {
  const token = newSecret('op');
  const at = new Date(now).toISOString();
  await withTransaction(pool, (db) =>
    db.rows(
      `INSERT INTO operator.sessions (token_hash, operator_id, created_at, seen_at, expires_at)
       VALUES ($1, $2, $3, $3, $4)`,
      [secretHash(token), operatorId, at, new Date(now + LIFE_MS).toISOString()],
    ),
  );
  return token;
}
