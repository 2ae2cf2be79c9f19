import type { Platform } from './platform.ts';
import { type PushOptions, type PushStep, pushOnce } from './push.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 32_000;
/** Denied pushes are tried again rarely: a person may have signed in or updated. */
const DENIED_WAIT = 30_000;

/** How the line is, as the last push saw it. */
export type LineState = 'unknown' | 'open' | 'offline' | 'busy' | 'denied';

export interface PushLoop {
  /** Something was queued: send, unless the cloud asked to wait. */
  wake(): void;
  /** The line came back, or a person asks: send now. */
  retryNow(): void;
  stop(): Promise<void>;
  readonly line: () => { state: LineState; since: number; message: string | null; sending: boolean };
}

export interface PushLoopOptions extends Omit<PushOptions, 'platform'> {
  readonly platform: Platform;
  readonly onChange: () => void;
  /** Not a refusal but a fault of this program; the loop goes on. */
  readonly onBug: (error: unknown) => void;
}

/** Full jitter: anywhere between 0 and the doubled wait, so that a shop's tills do not come back in step. */
export function waitAfter(failures: number, random: number, floor: number): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 10));
  return Math.max(floor, Math.ceil(random * longest));
}

export function startPushLoop(options: PushLoopOptions): PushLoop {
  const { platform } = options;
  let stopped = false;
  let failures = 0;
  let state: LineState = 'unknown';
  let since = platform.now();
  let message: string | null = null;
  let sending = false;
  let wake: () => void = () => {};
  let retry: () => void = () => {};
  let woken = false;

  const turn = (next: LineState, words: string | null): void => {
    if (next !== state) since = platform.now();
    state = next;
    message = words;
  };

  /** Until something is queued; or, after a failure, until the time is over or a retry is asked for. */
  const rest = async (milliseconds: number | null): Promise<void> => {
    if (stopped || (milliseconds === null && woken)) return;
    const called = new Promise<void>((resolve) => {
      if (milliseconds === null) wake = resolve;
      retry = resolve;
    });
    await (milliseconds === null ? called : Promise.race([called, platform.sleep(milliseconds)]));
    wake = () => {};
  };

  const after = async (step: PushStep): Promise<void> => {
    if (step.kind === 'idle') return rest(null);
    if (step.kind === 'sent') {
      failures = 0;
      turn('open', null);
      options.onChange();
      return;
    }
    failures += 1;
    turn(step.kind === 'denied' ? 'denied' : step.reason, step.kind === 'denied' ? step.message : null);
    options.onChange();
    const floor = step.kind === 'denied' ? DENIED_WAIT : step.afterMs;
    await rest(waitAfter(failures, platform.random(), floor));
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      try {
        sending = true;
        const step = await pushOnce(options);
        sending = false;
        await after(step);
      } catch (error) {
        sending = false;
        options.onBug(error);
        failures += 1;
        await rest(waitAfter(failures, platform.random(), FIRST_WAIT));
      }
    }
  };
  const running = run();
  return {
    wake: () => {
      woken = true;
      wake();
    },
    retryNow: () => {
      woken = true;
      retry();
    },
    stop: async () => {
      stopped = true;
      retry();
      await running;
    },
    line: () => ({ state, since, message, sending }),
  };
}
