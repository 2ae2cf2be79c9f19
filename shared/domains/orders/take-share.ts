import { type MinorUnits, sum } from '../../kernel/money.ts';
import { partOf } from '../register/rules.ts';
import type { Order, OrderLine } from './schema.ts';

type Amounts = Pick<Order, 'total' | 'shippingTotal' | 'feeTotal' | 'rounding'>;
type Sent = Pick<OrderLine, 'quantity' | 'total'> & { readonly sent: number };

export const isAllSent = (lines: readonly Sent[]): boolean => lines.every(({ quantity, sent }) => sent >= quantity);
const isBegun = (lines: readonly Sent[]): boolean => lines.some(({ sent }) => sent > 0);

/**
 * What the goods that have left come to, of the order as it stands: lines by what they cost with tax, discounts off them to the
 * cent, delivery with the first parcel. With the last it is exactly the total, whatever was rounded before.
 */
export function worthSent(order: Amounts, lines: readonly Sent[]): MinorUnits {
  if (isAllSent(lines)) return order.total;
  if (!isBegun(lines)) return 0;
  const goods = lines.flatMap(({ total, quantity, sent }) => (quantity > 0 ? [partOf(total, quantity, 0, sent)] : []));
  return sum([...goods, order.shippingTotal, order.feeTotal, order.rounding]);
}

export interface ToShare {
  readonly order: Amounts & Pick<Order, 'paid'>;
  readonly lines: readonly Sent[];
  /** What the provider holds, and what was taken of it, of what is given back nothing off */
  readonly authorised: MinorUnits;
  readonly captured: MinorUnits;
  /** It may be taken in parts; else the first parcel takes all of it, since what is not taken then is let go */
  readonly inParts: boolean;
}

/**
 * How much of what is held is to be taken by now, in all, and whether that is the last of it. Gift cards and all else that was paid count
 * first; what the order comes to beyond what was authorised stays due.
 */
export function shareToTake({ order, lines, authorised, captured, inParts }: ToShare) {
  const isLast = isAllSent(lines) || (!inParts && isBegun(lines));
  const worth = isLast ? order.total : worthSent(order, lines);
  const open = Math.max(0, sum([worth, -order.paid]));
  return { toTake: Math.max(captured, Math.min(authorised, sum([captured, open]))), isLast };
}
