import { type Reason, reason } from './explain.ts';
import type { Promotion } from './promotion-args.ts';

/** As codes are compared: without spaces around them, upper and lower case alike. */
export const couponKey = (code: string): string => code.trim().toUpperCase();

interface Uses {
  readonly coupons: ReadonlySet<string>;
  readonly situation: { readonly at: number };
}

/** Why a promotion cannot be used at all now: out of its time, no code, used up. Undefined when it can. */
export function whyNotUsable(promotion: Promotion, { coupons, situation: { at } }: Uses): Reason | undefined {
  const { startsAt, endsAt, codes, perCustomer } = promotion;
  if (typeof startsAt === 'number' && at < startsAt) return reason('not-begun', 'It has not begun', { startsAt });
  if (typeof endsAt === 'number' && at >= endsAt) return reason('over', 'It is over', { endsAt });
  if (codes && codes.length > 0) {
    const entered = codes.filter(({ code }) => coupons.has(couponKey(code)));
    if (entered.length === 0) return reason('code-not-entered', 'Its code was not entered');
    const usable = entered.some(({ limit, used = 0 }) => limit === undefined || used < limit);
    if (!usable) return reason('code-used-up', 'The code has been used as often as it may be');
  }
  if (perCustomer && perCustomer.used >= perCustomer.limit) {
    return reason('customer-limit', `This customer has had it ${perCustomer.used} times, as often as it may be had`);
  }
  return undefined;
}
