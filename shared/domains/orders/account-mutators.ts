import * as z from 'zod/mini';
import { amount, currency, id, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import { customerUnknown } from '../customers/errors.ts';
import { customers } from '../customers/schema.ts';
import { allotmentDiffers, moreThanOpen, orderUnknown } from './errors.ts';
import { noted } from './note-change.ts';
import { receive } from './payment-mutators.ts';
import { orders } from './schema.ts';
import { type Allotment, allotOldest, type OpenOrder, statementOf } from './statement.ts';

const allotted = z
  .array(z.strictObject({ orderId: id, amount: amount.check(z.gte(1)) }))
  .check(z.minLength(1), z.maxLength(200));

export const recordAccountPayment = defineMutator({
  name: 'orders.recordAccountPayment',
  version: 1,
  kind: 'intent',
  permission: 'orders.edit',
  doc: 'Money of a customer arrived at the bank for what they bought on account: it is allotted to the orders that are named, or to the oldest first. `reference` as it stands on the statement. Refused where it is more than is due of an order, or of all of them, so that one that two people write down is not written twice.',
  args: z.strictObject({
    customerId: id,
    /** Minor units of this currency; of orders in it alone */
    amount: amount.check(z.gte(1)),
    currency,
    reference: words(120),
    note: text(300),
    /** Left out: the oldest first; their sum is the amount */
    allotted: z.optional(allotted),
  }),
  run: async (tx, { customerId, amount: wanted, currency: of, reference, note, allotted: chosen }, ctx) => {
    if (!(await tx.get(customers, { id: customerId }))) throw customerUnknown({ customerId });
    const open = await tx.listMany(orders, [
      { customerId, paymentStatus: 'unpaid' },
      { customerId, paymentStatus: 'part-paid' },
    ]);
    const within = (orderId: string) => ({ ...ctx, idFor: (label: string) => ctx.idFor(`${orderId}:${label}`) });
    for (const { id: orderId } of open) if (await noted(tx, within(orderId))) return;
    const here = open.filter((order) => order.currency === of && order.status !== 'cancelled');
    const parts = chosen ?? oldest(here, wanted, localDayAndHour(ctx.occurredAt, ctx.store.timeZone).date);
    if (sum(parts.map((part) => part.amount)) !== wanted)
      throw allotmentDiffers({ amount: wanted, allotted: sum(parts.map((part) => part.amount)) });
    for (const part of parts) {
      if (!here.some((order) => order.id === part.orderId)) {
        const known = await tx.get(orders, { id: part.orderId });
        if (known?.customerId !== customerId || known.currency !== of) throw orderUnknown({ orderId: part.orderId });
        if (await noted(tx, within(part.orderId))) return;
      }
      await receive(tx, within(part.orderId), { ...part, kind: 'bank', reference, note });
    }
  },
});

function oldest(
  open: readonly (Omit<OpenOrder, 'orderId' | 'dueOn'> & { id: string })[],
  wanted: number,
  today: string,
): Allotment[] {
  const { items } = statementOf(
    open.map(({ id: orderId, ...order }) => ({ ...order, orderId, dueOn: null })),
    today,
  );
  const { parts, left } = allotOldest(items, wanted);
  if (left > 0) throw moreThanOpen({ open: sum([wanted, -left]), wanted });
  return parts;
}
