import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { securityKeyOfAnother, securityKeysFull, staffUnknown } from './errors.ts';
import { staffChanged } from './events.ts';
import { can } from './can.ts';
import { securityKey, staff } from './schema.ts';
import { refuseHigher } from './staff-mutators.ts';

const MOST = 5;

export const addSecurityKey = defineMutator({
  name: 'access.addSecurityKey',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Enrols a FIDO key of one’s own, which signs in at desks without a line. The same key again takes the place of what was known of it.',
  args: z.strictObject({ staffId: id, key: z.omit(securityKey, { addedAt: true }) }),
  run: async (tx, { staffId, key }, ctx) => {
    const [person] = await tx.getForUpdate(staff, [{ id: staffId }]);
    if (!person) throw staffUnknown({ staffId });
    if (staffId !== ctx.actor.id) throw securityKeyOfAnother({ staffId });
    const others = person.securityKeys.filter((known) => known.id !== key.id);
    if (others.length >= MOST) throw securityKeysFull({ most: MOST });
    const securityKeys = [...others, { ...key, addedAt: ctx.occurredAt }];
    await tx.update(staff, { id: staffId }, { securityKeys, updatedAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId, roleId: person.roleId, status: person.status });
  },
});

export const removeSecurityKey = defineMutator({
  name: 'access.removeSecurityKey',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Takes a FIDO key away, one’s own or as who manages staff: one that is lost signs nobody in at any desk that has heard of it.',
  args: z.strictObject({ staffId: id, keyId: z.string().check(z.minLength(1), z.maxLength(1400)) }),
  run: async (tx, { staffId, keyId }, ctx) => {
    const [person] = await tx.getForUpdate(staff, [{ id: staffId }]);
    if (!person) throw staffUnknown({ staffId });
    if (staffId !== ctx.actor.id) {
      if (!can(ctx.actor.permissions, 'staff.manage')) throw securityKeyOfAnother({ staffId });
      await refuseHigher(tx, ctx, person);
    }
    const securityKeys = person.securityKeys.filter((known) => known.id !== keyId);
    await tx.update(staff, { id: staffId }, { securityKeys, updatedAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId, roleId: person.roleId, status: person.status });
  },
});
