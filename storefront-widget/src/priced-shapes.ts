/** What a basket comes to, as `/shop/v1/price` and a checkout tell it; amounts in minor units. */
import { fields, list, whole, wholeOrNull, words } from './shapes.ts';

export interface Discount {
  readonly name: string;
  readonly amount: number;
}

export interface PricedLine {
  readonly variantId: string;
  readonly title: string;
  readonly variantTitle: string;
  /** In the smallest step of the unit: whole units × 10^scale */
  readonly quantity: number;
  readonly scale: number;
  readonly unitPrice: number;
  readonly compareAt: number | null;
  readonly amount: number;
  readonly discounts: readonly Discount[];
  readonly total: number;
}

export interface Totals {
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly shippingTotal: number;
  readonly taxTotal: number;
  readonly total: number;
}

export interface CouponAnswer {
  readonly code: string;
  readonly applied: boolean;
  readonly reason: string;
}

export interface PricedBasket extends Totals {
  readonly lines: readonly PricedLine[];
  readonly coupons: readonly CouponAnswer[];
}

export function readPricedLine(value: unknown): PricedLine {
  const it = fields(value);
  return {
    variantId: words(it.variantId),
    title: words(it.title),
    variantTitle: words(it.variantTitle),
    quantity: whole(it.quantity),
    scale: whole(it.scale),
    unitPrice: whole(it.unitPrice),
    compareAt: wholeOrNull(it.compareAt),
    amount: whole(it.amount),
    discounts: list(it.discounts).map((one) => ({ name: words(fields(one).name), amount: whole(fields(one).amount) })),
    total: whole(it.total),
  };
}

export function readTotals(value: unknown): Totals {
  const it = fields(value);
  if (wholeOrNull(it.total) === null || !words(it.currency)) throw new TypeError('the answer has no total');
  return {
    currency: words(it.currency),
    pricesIncludeTax: it.pricesIncludeTax === true,
    subtotal: whole(it.subtotal),
    discountTotal: whole(it.discountTotal),
    shippingTotal: whole(it.shippingTotal),
    taxTotal: whole(it.taxTotal),
    total: whole(it.total),
  };
}

export const readCoupons = (value: unknown): CouponAnswer[] =>
  list(value)
    .map(fields)
    .map((it) => ({ code: words(it.code), applied: it.applied === true, reason: words(it.reason) }));

/** @throws TypeError when it is no price at all */
export function readPriced(value: unknown): PricedBasket {
  const it = fields(value);
  return { ...readTotals(it), lines: list(it.lines).map(readPricedLine), coupons: readCoupons(it.coupons) };
}
