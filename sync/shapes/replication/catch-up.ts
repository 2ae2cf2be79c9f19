import type { Pool } from 'pg';
import type { Lsn } from '../protocol/lsn.ts';
import { Unavailable } from '../shape/errors.ts';
import type { Frontier } from './frontier.ts';
import type { ReplicationLoop } from './replication-loop.ts';

const probeEveryMs = 10;
const probesBeforeNudge = 1;

/**
 * Waits until the stream has passed a position. On an idle database it may never come that far by itself: the position
 * can lie inside log that nobody has had a reason to flush. A committed logical message (16 bytes, no table) is one, also
 * where commits do not wait for the disk otherwise.
 */
export class CatchUp {
  private readonly frontier: Frontier;
  private readonly pool: Pool;
  private readonly loop: ReplicationLoop;
  private nudging: Promise<unknown> | null = null;

  constructor(frontier: Frontier, pool: Pool, loop: ReplicationLoop) {
    this.frontier = frontier;
    this.pool = pool;
    this.loop = loop;
  }

  /** @throws Unavailable when the stream breaks meanwhile */
  async to(lsn: Lsn, signal: AbortSignal | undefined): Promise<void> {
    for (let probes = 0; this.frontier.lsn < lsn && !signal?.aborted; probes++) {
      if (!this.loop.isRunning) throw new Unavailable('The database is not reachable at this moment. Try again.', 2);
      this.loop.probe();
      if (probes >= probesBeforeNudge) await this.nudge();
      await withTimer(this.frontier.reach(lsn), probeEveryMs * Math.min(probes + 1, 20));
    }
  }

  private async nudge(): Promise<void> {
    this.nudging ??= this.pool
      .query(
        `SELECT set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'tillhouse-shapes', '')`,
      )
      .catch(() => {})
      .finally(() => {
        this.nudging = null;
      });
    await this.nudging;
  }
}

async function withTimer(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    }),
  ]);
  clearTimeout(timer);
}
