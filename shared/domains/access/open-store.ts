import * as z from 'zod/mini';
import { id, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { builtInRoles, ownerRole } from './built-in-roles.ts';
import { cloudOnly } from './errors.ts';
import { roles, staff } from './schema.ts';

export const openStore = defineMutator({
  name: 'access.openStore',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'The first command of a tenant: the built-in roles and the first owner. Run again it brings the built-in roles up to date. Cloud only.',
  args: z.strictObject({
    owner: z.strictObject({ id, name: words(120), initials: words(4), email: z.nullable(words(254)) }),
  }),
  run: async (tx, { owner }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'access.openStore' });
    for (const role of builtInRoles) {
      const row = { id: role.id, name: role.name, permissions: [...role.permissions].sort(), builtIn: true };
      const added = await tx.insertOnce(roles, { ...row, updatedAt: ctx.occurredAt });
      const kept = added ? undefined : await tx.get(roles, { id: role.id });
      if (kept && kept.permissions.join() !== row.permissions.join()) {
        await tx.update(roles, { id: role.id }, { permissions: row.permissions, updatedAt: ctx.occurredAt });
      }
    }
    await tx.insertOnce(staff, {
      ...owner,
      roleId: ownerRole.id,
      homeLocationId: null,
      pinHash: null,
      status: 'active',
      statusNote: null,
      updatedAt: ctx.occurredAt,
    });
  },
});
