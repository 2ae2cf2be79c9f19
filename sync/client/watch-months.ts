import type { Pauses } from './pauses.ts';

const CALENDAR_WAIT = 30_000;

/**
 * A new month begins at the store's midnight, also without a line; the profile may say more months or fewer.
 * @param onOthers is waited for before the calendar is looked at again
 */
export async function watchMonths(
  months: () => readonly string[],
  pauses: Pauses,
  onOthers: () => Promise<void>,
): Promise<void> {
  for (let known = months().join(); !pauses.over; ) {
    await pauses.for(CALENDAR_WAIT);
    if (pauses.over || months().join() === known) continue;
    known = months().join();
    await onOthers();
  }
}
