import { isFull as sealFull, sealAudit } from '../audit/seal.ts';
import { type HeadSigner, signHeads } from '../audit/signed-heads.ts';
import type { Bus } from '../bus/bus.ts';
import type { Pools } from '../db/pools.ts';
import { isUnavailable } from '../db/unavailable.ts';
import type { Log } from '../http/log.ts';
import { repeating } from '../repeating.ts';
import { listenForCommits } from './listen.ts';
import { isFull, publishWaiting } from './relay.ts';

/** Where nothing wakes it (another process committed, a notification was lost), so often it looks by itself. */
const POLL_MS = 200;
/** A purchase commits some ten times within it: what they tell is looked for once or twice, not each time. Well below a second. */
const REST_MS = 100;
const SEAL_MS = 500;
const SIGN_MS = 30_000;

export interface RunningRelay {
  start(): void;
  /** Something was committed in this process. */
  wake(): void;
  stop(): Promise<void>;
}

/** Publishes the outbox and seals the audit, as long as this process runs. */
export function startRelay(options: {
  pools: Pools;
  bus: Bus;
  url: string;
  log: Log;
  /** Left out: heads of the audit are not signed here */
  signer?: HeadSigner | undefined;
  now: () => number;
}): RunningRelay {
  const { pools, bus, url, log, signer, now } = options;
  const onError = (error: unknown): void => {
    // While the database is away every poll says so; once it is back, all is made up for.
    if (isUnavailable(error)) log.debug({ err: error }, 'the outbox waits for the database');
    else log.error({ err: error }, 'events could not be published; they are kept and tried again');
  };
  let parts: { stop(): Promise<void>; wake(): void } | undefined;
  return {
    wake: () => parts?.wake(),
    start: () => {
      const relay = repeating(POLL_MS, async () => isFull(await publishWaiting(pools.system, bus)), onError, REST_MS);
      const seal = repeating(SEAL_MS, async () => sealFull(await sealAudit(pools.system)), onError);
      const signing = async (): Promise<boolean> => {
        if (signer) await signHeads(pools.system, signer, now());
        return false;
      };
      const heads = repeating(SIGN_MS, signing, onError);
      const stopListening = listenForCommits(url, relay.wake);
      parts = {
        wake: relay.wake,
        stop: async () => {
          await stopListening();
          await relay.stop();
          await seal.stop();
          await heads.stop();
        },
      };
    },
    stop: async () => parts?.stop(),
  };
}
