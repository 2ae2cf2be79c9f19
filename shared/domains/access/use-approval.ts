import type { Approval, MutationContext, Mutator } from '../../kernel/define-mutator.ts';
import { defineApprovalUse } from '../../kernel/define-approval-use.ts';
import type { Tx } from '../../kernel/tx.ts';
import { canonicalJson } from './canonical.ts';
import { approvalOtherCommand, approvalOwn, approvalSpent, approvalUnknown } from './approval-errors.ts';
import { approvalUses, approvals } from './schema.ts';

/** What an approval of a command is bound to, as one text; the desk and the cloud make the same of it. */
export function boundText(mutator: Pick<Mutator, 'name' | 'bound'>, args: unknown): string {
  return `${mutator.name}\n${canonicalJson(mutator.bound ? mutator.bound(args) : args)}`;
}

/**
 * Takes an approval for this one run: it is written down with the mutation that used it, and no other can use it again.
 * One that was asked for at another device is looked up here and compared with what is about to run.
 * @throws DomainError `access.approval-…`
 */
defineApprovalUse(async (tx, mutator, args, ctx, approval) => {
  const { id, approver, how } = approval;
  if (approver.id === ctx.actor.id) throw approvalOwn({ approvalId: id });
  if (how === 'asked') await compareWithAsked(tx, mutator, args, ctx, approval);
  const use = { approvalId: id, mutationId: ctx.mutationId, command: mutator.name, how, usedAt: ctx.occurredAt };
  const people = { actorId: ctx.actor.id, approverId: approver.id, approverName: approver.name };
  if (await tx.insertOnce(approvalUses, { ...use, ...people })) return;
  const used = await tx.get(approvalUses, { approvalId: id });
  if (used?.mutationId !== ctx.mutationId) throw approvalSpent({ approvalId: id });
});

async function compareWithAsked(
  tx: Tx,
  mutator: Mutator,
  args: unknown,
  ctx: MutationContext,
  { id }: Approval,
): Promise<void> {
  const asked = await tx.get(approvals, { id });
  if (asked?.status !== 'approved' || asked.expiresAt < ctx.occurredAt) throw approvalUnknown({ approvalId: id });
  if (asked.askedById !== ctx.actor.id || asked.bound !== boundText(mutator, args))
    throw approvalOtherCommand({ approvalId: id });
}
