import { type ParcelState, underWay } from '@tillhouse/shared/domains/orders/parcel-states.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Nobody asks for one that left longer ago. */
export const FOLLOWED_MS = 60 * DAY;
/** A carrier that pushes news is asked where none came for so long. */
const QUIET_MS = DAY;
/** Between two times that a carrier is asked whose news stay away. */
const PUSHED_STEP_MS = 12 * HOUR;

/** Up to this age of a parcel it is asked for so often. */
const steps = [
  [3 * DAY, 3 * HOUR],
  [10 * DAY, 6 * HOUR],
  [30 * DAY, 12 * HOUR],
  [FOLLOWED_MS, DAY],
] as const;

export interface Followed {
  readonly how: 'shipped' | 'handed-over';
  readonly tracking: string;
  readonly state: ParcelState | null;
  /** When it left */
  readonly occurredAt: number;
}

/** Whether anybody still wants to know where it is, and a carrier could say. */
export const isFollowed = ({ how, tracking, state, occurredAt }: Followed, now: number): boolean =>
  how === 'shipped' &&
  tracking !== '' &&
  (state === null || (underWay as readonly string[]).includes(state)) &&
  now - occurredAt < FOLLOWED_MS;

/**
 * When a carrier is asked about a parcel next. Every three hours at first, every hour on the day it is brought, more seldom with age;
 * a carrier that pushes news is left to it for as long as they come.
 */
export function nextAsk(
  { state, occurredAt }: Pick<Followed, 'state' | 'occurredAt'>,
  {
    heardAt,
    askedAt,
    pushes,
    now,
  }: {
    /** When a carrier said something of it last; null: never */
    readonly heardAt: number | null;
    /** Null: it was not asked yet */
    readonly askedAt: number | null;
    readonly pushes: boolean;
    readonly now: number;
  },
): number {
  const aged = steps.find(([until]) => now - occurredAt < until)?.[1] ?? DAY;
  const own = state === 'out-for-delivery' ? HOUR : aged;
  const step = pushes ? Math.max(own, PUSHED_STEP_MS) : own;
  const quietFrom = (heardAt ?? occurredAt) + (pushes ? QUIET_MS : askedAt === null ? step : 0);
  return Math.max(now, quietFrom, askedAt === null ? 0 : askedAt + step);
}
