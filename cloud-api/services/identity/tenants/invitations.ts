import { randomUUID } from 'node:crypto';
import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { staffMember } from '../../../platform/access/directory.ts';
import { overQuota, quotaProblem } from '../../../platform/tenancy/quotas.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { forbidden, HttpProblem } from '../../../platform/http/problem.ts';
import { plainEmail } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { checkNewPassword } from '../factors/password-rules.ts';
import { writeLetter } from '../letters/letters.ts';
import { hashPassword, passwordFits } from '../passwords.ts';
import { recordIdentity } from '../record-identity.ts';
import { newSecret, secretHash } from '../secrets.ts';
import { countFailure, refuseWhileBlocked, subjectOf } from '../throttle.ts';

const INVITATION_LIFE_MS = 7 * 86_400_000;

export interface Invited {
  readonly email: string;
  readonly name: string;
  readonly initials: string;
  readonly roleId: string;
  readonly homeLocationId: string | null;
}

interface Invitation extends Invited {
  readonly id: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly invitedBy: string;
  readonly invitedByName: string;
}

const over = () =>
  new HttpProblem(
    404,
    'invitation.over',
    'This invitation is unknown, used, taken back or older than seven days. Nothing was changed. Ask whoever invited you for a new one.',
  );

/** @throws HttpProblem 403 where the role holds what the inviter does not, 402 over the plan’s people */
export async function invite(context: IdentityContext, tenantId: string, actor: Actor, who: Invited): Promise<string> {
  const role = await context.store.role(tenantId, who.roleId);
  if (!role) throw new HttpProblem(404, 'request.not-found', 'There is no such role. Nobody was invited.');
  const beyond = role.permissions.find((name) => !actor.permissions.includes(name));
  if (beyond !== undefined) throw forbidden(beyond);
  const { quotas } = await context.standings.of(tenantId);
  const full = await context.store.read(tenantId, async (db) => {
    const open = await withTransaction(context.pool, (own) => openInvitations(own, tenantId, context.now()));
    return overQuota(db, tenantId, quotas, 'people', open + 1);
  });
  if (full) throw quotaProblem(full);

  const token = newSecret('in');
  const id = randomUUID();
  const at = context.now();
  const email = plainEmail(who.email);
  await withTransaction(context.pool, async (db) => {
    // A new one for the same address takes the place of the old: one link works at a time.
    await db.rows(
      `UPDATE identity.invitations SET revoked_at = $3
        WHERE tenant_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL`,
      [tenantId, email, new Date(at).toISOString()],
    );
    await db.rows(
      `INSERT INTO identity.invitations (id, tenant_id, token_hash, email, name, initials, role_id, home_location_id,
                                         invited_by, invited_by_name, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        tenantId,
        secretHash(token),
        email,
        who.name,
        who.initials,
        who.roleId,
        who.homeLocationId,
        actor.id,
        actor.name,
        new Date(at).toISOString(),
        new Date(at + INVITATION_LIFE_MS).toISOString(),
      ],
    );
    const after = { role: role.name };
    const change = { table: 'invitations', key: { id }, label: who.name, did: 'added', after } as const;
    await recordIdentity(db, { tenantId, actor, action: 'identity.invite', change, at });
    const [tenant] = await db.rows<{ name: string }>('SELECT name FROM identity.tenants WHERE id = $1', [tenantId]);
    const text = [
      `Hello ${who.name},`,
      '',
      `${actor.name} invites you to work in ${tenant?.name ?? ''} as ${role.name}.`,
      'Open Tillhouse, choose “I have an invitation” and enter this code, or follow the link:',
      '',
      token,
      `${context.issuer}/invitation#${token}`,
      '',
      'It is good once, for seven days. If you do not know the sender, do nothing: without it nobody can act in your name.',
    ].join('\n');
    const subject = `${actor.name} invites you to ${tenant?.name ?? ''}`;
    await writeLetter(context.keyring, db, { to: email, kind: 'invitation', subject, text }, at);
  });
  context.onNotice();
  return id;
}

async function openInvitations(db: Connection, tenantId: string, now: number): Promise<number> {
  const [row] = await db.rows<{ open: number }>(
    `SELECT count(*)::int AS open FROM identity.invitations
      WHERE tenant_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2`,
    [tenantId, new Date(now).toISOString()],
  );
  return row?.open ?? 0;
}

