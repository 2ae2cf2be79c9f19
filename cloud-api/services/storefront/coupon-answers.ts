import type { Coupon } from '@tillhouse/shared/domains/pricing/coupons.ts';
import * as z from 'zod';

/** Codes of a basket as it is priced. */
export const couponAnswers = z.array(
  z.object({
    code: z.string(),
    applied: z.boolean(),
    reason: z.string().describe('The offer, or why the code does not count'),
    why: z.string().nullable().describe('For programs: why it does not count; null: it does'),
  }),
);

export const shownCoupons = (coupons: readonly Coupon[]): z.infer<typeof couponAnswers> =>
  coupons.map(({ code, status, reason, why }) => ({ code, applied: status === 'applied', reason, why }));
