import type { VariantRow } from '../../../bridge/queries.ts';

/** A percentage in tenths: 105 is +10.5 %. */
export interface PriceStep {
  readonly tenths: number;
  /** Round to this many minor units and take one off: 100 makes 14.37 into 13.99 or 14.99; 0 leaves the exact price. */
  readonly ending: 0 | 100 | 50;
}

/** "10", "-7.5" or "+3" as tenths of a per cent; null when it is no such number. */
export function parseTenths(text: string): number | null {
  const found = /^\s*([+\-−]?)(\d{1,3})(?:[.,](\d))?\s*%?\s*$/.exec(text);
  if (!found) return null;
  const value = Number(found[2]) * 10 + Number(found[3] ?? 0);
  return found[1] === '-' || found[1] === '−' ? -value : value;
}

/** The new price in minor units, half up, never below zero. Whole-number arithmetic only. */
export function stepPrice(price: number, { tenths, ending }: PriceStep): number {
  const numerator = price * (1000 + tenths);
  const moved = Math.max(0, Math.floor((numerator * 2 + 1000) / 2000));
  if (ending === 0 || moved === 0) return moved;
  return Math.max(1, Math.floor((moved * 2 + ending) / (2 * ending)) * ending - 1);
}

export interface PriceChange {
  readonly variantId: string;
  readonly base: number;
  readonly value: number;
}

/** What changes when every variant takes the step; variants whose price stays are left out. */
export function priceChanges(variants: readonly VariantRow[], step: PriceStep): PriceChange[] {
  return variants
    .map((variant) => ({ variantId: variant.id, base: variant.price, value: stepPrice(variant.price, step) }))
    .filter((change) => change.value !== change.base);
}
