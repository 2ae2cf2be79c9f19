import type { Actor, MutationContext, Mutator, Proof } from '../../kernel/define-mutator.ts';
import type { DomainError } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/tx.ts';
import { stepUpNeeded } from './errors.ts';
import { signInPolicies } from './schema.ts';
import { asksFor, type Factor, type StepUp, stepUpOfCommand } from './step-up.ts';
import { storeAt } from './stores.ts';

/** What of a grave command is not shown: `value`, where it depends on how much it moves. */
export interface Unproven {
  readonly stepUp: StepUp;
  /** A second factor is asked for: a sign-in to the cloud, and no PIN */
  readonly strong: boolean;
  readonly value?: number;
}

type Placed = { readonly decided?: { readonly locationId?: unknown } } | null;

/**
 * Whether a command done at a desk lacks that its person showed lately who they are; null where it does not. Somebody
 * else's yes to exactly this does as well, unless a role asks for a second factor.
 */
export async function unproven(
  tx: Tx,
  mutator: Pick<Mutator, 'name' | 'permission'>,
  args: unknown,
  { actor, approval, occurredAt }: Pick<MutationContext, 'actor' | 'approval' | 'occurredAt'>,
): Promise<Unproven | null> {
  const stepUp = stepUpOfCommand(mutator.name, mutator.permission);
  if (!stepUp || actor.system) return null;
  const amountOf = stepUp.over?.[mutator.name];
  if (amountOf) {
    const locationId = (args as Placed)?.decided?.locationId;
    const store = await storeAt(tx, typeof locationId === 'string' ? locationId : null);
    if (!asksFor(stepUp, mutator.name, args, store?.returnLimit ?? 0)) return null;
  }
  const strong = !stepUp.atTill && (await asksSecondFactor(tx, actor));
  if ((approval && !strong) || isFresh(actor.proof, stepUp, strong, occurredAt)) return null;
  return { stepUp, strong, ...(amountOf && { value: amountOf(args) }) };
}

async function asksSecondFactor(tx: Tx, { roleId }: Actor): Promise<boolean> {
  return (await tx.get(signInPolicies, { roleId }))?.secondFactor === 'required';
}

/** What the cloud's clock says of when it was shown is as near to the device's as that was measured. */
const BY_TWO_CLOCKS_MS = 60_000;

/** @param at when it is done, by the device's clock */
export function isFresh(proof: Proof | undefined, { minutes }: StepUp, strong: boolean, at: number): proof is Proof {
  if (!proof || (strong && !proof.strong)) return false;
  const early = proof.how === 'cloud' || proof.how === 'enrolled' ? BY_TWO_CLOCKS_MS : 0;
  const age = at - proof.at;
  return age >= -early && age <= minutes * 60_000;
}

/** @param will what this person can show; the desk knows, others say what would do in general */
export function refusalOfUnproven({ stepUp, strong }: Unproven, will?: readonly Factor[]): DomainError {
  const { name, what, minutes } = stepUp;
  const usual: Factor[] = strong ? ['passkey', 'totp'] : ['pin', 'badge'];
  return stepUpNeeded({ stepUp: name, what, minutes, will: will ?? usual });
}
