import { decimalsOf } from '../../kernel/currencies.ts';
import { extend } from '../../kernel/quantity.ts';
import { type Applied, applyPromotions } from './apply-promotions.ts';
import { moneyIn } from './explain.ts';
import type { Promotion } from './promotion-args.ts';
import { couponKey } from './promotion-uses.ts';

export interface SellingLine {
  readonly key: string;
  readonly variantId: string | null;
  readonly productId: string | null;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly quantity: number;
  readonly scale: number;
  readonly unitPrice: number;
  /** Sold below the price it is compared with */
  readonly reduced: boolean;
  /** Off the whole line by a person */
  readonly discount: number;
}

export interface SellingMoment {
  readonly at: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly channel: 'till' | 'online';
  readonly locationId: string;
  /** Codes entered */
  readonly coupons: readonly string[];
  readonly customerKnown: boolean;
  /** Of the customer */
  readonly groups: readonly string[];
  /** By what they bought before; left out: nothing is known of it */
  readonly segments?: readonly string[] | undefined;
  readonly firstOrder?: boolean | undefined;
}

/** What the live promotions take off each line of a sale, and why; the same at the basket, at the sale and in the cloud. */
export function lineDiscounts(
  promotions: readonly Promotion[],
  lines: readonly SellingLine[],
  moment: SellingMoment,
): Applied {
  if (promotions.length === 0) return { promotions: [], byLine: lines.map(() => []), shippingOff: [] };
  const goods = lines.map((line) => {
    const { category, unitPrice, discount, quantity, scale, ...kept } = line;
    const amount = extend(unitPrice, quantity, scale);
    return {
      ...{ ...kept, quantity, scale, categories: [category], giftCard: false },
      pieces: scale === 0 ? quantity : 0,
      amount: amount - Math.min(discount, amount),
    };
  });
  const { coupons, segments = [], firstOrder = false, ...now } = moment;
  const situation = {
    ...now,
    ...{ segments, firstOrder },
    money: moneyIn(decimalsOf(moment.currency) ?? 2),
  };
  return applyPromotions(promotions, { goods, shipping: 0, coupons: new Set(coupons.map(couponKey)), situation });
}
