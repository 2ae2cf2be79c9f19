import type { SyncStatus } from '../bridge/status.ts';
import type { DeskFile } from './database/open-desk.ts';
import type { SyncHandle } from './host.ts';
import type { IdentityClient } from './session/identity-client.ts';

export interface SyncOptions {
  readonly desk: DeskFile;
  readonly identity: IdentityClient;
  readonly log: (line: string) => void;
  readonly now: () => number;
  readonly onStatus: (status: SyncStatus) => void;
}

export interface RunningSync {
  readonly handle: SyncHandle;
  stop(): Promise<void>;
}

const never: SyncStatus = {
  state: 'never',
  since: null,
  lastSyncedAt: null,
  waiting: 0,
  waitingSales: 0,
  oldestWaitingAt: null,
  needsAttention: 0,
  initial: null,
  clockSkew: null,
  problem: null,
};

/** Keeps the desk and the cloud alike from the moment this device is enrolled. */
export function startSync(_options: SyncOptions): RunningSync {
  return {
    handle: { status: () => never, now: () => {}, settle: async () => {}, begin: () => {} },
    stop: async () => {},
  };
}
