/** Said so long before the till locks itself. */
export const WARNED_MS = 15_000;

export type IdleStep =
  | { readonly at: 'stay' | 'warn' /** Until the next look, milliseconds */; readonly wait: number }
  | { readonly at: 'lock' };

/**
 * What a till does that nobody has touched for so long.
 * @param minutes of its store; at least 1
 */
export function idleStep(idleMs: number, minutes: number): IdleStep {
  const lockAt = minutes * 60_000;
  const warnAt = lockAt - WARNED_MS;
  if (idleMs >= lockAt) return { at: 'lock' };
  return idleMs >= warnAt ? { at: 'warn', wait: lockAt - idleMs } : { at: 'stay', wait: warnAt - idleMs };
}
