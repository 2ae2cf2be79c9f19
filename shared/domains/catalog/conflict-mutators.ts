import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { conflictUnknown } from './errors.ts';
import { fieldConflicts } from './schema.ts';

export const settleConflict = defineMutator({
  name: 'catalog.settleConflict',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Closes a case of a field that was edited twice: `kept` leaves what stands, `lost` and `merged` go with the edit that wrote the other value. Both values stay in the row; who was first stays noted.',
  args: z.strictObject({ conflictId: id, resolution: z.enum(['kept', 'lost', 'merged']) }),
  run: async (tx, { conflictId, resolution }, ctx) => {
    const [conflict] = await tx.getForUpdate(fieldConflicts, [{ id: conflictId }]);
    if (!conflict) throw conflictUnknown({ conflictId });
    if (conflict.resolvedAt !== null) return;
    const settled = { resolution, resolvedAt: ctx.occurredAt, resolvedBy: ctx.actor.name };
    await tx.update(fieldConflicts, { id: conflictId }, settled);
  },
});
