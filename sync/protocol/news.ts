import * as z from 'zod/mini';

/**
 * News of all shapes of a desk by one held request, `POST /sync/v1/news`: which of them have rows past the place where the
 * desk stands, and these rows; of all others, that there are none. Shapes themselves are served as before, so a client of
 * the published protocol needs none of this, and a desk does without where the cloud has it not (404).
 */
export interface NewsRequest {
  /** What the first answer said: the cloud remembers the places of all shapes under it. Left out: a new one. */
  readonly watch?: string;
  /** Counts requests of this desk, from 1. A later one ends an earlier one. */
  readonly turn: number;
  /** How many answers of this watch were heard. An answer that went missing ends the watch: what it told is told again. */
  readonly heard: number;
  /** Decimal position that the desk knows of all shapes it follows; `0` to be answered at once. */
  readonly seen: string;
  /** Shapes with a place that the watch does not know yet */
  readonly follow: readonly FollowedShape[];
}

export interface FollowedShape {
  readonly table: string;
  /** `2026-11` */
  readonly month?: string;
  readonly handle: string;
  readonly offset: string;
}

export const newsAnswer = z.object({
  watch: z.string(),
  /** Every commit up to it has been told, of every followed shape that is not under `ask` */
  lsn: z.string(),
  /** For a live request of any of the shapes after this */
  cursor: z.string(),
  /** By name of the shape: `products`, `orders@2026-11` */
  told: z.record(z.string(), z.object({ offset: z.string(), messages: z.array(z.unknown()) })),
  /** Have to be asked themselves and are not followed any more */
  ask: z.array(z.string()),
});
export type NewsAnswer = z.infer<typeof newsAnswer>;

/** More shapes than any desk follows: 13 months of nine tables, and the rest. */
export const MOST_FOLLOWED = 1_000;

/** HTTP 409: the watch is over (a restart, another profile, an answer that went missing). The desk begins another. */
export const WATCH_OVER = 'sync.watch-over';
