import { type Reason, reason } from './explain.ts';
import type { Promotion } from './promotion-args.ts';

/** As codes are compared: without spaces around them, upper and lower case alike. */
export const couponKey = (code: string): string => code.trim().toUpperCase();

interface Uses {
  readonly coupons: ReadonlySet<string>;
  readonly situation: { readonly at: number; readonly customerKnown?: boolean | undefined };
}

/** Why a promotion cannot be used at all now: out of its time, no code, used up. Undefined when it can. */
export function whyNotUsable(
  promotion: Promotion,
  { coupons, situation: { at, customerKnown } }: Uses,
): Reason | undefined {
  const { startsAt, endsAt, codes, perCustomer } = promotion;
  if (typeof startsAt === 'number' && at < startsAt) return reason('not-begun', 'It has not begun', { startsAt });
  if (typeof endsAt === 'number' && at >= endsAt) return reason('over', 'It is over', { endsAt });
  if (codes && codes.length > 0) {
    const entered = coupons.size === 0 ? [] : codes.filter(({ code }) => coupons.has(couponKey(code)));
    if (entered.length === 0) return reason('code-not-entered', 'Its code was not entered');
    const usable = entered.some(({ limit, used = 0 }) => limit === undefined || used < limit);
    if (!usable) return reason('code-used-up', 'The code has been used as often as it may be');
  }
  if (perCustomer && customerKnown === false) {
    return reason('customer-unknown', 'A customer may have it only so often, so it needs to know who buys');
  }
  if (perCustomer && perCustomer.used >= perCustomer.limit) {
    return reason('customer-limit', `This customer has had it ${perCustomer.used} times, as often as it may be had`);
  }
  return undefined;
}

/** An order that had a promotion of which uses are counted. */
export interface CountedUse {
  readonly promotionId: string;
  /** As codes are compared; empty where none was needed */
  readonly code: string;
}

/** What of the promotions that counted has to be remembered: those with a code, and those a customer may have only so often. */
export function usesToCount(
  promotions: readonly Promotion[],
  applied: readonly { readonly id: string; readonly outcome: string }[],
  coupons: readonly string[],
): CountedUse[] {
  const entered = new Set(coupons.map(couponKey));
  const had = new Set(applied.flatMap(({ id, outcome }) => (outcome === 'applied' ? [id] : [])));
  return promotions.flatMap(({ id: promotionId, codes = [], perCustomer }) => {
    if (!had.has(promotionId) || (codes.length === 0 && !perCustomer)) return [];
    const usable = codes.find(
      ({ code, limit, used = 0 }) => entered.has(couponKey(code)) && (limit === undefined || used < limit),
    );
    return { promotionId, code: usable ? couponKey(usable.code) : '' };
  });
}
