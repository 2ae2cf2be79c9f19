import { step } from '../progress.mjs';
import type { Stopping } from './stopping.ts';

/**
 * Ends the house in order at the first Ctrl-C or signal, and at once at the second: what it started then ends by itself,
 * since Postgres and the windows watch for their owner.
 */
export function onEnd(stopping: Stopping): (code: number) => Promise<void> {
  let asked = 0;
  const end = async (code: number): Promise<void> => {
    asked += 1;
    if (asked > 1) {
      step('Ending at once.');
      process.exit(130);
    }
    step('Stopping …');
    await stopping.stop();
    step('Stopped. Your data is kept.');
    process.exit(code);
  };
  process.on('SIGINT', () => {
    process.send?.('heard-sigint');
    void end(0);
  });
  process.on('SIGTERM', () => void end(0));
  process.on('SIGHUP', () => void end(0));
  // The launcher above is gone, by kill -9 or with its terminal.
  process.on('disconnect', () => void end(1));
  return end;
}
