import * as z from 'zod/mini';
import { id, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { canonicalJson } from './canonical.ts';
import { builtInRoles, ownerRole } from './built-in-roles.ts';
import { cloudOnly } from './errors.ts';
import { roles, staff } from './schema.ts';
import { plainTerms } from './terms.ts';

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
      const permissions = [...role.permissions].sort();
      const terms = plainTerms(role.terms, permissions);
      const row = { id: role.id, name: role.name, permissions, terms, builtIn: true };
      const added = await tx.insertOnce(roles, { ...row, revision: 1, updatedAt: ctx.occurredAt });
      const kept = added ? undefined : await tx.get(roles, { id: role.id });
      if (!kept) continue;
      const same = kept.permissions.join() === permissions.join() && canonicalJson(kept.terms) === canonicalJson(terms);
      const patch = { permissions, terms, revision: kept.revision + 1, updatedAt: ctx.occurredAt };
      if (!same) await tx.update(roles, { id: role.id }, patch);
    }
    await tx.insertOnce(staff, {
      ...owner,
      roleId: ownerRole.id,
      homeLocationId: null,
      pinHash: null,
      pinSetAt: null,
      badgeKey: null,
      securityKeys: [],
      status: 'active',
      statusNote: null,
      updatedAt: ctx.occurredAt,
    });
  },
});
