import type { Quantity } from '../../kernel/quantity.ts';
import type { HeldBack, StockLevel } from './schema.ts';

/** From an order until somebody takes it off the shelf: a till that is silent sells on so long (ms). */
export const PICKED_WITHIN = 2 * 3_600_000;

/** What a till used to sell of one variant, in as long a time at the same time of day. */
export interface UsualSales {
  /** How often, as a mean; not whole */
  readonly sales: number;
  /** Steps of its unit each time, as a mean */
  readonly perSale: number;
}

/** In so many of a hundred cases it sells no more than is held back. */
const SURE_OF_100 = 99;

/**
 * Units to keep from shoppers while a till is silent: what it is likely to have sold meanwhile, and to sell until an order is
 * picked. Buyers come as they like, so their number is taken to be Poisson about its mean.
 */
export function holdBackFor({ sales, perSale }: UsualSales): Quantity {
  return Math.ceil(likelyCount(sales) * perSale);
}

/** The smallest number that a Poisson count about `mean` exceeds in no more than the cases that are left out. */
export function likelyCount(mean: number): number {
  if (!(mean > 0)) return 0;
  // Beyond it the first term is nothing in floating point, and the normal curve is as near.
  if (mean > 500) return Math.ceil(mean + 2.33 * Math.sqrt(mean));
  let term = Math.exp(-mean);
  let sum = term;
  let count = 0;
  while (sum * 100 < SURE_OF_100) {
    count += 1;
    term = (term * mean) / count;
    sum += term;
  }
  return count;
}

/** The levels as a shopper may buy of them: what is held back is kept like the shop's own safety. */
export function withoutHeldBack(levels: readonly StockLevel[], heldBack: readonly HeldBack[]): readonly StockLevel[] {
  if (heldBack.length === 0) return levels;
  const units = new Map(heldBack.map((row) => [`${row.variantId} ${row.locationId}`, row.units]));
  return levels.map((level) => {
    const held = units.get(`${level.variantId} ${level.locationId}`) ?? 0;
    return held === 0 ? level : { ...level, safety: level.safety + held };
  });
}
