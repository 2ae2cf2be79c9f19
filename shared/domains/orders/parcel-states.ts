/** How a parcel is doing, whatever its carrier calls it; what comes later in a parcel’s life stands later. */
export const parcelStates = [
  'label',
  'in-transit',
  'exception',
  'out-for-delivery',
  'ready-to-collect',
  'delivered',
  'returned',
] as const;
export type ParcelState = (typeof parcelStates)[number];

/** Somebody follows it, and it is not there yet. */
export const underWay = [
  'label',
  'in-transit',
  'exception',
  'out-for-delivery',
  'ready-to-collect',
] as const satisfies readonly ParcelState[];

interface Said {
  readonly state: ParcelState;
  readonly at: number;
}

const rank = ({ state }: Said): number => parcelStates.indexOf(state);

/**
 * Which of all that was said of a parcel stands now: what happened last, in whatever order it was heard. Delivered is the end, but for
 * what comes back afterwards.
 */
export function standsNow<E extends Said>(said: readonly E[]): E | undefined {
  const [latest] = said.toSorted((a, b) => b.at - a.at || rank(b) - rank(a));
  if (!latest || latest.state === 'returned') return latest;
  const [delivered] = said.filter(({ state }) => state === 'delivered').sort((a, b) => b.at - a.at);
  return delivered ?? latest;
}
