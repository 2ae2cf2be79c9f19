import * as z from 'zod/mini';
import { id, mailAddress, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { nobodyElse } from './approval-errors.ts';
import { ownerRole } from './built-in-roles.ts';
import { beyondOwnRights, lastOwner, roleUnknown, staffOfHigher } from './errors.ts';
import { staffChanged } from './events.ts';
import { beyondActor, beyondOwn } from './give-rights.ts';
import { approvalPolicies, roles, staff, type StaffMember } from './schema.ts';

export const saveStaff = defineMutator({
  name: 'access.saveStaff',
  version: 1,
  kind: 'intent',
  permission: 'staff.manage',
  doc: 'Adds or changes a person. Who may do more than oneself stays as they are. The PIN is set apart (access.setPin), the password lives in the identity service.',
  args: z.strictObject({
    person: z.strictObject({
      id,
      name: words(120),
      initials: words(4),
      email: z.nullable(mailAddress),
      roleId: id,
      homeLocationId: z.nullable(id),
      status: z.enum(['active', 'away', 'left']),
      statusNote: z.nullable(text(120)),
    }),
  }),
  run: async (tx, { person }, ctx) => {
    const role = await tx.get(roles, { id: person.roleId });
    if (!role) throw roleUnknown({ roleId: person.roleId });
    const { known, owners } = await lockWithOwners(tx, person.id);
    if (known && known.id !== ctx.actor.id) await refuseHigher(tx, ctx, known);
    const given = known?.roleId !== person.roleId || known.homeLocationId !== person.homeLocationId;
    const beyond = given ? beyondOwn(ctx.actor, role, person.homeLocationId) : [];
    if (beyond.length > 0) throw beyondOwnRights({ names: beyond });
    if (known?.roleId === ownerRole.id && (person.roleId !== ownerRole.id || person.status === 'left'))
      await keepAnOwner(tx, person.id, owners);
    if (known) await tx.update(staff, { id: person.id }, { ...person, updatedAt: ctx.occurredAt });
    else {
      const bare = { pinHash: null, pinSetAt: null, badgeKey: null, securityKeys: [] };
      await tx.insert(staff, { ...person, ...bare, updatedAt: ctx.occurredAt });
    }
    await tx.emit(staffChanged, { staffId: person.id, roleId: person.roleId, status: person.status });
  },
});

/** Whoever may do more is not changed by who may do less: an e-mail is a way in, and leaving is a way out. */
export async function refuseHigher(tx: Tx, ctx: MutationContext, person: StaffMember): Promise<void> {
  const names = await beyondActor(tx, ctx, person);
  if (names.length > 0) throw staffOfHigher({ staffId: person.id, names });
}

/**
 * A person, and where it is an owner all owners, locked at once and in one order: two owners who leave at the same time
 * must not both pass, and neither wait for each other for ever.
 */
async function lockWithOwners(tx: Tx, id: string): Promise<{ known: StaffMember | undefined; owners: StaffMember[] }> {
  const seen = await tx.get(staff, { id });
  const owners = seen?.roleId === ownerRole.id ? await tx.list(staff, { roleId: ownerRole.id }) : [];
  const ids = new Set([id, ...owners.map((row) => row.id)]);
  const locked = await tx.getForUpdate(
    staff,
    [...ids].map((each) => ({ id: each })),
  );
  const known = locked.find((row) => row.id === id);
  // Made an owner between the two reads: locked alone it would not know the others.
  if (known?.roleId === ownerRole.id && owners.length === 0) return lockWithOwners(tx, id);
  return { known, owners: locked.filter((row) => row.roleId === ownerRole.id) };
}

async function keepAnOwner(tx: Tx, leavingId: string, owners: readonly StaffMember[]): Promise<void> {
  const others = owners.filter((row) => row.id !== leavingId && row.status !== 'left');
  if (others.length === 0) throw lastOwner({ staffId: leavingId });
  if (others.length > 1) return;
  const [policy] = await tx.list(approvalPolicies, { secondPerson: true });
  // The one who is left could approve nothing, and so change nothing of this any more.
  if (policy) throw nobodyElse({ permission: policy.permission });
}
