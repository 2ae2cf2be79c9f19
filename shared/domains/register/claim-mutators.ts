import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { devices } from '../access/schema.ts';
import { deviceUnknown, registerClaimed, registerUnknown } from './errors.ts';
import { receiptCounters, registers } from './schema.ts';
import { registerNeed } from './trade-needs.ts';

/** Nobody has sold on it in its generation. */
async function isFresh(tx: Tx, registerId: string): Promise<boolean> {
  const register = await tx.get(registers, { id: registerId });
  if (!register) return false;
  const { generation } = register;
  return ((await tx.get(receiptCounters, { registerId, generation }))?.lastSequence ?? 0) === 0;
}

export const claim = defineMutator({
  name: 'register.claim',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'This device is to sell on a register that nobody has sold on yet, so that another one that chooses it is told before both give the same numbers out. Refused where another device was first; on a register that has sold it does nothing, since its receipts say whose it is.',
  args: z.strictObject({ registerId: id }),
  needs: async (tx, { registerId }) => [await registerNeed(tx, 'till.sell', registerId)],
  run: async (tx, { registerId }, ctx) => {
    const [register] = await tx.getForUpdate(registers, [{ id: registerId }]);
    if (!register) throw registerUnknown({ registerId });
    const device = await tx.get(devices, { id: ctx.deviceId });
    if (device?.status !== 'enrolled') throw deviceUnknown({ deviceId: ctx.deviceId });
    if (device.registerId === registerId) return;
    const other = (await tx.list(devices, { registerId })).find(({ status }) => status === 'enrolled');
    if (other) throw registerClaimed({ register: register.name, device: other.name });
    if (!(await isFresh(tx, registerId))) return;
    // What it took over, or sells on, stays its own; one that it only chose before it lets go of.
    if (device.registerId !== null && !(await isFirstAndFresh(tx, device.registerId))) return;
    await tx.update(devices, { id: ctx.deviceId }, { registerId });
  },
});

async function isFirstAndFresh(tx: Tx, registerId: string): Promise<boolean> {
  const register = await tx.get(registers, { id: registerId });
  return register?.generation === 1 && (await isFresh(tx, registerId));
}
