import type { LoyaltyProgramme } from '@tillhouse/shared/domains/loyalty/schema.ts';
import type { Basket } from './views.ts';

/** Points of customers. Amounts are minor units of the programme’s currency. */

export interface PointsShown {
  /** Below nothing: more was used than was there, and somebody was told */
  readonly balance: number;
  /** What they are worth */
  readonly value: number;
  /** The name of the tier; null: none yet */
  readonly tier: string | null;
  /** What counts for a tier: earned in the last twelve months */
  readonly earnedLately: number;
  readonly next: { readonly name: string; readonly missing: number } | null;
  /** When they are over if nothing moves them; null: never, or there are none */
  readonly overAt: number | null;
}

/** Of who buys, beside the basket. */
export interface BasketPoints extends Pick<PointsShown, 'balance' | 'tier'> {
  /** What of the balance pays the basket now: 0 where it is too little, or nothing is to be paid */
  readonly usable: number;
  readonly pointValue: number;
  readonly redeemFrom: number;
  /** What the basket earns as it lies */
  readonly earns: number;
}

export interface PointMovementRow {
  readonly id: string;
  readonly kind: string;
  readonly points: number;
  /** After this line */
  readonly balance: number;
  readonly order: { readonly id: string; readonly number: string } | null;
  readonly reason: string;
  readonly actorName: string;
  readonly occurredAt: number;
}

export interface PointMember extends PointsShown {
  readonly customer: { readonly id: string; readonly name: string };
}

export type ProgrammeView = Omit<LoyaltyProgramme, 'id'>;

export interface LoyaltyQueries {
  /** Null: there is none */
  'loyalty.programme': {
    params: Record<string, never>;
    result: {
      readonly programme: ProgrammeView | null;
      /** Who has points, how many they are together and what is owed for them */
      readonly members: number;
      readonly points: number;
      readonly owed: number;
    };
  };
  /** Most points first. */
  'loyalty.members': {
    params: { readonly offset: number; readonly limit: number };
    result: { readonly total: number; readonly rows: readonly PointMember[] };
  };
  /** Null where no programme was ever there; newest movement first. */
  'loyalty.one': {
    params: { readonly customerId: string };
    result: (PointsShown & { readonly currency: string; readonly movements: readonly PointMovementRow[] }) | null;
  };
}

export interface LoyaltyCalls {
  /**
   * Pays a part of the basket with points of its customer. Nothing is taken before the sale; a till that does not hear from the
   * cloud lets one customer use up to the allowance. `legId` made by the asker; durable when it resolves.
   */
  'basket.takePoints': {
    args: { readonly basketId: string; readonly due: number; readonly legId: string; readonly points: number };
    result: Basket;
  };
}
