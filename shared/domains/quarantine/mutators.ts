import * as z from 'zod/mini';
import { id, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/tx.ts';
import { alreadyDecided, cannotCount, caseUnknown } from './errors.ts';
import { quarantineCases } from './schema.ts';

const args = z.strictObject({ caseId: id, note: words(500) });
type Decision = z.infer<typeof args>;

/** @returns false where the same was decided before: who was first stays noted */
async function decide(
  tx: Tx,
  { caseId, note }: Decision,
  ctx: MutationContext,
  status: 'accepted' | 'dismissed',
): Promise<boolean> {
  const [known] = await tx.getForUpdate(quarantineCases, [{ id: caseId }]);
  if (!known) throw caseUnknown({ caseId });
  if (known.status === status) return false;
  if (known.status !== 'open') throw alreadyDecided({ caseId, status: known.status, decidedBy: known.decidedBy ?? '' });
  const { id: decidedById, name: decidedBy } = ctx.actor;
  await tx.update(quarantineCases, { id: caseId }, { status, decidedAt: ctx.occurredAt, decidedById, decidedBy, note });
  return true;
}

function whyNot({ details: { problem }, message }: DomainError): string {
  return typeof problem === 'string' ? `${problem}.` : message;
}

export const acceptCase = defineMutator({
  name: 'quarantine.acceptCase',
  version: 1,
  kind: 'intent',
  permission: 'quarantine.review',
  doc: 'A person has looked at a fact that was put aside and says that it happened: the cloud takes it in, once, as who did it where and when it happened. What does not add up in itself stays outside of the books.',
  args,
  run: async (tx, decision, ctx) => {
    if (!(await decide(tx, decision, ctx, 'accepted'))) return;
    const { caseId } = decision;
    try {
      await ctx.putAside?.run(caseId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw cannotCount({ caseId, cause: error.code, why: whyNot(error) });
    }
  },
});

export const dismissCase = defineMutator({
  name: 'quarantine.dismissCase',
  version: 1,
  kind: 'intent',
  permission: 'quarantine.review',
  doc: 'A person has looked at what was put aside and leaves it outside of money and stock. It is kept whole, with who decided so and why.',
  args,
  run: async (tx, decision, ctx) => {
    if (await decide(tx, decision, ctx, 'dismissed')) await ctx.putAside?.close(decision.caseId);
  },
});
