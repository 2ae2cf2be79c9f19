import { divideRounded, sum, toMinorUnits } from '../../kernel/money.ts';
import type { Money, Reason } from './explain.ts';
import type { Finder, Good } from './promotion-goods.ts';

/** What a promotion would take: minor units by line, and off delivery. Never more than is left. */
export interface Offer {
  readonly amounts: ReadonlyMap<number, number>;
  readonly shipping: number;
  readonly reasons: readonly Reason[];
  /** It takes nothing, but would with more goods */
  readonly near: boolean;
  /** Units of a gift that are not in the basket */
  readonly giftsLeft: number;
}

/** What is still open to be discounted. */
export interface Open {
  readonly goods: readonly Good[];
  readonly find: Finder;
  /** Minor units by line after what came before */
  readonly left: readonly number[];
  readonly shippingLeft: number;
  readonly money: Money;
}

export const nothing: Offer = { amounts: new Map(), shipping: 0, reasons: [], near: false, giftsLeft: 0 };

/** amount × rate, half up; whole numbers as long as they are safe, big ones beyond. */
export function shareAt(amount: number, n: bigint, d: bigint): number {
  const product = amount * Number(n);
  // Beyond it either the product or a divisor that matters is no longer exact.
  if (product <= Number.MAX_SAFE_INTEGER / 4) {
    const [twice, by] = [product * 2 + Number(d), Number(d) * 2];
    return (twice - (twice % by)) / by;
  }
  return toMinorUnits(divideRounded(BigInt(amount) * n, d));
}

export function costOf({ amounts, shipping }: Offer): number {
  let total = shipping;
  amounts.forEach((amount) => {
    total += amount;
  });
  return Number.isSafeInteger(total) ? total : sum([...amounts.values(), shipping]);
}
