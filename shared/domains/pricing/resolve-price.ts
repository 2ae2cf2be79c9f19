import type { CalculationArgs, CalculationLine, PricePoint } from './calculation-args.ts';
import { priceMissing } from './errors-calculation.ts';
import { type Money, type Reason, reason } from './explain.ts';

export interface ResolvedPrice {
  readonly unitPrice: number;
  /** The price it is reduced from, where there is one above it */
  readonly compareAt: number | null;
  readonly reasons: readonly Reason[];
}

type Situation = Pick<CalculationArgs, 'currency' | 'at' | 'channel' | 'locationId' | 'customer'>;

/** Why a price does not hold here; undefined when it does. */
function whyNot(point: PricePoint, units: number, now: Situation): string | undefined {
  if (point.currency !== undefined && point.currency !== now.currency) return `it is in ${point.currency}`;
  if (typeof point.startsAt === 'number' && now.at < point.startsAt) return 'it has not begun';
  if (typeof point.endsAt === 'number' && now.at >= point.endsAt) return 'it is over';
  if (units < (point.minQuantity ?? 0)) return `it holds from ${point.minQuantity} units`;
  if (point.channels && !point.channels.includes(now.channel ?? '')) return 'it is for another channel';
  if (point.locations && !point.locations.includes(now.locationId ?? '')) return 'it is for another location';
  const groups = now.customer?.groups ?? [];
  if (point.groups && !point.groups.some((group) => groups.includes(group))) return 'it is for another customer group';
  return undefined;
}

/**
 * Which of several prices that hold counts: the first of these by which two differ decides. Whatever is asked about precedence, here
 * and in the sentences people read, is answered by this list.
 */
export const precedence: readonly {
  readonly rule: string;
  readonly why: string;
  /** Negative where `a` counts before `b` */
  readonly compare: (a: PricePoint, b: PricePoint) => number;
}[] = [
  {
    rule: 'override',
    why: 'is made for this buyer or place and goes before any other',
    compare: (a, b) => (b.kind === 'override' ? 1 : 0) - (a.kind === 'override' ? 1 : 0),
  },
  { rule: 'priority', why: 'has the higher priority', compare: (a, b) => (b.priority ?? 0) - (a.priority ?? 0) },
  {
    // A list that has breaks of its own for one item means the furthest one reached.
    rule: 'furthest-break',
    why: 'is the furthest quantity reached',
    compare: (a, b) => (a.list === b.list ? (b.minQuantity ?? 0) - (a.minQuantity ?? 0) : 0),
  },
  { rule: 'lowest', why: 'is lower', compare: (a, b) => a.amount - b.amount },
  { rule: 'name', why: 'comes first by name', compare: (a, b) => (a.list < b.list ? -1 : a.list > b.list ? 1 : 0) },
];

const deciding = (a: PricePoint, b: PricePoint) => precedence.find(({ compare }) => compare(a, b) !== 0);

const before = (a: PricePoint, b: PricePoint): number => deciding(a, b)?.compare(a, b) ?? 0;

/**
 * The price of one unit and why: a person's, else an override made for this buyer, else the lowest of base and sale prices that
 * hold now. @throws DomainError `pricing.price-missing`
 */
export function resolvePrice(at: string, line: CalculationLine, now: Situation, money: Money): ResolvedPrice {
  if (line.given) {
    const { unitPrice, reason: why } = line.given;
    const text = `${money(unitPrice)}, given at the till${why ? `: ${why}` : ''}`;
    return { unitPrice, compareAt: null, reasons: [reason('price.given', text, { unitPrice })] };
  }
  const points: PricePoint[] = [...(line.prices ?? [])];
  if (line.unitPrice !== undefined) points.push({ list: 'Base price', kind: 'base', amount: line.unitPrice });
  const units = Math.floor(line.quantity / 10 ** (line.scale ?? 0));
  const refused: Reason[] = [];
  const holding = points.filter((point) => {
    const why = whyNot(point, units, now);
    if (why) {
      const text = `${money(point.amount)} of “${point.list}” does not count: ${why}`;
      refused.push(reason('price.not-taken', text, { list: point.list, amount: point.amount }));
    }
    return !why;
  });
  const [best, ...others] = furthestBreaks(holding).sort(before);
  if (!best) throw priceMissing({ at, key: line.key });
  const chosen = reason('price.chosen', `${money(best.amount)} of “${best.list}”`, {
    list: best.list,
    amount: best.amount,
  });
  const passed = others.map((point) =>
    reason(
      'price.not-taken',
      `${money(point.amount)} of “${point.list}” does not count: “${best.list}” ${deciding(best, point)?.why ?? 'is the same'}`,
      {
        list: point.list,
        amount: point.amount,
      },
    ),
  );
  const base = others.find(({ kind = 'base' }) => kind === 'base')?.amount;
  const compareAt = best.compareAt ?? (best.kind === 'sale' ? base : undefined) ?? null;
  return {
    unitPrice: best.amount,
    compareAt: compareAt !== null && compareAt > best.amount ? compareAt : null,
    reasons: [chosen, ...passed, ...refused],
  };
}

/** Of each list only its furthest quantity break that is reached. */
function furthestBreaks(points: readonly PricePoint[]): PricePoint[] {
  const furthest = new Map<string, PricePoint>();
  for (const point of points) {
    const known = furthest.get(point.list);
    if (!known || before(point, known) < 0) furthest.set(point.list, point);
  }
  return [...furthest.values()];
}
