import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { roleUnknown } from './errors.ts';
import { signInPolicyChanged } from './events.ts';
import { roles, signInPolicies } from './schema.ts';

export const saveSignInPolicy = defineMutator({
  name: 'access.saveSignInPolicy',
  version: 1,
  kind: 'intent',
  permission: 'roles.manage',
  doc: 'Says whether a role must sign in with a second factor. Whoever has set up none yet can do nothing else until they have.',
  args: z.strictObject({ roleId: id, secondFactor: z.enum(['optional', 'required']) }),
  run: async (tx, { roleId, secondFactor }, ctx) => {
    // The role's row stands for the policy that may not be there yet: two who set it at once come one after the other.
    const [role] = await tx.getForUpdate(roles, [{ id: roleId }]);
    if (!role) throw roleUnknown({ roleId });
    const known = await tx.get(signInPolicies, { roleId });
    const row = { roleId, secondFactor, updatedAt: ctx.occurredAt };
    if (known) await tx.update(signInPolicies, { roleId }, row);
    else await tx.insert(signInPolicies, row);
    await tx.emit(signInPolicyChanged, { roleId, secondFactor });
  },
});
