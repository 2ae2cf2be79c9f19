import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { badgeOfAnother, staffUnknown } from './errors.ts';
import { staffChanged } from './events.ts';
import { can } from './can.ts';
import { staff } from './schema.ts';
import { refuseHigher } from './staff-mutators.ts';

export const setBadge = defineMutator({
  name: 'access.setBadge',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Enrols the public key of one’s badge, which approves what a PIN does not; null takes it away.',
  args: z.strictObject({
    staffId: id,
    /** Ed25519, 32 bytes in base64url */
    badgeKey: z.nullable(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, 'not an Ed25519 public key'))),
  }),
  run: async (tx, { staffId, badgeKey }, ctx) => {
    const [person] = await tx.getForUpdate(staff, [{ id: staffId }]);
    if (!person) throw staffUnknown({ staffId });
    if (staffId !== ctx.actor.id) {
      if (badgeKey !== null || !can(ctx.actor.permissions, 'staff.manage')) throw badgeOfAnother({ staffId });
      await refuseHigher(tx, ctx, person);
    }
    await tx.update(staff, { id: staffId }, { badgeKey, updatedAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId, roleId: person.roleId, status: person.status });
  },
});
