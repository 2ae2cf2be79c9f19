import { addDays, type CalendarDate, type Instant, localDayAndHour } from '../../kernel/instant.ts';
import { larkhallStore } from './places.ts';

const { timeZone } = larkhallStore;

export const dayOf = (at: Instant): CalendarDate => localDayAndHour(at, timeZone).date;

/** The instant of a wall-clock time in the shop, minutes after its midnight. */
export function shopTime(date: CalendarDate, minutes: number): Instant {
  const asUtc = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const seen = localDayAndHour(asUtc, timeZone);
  const offset =
    Date.parse(`${seen.date}T00:00:00Z`) + seen.hour * 3_600_000 - Math.floor(asUtc / 3_600_000) * 3_600_000;
  return asUtc - offset;
}

/** Days from `from` days ago to `until` days ago, oldest first. */
export function daysAgo(now: Instant, from: number, until: number): CalendarDate[] {
  const today = dayOf(now);
  return Array.from({ length: from - until + 1 }, (_, index) => addDays(today, index - from));
}

/** Saturday is the best day, Sunday the quietest; Christmas draws near. */
export function pullOf(date: CalendarDate): number {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return [0.6, 0.9, 0.85, 0.95, 1, 1.15, 1.5][weekday] as number;
}

/** Minutes after midnight of a sale at a till: busy at noon and before closing. */
export const tillHours: readonly (readonly [number, number])[] = [
  [9, 4],
  [10, 9],
  [11, 12],
  [12, 14],
  [13, 12],
  [14, 11],
  [15, 12],
  [16, 13],
  [17, 5],
];
/** Online the evening is the best time, and nobody closes. */
export const onlineHours: readonly (readonly [number, number])[] = [
  [0, 2],
  [1, 1],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 6],
  [9, 7],
  [10, 8],
  [11, 7],
  [12, 9],
  [13, 8],
  [14, 6],
  [15, 6],
  [16, 6],
  [17, 7],
  [18, 9],
  [19, 12],
  [20, 14],
  [21, 12],
  [22, 7],
  [23, 4],
];
