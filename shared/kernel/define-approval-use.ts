import type { Approval, MutationContext, Mutator } from './define-mutator.ts';
import type { Tx } from './tx.ts';

/** Takes an approval for one run of a command. @throws DomainError where it is not good for it */
export type ApprovalUse = (
  tx: Tx,
  mutator: Mutator,
  args: unknown,
  ctx: MutationContext,
  approval: Approval,
) => Promise<void>;

let declared: ApprovalUse | undefined;

/** The access domain says how; whoever runs commands without it takes no approvals. */
export function defineApprovalUse(use: ApprovalUse): ApprovalUse {
  declared = use;
  return use;
}

export function approvalUse(): ApprovalUse {
  if (!declared) throw new Error('nothing here knows how an approval is used');
  return declared;
}
