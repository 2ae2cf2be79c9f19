import * as z from 'zod/mini';
import { id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { can } from './can.ts';
import { cloudOnly, deviceRevoked, pinOfAnother, pinOfHigher, staffUnknown } from './errors.ts';
import { deviceChanged, staffChanged } from './events.ts';
import { beyondActor } from './give-rights.ts';
import { devices, staff } from './schema.ts';

export const setPin = defineMutator({
  name: 'access.setPin',
  version: 1,
  kind: 'intent',
  permission: 'desk.use',
  doc: 'Sets the PIN of a person for enrolled devices. The hash is made by the host; the PIN itself never travels.',
  args: z.strictObject({
    staffId: id,
    pinHash: z.nullable(z.string().check(z.regex(/^\$argon2id\$/), z.maxLength(400))),
  }),
  run: async (tx, { staffId, pinHash }, ctx) => {
    if (staffId !== ctx.actor.id && !can(ctx.actor.permissions, 'staff.manage')) throw pinOfAnother({ staffId });
    const [person] = await tx.getForUpdate(staff, [{ id: staffId }]);
    if (!person) throw staffUnknown({ staffId });
    if (staffId !== ctx.actor.id) {
      // Who sets a PIN can sign in with it: that must not be a way to rights of somebody else.
      const names = await beyondActor(tx, ctx, person);
      if (names.length > 0) throw pinOfHigher({ staffId, names });
    }
    await tx.update(staff, { id: staffId }, { pinHash, pinSetAt: ctx.occurredAt, updatedAt: ctx.occurredAt });
    await tx.emit(staffChanged, { staffId, roleId: person.roleId, status: person.status });
  },
});

export const registerDevice = defineMutator({
  name: 'access.registerDevice',
  version: 1,
  kind: 'intent',
  permission: 'devices.manage',
  doc: 'Enrols a device with its public key, changes it, or revokes it. Cloud only: a desk cannot enrol itself.',
  args: z.strictObject({
    device: z.strictObject({
      id,
      name: words(80),
      kind: z.enum(['desk', 'till', 'scanner']),
      locationIds: z.array(id).check(z.maxLength(200)),
      registerId: z.nullable(id),
      publicKey: text(200),
      status: z.enum(['enrolled', 'revoked']),
      /** Left out: as it was */
      months: z.optional(z.nullable(z.number().check(z.int(), z.gte(1), z.lte(36)))),
    }),
  }),
  run: async (tx, { device }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'access.registerDevice' });
    const [known] = await tx.getForUpdate(devices, [{ id: device.id }]);
    if (known?.status === 'revoked' && device.status === 'enrolled') throw deviceRevoked({ deviceId: device.id });
    if (known) await tx.update(devices, { id: device.id }, device);
    else
      await tx.insert(devices, {
        ...device,
        months: device.months ?? null,
        enrolledAt: ctx.occurredAt,
        enrolledBy: ctx.actor.id,
      });
    await tx.emit(deviceChanged, { deviceId: device.id, status: device.status });
  },
});
