import type { Shape, WakeReason } from '../shape/shape.ts';

export type WaitEnd = WakeReason | 'timeout' | 'aborted';

/**
 * Waits for a shape to move. It subscribes at once, in the same turn in which the caller saw that there is nothing new;
 * the caller must not await anything in between, or a change could slip through.
 */
export function waitForChange(shape: Shape, milliseconds: number, signal: AbortSignal | undefined): Promise<WaitEnd> {
  if (shape.isGone) return Promise.resolve('gone');
  if (signal?.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const end = (reason: WaitEnd) => {
      clearTimeout(timer);
      stopListening();
      signal?.removeEventListener('abort', onAbort);
      resolve(reason);
    };
    const onAbort = () => end('aborted');
    const stopListening = shape.onWake(end);
    const timer = setTimeout(end, milliseconds, 'timeout');
    signal?.addEventListener('abort', onAbort);
  });
}
