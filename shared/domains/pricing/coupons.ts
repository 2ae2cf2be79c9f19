import type { PromotionOutcome } from './apply-promotions.ts';
import type { Promotion } from './promotion-args.ts';
import { couponKey } from './promotion-uses.ts';

/** What became of a code that was entered. */
export interface Coupon {
  readonly code: string;
  readonly status: 'applied' | 'not-applied' | 'unknown';
  readonly promotionId: string | null;
  readonly reason: string;
  /** The code of why it does not count; null: it does */
  readonly why: string | null;
}

export function couponsOf(
  entered: readonly string[],
  promotions: readonly Promotion[],
  outcomes: readonly PromotionOutcome[],
): Coupon[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const unique = new Map(entered.map((code) => [couponKey(code), code]));
  return [...unique].map(([key, code]): Coupon => {
    const named = promotions.filter(({ codes }) => codes?.some((each) => couponKey(each.code) === key));
    const found = named.flatMap(({ id }) => byId.get(id) ?? []);
    const best = found.find(({ outcome }) => outcome === 'applied') ?? found[0];
    if (!best)
      return { code, status: 'unknown', promotionId: null, reason: 'No promotion has this code', why: 'unknown' };
    const applied = best.outcome === 'applied';
    const why = best.reasons.at(-1);
    return {
      code,
      status: applied ? 'applied' : 'not-applied',
      promotionId: best.id,
      reason: applied ? best.name : (why?.text ?? ''),
      why: applied ? null : (why?.code ?? ''),
    };
  });
}
