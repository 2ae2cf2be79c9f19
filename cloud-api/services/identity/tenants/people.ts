import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { notFound } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';

/**
 * Ends somebody's work here: they leave the list of staff, can no longer sign in to this organisation, and what signed
 * them in before is worth nothing. What they did stays, with their name. The last owner is refused by the command.
 * @param actor who ends it: themselves, or somebody who manages staff
 */
export async function endWork(
  context: IdentityContext,
  tenantId: string,
  staffId: string,
  actor: Actor,
): Promise<void> {
  const known = await context.store.person(tenantId, staffId);
  if (!known || known.status === 'left') throw notFound('person');
  const { id, name, initials, email, roleId, homeLocationId, statusNote } = known;
  const person = { id, name, initials, email, roleId, homeLocationId, statusNote, status: 'left' };
  await withTransaction(context.pool, async (db) => {
    const [membership] = await db.rows<{ account_id: string }>(
      'DELETE FROM identity.memberships WHERE tenant_id = $1 AND staff_id = $2 RETURNING account_id',
      [tenantId, staffId],
    );
    const at = context.now();
    if (membership) {
      await db.rows(
        `UPDATE identity.refresh_tokens SET revoked_at = $3
          WHERE tenant_id = $1 AND account_id = $2 AND revoked_at IS NULL`,
        [tenantId, membership.account_id, new Date(at).toISOString()],
      );
    }
    // Nobody needs a permission to leave; somebody else needs the one to manage staff, which their role says.
    const by: Actor =
      actor.id === staffId ? { ...actor, permissions: systemActor.permissions, grants: systemActor.grants } : actor;
    await context.store.command(tenantId, by, 'access.saveStaff', { person });
    const change = { table: 'memberships', key: { staffId }, label: known.name, did: 'removed' } as const;
    const action = actor.id === staffId ? 'identity.leave' : 'identity.removePerson';
    await recordIdentity(db, { tenantId, actor, action, change, at });
  });
  context.onChanged();
}
