import type { DeskDatabase } from './desk-database.ts';
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
