import type { Order } from '../orders/schema.ts';
import { divideRounded, type MinorUnits, toMinorUnits } from '../../kernel/money.ts';

/** `B2-1184`; from the second generation on `B2-2-17`, so that a register taken over starts a series of its own. */
export function receiptNumber(code: string, generation: number, sequence: number): string {
  return generation === 1 ? `${code}-${sequence}` : `${code}-${generation}-${sequence}`;
}

/** The part of `amount` that units from `before` to `before + quantity` of `sold` carry: parts sum to the whole. */
export function partOf(amount: MinorUnits, sold: number, before: number, quantity: number): MinorUnits {
  const upTo = (units: number) => divideRounded(BigInt(amount) * BigInt(units), BigInt(sold));
  return toMinorUnits(upTo(before + quantity) - upTo(before));
}

/** Units as people count them: pieces, and each weighed line as one. */
export function unitsOf(lines: readonly { quantity: number; scale: number }[]): number {
  return lines.reduce((total, line) => total + (line.scale === 0 ? line.quantity : Math.sign(line.quantity)), 0);
}

/** A return at a till that names no sale. What was brought in from elsewhere names none either, and says nothing. */
export const isWithoutReceipt = (order: Pick<Order, 'kind' | 'channel' | 'originalOrderId'>): boolean =>
  order.kind === 'return' && order.channel === 'till' && order.originalOrderId === null;
