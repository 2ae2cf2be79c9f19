import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { plainEmail } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { operatorTotps, removeTotp, useTotp } from '../factors/totp.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from '../throttle.ts';
import { startOperatorSession } from './operator-sessions.ts';

export interface NewOperator {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Also forgets their authenticator app: the phone is lost */
  readonly forgetFactor?: boolean;
}

/** Made at the command line alone (`tillhouse operator add`): no address of the network makes the first one. */
export async function addOperator(
  pool: Pool,
  { email, name, password, forgetFactor = false }: NewOperator,
  now: number,
): Promise<string> {
  if (password.length < 12) throw new Error('an operator’s password has at least 12 characters');
  const encoded = await hashPassword(password);
  return withTransaction(pool, async (db) => {
    const [row] = await db.rows<{ id: string }>(
      `INSERT INTO operator.operators (id, email, name, password_hash, status, created_at)
       VALUES ($1, $2, $3, $4, 'active', $5)
       ON CONFLICT (email) DO UPDATE SET name = $3, password_hash = $4, status = 'active' RETURNING id`,
      [randomUUID(), plainEmail(email), name, encoded, new Date(now).toISOString()],
    );
    if (row && forgetFactor) await removeTotp(db, row.id, operatorTotps);
    return row?.id ?? '';
  });
}

export async function signInOperator(
  context: IdentityContext,
  who: { email: string; password: string; code?: string | undefined },
): Promise<{ token: string; name: string; secondFactor: boolean }> {
  const email = plainEmail(who.email);
  const subject = subjectOf('operator', email);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const [operator] = await withTransaction(context.operators, (db) =>
    db.rows<{ id: string; name: string; password_hash: string; status: string; factor: boolean }>(
      `SELECT id, name, password_hash, status, EXISTS (SELECT 1 FROM operator.totps t
                WHERE t.operator_id = o.id AND t.confirmed_at IS NOT NULL) AS factor
         FROM operator.operators o WHERE email = $1`,
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
  if (operator.factor) await checkCode(context, operator.id, who.code, subject);
  await withTransaction(context.pool, (db) => forgetFailures(db, subject));
  const token = await startOperatorSession(context.operators, operator.id, context.now());
  await withTransaction(context.operators, (db) =>
    recordAct(db, { operatorId: operator.id, name: operator.name }, 'operator.signIn', null, {}, context.now()),
  );
  return { token, name: operator.name, secondFactor: operator.factor };
}

/** @throws HttpProblem 401 `operator.code-needed` where none came, which is no try, and `auth.wrong-code` */
async function checkCode(
  context: IdentityContext,
  operatorId: string,
  code: string | undefined,
  subject: string,
): Promise<void> {
  if (code === undefined) {
    throw new HttpProblem(
      401,
      'operator.code-needed',
      'The password fits. Give the code that your authenticator app shows, too. Nothing was changed.',
    );
  }
  const sealer = await context.keyring.sealer(null);
  const fits = await withTransaction(context.operators, (db) =>
    useTotp(db, sealer, operatorId, code, context.now(), false, operatorTotps),
  );
  if (fits) return;
  await countFailure(context.pool, subject, context.now());
  throw wrongOperatorCode(401);
}

/** @param status 401 on the way in; 422 where a session goes on all the same */
export const wrongOperatorCode = (status: 401 | 422): HttpProblem =>
  new HttpProblem(
    status,
    'operator.wrong-code',
    'This code is wrong, was used already, or is too old. Nothing was changed. Wait for the next one; who lost the app is helped at the command line.',
  );

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
