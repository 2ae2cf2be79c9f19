import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { ownerRole } from './built-in-roles.ts';
import { beyondOwnRights, lastOwner, permissionUnknown, roleBuiltIn, roleNameTaken, roleUnknown } from './errors.ts';
import { roleChanged, staffChanged } from './events.ts';
import { isPermission } from './permissions.ts';
import { roles, staff } from './schema.ts';

export const saveStaff = defineMutator({
  name: 'access.saveStaff',
  version: 1,
  kind: 'intent',
  permission: 'staff.manage',
  doc: 'Adds or changes a person. The PIN is set apart (access.setPin), the password lives in the identity service.',
  args: z.strictObject({
    person: z.strictObject({
      id,
      name: words(120),
      initials: words(4),
      email: z.nullable(z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/, 'not an e-mail address'), z.maxLength(254))),
      roleId: id,
      homeLocationId: z.nullable(id),
      status: z.enum(['active', 'away', 'left']),
      statusNote: z.nullable(text(120)),
    }),
  }),
  run: async (tx, { person }, ctx) => {
    const role = await tx.get(roles, { id: person.roleId });
    if (!role) throw roleUnknown({ roleId: person.roleId });
    const beyond = role.permissions.filter((name) => !ctx.actor.permissions.includes(name));
    const known = await tx.get(staff, { id: person.id });
    if (beyond.length > 0 && known?.roleId !== person.roleId) throw beyondOwnRights({ names: beyond });
    if (known?.roleId === ownerRole.id && (person.roleId !== ownerRole.id || person.status === 'left')) {
      // Two owners who leave at the same time must not both pass: the rows of all owners are locked first.
      const owners = await tx.list(staff, { roleId: ownerRole.id });
      const locked = await tx.getForUpdate(
        staff,
        owners.map(({ id }) => ({ id })),
      );
      const others = locked.filter(
        (row) => row.id !== person.id && row.roleId === ownerRole.id && row.status !== 'left',
      );
      if (others.length === 0) throw lastOwner({ staffId: person.id });
    }
    if (known) await tx.update(staff, { id: person.id }, { ...person, updatedAt: ctx.occurredAt });
    else await tx.insert(staff, { ...person, pinHash: null, updatedAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId: person.id, roleId: person.roleId, status: person.status });
  },
});

export const saveRole = defineMutator({
  name: 'access.saveRole',
  version: 1,
  kind: 'intent',
  permission: 'roles.manage',
  doc: 'Adds or changes a role of the store’s own. Nobody can give a permission they do not have.',
  args: z.strictObject({
    role: z.strictObject({ id, name: words(60), permissions: z.array(words(60)).check(z.maxLength(200)) }),
  }),
  run: async (tx, { role }, ctx) => {
    const unknown = role.permissions.filter((name) => !isPermission(name));
    if (unknown.length > 0) throw permissionUnknown({ names: unknown });
    const known = await tx.get(roles, { id: role.id });
    if (known?.builtIn) throw roleBuiltIn({ roleId: role.id, name: known.name });
    const had = known?.permissions ?? [];
    const beyond = role.permissions.filter((name) => !had.includes(name) && !ctx.actor.permissions.includes(name));
    if (beyond.length > 0) throw beyondOwnRights({ names: beyond });
    const [sameName] = await tx.list(roles, { name: role.name });
    if (sameName && sameName.id !== role.id) throw roleNameTaken({ name: role.name });
    const row = {
      ...role,
      permissions: [...new Set(role.permissions)].sort(),
      builtIn: false,
      updatedAt: ctx.occurredAt,
    };
    if (known) await tx.update(roles, { id: role.id }, row);
    else await tx.insert(roles, row);
    await tx.emit(roleChanged, { roleId: role.id, permissions: row.permissions });
  },
});
