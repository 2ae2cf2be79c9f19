/** What a customer has bought before a moment, cancelled orders left out. */
export interface BoughtBefore {
  readonly orders: number;
  /** Of them within the 365 days before */
  readonly lastYear: number;
  /** Epoch milliseconds; null where there was none */
  readonly lastAt: number | null;
  /** False: there may have been more than is known here, as at a desk that holds the last months alone */
  readonly whole: boolean;
}

const DAY_MS = 86_400_000;
export const YEAR_MS = 365 * DAY_MS;
const LAPSED_MS = 180 * DAY_MS;
const REGULAR = 3;

/**
 * new: has bought nothing yet. returning: has bought before. regular: three times or more within a year. lapsed: bought before, and nothing for
 * half a year.
 */
export const segments = ['new', 'returning', 'regular', 'lapsed'] as const;
export type Segment = (typeof segments)[number];

export interface Standing {
  readonly segments: readonly Segment[];
  readonly firstOrder: boolean;
}

/** Of somebody whom nobody knows, too. */
export const noStanding: Standing = { segments: [], firstOrder: false };

/** What promotions may ask of a customer by what they bought; what is not certain is not said of them. */
export function standingOf({ orders, lastYear, lastAt, whole }: BoughtBefore, at: number): Standing {
  if (orders === 0 || lastAt === null) return whole ? { segments: ['new'], firstOrder: true } : noStanding;
  const regular = lastYear >= REGULAR;
  const lapsed = at - lastAt > LAPSED_MS;
  return {
    segments: ['returning', ...(regular ? (['regular'] as const) : []), ...(lapsed ? (['lapsed'] as const) : [])],
    firstOrder: false,
  };
}
