import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { registerAnswer } from '../pricing/reverse-charge.ts';
import { noVatNumber, reliefAsItIs } from './errors.ts';
import { type OrderDelivery, orderDeliveries } from './fulfilment-schema.ts';
import { lockedOrder } from './mutators.ts';
import { noteChange, noted } from './note-change.ts';
import { type Order, orderFlags } from './schema.ts';

/**
 * Why the buyer of an order pays no tax from now on.
 * @throws DomainError where no VAT number is known by which they account for it, it is as wished, or a provider taxed it
 */
export function reliefWanted(
  { id: orderId, number, taxRelief }: Order,
  kept: OrderDelivery | undefined,
  wanted: 'reverse-charge' | 'none',
): Order['taxRelief'] {
  const { vatEvidence: evidence = null, taxedBy = null } = kept ?? {};
  // What a provider worked out is not taken apart here, and what its customer is otherwise exempt by is none of this.
  if (!evidence || taxedBy?.by === 'provider') throw noVatNumber({ orderId, number });
  const off = taxRelief?.kind === 'reverse-charge';
  if (off === (wanted === 'reverse-charge') || (taxRelief && !off)) throw reliefAsItIs({ orderId, number });
  return wanted === 'none' ? null : { kind: 'reverse-charge', evidence: evidence.number };
}

/** What an order was flagged for by its VAT number is answered. */
export async function lookedAt(
  tx: Tx,
  ctx: Pick<MutationContext, 'occurredAt' | 'actor'>,
  orderId: string,
  note: string,
): Promise<void> {
  const flags = await tx.list(orderFlags, { orderId, code: 'vat-unchecked' });
  for (const { id: flagId, resolvedAt } of flags) {
    if (resolvedAt !== null) continue;
    const resolved = { resolvedAt: ctx.occurredAt, resolvedBy: ctx.actor.name, note };
    await tx.update(orderFlags, { id: flagId }, resolved);
  }
}

export const noteVatAnswer = defineMutator({
  name: 'orders.noteVatAnswer',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Keeps what the register of the EU (VIES) said of the VAT number of an order when somebody had it asked again, as the evidence of why no tax was taken. An order without tax whose number is valid has been looked at by that. By the cloud itself.',
  args: z.strictObject({ orderId: id, answer: registerAnswer }),
  run: async (tx, { orderId, answer }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'orders.noteVatAnswer' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'orders.noteVatAnswer' });
    const order = await lockedOrder(tx, orderId);
    if (await noted(tx, ctx)) return;
    const kept = await tx.get(orderDeliveries, { orderId });
    const evidence = kept?.vatEvidence;
    if (evidence?.number !== answer.number) throw noVatNumber({ orderId, number: order.number });
    await tx.update(orderDeliveries, { orderId }, { vatEvidence: { ...evidence, register: answer } });
    const said = answer.answer === 'none' ? 'did not answer' : `says: ${answer.answer}`;
    const note = `VAT number ${answer.number}: the register of the EU ${said}${answer.request && ` (${answer.request})`}.`;
    await noteChange(tx, ctx, order, { kind: 'note', note });
    if (answer.answer === 'valid' && order.taxRelief?.kind === 'reverse-charge')
      await lookedAt(tx, ctx, orderId, 'The register of the EU knows the number.');
  },
});
