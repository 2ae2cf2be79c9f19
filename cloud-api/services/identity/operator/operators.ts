import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { plainEmail } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { startOperatorSession } from './operator-sessions.ts';

export interface NewOperator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Made at the command line alone (`tillhouse operator add`): no address of the network makes the first one. */
export async function addOperator(pool: Pool, { email, name, password }: NewOperator, now: number): Promise<string> {
  if (password.length < 12) throw new Error('an operator’s password has at least 12 characters');
  const encoded = await hashPassword(password);
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ id: string }>(
      `INSERT INTO operator.operators (id, email, name, password_hash, status, created_at)
       VALUES ($1, $2, $3, $4, 'active', $5)
       ON CONFLICT (email) DO UPDATE SET name = $3, password_hash = $4, status = 'active' RETURNING id`,
      [randomUUID(), plainEmail(email), name, encoded, new Date(now).toISOString()],
    ),
  );
  return row?.id ?? '';
}

export async function signInOperator(
  context: IdentityContext,
  who: { email: string; password: string },
): Promise<{ token: string; name: string }> {
  const email = plainEmail(who.email);
  const subject = subjectOf('operator', email);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const [operator] = await withTransaction(context.operators, (db) =>
    db.rows<{ id: string; name: string; password_hash: string; status: string }>(
      'SELECT id, name, password_hash, status FROM operator.operators WHERE email = $1',
      [email],
    ),
  );
  const fits = await passwordFits(operator?.password_hash ?? null, who.password);
  if (!operator || !fits || operator.status !== 'active') {
    await countFailure(context.pool, subject, context.now());
    throw new HttpProblem(
      401,
      'operator.wrong-password',
      'E-mail and password do not fit. Nothing was changed. Try again; another operator can set a new password at the command line.',
    );
  }
  await withTransaction(context.pool, (db) => forgetFailures(db, subject));
  const token = await startOperatorSession(context.operators, operator.id, context.now());
  await withTransaction(context.operators, (db) =>
    recordAct(db, { operatorId: operator.id, name: operator.name }, 'operator.signIn', null, {}, context.now()),
  );
  return { token, name: operator.name };
}

/** What an operator did, in the platform's own list. */
export async function recordAct(
  db: Connection,
  by: { readonly operatorId: string; readonly name: string },
  action: string,
  about: string | null,
  details: object,
  now: number,
): Promise<void> {
  await db.rows(
    `INSERT INTO operator.acts (operator_id, operator_name, action, about, details, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [by.operatorId, by.name, action, about, JSON.stringify(details), new Date(now).toISOString()],
  );
}
