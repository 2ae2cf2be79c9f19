import * as z from 'zod/mini';
import { id, text } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { raiseFlag } from './flags.ts';
import { orderFlags } from './schema.ts';
import { taxRecords } from './tax-record-schema.ts';

export const taxRefused = defineMutator({
  name: 'orders.taxRefused',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'A provider of taxes refused to take an order, or what came back of it, into its book: a flag for a person, who puts right what it says and tries again. The order stays as it is. By the cloud itself.',
  args: z.strictObject({ recordId: id, reason: text(500) }),
  run: async (tx, { recordId, reason }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.taxRefused' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.taxRefused' });
    const record = await tx.get(taxRecords, { id: recordId });
    if (!record) return;
    const { orderId, provider, tax, currency } = record;
    // Tried again and refused again, it is the same flag while nobody has looked.
    const flags = await tx.list(orderFlags, { orderId });
    if (
      flags.some(
        ({ code, details, resolvedAt }) =>
          code === 'tax-refused' && resolvedAt === null && details['recordId'] === recordId,
      )
    )
      return;
    await raiseFlag(tx, ctx, {
      orderId,
      code: 'tax-refused',
      about: recordId,
      details: { recordId, provider, tax, currency, reason },
    });
  },
});
