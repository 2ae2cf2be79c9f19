import { type CalendarMonth, type Instant, localMonth, monthsUpTo } from '../../kernel/instant.ts';
import type { Device } from './schema.ts';

/**
 * How many months of orders and movements a device holds where nobody chose: a desk compares with the year before, a till
 * takes back what was sold in the last quarter, a scanner moves today's goods.
 */
const MONTHS: Readonly<Record<Device['kind'], number>> = { desk: 13, till: 4, scanner: 1 };

export type Windowed = Pick<Device, 'kind' | 'months'>;

/** The months that a device holds, newest first, by the store's calendar at `now`. */
export function monthsHeld(device: Windowed, now: Instant, timeZone: string): CalendarMonth[] {
  return monthsUpTo(localMonth(now, timeZone), device.months ?? MONTHS[device.kind]);
}

const DAY = 86_400_000;

/** Whether a device may follow a month: a clock a day ahead of or behind the cloud's may be asking. */
export function mayHold(device: Windowed, month: CalendarMonth, now: Instant, timeZone: string): boolean {
  return [-DAY, 0, DAY].some((away) => monthsHeld(device, now + away, timeZone).includes(month));
}
