import type { ShapeServer } from '@tillhouse/sync/shapes/server.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { Log } from '../../platform/http/log.ts';

export interface CommerceContext {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  /** Undefined where the shapes are served elsewhere. */
  readonly shapes: ShapeServer | undefined;
  readonly log: Log;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** A transaction that wrote events was committed: wakes the relay. */
  readonly onCommitted: () => void;
}
