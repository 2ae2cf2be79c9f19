import type { reviewModes, reviewStates } from './schema.ts';

export type ReviewMode = (typeof reviewModes)[number];
export type ReviewState = (typeof reviewStates)[number];

/** By stars, one to five */
export const starColumns = ['one', 'two', 'three', 'four', 'five'] as const;
export type StarCounts = Readonly<Record<(typeof starColumns)[number], number>>;

export interface Rating {
  readonly count: number;
  /** Hundredths of a star, rounded; 0 where there are none */
  readonly average: number;
}

export function ratingOf(counts: StarCounts): Rating {
  const count = starColumns.reduce((sum, name) => sum + counts[name], 0);
  const stars = starColumns.reduce((sum, name, at) => sum + counts[name] * (at + 1), 0);
  return { count, average: count === 0 ? 0 : Math.round((stars * 100) / count) };
}

/** Where a review that was just written, or written again, stands. What the shop took away comes back by the shop alone. */
export function stateWhenWritten(mode: ReviewMode, verified: boolean, before: ReviewState | undefined): ReviewState {
  return mode === 'verified' && verified && before !== 'hidden' ? 'shown' : 'waiting';
}
