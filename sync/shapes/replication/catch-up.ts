import type { Pool } from 'pg';
import type { Lsn } from '../protocol/lsn.ts';
import type { Frontier } from './frontier.ts';

const probeEveryMs = 10;
const probesBeforeNudge = 3;

/**
 * Waits until the stream has passed a position. On an idle database it may never come that far by itself: the position
 * can lie inside log that nobody has had a reason to flush. A committed logical message (16 bytes, no table) is one.
 */
export class CatchUp {
  private readonly frontier: Frontier;
  private readonly pool: Pool;
  private readonly probe: () => void;
  private nudging: Promise<unknown> | null = null;

  constructor(frontier: Frontier, pool: Pool, probe: () => void) {
    this.frontier = frontier;
    this.pool = pool;
    this.probe = probe;
  }

  async to(lsn: Lsn, signal: AbortSignal | undefined): Promise<void> {
    for (let probes = 0; this.frontier.lsn < lsn && !signal?.aborted; probes++) {
      this.probe();
      if (probes >= probesBeforeNudge) await this.nudge();
      await withTimer(this.frontier.reach(lsn), probeEveryMs * Math.min(probes + 1, 20));
    }
  }

  private async nudge(): Promise<void> {
    this.nudging ??= this.pool
      .query(`SELECT pg_logical_emit_message(true, 'tillhouse-shapes', '')`)
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
