import type { LeaseState } from '../../bridge/access-queries.ts';
import type { DeskFile } from '../database/open-desk.ts';

/**
 * How long this desk has not heard from the cloud, and so what it still honours. The clock on the wall may be set by
 * anybody: what counts is the longest that it can have been, by the wall or by the clock that nobody can set. Setting it
 * back shortens nothing and ends the short lease; setting it forward only ends a lease early.
 */

const HOUR = 3_600_000;
const SENSITIVE_MS = 24 * HOUR;
const SELLING_MS = 35 * 24 * HOUR;
/** A clock that is set right by a time server moves by less. */
const SET_BACK_MS = 120_000;
const SAVE_EVERY_MS = 60_000;

/** As kept in the file, so that restarting begins nothing anew. */
interface Kept {
  /** `last_synced_at` that this counts from; null: the store has never come yet */
  readonly heardAt: number | null;
  readonly elapsed: number;
  readonly wall: number;
  readonly setBack: boolean;
}

export interface Lease {
  now(): LeaseState;
  /** Not before the wall and not before what has gone by for certain: what is lent ends by it. */
  trustedNow(): number;
  /** Writes down how long it has been. */
  save(): Promise<void>;
  stop(): void;
}

const NAME = 'lease';

/** @param steady counts milliseconds and cannot be set; another origin in each process */
export function keepLease(desk: DeskFile, now: () => number, steady = () => performance.now()): Lease {
  let kept = read(desk);
  let lastSteady = steady();
  let savedAt = lastSteady;

  function tick(): Kept {
    const wall = now();
    const at = steady();
    const heardAt = heard(desk);
    const bySteady = at - lastSteady;
    lastSteady = at;
    if (!kept || heardAt !== kept.heardAt) {
      const elapsed = heardAt === null ? 0 : Math.max(0, wall - heardAt);
      kept = { heardAt, elapsed, wall, setBack: false };
      return kept;
    }
    const byWall = wall - kept.wall;
    const elapsed = kept.elapsed + Math.max(byWall, bySteady, 0);
    kept = { heardAt, elapsed, wall, setBack: kept.setBack || byWall < bySteady - SET_BACK_MS };
    return kept;
  }

  async function save(): Promise<void> {
    const value = JSON.stringify(tick());
    savedAt = lastSteady;
    await desk.transaction('background', async (connection) => {
      connection.runNow('INSERT OR REPLACE INTO desk_state (name, value) VALUES (?, ?)', [NAME, value]);
    });
  }

  function state(): LeaseState {
    const { heardAt, elapsed, setBack } = tick();
    if (lastSteady - savedAt > SAVE_EVERY_MS) {
      savedAt = lastSteady;
      void save().catch(() => {});
    }
    const counted = heardAt === null ? 0 : elapsed;
    return {
      heardAt,
      elapsed: counted,
      selling: counted < SELLING_MS,
      sensitive: counted < SENSITIVE_MS && !setBack,
      setBack,
    };
  }

  const timer = setInterval(() => void save().catch(() => {}), SAVE_EVERY_MS);
  timer.unref();
  return {
    now: state,
    trustedNow: () => {
      const { heardAt, elapsed } = state();
      return heardAt === null ? now() : Math.max(now(), heardAt + elapsed);
    },
    save,
    stop: () => clearInterval(timer),
  };
}

function heard(desk: DeskFile): number | null {
  const row = desk.reader.get<{ value: string }>("SELECT value FROM sync_meta WHERE name = 'last_synced_at'");
  return row ? Number(row.value) : null;
}

function read(desk: DeskFile): Kept | undefined {
  const row = desk.reader.get<{ value: string }>('SELECT value FROM desk_state WHERE name = ?', [NAME]);
  return row && (JSON.parse(row.value) as Kept);
}
