import { sum, toMinorUnits } from '../../kernel/money.ts';
import type { LoyaltyProgramme, PointMovement, Tier } from './schema.ts';

/** The one row of a tenant. */
export const PROGRAMME_ID = '00000000-0000-5000-8000-00000001049a';

/** So long a point counts for a tier: twelve months. */
export const TIER_MS = 365 * 86_400_000;

type Rates = Pick<LoyaltyProgramme, 'pointsPerUnit' | 'tiers'>;

/** What counts for a tier: earned and not taken back in the twelve months before. */
export const earnedLately = (
  movements: readonly Pick<PointMovement, 'kind' | 'points' | 'occurredAt'>[],
  at: number,
): number =>
  sum(
    movements
      .filter(({ kind, occurredAt }) => (kind === 'earned' || kind === 'taken-back') && occurredAt > at - TIER_MS)
      .map(({ points }) => points),
  );

/** The highest tier that so many points reach; null: none. */
export function tierOf({ tiers }: Pick<LoyaltyProgramme, 'tiers'>, earned: number): Tier | null {
  return tiers
    .filter(({ from }) => from <= earned)
    .reduce<Tier | null>((best, one) => (best && best.from > one.from ? best : one), null);
}

/** The most that any tier earns. */
export const bestRate = ({ pointsPerUnit, tiers }: Rates): number =>
  Math.max(pointsPerUnit, ...tiers.map((one) => one.pointsPerUnit));

/** Whole points for an amount in minor units; a part of a point is none. */
export function pointsFor(amount: number, pointsPerUnit: number, decimals: number): number {
  return amount <= 0 ? 0 : toMinorUnits((BigInt(amount) * BigInt(pointsPerUnit)) / 10n ** BigInt(decimals));
}

/** What a number of points pays. */
export const worthOf = ({ pointValue }: Pick<LoyaltyProgramme, 'pointValue'>, points: number): number =>
  toMinorUnits(BigInt(pointValue) * BigInt(points));

/** The most points that an amount can be paid with. */
export const mostFor = ({ pointValue }: Pick<LoyaltyProgramme, 'pointValue'>, amount: number): number =>
  amount <= 0 ? 0 : Math.floor(amount / pointValue);

interface SoldLine {
  readonly total: number;
  readonly quantity: number;
  /** Units that are back, with those of this return */
  readonly back: number;
}

/**
 * What a return takes back of the points that its sale earned: the part of the goods that are back by now, less what was taken
 * back before; with the last of the goods the last of the points.
 */
export function pointsBack(earned: number, takenBack: number, lines: readonly SoldLine[]): number {
  const whole = sum(lines.map(({ total }) => total));
  const all = lines.every(({ quantity, back }) => back >= quantity);
  const part = lines.map(({ total, quantity, back }) => (BigInt(total) * BigInt(back)) / BigInt(quantity));
  const worth = part.reduce((one, other) => one + other, 0n);
  const due = all || whole === 0 ? earned : toMinorUnits((BigInt(earned) * worth) / BigInt(whole));
  return Math.max(0, due - takenBack);
}

/** The first moment at which points of which the last moved then are over; null: never. Months of 365/12 days. */
export const overAt = ({ monthsGood }: Pick<LoyaltyProgramme, 'monthsGood'>, movedAt: number): number | null =>
  monthsGood === 0 ? null : movedAt + Math.round((monthsGood * TIER_MS) / 12);
