import * as z from 'zod/mini';
import { count, id, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { devices } from '../access/schema.ts';
import { variants } from '../catalog/schema.ts';
import {
  deviceUnknown,
  favouriteUnknown,
  registerCodeFixed,
  registerCodeTaken,
  registerUnknown,
  takenOverMeanwhile,
} from './errors.ts';
import { registerTakenOver } from './events.ts';
import { favourites, receipts, registers } from './schema.ts';

export const saveRegister = defineMutator({
  name: 'register.saveRegister',
  version: 1,
  kind: 'intent',
  permission: 'till.manage',
  doc: 'Adds or changes a register. Its code stands on receipts, so it cannot change once one was issued.',
  args: z.strictObject({
    register: z.strictObject({
      id,
      code: z.string().check(z.regex(/^[A-Z][A-Z0-9]{0,7}$/, 'letters and digits, a letter first')),
      name: words(80),
      locationId: id,
      status: z.enum(['active', 'retired']),
    }),
  }),
  run: async (tx, { register }, ctx) => {
    const [sameCode] = await tx.list(registers, { code: register.code });
    if (sameCode && sameCode.id !== register.id) throw registerCodeTaken({ code: register.code });
    const [known] = await tx.getForUpdate(registers, [{ id: register.id }]);
    if (known && known.code !== register.code) {
      const [issued] = await tx.list(receipts, { registerId: register.id });
      if (issued) throw registerCodeFixed({ code: known.code });
    }
    const row = { ...register, updatedAt: ctx.occurredAt };
    if (known) await tx.update(registers, { id: register.id }, row);
    else await tx.insert(registers, { ...row, generation: 1 });
  },
});

export const takeOver = defineMutator({
  name: 'register.takeOver',
  version: 1,
  kind: 'intent',
  permission: 'till.manage',
  doc: 'This device issues the receipts of a register from now on, in the next generation; what the other one still sends keeps its numbers.',
  args: z.strictObject({ registerId: id, generation: count }),
  run: async (tx, { registerId, generation }, ctx) => {
    const [register] = await tx.getForUpdate(registers, [{ id: registerId }]);
    if (!register) throw registerUnknown({ registerId });
    const device = await tx.get(devices, { id: ctx.deviceId });
    if (device?.status !== 'enrolled') throw deviceUnknown({ deviceId: ctx.deviceId });
    const done = register.generation === generation + 1 && device.registerId === registerId;
    if (done) return;
    if (register.generation !== generation) throw takenOverMeanwhile({ registerId, generation: register.generation });
    await tx.update(registers, { id: registerId }, { generation: generation + 1, updatedAt: ctx.occurredAt });
    for (const other of await tx.list(devices, { registerId }))
      await tx.update(devices, { id: other.id }, { registerId: null });
    await tx.update(devices, { id: ctx.deviceId }, { registerId });
    await tx.emit(registerTakenOver, { registerId, generation: generation + 1, deviceId: ctx.deviceId });
  },
});

export const saveFavourites = defineMutator({
  name: 'register.saveFavourites',
  version: 1,
  kind: 'intent',
  permission: 'till.favourites',
  doc: 'Writes the tiles of one page in the order given; an empty list takes the page away.',
  args: z.strictObject({ page: words(40), variantIds: z.array(id).check(z.maxLength(60)) }),
  run: async (tx, { page, variantIds }, ctx) => {
    const known = new Set(
      (
        await tx.getMany(
          variants,
          variantIds.map((id) => ({ id })),
        )
      ).map((row) => row.id),
    );
    const missing = variantIds.find((variantId) => !known.has(variantId));
    if (missing) throw favouriteUnknown({ variantId: missing });
    const before = await tx.list(favourites, { page });
    // Pages stand in the order of their oldest tile, so a page that is arranged anew stays where it is.
    const since = Math.min(ctx.occurredAt, ...before.map(({ updatedAt }) => updatedAt));
    for (const { id } of before) await tx.delete(favourites, { id });
    await tx.insertMany(
      favourites,
      variantIds.map((variantId, position) => ({
        id: ctx.idFor(`tile:${position}`),
        page,
        position,
        variantId,
        updatedAt: position === 0 ? since : ctx.occurredAt,
      })),
    );
  },
});
