import type { Connection } from '../../platform/db/connection.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem, notSignedIn } from '../../platform/http/problem.ts';
import type { StaffMember } from '../../platform/access/directory.ts';
import type { IdentityContext } from './context.ts';
import { passwordFits } from './passwords.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from './throttle.ts';

export interface Membership {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly accountId: string;
  readonly staffId: string;
}

export const plainEmail = (email: string): string => email.trim().toLowerCase();

const wrong = () =>
  new HttpProblem(
    401,
    'auth.wrong-password',
    'E-mail and password do not fit. Nothing was changed. Try again, or ask an owner to set a new password.',
  );

/**
 * Checks a password, slowly on purpose. Unknown address and wrong password answer alike.
 * @returns the account and the stores it works in, by name
 */
export async function checkPassword(
  context: IdentityContext,
  input: { email: string; password: string },
): Promise<{ accountId: string; memberships: Membership[] }> {
  const email = plainEmail(input.email);
  const subject = subjectOf('account', email);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const account = await withTransaction(context.pool, async (db) => accountOf(db, email));
  const fits = await passwordFits(account?.password_hash ?? null, input.password);
  if (!fits || account?.status !== 'active') {
    await countFailure(context.pool, subject, context.now());
    throw wrong();
  }
  const memberships = await withTransaction(context.pool, async (db) => {
    await forgetFailures(db, subject);
    return membershipsOf(db, account.id);
  });
  return { accountId: account.id, memberships };
}

/** @param tenantId which store, for people who work in several; the first by name when left out */
export async function signIn(
  context: IdentityContext,
  input: { email: string; password: string; tenantId?: string | undefined },
): Promise<Membership & { person: StaffMember }> {
  const { memberships } = await checkPassword(context, input);
  const membership = memberships.find((each) => input.tenantId === undefined || each.tenantId === input.tenantId);
  const person = membership && (await context.store.staffMember(membership.tenantId, membership.staffId));
  if (!membership || !person) throw notSignedIn('This account works in no store here. Ask an owner.', 'auth.no-store');
  return { ...membership, person };
}

async function accountOf(
  db: Connection,
  email: string,
): Promise<{ id: string; password_hash: string; status: string } | undefined> {
  const [row] = await db.rows<{ id: string; password_hash: string; status: string }>(
    'SELECT id, password_hash, status FROM identity.accounts WHERE email = $1',
    [email],
  );
  return row;
}

export async function membershipsOf(db: Connection, accountId: string): Promise<Membership[]> {
  const rows = await db.rows<{ tenant_id: string; name: string; staff_id: string }>(
    `SELECT m.tenant_id, t.name, m.staff_id
       FROM identity.memberships m JOIN identity.tenants t ON t.id = m.tenant_id
       JOIN identity.accounts a ON a.id = m.account_id
      WHERE m.account_id = $1 AND a.status = 'active' ORDER BY t.name, t.id`,
    [accountId],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, tenantName: row.name, staffId: row.staff_id, accountId }));
}

/** An account that may sign in; undefined when it is unknown or locked. */
export async function accountById({ pool }: IdentityContext, id: string): Promise<{ email: string } | undefined> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ email: string }>("SELECT email FROM identity.accounts WHERE id = $1 AND status = 'active'", [id]),
  );
  return row;
}
