import { factorsThatDo } from '@tillhouse/shared/domains/access/step-up.ts';
import type { StaffMember } from '../../platform/access/directory.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem, notSignedIn } from '../../platform/http/problem.ts';
import type { IdentityContext } from './context.ts';
import { factorsOf, needsSecond, secondFactorNeeded, useTyped } from './factors/factors.ts';
import { asItCostsNow, passwordFits } from './passwords.ts';
import { hasBeenOn } from './sessions/sessions.ts';
import { countFailure, forgetFailures, refuseWhileBlocked, subjectOf } from './throttle.ts';

export interface Membership {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly accountId: string;
  readonly staffId: string;
}

export type SomebodyHere = Membership & { readonly person: StaffMember };

export const plainEmail = (email: string): string => email.trim().toLowerCase();

const wrong = () =>
  new HttpProblem(
    401,
    'auth.wrong-password',
    'E-mail and password do not fit. Nothing was changed. Try again, or ask for a new password.',
  );

/** From where somebody tries. */
export interface TriedFrom {
  readonly address: string;
  /** The enrolled device that signed its request, where one did */
  readonly deviceId: string | null;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Six digits of an authenticator app, or a recovery code */
  readonly code?: string | undefined;
  /** Which store, for people who work in several; the first by name when left out */
  readonly tenantId?: string | undefined;
}

/**
 * Checks a password, slowly on purpose. Unknown address and wrong password answer alike and take as long. Strangers who
 * guess make themselves wait; the person on a device they have used before, or with a passkey, does not wait for them.
 */
export async function checkPassword(
  context: IdentityContext,
  input: Pick<Credentials, 'email' | 'password'>,
  from: TriedFrom,
): Promise<{ accountId: string }> {
  const email = plainEmail(input.email);
  const { account, known } = await withTransaction(context.pool, async (db) => {
    const found = await accountOf(db, email);
    const known = found && from.deviceId !== null && (await hasBeenOn(db, found.id, from.deviceId));
    return { account: found, known: known === true };
  });
  const subjects = known
    ? [subjectOf('known-device', `${email} ${from.deviceId}`)]
    : [subjectOf('pair', `${email} ${from.address}`), subjectOf('address', from.address), subjectOf('account', email)];
  await refuseWhileBlocked(context.pool, subjects, context.now());
  const fits = await passwordFits(account?.password_hash ?? null, input.password);
  if (!fits || account?.status !== 'active') {
    await countFailure(context.pool, subjects, context.now());
    throw wrong();
  }
  const rehashed = await asItCostsNow(account.password_hash, input.password);
  await withTransaction(context.pool, async (db) => {
    // What others tried from this address, or at this account, is not forgiven by one who knows a password.
    await forgetFailures(db, subjects.slice(0, 1));
    if (rehashed === undefined) return;
    await db.rows('UPDATE identity.accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [
      account.id,
      account.password_hash,
      rehashed,
    ]);
  });
  return { accountId: account.id };
}

/**
 * Checks everything that is typed, and says where the person works.
 * @returns also what was shown, RFC 8176
 * @throws HttpProblem 401 `auth.second-factor-needed` when the password fits and the account has a second factor
 */
export async function signIn(
  context: IdentityContext,
  input: Credentials,
  from: TriedFrom,
): Promise<SomebodyHere & { readonly amr: readonly string[] }> {
  const { accountId } = await checkPassword(context, input, from);
  const second = await secondOf(context, accountId, input.code);
  return { ...(await whereTheyWork(context, accountId, input.tenantId)), amr: ['pwd', ...second] };
}

/** What is shown beside the password: nothing, where nothing is set up. */
async function secondOf(context: IdentityContext, accountId: string, code: string | undefined): Promise<string[]> {
  const has = await withTransaction(context.pool, (db) => factorsOf(db, accountId));
  if (!needsSecond(has)) return [];
  if (code === undefined) throw secondFactorNeeded(factorsThatDo(has));
  return useTyped(context, accountId, { code });
}

/** @throws HttpProblem 401 when they work in no store, or not in that one */
export async function whereTheyWork(
  context: IdentityContext,
  accountId: string,
  tenantId: string | undefined,
): Promise<SomebodyHere> {
  const memberships = await withTransaction(context.pool, (db) => membershipsOf(db, accountId));
  const membership = memberships.find((each) => tenantId === undefined || each.tenantId === tenantId);
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
