import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { Replay } from '@tillhouse/shared/domains/pricing/replay-promotion.ts';

/** A promotion as the office shows it; amounts are minor units of the store's currency. */
export interface PromotionRow {
  readonly id: string;
  readonly name: string;
  readonly status: 'live' | 'paused' | 'ended';
  readonly rule: Promotion;
  /** Orders that had it and what it took off them, as far as this desk knows */
  readonly orders: number;
  readonly given: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

export interface PromotionGood {
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  readonly sku: string;
  readonly image: string | null;
  readonly price: number;
  /** Quantities of it are integers × 10^−scale */
  readonly scale: number;
}

/** What became of one promotion on a basket that was only tried. */
export interface TriedOutcome {
  readonly id: string;
  readonly name: string;
  /** The one that is being written */
  readonly own: boolean;
  readonly outcome: 'applied' | 'near-miss' | 'not-applied';
  readonly cost: number;
  readonly wouldSave: number;
  readonly reasons: readonly string[];
}

export interface TriedBasket {
  readonly lines: readonly (PromotionGood & {
    readonly quantity: number;
    readonly amount: number;
    readonly discount: number;
  })[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly total: number;
  readonly outcomes: readonly TriedOutcome[];
  /** Without tax, before and after all promotions */
  readonly netBefore: number;
  readonly net: number;
  /** Of the goods; null without the right to see it, or where a cost is missing */
  readonly cost: number | null;
}

/** What a promotion would have done on orders that are past; amounts in the store's currency. */
export interface ReplayedPromotion extends Replay {
  /** Business days it was looked at, the first and the last */
  readonly from: string;
  readonly to: string;
  /** There were more orders in these days; the newest were looked at */
  readonly more: boolean;
}

export interface PromotionQueries {
  'promotions.index': {
    params: Record<string, never>;
    result: { readonly rows: readonly PromotionRow[] };
  };
  'promotions.one': {
    params: { readonly id: string };
    result: {
      readonly promotion: PromotionRow | null;
      readonly categories: readonly string[];
      readonly tags: readonly string[];
      /** What the ids in its rule are called: products, variants, other promotions */
      readonly names: Readonly<Record<string, string>>;
      /** Orders that had it by a code, by the code in capitals; as far as this desk knows */
      readonly codeUses: Readonly<Record<string, number>>;
    };
  };
  /** Variants by words, or the first ones of the shop without any */
  'promotions.goods': { params: { readonly text: string }; result: readonly PromotionGood[] };
  'promotions.try': {
    params: {
      readonly promotion: Promotion;
      readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
      readonly at: number;
      readonly channel: 'till' | 'online';
      readonly locationId: string | null;
      readonly coupons: readonly string[];
    };
    result: TriedBasket;
  };
  /** The orders of so many days, today among them, as far as this desk holds them */
  'promotions.replay': {
    params: { readonly promotion: Promotion; readonly days: 7 | 28 | 90 };
    result: ReplayedPromotion;
  };
}
