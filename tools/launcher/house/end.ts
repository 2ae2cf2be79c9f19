import { step } from '../progress.mjs';
import type { Stopping } from './stopping.ts';

/** One Ctrl-C comes from the terminal, from npm and from the launcher above: within this time they are one. */
const sameMs = 300;

/**
 * Ends the house in order at the first Ctrl-C or signal, and at once at the second: what it started then ends by itself,
 * since Postgres and the windows watch for their owner.
 */
export function onEnd(stopping: Stopping): void {
  let asked = 0;
  const end = async (): Promise<void> => {
    if (asked > 0 && Date.now() - asked < sameMs) return;
    if (asked > 0) {
      step('Ending at once.');
      process.exit(130);
    }
    asked = Date.now();
    step('Stopping …');
    await stopping.stop();
    step('Stopped. Your data is kept.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
  // The launcher above is gone, by kill -9 or with its terminal.
  process.on('disconnect', () => void end());
}
