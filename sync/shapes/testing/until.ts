import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until `probe` returns a value; the error says what never came. With `progress` the time begins anew whenever that
 * grows: on a busy machine slow is no fault, standing still is.
 */
export async function until<T>(
  what: string,
  probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  withinMs = 45_000,
  progress: () => number = () => 0,
): Promise<T> {
  let best = progress();
  let deadline = Date.now() + withinMs;
  for (;;) {
    const since = Date.now();
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value;
    const reached = progress();
    if (reached > best) deadline = Date.now() + withinMs;
    best = Math.max(best, reached);
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    // Looking must not take the time that what is looked at needs.
    await sleep(Math.max(5, 4 * (Date.now() - since)));
  }
}
