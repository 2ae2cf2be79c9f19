export interface Repeating {
  /** Runs now, or again right after the run that is under way. */
  wake(): void;
  /** Waits for the run that is under way. */
  stop(): Promise<void>;
}

/** Runs `work` when woken, and every `everyMs` in any case; never twice at once. `work` says true to run again at once. */
export function repeating(everyMs: number, work: () => Promise<boolean>, onError: (error: unknown) => void): Repeating {
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        again = (await work()) || again;
      } catch (error) {
        onError(error);
        break;
      }
    } while (again && !stopped);
    running = undefined;
  }
  const wake = (): void => {
    if (stopped) return;
    if (running) again = true;
    else running = run();
  };
  const timer = setInterval(wake, everyMs);
  timer.unref();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
