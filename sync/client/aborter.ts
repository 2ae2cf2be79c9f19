/** An AbortController, of which programs without the names of a browser know nothing. */
export interface Aborter {
  readonly signal: Signal;
  abort(): void;
}

/** An AbortSignal */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(name: 'abort', listener: () => void, options: { once: boolean }): void;
  removeEventListener(name: 'abort', listener: () => void): void;
}

interface Made {
  readonly AbortController: new () => Aborter;
  readonly AbortSignal: { timeout(milliseconds: number): Signal; any(signals: readonly object[]): Signal };
}
const made = globalThis as unknown as Made;

export const newAborter = (): Aborter => new made.AbortController();

/**
 * Set off by the other, and after this time. It has a listener from the start: Node looks at what a signal without one is made
 * of only when it is asked, and a time that was over and taken away with the rubbish by then never was.
 */
export function limited(signal: object | undefined, milliseconds: number): Signal {
  const limit = made.AbortSignal.any([...(signal ? [signal] : []), made.AbortSignal.timeout(milliseconds)]);
  limit.addEventListener('abort', () => {}, { once: true });
  return limit;
}
