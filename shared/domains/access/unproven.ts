import type { Actor, Proof } from '../../kernel/define-mutator.ts';
import { defineProofCheck } from '../../kernel/define-proof-check.ts';
import type { Tx } from '../../kernel/tx.ts';
import { stepUpNeeded } from './errors.ts';
import { signInPolicies } from './schema.ts';
import { asksFor, type Factor, type StepUp, stepUpOfCommand } from './step-up.ts';
import { storeAt } from './stores.ts';

type Placed = { readonly decided?: { readonly locationId?: unknown } } | null;

/**
 * Whoever does at a desk what is grave showed lately that it is them. Somebody else's yes to exactly this does as well, unless
 * a role asks for a second factor.
 */
defineProofCheck(async (tx, mutator, args, { actor, approval, occurredAt }) => {
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
  const { name, what, minutes } = stepUp;
  // A desk knows what its person has of these.
  const will: Factor[] = strong ? ['passkey', 'totp', 'key'] : ['pin', 'badge', 'key'];
  return { refusal: stepUpNeeded({ stepUp: name, what, minutes, will }), ...(amountOf && { value: amountOf(args) }) };
});

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
