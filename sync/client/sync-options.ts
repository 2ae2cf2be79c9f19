import type { AttentionItem } from './attention-list.ts';
import type { DeskDatabase } from './desk-database.ts';
import type { Command, Done } from './mutate.ts';
import type { Platform } from './platform.ts';
import type { PushTransport } from './push-transport.ts';
import type { OpenShapeFeed } from './shape-feed.ts';
import type { SyncStatus } from './status.ts';

export interface SyncOptions {
  readonly database: DeskDatabase;
  /** `httpPush({ cloudUrl, headers, fetch })` */
  readonly transport: PushTransport;
  /** `electricFeeds({ cloudUrl, headers, fetch, platform })` */
  readonly openFeed: OpenShapeFeed;
  readonly platform?: Platform;
  /** SQL names of tables whose rows changed, after COMMIT */
  readonly onTablesChanged: (tables: readonly string[]) => void;
  readonly onStatus: (status: SyncStatus) => void;
  /** A fault of the program, to be logged whole; sync goes on */
  readonly onBug: (error: unknown) => void;
  /** The months of orders and movements that this device holds, newest first, by the store's clock now; looked at again every half minute. Left out: all */
  readonly months?: () => readonly string[];
  /** Names of commands that are sales, for the count of what waits. Default: `register.recordSale` */
  readonly sales?: readonly string[];
}

export interface Sync {
  /** Runs a command and queues it; resolves after COMMIT. @throws DomainError when it is refused */
  mutate(
    command: Omit<Command, 'mutationId' | 'occurredAt'> & Partial<Pick<Command, 'mutationId' | 'occurredAt'>>,
  ): Promise<Done>;
  /** Something was queued by `mutateWithin` or `settleCase`. */
  queued(tables: readonly string[]): void;
  status(): SyncStatus;
  attention(): AttentionItem[];
  /** Sends and asks now, whatever the back-off says. */
  now(): void;
  /** Ends loops and polls; resolves when nothing of sync writes any more. */
  stop(): Promise<void>;
}
