import { claimableOf, worthOf } from '@tillhouse/shared/domains/claims/rules.ts';
import type { Claim } from '@tillhouse/shared/domains/claims/schema.ts';
import { sentBackKinds } from '@tillhouse/shared/domains/orders/schema.ts';
import { planRefunds, type RefundPart } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import { openOfSale } from '@tillhouse/shared/domains/register/complete-return.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { shippingLeft } from './return-draft.ts';

export interface ClaimDraft {
  /** Units that are claimed, by line */
  readonly units: Readonly<Record<string, number>>;
  readonly reason: Claim['reason'];
  readonly remedy: Claim['remedy'];
  readonly goodsBack: boolean;
  /** Gives back what is left of delivery too */
  readonly shipping: boolean;
  readonly note: string;
}

export const emptyClaim: ClaimDraft = {
  ...{ units: {}, reason: 'damaged', remedy: 'replacement', goodsBack: false, shipping: false, note: '' },
};

/** What never came cannot come back. */
export const mayComeBack = (reason: Claim['reason']): boolean => reason === 'damaged' || reason === 'wrong-item';

export const canClaim = (order: OrderPage): boolean =>
  order.kind === 'sale' &&
  order.status !== 'cancelled' &&
  !order.historical &&
  order.lines.some((line) => claimableOf(line) > 0);

export interface ClaimPreview {
  readonly lines: { readonly lineId: string; readonly quantity: number }[];
  readonly shipping: number;
  readonly worth: number;
  /** Of it set against what is still open of the order */
  readonly against: number;
  /** Who pays it back; none for other remedies */
  readonly refunds: readonly RefundPart[];
  /** What no provider, gift card or bank can pay back: it was paid in cash or on a terminal */
  readonly stuck: number;
}

/** What a claim comes to, by the rules that will record it. Null: nothing is chosen. */
export function previewClaim(order: OrderPage, draft: ClaimDraft): ClaimPreview | null {
  const parts = order.lines.flatMap((line) => {
    const quantity = Math.min(draft.units[line.id] ?? 0, claimableOf(line));
    return quantity > 0 ? [{ line, quantity }] : [];
  });
  if (parts.length === 0) return null;
  const money = draft.remedy !== 'replacement';
  const shipping = money && draft.shipping ? shippingLeft(order) : 0;
  const worth = worthOf(parts) + shipping;
  const against = money ? Math.min(worth, openOfSale(order, order.returns)) : 0;
  const ways = order.refundable.filter(({ kind }) => sentBackKinds.includes(kind));
  const plan = planRefunds(draft.remedy === 'refund' ? worth - against : 0, ways);
  return {
    lines: parts.map(({ line, quantity }) => ({ lineId: line.id, quantity })),
    ...{ shipping, worth, against, refunds: plan.parts, stuck: plan.rest },
  };
}
