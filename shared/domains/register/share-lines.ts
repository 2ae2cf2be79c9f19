import { sum } from '../../kernel/money.ts';
import { partOf } from './rules.ts';

/** So much of a line, with what it comes to. `net` + `tax` = `total`; `discount` is off it already. */
export interface LineShare {
  readonly key: string;
  readonly quantity: number;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
  readonly discount: number;
}

/** What was chosen of a basket to be paid on its own. */
export interface Chosen {
  readonly key: string;
  readonly quantity: number;
}

/**
 * A share of what is left of a line. Who takes all that is left takes every cent that is left, so that the shares of a line are the
 * line: its tax, its discount and its total, however it was cut.
 */
function shareOf(left: LineShare, quantity: number): LineShare {
  const part = (amount: number) => partOf(amount, left.quantity, 0, quantity);
  const total = part(left.total);
  const tax = part(left.tax);
  const discount = part(left.discount);
  return { key: left.key, quantity, net: sum([total, -tax]), tax, total, discount };
}

/** What of each line no share has; lines of which nothing is left are not there. */
export function leftOfLines(lines: readonly LineShare[], shares: readonly LineShare[]): LineShare[] {
  return lines.flatMap((line) => {
    const gone = shares.filter(({ key }) => key === line.key);
    const less = (pick: (share: LineShare) => number) => sum([pick(line), ...gone.map((share) => -pick(share))]);
    const quantity = less((share) => share.quantity);
    if (quantity <= 0) return [];
    const [net, tax] = [less((share) => share.net), less((share) => share.tax)];
    return [{ key: line.key, quantity, net, tax, total: sum([net, tax]), discount: less((share) => share.discount) }];
  });
}

/** @returns null where more is chosen than is left, twice the same, or nothing */
export function takeShares(left: readonly LineShare[], chosen: readonly Chosen[]): LineShare[] | null {
  if (chosen.length === 0 || new Set(chosen.map(({ key }) => key)).size !== chosen.length) return null;
  const shares = chosen.flatMap(({ key, quantity }) => {
    const line = left.find((one) => one.key === key);
    return line && quantity > 0 && quantity <= line.quantity ? [shareOf(line, quantity)] : [];
  });
  return shares.length === chosen.length ? shares : null;
}

const sameSums = (a: readonly LineShare[], b: readonly LineShare[]) =>
  leftOfLines(a, b).length === 0 &&
  a.every(({ key, net, tax, discount }) => {
    const of = b.filter((share) => share.key === key);
    const adds = (pick: (share: LineShare) => number, whole: number) => sum(of.map(pick)) === whole;
    return adds((s) => s.net, net) && adds((s) => s.tax, tax) && adds((s) => s.discount, discount);
  });

/**
 * Parts as the sale keeps them: as they were paid, unless a price changed between two of them, where they are cut anew from what the
 * sale came to. @returns null where they are not the whole sale
 */
export function settleShares(
  lines: readonly LineShare[],
  parts: readonly (readonly LineShare[])[],
): readonly (readonly LineShare[])[] | null {
  if (sameSums(lines, parts.flat())) return parts;
  const taken: LineShare[] = [];
  const again = parts.map((part) => {
    const shares = takeShares(leftOfLines(lines, taken), part);
    taken.push(...(shares ?? []));
    return shares;
  });
  return sameSums(lines, taken) ? again.map((shares) => shares ?? []) : null;
}

/** Whether shares are the lines to the cent. */
export const areTheLines = sameSums;
