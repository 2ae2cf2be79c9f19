import * as z from 'zod/mini';
import { id, mailAddress } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { manyLetters, orderUnknown } from './errors.ts';
import { receiptLetters } from './receipt-letter-schema.ts';
import { orders } from './schema.ts';

/** More of one receipt is a mistake, or somebody who fills strangers' boxes. */
const MOST_LETTERS = 10;

export const mailReceipt = defineMutator({
  name: 'orders.mailReceipt',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Sends the receipt of a sale or a return to somebody as a letter with its paper, in the language of the buyer. The cloud sends it, behind the command; at most ten of one receipt.',
  args: z.strictObject({ orderId: id, to: mailAddress }),
  run: async (tx, { orderId, to }, ctx) => {
    const order = await tx.get(orders, { id: orderId });
    if (!order) throw orderUnknown({ orderId });
    const earlier = await tx.list(receiptLetters, { orderId });
    const letterId = ctx.idFor('letter');
    if (earlier.some((one) => one.id === letterId)) return;
    if (earlier.length >= MOST_LETTERS) throw manyLetters({ orderId, number: order.number, most: MOST_LETTERS });
    const { occurredAt: askedAt, actor } = ctx;
    await tx.insertOnce(receiptLetters, {
      ...{ id: letterId, orderId, sentTo: to, status: 'waiting', tries: 0, nextAt: askedAt, sentAt: null },
      ...{ actorName: actor.name, askedAt, month: order.month },
    });
  },
});