/** @param lock within the transaction that uses it up: of two that accept at once, the second finds it used */
async function readInvitation(
  db: Connection,
  token: string,
  now: number,
  lock: boolean,
): Promise<Invitation | undefined> {
  const [row] = await db.rows<{
    id: string;
    tenant_id: string;
    tenant_name: string;
    email: string;
    name: string;
    initials: string;
    role_id: string;
    home_location_id: string | null;
    invited_by: string;
    invited_by_name: string;
  }>(
    `SELECT i.*, t.name AS tenant_name FROM identity.invitations i JOIN identity.tenants t ON t.id = i.tenant_id
      WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2
        AND t.status = 'active' AND t.erase_after IS NULL ${lock ? 'FOR UPDATE OF i' : ''}`,
    [secretHash(token), new Date(now).toISOString()],
  );
  if (!row) return undefined;
  const { id, email, name, initials } = row;
  return {
    id,
    email,
    name,
    initials,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    roleId: row.role_id,
    homeLocationId: row.home_location_id,
    invitedBy: row.invited_by,
    invitedByName: row.invited_by_name,
  };
}

export async function lookAtInvitation(
  context: IdentityContext,
  token: string,
  from: string,
): Promise<Invitation & { hasAccount: boolean }> {
  const subject = subjectOf('invitation', from);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const found = await withTransaction(context.pool, async (db) => {
    const invitation = await readInvitation(db, token, context.now(), false);
    const account = invitation && (await accountOf(db, invitation.email));
    return invitation && { ...invitation, hasAccount: account !== undefined };
  });
  if (found) return found;
  await countFailure(context.pool, subject, context.now());
  throw over();
}

/**
 * Makes who was invited a member of staff, with what the inviter may still give at this moment. Somebody who has an
 * account (of another organisation, or from before) shows that it is theirs by its password; others choose one. The
 * invitation's id becomes the person's, so that what failed half-way and is tried again makes nobody twice.
 * @returns where they work now
 */
export async function acceptInvitation(
  context: IdentityContext,
  token: string,
  password: string,
  from: string,
): Promise<{ tenantId: string; staffId: string; email: string }> {
  const seen = await lookAtInvitation(context, token, from);
  const subject = subjectOf('account', seen.email);
  await refuseWhileBlocked(context.pool, subject, context.now());
  const account = await withTransaction(context.pool, (db) => accountOf(db, seen.email));
  if (account && (account.status !== 'active' || !(await passwordFits(account.password_hash, password)))) {
    await countFailure(context.pool, subject, context.now());
    throw new HttpProblem(
      401,
      'auth.wrong-password',
      'There is an account of this address, and this is not its password. Nothing was changed. Try again with the password you sign in with elsewhere.',
    );
  }
  if (!account) await checkNewPassword(password, [seen.email.split('@')[0] ?? '', ...seen.name.split(' ')]);
  const passwordHash = account?.password_hash ?? (await hashPassword(password));
  const { tenantId, id: staffId } = seen;
  const inviter = await context.store.read(tenantId, (db) => staffMember(db, tenantId, seen.invitedBy));
  if (!inviter?.permissions.includes('staff.manage')) throw over();
  await withTransaction(context.pool, async (db) => {
    const invitation = await readInvitation(db, token, context.now(), true);
    if (!invitation) throw over();
    const at = new Date(context.now()).toISOString();
    await db.rows('UPDATE identity.invitations SET accepted_at = $2 WHERE id = $1', [invitation.id, at]);
    await db.rows(
      `INSERT INTO identity.accounts (id, email, password_hash, status, created_at) VALUES ($1, $2, $3, 'active', $4)
       ON CONFLICT (email) DO NOTHING`,
      [randomUUID(), invitation.email, passwordHash, at],
    );
    const joined = await db.rows(
      `INSERT INTO identity.memberships (tenant_id, account_id, staff_id)
       SELECT $1, id, $2 FROM identity.accounts WHERE email = $3 ON CONFLICT DO NOTHING RETURNING account_id`,
      [tenantId, staffId, invitation.email],
    );
    if (joined.length === 0) {
      throw new HttpProblem(
        409,
        'invitation.member',
        'You work in this organisation already. Nothing was changed. Sign in.',
      );
    }
    const { id: _id, name, initials, email, roleId, homeLocationId } = invitation;
    const person = { id: staffId, name, initials, email, roleId, homeLocationId, status: 'active', statusNote: null };
    // Refused where the inviter may no longer give this role: then nothing of this is kept.
    await context.store.command(tenantId, inviter, 'access.saveStaff', { person });
    const change = { table: 'memberships', key: { staffId }, label: name, did: 'added' } as const;
    const actor = { id: staffId, name };
    await recordIdentity(db, { tenantId, actor, action: 'identity.acceptInvitation', change, at: context.now() });
  });
  context.onChanged();
  return { tenantId, staffId, email: seen.email };
}

async function accountOf(
  db: Connection,
  email: string,
): Promise<{ password_hash: string; status: string } | undefined> {
  const [row] = await db.rows<{ password_hash: string; status: string }>(
    'SELECT password_hash, status FROM identity.accounts WHERE email = $1',
    [email],
  );
  return row;
}
