import { DeviceRefused } from '@tillhouse/sync/client/device-refused.ts';
import { electricFeeds } from '@tillhouse/sync/client/electric-feed.ts';
import { type HttpFetch, httpPush } from '@tillhouse/sync/client/http-push.ts';
import { machinePlatform } from '@tillhouse/sync/client/platform.ts';
import { settleCase } from '@tillhouse/sync/client/settle-case.ts';
import { type Sync, startSync as startBoth } from '@tillhouse/sync/client/start-sync.ts';
import { statusBeforeSync } from '@tillhouse/sync/client/status.ts';
import type { SyncStatus } from '../bridge/status.ts';
import { refuseUnsafe } from './cloud/cloud-address.ts';
import type { DeskFile } from './database/open-desk.ts';
import type { SyncHandle } from './host.ts';
import { HostProblem } from './problem.ts';
import { countOpenCases } from './queries/attention.ts';
import { monthsAt } from './session/months.ts';
import { readEnrolment } from './session/desk-state.ts';
import type { IdentityClient } from './session/identity-client.ts';

export interface SyncOptions {
  readonly desk: DeskFile;
  readonly identity: IdentityClient;
  /** Of this start; an address given at enrolment wins */
  readonly cloudUrl: string;
  readonly log: (line: string) => void;
  readonly now: () => number;
  readonly onStatus: (status: SyncStatus) => void;
  readonly onTablesChanged: (tables: readonly string[]) => void;
}

export interface RunningSync {
  readonly handle: SyncHandle;
  stop(): Promise<void>;
}

/** What the cloud says of this device is no missing line. @throws DeviceRefused, or the error as it was */
function notLetIn(error: unknown): never {
  if (error instanceof HostProblem && (error.kind === 'forbidden' || error.kind === 'refused')) {
    const { status } = error.details;
    throw new DeviceRefused(typeof status === 'number' ? status : 403, error.code, error.message);
  }
  throw error;
}

/** Keeps the desk and the cloud alike from the moment this device is enrolled. */
export function startSync(options: SyncOptions): RunningSync {
  const { desk, identity, log } = options;
  const machine = machinePlatform();
  let sync: Sync | undefined;
  let starting: Promise<void> | undefined;
  let stopped = false;

  // Sync counts what the cloud turned down; the shop's own cases are rows as any others.
  const whole = (status: SyncStatus): SyncStatus => ({
    ...status,
    needsAttention: status.needsAttention + countOpenCases(desk.reader),
  });
  const statusNow = () => whole(sync?.status() ?? statusBeforeSync(desk));

  const start = async () => {
    const enrolment = readEnrolment(desk.reader);
    if (!enrolment || stopped) return;
    const cloudUrl = (enrolment.cloudUrl ?? options.cloudUrl).replace(/\/$/, '');
    if (!cloudUrl) return log('this desk knows no address of its cloud and works without it');
    refuseUnsafe(cloudUrl);
    const headers = async () => ({
      authorization: `Bearer ${await identity.deviceToken(cloudUrl, enrolment.deviceId).catch(notLetIn)}`,
    });
    // A token may end before its time, when the cloud got another key.
    const answered = async (...asked: Parameters<typeof fetch>) => {
      const answer = await fetch(...asked);
      if (answer.status === 401) identity.forgetToken();
      return answer;
    };
    const platform = { ...machine, now: options.now };
    sync = await startBoth({
      database: desk,
      transport: httpPush({ cloudUrl, headers, fetch: answered as unknown as HttpFetch }),
      openFeed: electricFeeds({ cloudUrl, headers, fetch: answered as never, platform }),
      platform,
      months: () => monthsAt(desk.reader, enrolment, options.now()),
      onTablesChanged: options.onTablesChanged,
      onStatus: (status) => options.onStatus(whole(status)),
      onBug: (error) => log(`sync: ${error instanceof Error ? error.stack : String(error)}`),
    });
    options.onStatus(statusNow());
    if (stopped) await sync.stop();
  };
  const begin = () => {
    starting ??= start().catch((error) => {
      starting = undefined;
      log(`sync did not start: ${error instanceof Error ? error.stack : String(error)}`);
    });
  };
  begin();
  return {
    handle: {
      status: statusNow,
      now: () => sync?.now(),
      queued: () => sync?.queued([]),
      settle: async (mutationId, keep, as) => {
        // What is settled lies in this file: it waits for no cloud, nor for sync to have begun.
        const settled = await settleCase(desk, { now: options.now, newId: machine.newId }, mutationId, keep, as);
        if (settled && sync) sync.queued(settled);
        else if (settled) options.onTablesChanged(settled);
        return settled !== null;
      },
      begin: () => {
        if (!sync) starting = undefined;
        begin();
      },
      end: async () => {
        await starting;
        await sync?.stop();
        sync = undefined;
        starting = undefined;
        options.onStatus(statusNow());
      },
    },
    stop: async () => {
      stopped = true;
      await starting;
      await sync?.stop();
    },
  };
}
