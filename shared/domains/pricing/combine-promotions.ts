import { type Money, type Reason, reason } from './explain.ts';
import type { Offer } from './offer.ts';
import type { Promotion, Stage } from './promotion-args.ts';
import type { Component } from './promotion-sets.ts';

/** A promotion that holds for a basket and would take something. */
export interface Candidate {
  readonly promotion: Promotion;
  readonly stage: Stage;
  readonly indexes: readonly number[];
  readonly components: readonly Component[];
  /** On the basket as it is before any other */
  readonly alone: Offer;
  readonly saving: number;
  /** Why it holds */
  readonly grounds: readonly Reason[];
}

function allows(a: Candidate, b: Candidate): boolean {
  const { combines, excludes } = a.promotion;
  if (combines === 'never' || excludes?.includes(b.promotion.id)) return false;
  return combines === undefined || combines === 'with-all' || a.stage !== b.stage;
}

/** Which go together: the higher priority chooses first, then what gives the buyer more; a tie goes by id, never by place. */
export function admit(
  candidates: readonly Candidate[],
  money: Money,
): { admitted: Candidate[]; refused: { candidate: Candidate; why: Reason }[] } {
  const ranked = [...candidates].sort(
    (a, b) =>
      (b.promotion.priority ?? 0) - (a.promotion.priority ?? 0) ||
      b.saving - a.saving ||
      (a.promotion.id < b.promotion.id ? -1 : 1),
  );
  const admitted: Candidate[] = [];
  const refused: { candidate: Candidate; why: Reason }[] = [];
  for (const candidate of ranked) {
    const rival = admitted.find((other) => !allows(candidate, other) || !allows(other, candidate));
    if (!rival) {
      admitted.push(candidate);
      continue;
    }
    const { name, id } = rival.promotion;
    const by = rival.saving - candidate.saving;
    const text =
      by > 0
        ? `Holds too, but only one may count. ${name} gives ${money(by)} more`
        : `Holds too, but only one may count. ${name} goes first`;
    refused.push({ candidate, why: reason('does-not-combine', text, { with: id, by }) });
  }
  return { admitted, refused };
}
