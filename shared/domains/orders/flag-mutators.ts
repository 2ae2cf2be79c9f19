import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { flagUnknown } from './errors.ts';
import { orderFlags } from './schema.ts';

export const resolveFlag = defineMutator({
  name: 'orders.resolveFlag',
  version: 1,
  kind: 'intent',
  permission: 'orders.fulfil',
  doc: 'Closes what an order was flagged for, with a note of what was found or done. The order stays as it is; who was first stays noted.',
  args: z.strictObject({ flagId: id, note: text(500) }),
  run: async (tx, { flagId, note }, ctx) => {
    const [flag] = await tx.getForUpdate(orderFlags, [{ id: flagId }]);
    if (!flag) throw flagUnknown({ flagId });
    if (flag.resolvedAt !== null) return;
    const resolved = { resolvedAt: ctx.occurredAt, resolvedBy: ctx.actor.name, note };
    await tx.update(orderFlags, { id: flagId }, resolved);
  },
});
