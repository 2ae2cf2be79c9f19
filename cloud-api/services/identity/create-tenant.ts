import { randomUUID } from 'node:crypto';
import { withTransaction } from '../../platform/db/transaction.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { plainEmail } from './accounts.ts';
import type { IdentityContext } from './context.ts';
import { hashPassword } from './passwords.ts';
import { recordIdentity } from './record-identity.ts';

export interface NewTenant {
  readonly id: string;
  readonly name: string;
  readonly owner: {
    readonly staffId: string;
    readonly name: string;
    readonly initials: string;
    readonly email: string;
    readonly password: string;
  };
}

/** Makes a tenant with its built-in roles and first owner. Run again with the same ids it changes nothing. */
export async function createTenant(context: IdentityContext, tenant: NewTenant): Promise<void> {
  await withTransaction(context.pool, async (db) => {
    await db.rows(
      `INSERT INTO identity.tenants (id, name, status, created_at) VALUES ($1, $2, 'active', $3)
       ON CONFLICT (id) DO NOTHING`,
      [tenant.id, tenant.name, new Date(context.now()).toISOString()],
    );
  });
  const { staffId, name, initials, email, password } = tenant.owner;
  const owner = { id: staffId, name, initials, email: plainEmail(email) };
  await context.store.command(tenant.id, systemActor, 'access.openStore', { owner });
  await addAccount(context, { tenantId: tenant.id, staffId, name, email, password });
}

export interface NewAccount {
  readonly tenantId: string;
  readonly staffId: string;
  /** As the audit names them */
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Lets a member of staff sign in. Somebody who has an account keeps their password: whoever adds them to a store
 * must not be able to change it.
 */
export async function addAccount(context: IdentityContext, account: NewAccount): Promise<void> {
  const passwordHash = await hashPassword(account.password);
  const email = plainEmail(account.email);
  await withTransaction(context.pool, async (db) => {
    await db.rows(
      `INSERT INTO identity.accounts (id, email, password_hash, status, created_at) VALUES ($1, $2, $3, 'active', $4)
       ON CONFLICT (email) DO NOTHING`,
      [randomUUID(), email, passwordHash, new Date(context.now()).toISOString()],
    );
    const joined = await db.rows(
      `INSERT INTO identity.memberships (tenant_id, account_id, staff_id)
       SELECT $1, id, $2 FROM identity.accounts WHERE email = $3 ON CONFLICT DO NOTHING RETURNING account_id`,
      [account.tenantId, account.staffId, email],
    );
    if (joined.length === 0) return;
    const { tenantId, staffId } = account;
    const change = { table: 'memberships', key: { staffId }, label: account.name, did: 'added' } as const;
    const at = context.now();
    await recordIdentity(db, { tenantId, actor: systemActor, action: 'identity.addAccount', change, at });
  });
}
