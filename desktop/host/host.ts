import type { Command } from '@tillhouse/sync/client/mutate.ts';
import type { Kept } from '@tillhouse/sync/client/send-again.ts';
import type { SyncStatus } from '../bridge/status.ts';
import type { Neighbours } from './neighbours/neighbours.ts';
import type { DeskFile } from './database/open-desk.ts';
import type { ReportReader } from './database/report-reader.ts';
import type { Lease } from './session/lease.ts';
import type { IdentityClient } from './session/identity-client.ts';
import type { DeviceFacts } from './session/session-state.ts';

/** What sync is to the rest of the host. */
export interface SyncHandle {
  status(): SyncStatus;
  /** Sends and fetches now instead of at the next beat. */
  now(): void;
  /** Sends what of a refused intent is kept again on the present values. @returns false where no such case is open */
  settle(
    mutationId: string,
    keep: Kept,
    as: Pick<Command, 'actor' | 'deviceId' | 'store' | 'asksProof'>,
  ): Promise<boolean>;
  /** A command was committed and waits to be sent. */
  queued(): void;
  /** After this desk was enrolled. */
  begin(): void;
  /** After it was given back; `begin` starts again. */
  end(): Promise<void>;
}

/** What calls, queries and commands of the host stand on. */
export interface Host {
  readonly desk: DeskFile;
  readonly reports: ReportReader;
  readonly identity: IdentityClient;
  readonly sync: SyncHandle;
  readonly device: () => DeviceFacts;
  readonly now: () => number;
  readonly lease: Lease;
  readonly neighbours: Neighbours;
  /** Signs with the device's key, base64url */
  readonly sign: (text: string) => string;
  readonly newId: () => string;
  readonly log: (line: string) => void;
  /** Tells all windows; tables by SQL name, also `basket` and `session`. */
  readonly changed: (...tables: string[]) => void;
}
