import type { ParkedBasket } from './parked-schema.ts';

/** How long a basket that was ended is kept: no till is without the cloud for longer. */
const KEPT = 40 * 86_400_000;

type Ended = Pick<ParkedBasket, 'ended' | 'orderId'>;

/**
 * What becomes of a parked basket that somebody takes up for a sale, or throws away (null).
 * - `end`: it lies there, so it is theirs
 * - `done`: the same was done before
 * - `lost`: somebody else was first
 */
export function endingOf({ ended, orderId }: Ended, wanted: string | null): 'end' | 'done' | 'lost' {
  if (ended === null) return 'end';
  if (ended === 'discarded') return wanted === null ? 'done' : 'lost';
  return orderId === wanted ? 'done' : 'lost';
}

/** Whether a sale is of a basket that somebody else took up: the same goods may have been sold there too. */
export const takenElsewhere = ({ ended, orderId }: Ended, sold: string): boolean =>
  ended === 'taken' && orderId !== sold;

/** Those that nobody will ask for any more. */
export const outlived = (all: readonly Pick<ParkedBasket, 'id' | 'endedAt'>[], at: number): string[] =>
  all.flatMap(({ id, endedAt }) => (endedAt !== null && endedAt < at - KEPT ? [id] : []));
