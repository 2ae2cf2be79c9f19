export interface Repeating {
  /** Runs now, right after the run that is under way, or when the rest after the last one is over. */
  wake(): void;
  /** Waits for the run that is under way. */
  stop(): Promise<void>;
}

/**
 * Runs `work` when woken, and every `everyMs` in any case; never twice at once. `work` says true to run again at once.
 * @param restMs how long it rests after a run, however often it is woken: one run then does the work of many
 */
export function repeating(
  everyMs: number,
  work: () => Promise<boolean>,
  onError: (error: unknown) => void,
  restMs = 0,
): Repeating {
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;
  let resting: NodeJS.Timeout | undefined;
  let ended = -restMs;

  async function run(): Promise<void> {
    for (let more = true; more && !stopped; ) {
      again = false;
      try {
        more = (await work()) || (again && restMs === 0);
      } catch (error) {
        onError(error);
        more = false;
        again = false;
      }
    }
    ended = performance.now();
    running = undefined;
    if (again) wake();
  }
  function wake(): void {
    if (stopped || resting) return;
    if (running) {
      again = true;
      return;
    }
    const begin = (): void => {
      resting = undefined;
      running = run();
    };
    const rest = ended + restMs - performance.now();
    if (rest > 0) resting = setTimeout(begin, rest);
    else begin();
  }
  const timer = setInterval(wake, everyMs);
  timer.unref();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      clearTimeout(resting);
      await running;
    },
  };
}
