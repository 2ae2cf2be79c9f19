import type { Instant } from '../../kernel/instant.ts';
import { divideRounded, parseFraction, toMinorUnits } from '../../kernel/money.ts';
import type { PricePoint } from './calculation-args.ts';
import { type Money, type Reason, reason } from './explain.ts';
import { resolvePrice } from './resolve-price.ts';
import type { Price, PriceList } from './schema.ts';

export type TermedList = Pick<PriceList, 'id' | 'name' | 'currency' | 'terms'>;
export type ListPrice = Pick<Price, 'priceListId' | 'amount' | 'compareAt' | 'breaks'>;

/** Lists beside the one that sells which may count at this moment, in one currency. */
export function listsOpen<L extends TermedList>(lists: readonly L[], currency: string, at: Instant): L[] {
  return lists.filter(({ terms, currency: of }) => {
    if (terms?.status !== 'live' || of !== currency) return false;
    const { startsAt = null, endsAt = null } = terms;
    return (startsAt === null || at >= startsAt) && (endsAt === null || at < endsAt);
  });
}

/**
 * All prices of one item as the calculation takes them.
 * @param base the list that the store sells from
 * @param rows the item's rows in that list and in `lists`
 * @param lists those with terms; what holds now is for `resolvePrice` to say
 */
export function pricePoints(
  base: Pick<PriceList, 'id' | 'name'>,
  lists: readonly TermedList[],
  rows: readonly ListPrice[],
): PricePoint[] {
  const rowOf = new Map(rows.map((row) => [row.priceListId, row]));
  const own = rowOf.get(base.id);
  const points: PricePoint[] = own ? stepsOf({ list: base.name, kind: 'base' }, own) : [];
  for (const { id, name, currency, terms } of lists) {
    if (!terms) continue;
    const { kind, priority, groups, channels, locations, startsAt, endsAt, percentOff = [] } = terms;
    const holds = {
      ...{ list: name, kind, priority, currency },
      ...(groups && { groups }),
      ...(channels && { channels }),
      ...(locations && { locations }),
      ...(startsAt != null && { startsAt }),
      ...(endsAt != null && { endsAt }),
    };
    const row = rowOf.get(id);
    if (row) points.push(...stepsOf(holds, row));
    else if (own) for (const step of percentOff) points.push({ ...holds, ...lessPercent(own.amount, step) });
  }
  return points;
}

function stepsOf(holds: Omit<PricePoint, 'amount'>, { amount, compareAt, breaks }: ListPrice): PricePoint[] {
  const steps = (breaks ?? []).map((step) => ({ ...holds, ...step }));
  return [{ ...holds, amount, compareAt }, ...steps];
}

function lessPercent(amount: number, { minQuantity, rate }: { minQuantity: number; rate: string }) {
  const { n, d } = parseFraction(rate);
  const left = n >= d ? 0 : toMinorUnits(divideRounded(BigInt(amount) * (d - n), d));
  return { amount: left, ...(minQuantity > 1 && { minQuantity }) };
}

/** Who buys where, when and how many. */
export interface PriceSituation {
  readonly currency: string;
  readonly at: Instant;
  readonly channel: 'till' | 'online';
  readonly locationId: string;
  readonly groups: readonly string[];
}

export interface PriceHere {
  readonly amount: number;
  readonly compareAt: number | null;
  readonly reasons: readonly Reason[];
}

/** The price of one unit here and now, and why; null where the item has none. */
export function priceHere(
  points: readonly PricePoint[],
  { quantity, scale }: { quantity: number; scale: number },
  now: PriceSituation,
  money: Money,
): PriceHere | null {
  // Lists with terms change prices; what the store's own list leaves out is not on sale.
  const own = points.find(({ kind }) => kind === 'base');
  if (!own) return null;
  if (points.length === 1) {
    const { amount, compareAt = null, list } = own;
    const reduced = compareAt !== null && compareAt > amount ? compareAt : null;
    return { amount, compareAt: reduced, reasons: [reason('price.chosen', `${money(amount)} of “${list}”`)] };
  }
  const { groups, ...rest } = now;
  const line = { key: '', quantity, scale, prices: [...points] };
  const { unitPrice, compareAt, reasons } = resolvePrice(
    '',
    line,
    { ...rest, customer: { groups: [...groups] } },
    money,
  );
  return { amount: unitPrice, compareAt, reasons };
}
