/** What a shape tells, cleared of HTTP: the port between the Electric client and the desk's own application of rows. */

/** Column name in SQL → value in Postgres' text form. */
export type ShapeValues = Readonly<Record<string, string | null>>;

export type ShapeMessage =
  /** A row of the first copy (`lsn` null) or a change committed at `lsn`; updates carry whole rows. */
  | {
      readonly t: 'row';
      readonly op: 'upsert' | 'delete';
      readonly values: ShapeValues;
      readonly lsn: number | null;
      readonly position: number;
    }
  /** All that the cloud committed up to `lsn` has been told. */
  | { readonly t: 'up-to-date'; readonly lsn: number }
  /** The shape starts anew: its rows come again from the beginning. */
  | { readonly t: 'refetch' };

export interface ShapeBatch {
  readonly messages: readonly ShapeMessage[];
  /** Where to go on after this batch */
  readonly handle: string | null;
  readonly offset: string;
}

export interface ShapeFeed {
  stop(): void;
  /** Asks again at once instead of waiting for the held poll. */
  refresh(): void;
}

export interface ShapeFeedRequest {
  readonly table: string;
  /** `2026-11`: only the rows of this month */
  readonly month?: string;
  /** Asked every few minutes instead of held: rows that seldom change */
  readonly seldom?: boolean;
  /** Absent: from the beginning */
  readonly from?: { readonly handle: string; readonly offset: string };
  /** Awaited before the next request: back-pressure. */
  readonly onBatch: (batch: ShapeBatch) => Promise<void>;
  /** Nothing of the shape was committed up to this position beyond what it told. */
  readonly onReached: (lsn: number) => void;
  readonly onLine: (state: 'open' | 'offline') => void;
  readonly onDenied: (status: number, message: string, code: string) => void;
}

export type OpenShapeFeed = (request: ShapeFeedRequest) => ShapeFeed;
