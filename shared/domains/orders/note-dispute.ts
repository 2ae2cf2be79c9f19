import * as z from 'zod/mini';
import { amount, count, currency, id, instant, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { momentOf, postEntry } from '../ledger/post-entry.ts';
import { disputeEntry } from '../ledger/provider-entries.ts';
import { disputeStates, type PaymentDispute, paymentDisputes } from './dispute-schema.ts';
import { raiseFlag } from './flags.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange } from './note-change.ts';
import { orderFlags, orders } from './schema.ts';

const isOver = ({ state }: Pick<PaymentDispute, 'state'>): boolean => state === 'won' || state === 'lost';

/** For the timeline; the amount stands in the books and on the task. */
const words: Readonly<Record<PaymentDispute['state'], string>> = {
  asked: 'The payment is questioned; nothing was taken back.',
  open: 'The payment is disputed; the provider took the money back.',
  review: 'The evidence about the disputed payment is with the bank.',
  won: 'The dispute was won; the money is the shop’s again.',
  lost: 'The dispute was lost; the money stays with the shopper.',
};

export const noteDispute = defineMutator({
  name: 'orders.noteDispute',
  version: 1,
  kind: 'intent',
  permission: 'orders.refund',
  doc: 'Keeps how a disputed payment stands at its provider, on the timeline of its order and as a task with the day evidence is due; what was taken from the shop, or came back, is booked. The order stays as it is: whether it is to be paid again is a person’s matter. What is older than what is known changes nothing. By the cloud itself.',
  args: z.strictObject({
    disputeId: id,
    attemptId: id,
    orderId: id,
    provider: text(40),
    reference: text(200),
    /** Minor units of `currency`, as `taken` */
    amount,
    /** What of it is away from the shop at this moment */
    taken: amount,
    currency,
    reason: text(100),
    state: z.enum(disputeStates),
    /** Epoch milliseconds */
    dueAt: z.nullable(instant),
    revision: count,
  }),
  run: async (tx, { disputeId: id, ...told }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.noteDispute' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.noteDispute' });
    // Of an attempt that came to no order there is nothing to look at; the money was given back there anyway.
    if (!(await tx.get(orders, { id: told.orderId }))) return;
    const order = await lockedOrder(tx, told.orderId);
    const [known] = await tx.getForUpdate(paymentDisputes, [{ id }]);
    if (known && known.revision >= told.revision) return;
    const changedAt = ctx.occurredAt;
    if (known) await tx.update(paymentDisputes, { id }, { ...told, changedAt });
    else await tx.insert(paymentDisputes, { id, ...told, openedAt: changedAt, changedAt });
    const more = sum([told.taken, -(known?.taken ?? 0)]);
    const money = { id, provider: told.provider, currency: told.currency, amount: more };
    await postEntry(tx, ctx, { ...disputeEntry(order, money), ...momentOf(ctx) });
    if (known?.state !== told.state) await noteChange(tx, ctx, order, { kind: 'note', note: words[told.state] });
    await task(tx, ctx, { id, ...told });
  },
});

/** A person answers it, until it is decided. What the task says stands on the flag and is kept at what the provider says. */
async function task(
  tx: Tx,
  ctx: MutationContext,
  dispute: Pick<PaymentDispute, 'id' | 'orderId' | 'amount' | 'currency' | 'reason' | 'state' | 'dueAt' | 'provider'>,
): Promise<void> {
  const { id: disputeId, orderId, amount, currency, reason, state, dueAt, provider } = dispute;
  const details = { disputeId, amount, currency, reason, state, dueAt, provider };
  const code = 'payment-disputed' as const;
  const open = (await tx.list(orderFlags, { orderId })).filter(
    (flag) => flag.code === code && flag.details['disputeId'] === disputeId,
  );
  if (open.length === 0) return raiseFlag(tx, ctx, { orderId, code, about: disputeId, details });
  for (const flag of open) {
    const closes = isOver(dispute) && flag.resolvedAt === null;
    const over = { resolvedAt: ctx.occurredAt, resolvedBy: ctx.actor.name, note: words[state] };
    // A loss without a word before it is for a person to see, who closes it.
    await tx.update(orderFlags, { id: flag.id }, { details, ...(closes && state === 'won' ? over : {}) });
  }
}
