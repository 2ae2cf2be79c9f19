import { extend } from '../../kernel/quantity.ts';
import type { CalculationArgs, CalculationLine } from './calculation-args.ts';
import { type Money, type Reason, reason } from './explain.ts';
import type { Good } from './promotion-goods.ts';
import { resolvePrice } from './resolve-price.ts';

/** A line with its price, before any promotion. */
export interface ResolvedLine {
  readonly line: CalculationLine;
  readonly unitPrice: number;
  readonly compareAt: number | null;
  readonly amount: number;
  readonly manualDiscount: number;
  readonly reasons: readonly Reason[];
}

/** @throws DomainError `pricing.price-missing`; RangeError for an amount beyond 2^53 − 1 */
export function resolveLine(at: string, line: CalculationLine, args: CalculationArgs, money: Money): ResolvedLine {
  const { unitPrice, compareAt, reasons } = resolvePrice(at, line, args, money);
  const amount = extend(unitPrice, line.quantity, line.scale ?? 0);
  const manualDiscount = Math.min(line.discount ?? 0, amount);
  const off = manualDiscount > 0 ? [reason('discount.manual', `${money(manualDiscount)} off by a person`)] : [];
  return { line, unitPrice, compareAt, amount, manualDiscount, reasons: [...reasons, ...off] };
}

export function goodOf({ line, amount, manualDiscount, compareAt }: ResolvedLine): Good {
  const { key, variantId = null, productId = null, sku = '', title = '', categories = [], tags = [] } = line;
  const { giftCard = false, reduced = compareAt !== null, quantity, scale = 0, unit } = line;
  const counted = scale === 0 || (unit !== undefined && unit === 'H87');
  return {
    ...{ key, variantId, productId, sku, title, categories, tags, giftCard, reduced, quantity, scale },
    pieces: counted ? quantity / 10 ** scale : 0,
    amount: amount - manualDiscount,
  };
}
