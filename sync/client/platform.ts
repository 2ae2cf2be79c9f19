/** What sync takes from the machine, so that tests can take its place with a virtual clock and seeded chance. */
export interface Platform {
  /** Epoch milliseconds */
  now(): number;
  /** Milliseconds for durations */
  elapsed(): number;
  /** 0 ≤ x < 1 */
  random(): number;
  /** A new uuid */
  newId(): string;
  sleep(milliseconds: number): Promise<void>;
  /** Lets everything else that waits in this process have its turn. */
  breathe(): Promise<void>;
}

interface Machine {
  readonly performance: { now(): number };
  readonly crypto: { randomUUID(): string };
  setTimeout(work: () => void, milliseconds: number): { unref?(): void };
  setImmediate(work: () => void): unknown;
}

export function machinePlatform(): Platform {
  const machine = globalThis as unknown as Machine;
  return {
    now: () => Date.now(),
    elapsed: () => machine.performance.now(),
    random: () => Math.random(),
    newId: () => machine.crypto.randomUUID(),
    // A desk that ends does not wait for the next try.
    sleep: (milliseconds) => new Promise((resolve) => machine.setTimeout(resolve, milliseconds).unref?.()),
    // Twice: asked for among answers of the line, the first comes before the timers that are due.
    breathe: () => new Promise((resolve) => machine.setImmediate(() => machine.setImmediate(resolve))),
  };
}
