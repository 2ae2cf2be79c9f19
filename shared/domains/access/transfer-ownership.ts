import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { ownerRole } from './built-in-roles.ts';
import { cloudOnly, notAnOwner, roleUnknown, staffUnknown } from './errors.ts';
import { staffChanged } from './events.ts';
import { roles, staff } from './schema.ts';

export const transferOwnership = defineMutator({
  name: 'access.transferOwnership',
  version: 1,
  kind: 'intent',
  permission: 'roles.manage',
  doc: 'Hands ownership on to somebody who accepted it; who gives it takes another role in the same step. Cloud only.',
  args: z.strictObject({ fromStaffId: id, toStaffId: id, fromRoleId: id }),
  run: async (tx, { fromStaffId, toStaffId, fromRoleId }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'access.transferOwnership' });
    // Only who gives: anything else would be a way for others to take.
    if (ctx.actor.id !== fromStaffId) throw notAnOwner({ staffId: ctx.actor.id });
    if (!(await tx.get(roles, { id: fromRoleId }))) throw roleUnknown({ roleId: fromRoleId });
    // All owners first, as saveStaff does: of two that give or leave at once, the second sees what the first left.
    const owners = await tx.list(staff, { roleId: ownerRole.id });
    const ids = new Set([...owners.map((owner) => owner.id), fromStaffId, toStaffId]);
    const locked = await tx.getForUpdate(
      staff,
      [...ids].map((each) => ({ id: each })),
    );
    const from = locked.find((row) => row.id === fromStaffId);
    const to = locked.find((row) => row.id === toStaffId);
    if (!from || !to || to.status === 'left') throw staffUnknown({ staffId: from ? toStaffId : fromStaffId });
    if (from.roleId === fromRoleId && to.roleId === ownerRole.id) return;
    if (from.roleId !== ownerRole.id || from.status === 'left') throw notAnOwner({ staffId: fromStaffId });
    if (fromStaffId === toStaffId) return;
    const updatedAt = ctx.occurredAt;
    await tx.update(staff, { id: toStaffId }, { roleId: ownerRole.id, updatedAt });
    await tx.emit(staffChanged, { staffId: toStaffId, roleId: ownerRole.id, status: to.status });
    await tx.update(staff, { id: fromStaffId }, { roleId: fromRoleId, updatedAt });
    await tx.emit(staffChanged, { staffId: fromStaffId, roleId: fromRoleId, status: from.status });
  },
});
