import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { FrozenOrder } from '../orders/frozen-order.ts';
import type { OrderLine } from '../orders/schema.ts';
import { partOf } from '../register/rules.ts';
import { lineUnknown } from '../orders/errors.ts';
import { moreThanClaimable, nothingReplaceable } from './errors.ts';
import type { Claim } from './schema.ts';

export interface ClaimPart {
  readonly lineId: string;
  readonly quantity: number;
}

/** A line with what left of it, came back or was given back of it, and was replaced. */
export interface ClaimableLine {
  readonly sent: number;
  readonly returned: number;
  readonly replaced: number;
}

/** What can still be claimed of a line: what left, and was neither given back nor replaced. */
export const claimableOf = ({ sent, returned, replaced }: ClaimableLine): number =>
  Math.max(0, sent - returned - replaced);

/** Units that were replaced by earlier claims, by line. What they gave back is a return, and counts there. */
export function replacedBy(claims: readonly Pick<Claim, 'remedy' | 'lines'>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { remedy, lines } of claims)
    if (remedy === 'replacement')
      for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return sums;
}

type Line = ClaimableLine & OrderLine;

/**
 * The lines that are claimed; one that is named twice counts twice.
 * @throws DomainError `orders.line-unknown`, `claims.more-than-claimable`
 */
export function claimedLines<L extends ClaimableLine & { readonly id: string }>(
  orderId: string,
  lines: readonly L[],
  parts: readonly ClaimPart[],
): { readonly line: L; readonly quantity: number }[] {
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of parts) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  return [...sums].map(([lineId, quantity]) => {
    const line = lines.find(({ id }) => id === lineId);
    if (!line) throw lineUnknown({ orderId, lineId });
    const left = claimableOf(line);
    if (quantity > left) throw moreThanClaimable({ lineId, left, wanted: quantity });
    return { line, quantity };
  });
}

/** What the claimed goods came to on the order, each unit with its part: what a return of them would give back. */
export function worthOf(
  parts: readonly {
    readonly line: Pick<OrderLine, 'total' | 'quantity'> & Pick<ClaimableLine, 'returned'>;
    readonly quantity: number;
  }[],
): MinorUnits {
  return sum(parts.map(({ line, quantity }) => partOf(line.total, line.quantity, line.returned, quantity)));
}

/**
 * The same goods once more, for nothing: what they cost stands there and is taken off whole, so that nothing is sold, taxed or owed.
 * @throws DomainError `claims.nothing-replaceable`
 */
export function replacementLines(
  parts: readonly { readonly line: Line; readonly quantity: number }[],
  pricesIncludeTax: boolean,
  tracked: ReadonlySet<string>,
): FrozenOrder['lines'] {
  return parts.map(({ line, quantity }) => {
    const { id: key, variantId, scale, sku, title, variantTitle, taxClass, taxRate, unitPrice } = line;
    if (variantId === null) throw nothingReplaceable({ lineId: key });
    const shown = sum([pricesIncludeTax ? line.total : line.net, line.discount]);
    const discount = partOf(shown, line.quantity, 0, quantity);
    return {
      ...{ key, variantId, quantity, scale, sku, title, variantTitle, taxClass, taxRate, unitPrice, discount },
      ...{ tracked: tracked.has(variantId), net: 0, tax: 0, total: 0, taxes: [], discounts: [] },
    };
  });
}
