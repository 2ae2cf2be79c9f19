import type { MutationContext, Mutator } from './define-mutator.ts';
import type { DomainError } from './errors.ts';
import type { Tx } from './tx.ts';

/** What of a grave command is not shown: the refusal, and how much it moves where it depends on that. */
export interface Bare {
  readonly refusal: DomainError;
  readonly value?: number;
}

/** Whether a command done at a desk lacks that its person showed lately who they are; null where it does not. */
export type ProofCheck = (
  tx: Tx,
  mutator: Pick<Mutator, 'name' | 'permission'>,
  args: unknown,
  ctx: Pick<MutationContext, 'actor' | 'approval' | 'occurredAt'>,
) => Promise<Bare | null>;

let declared: ProofCheck | undefined;

/** The access domain says what is grave; whoever runs commands without it asks for no proof. */
export function defineProofCheck(check: ProofCheck): ProofCheck {
  declared = check;
  return check;
}

export function proofCheck(): ProofCheck {
  if (!declared) throw new Error('nothing here knows what is grave');
  return declared;
}
