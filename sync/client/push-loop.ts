import { MAX_BATCH } from '../protocol/push.ts';
import { newAborter } from './aborter.ts';
import type { Platform } from './platform.ts';
import { type PushOptions, type PushStep, pushOnce, type Train } from './push.ts';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 32_000;
/** Denied pushes are tried again rarely: a person may have signed in or updated. */
const DENIED_WAIT = 30_000;

/** A quiet desk asks this often whether the cloud is still the one it knew. */
const PROBE_EVERY = 60_000;

/** How the line is, as the last push saw it. */
export type LineState = 'unknown' | 'open' | 'offline' | 'busy' | 'denied';

export interface Line {
  readonly state: LineState;
  readonly since: number;
  /** Why the cloud says no, and the code of that */
  readonly denied: { readonly status: number; readonly code: string; readonly message: string } | null;
  readonly sending: boolean;
}

export interface PushLoop {
  /** Something was queued: send, unless the cloud asked to wait. */
  wake(): void;
  /** The line came back, or a person asks: send now. */
  retryNow(): void;
  /** Resolves when the cloud has answered a request that was made after this call. */
  hearFromCloud(): Promise<void>;
  /** Lets go of a request under way; what it carried is queued as before. Resolves when nothing more is written. */
  stop(): Promise<void>;
  readonly line: () => Line;
}

export interface PushLoopOptions extends Omit<PushOptions, 'platform' | 'signal'> {
  readonly platform: Platform;
  readonly onChange: () => void;
  /** Not a refusal but a fault of this program; the loop goes on. */
  readonly onBug: (error: unknown) => void;
}

/**
 * Full jitter: anywhere between 0 and the doubled wait, so that a shop's tills do not come back in step. What the cloud
 * asks for comes before it: all who were told the same would else come back together.
 */
export function waitAfter(failures: number, random: number, floor: number): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 10));
  return floor + Math.ceil(random * longest);
}

export function startPushLoop(options: PushLoopOptions): PushLoop {
  const { platform } = options;
  let stopped = false;
  let failures = 0;
  let state: LineState = 'unknown';
  let since = platform.now();
  let denied: Line['denied'] = null;
  let sending = false;
  let wake: () => void = () => {};
  let retry: () => void = () => {};
  let woken = false;
  let probe = true;
  let most = MAX_BATCH;
  let listening: (() => void)[] = [];
  const underWay = newAborter();

  const turn = (next: LineState, no: Line['denied']): void => {
    if (next !== state) since = platform.now();
    state = next;
    denied = no;
  };

  /** Until the time is over or a retry is asked for; where `alert`, until something is queued too. */
  const rest = async (milliseconds: number, alert: boolean): Promise<void> => {
    if (stopped || (alert && woken)) return;
    const called = new Promise<'called'>((resolve) => {
      if (alert) wake = () => resolve('called');
      retry = () => resolve('called');
    });
    const ended = await Promise.race([called, platform.sleep(milliseconds)]);
    if (ended !== 'called') probe = true;
    wake = () => {};
  };

  const after = async (step: PushStep): Promise<void> => {
    if (step.kind === 'idle') return rest(PROBE_EVERY, true);
    if (step.kind === 'sent') {
      answered();
      return;
    }
    if (step.kind === 'too-large') {
      most = Math.max(1, Math.floor(step.sent / 2));
      return;
    }
    failures += 1;
    turn(step.kind === 'denied' ? 'denied' : step.reason, step.kind === 'denied' ? step : null);
    options.onChange();
    const floor = step.kind === 'denied' ? DENIED_WAIT : step.afterMs;
    await rest(waitAfter(failures, platform.random(), floor), false);
  };

  const heard = (waiting: readonly (() => void)[]): void => {
    listening = listening.filter((each) => !waiting.includes(each));
    for (const each of waiting) each();
  };
  /** Who listened as the last request went out: its answer is one to a request that was made after they asked. */
  let asked: readonly (() => void)[] = [];
  const train: Train = {
    sends: () => {
      // Theirs, and of nobody who comes while it is under way: that one's cloud may be another by then.
      const waiting = [...listening];
      asked = waiting;
      // Whoever asked by now is answered by this one.
      probe = false;
      return () => {
        heard(waiting);
        answered();
      };
    },
    mayGoOn: () => !stopped,
  };
  const answered = (): void => {
    failures = 0;
    most = Math.min(MAX_BATCH, most * 2);
    turn('open', null);
    options.onChange();
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      try {
        sending = true;
        const probing = probe;
        probe = false;
        asked = [];
        const step = await pushOnce({ ...options, most, signal: underWay.signal }, probing, train);
        sending = false;
        if (step.kind === 'sent' || step.kind === 'denied') heard(asked);
        await after(step);
      } catch (error) {
        sending = false;
        options.onBug(error);
        failures += 1;
        await rest(waitAfter(failures, platform.random(), FIRST_WAIT), false);
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
      probe = true;
      retry();
    },
    hearFromCloud: () =>
      new Promise((resolve) => {
        listening.push(resolve);
        woken = true;
        probe = true;
        retry();
      }),
    stop: async () => {
      stopped = true;
      underWay.abort();
      retry();
      await running;
      heard(listening);
    },
    line: () => ({ state, since, denied, sending }),
  };
}
