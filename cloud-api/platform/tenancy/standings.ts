import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import type { Quotas } from './quotas.ts';

export interface Standing {
  /** `erasing`: its owner asked for everything to be erased, and may still change their mind */
  readonly status: 'active' | 'suspended' | 'erasing' | 'erased';
  readonly reason: string | null;
  /** ISO 8601 */
  readonly since: string | null;
  readonly eraseAfter: string | null;
  readonly quotas: Quotas;
  /** Bytes that it keeps, as measured last; 0 where nothing limits it */
  readonly storage: number;
}

const plain: Standing = { status: 'active', reason: null, since: null, eraseAfter: null, quotas: {}, storage: 0 };

/** A suspension acts within this time in every process. */
const FRESH_MS = 5_000;
/** The database is away: what was last known holds this long, then nothing is answered. */
const KEPT_MS = 60_000;

export interface Standings {
  of(tenantId: string): Promise<Standing>;
  /** The same without asking; undefined where that would be older than a suspension may take to act. */
  remembered(tenantId: string): Standing | undefined;
  /** Reads anew at the next question, after a change in this process. */
  forget(): void;
}

/**
 * How tenants stand. The few that are not simply active without limits are read all at once, so that a request costs the
 * same with one tenant as with thousands.
 */
export function standings(pool: Pool, now: () => number = () => performance.now()): Standings {
  let known: ReadonlyMap<string, Standing> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let round = 0;

  const read = async (): Promise<void> => {
    const mine = round;
    const rows = await withTransaction(pool, (db) => db.rows<StandingRow>('SELECT * FROM identity.standings()'));
    known = new Map(rows.map((row) => [row.tenant_id, standingOf(row)]));
    // Something changed while it was read: the next question reads once more.
    if (mine === round) readAt = now();
  };
  return {
    of: async (tenantId) => {
      // Twice, where the reading that was under way began before a change in this process.
      for (let tries = 0; tries < 2 && now() - readAt > FRESH_MS; tries += 1) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        await reading.catch((error: unknown) => {
          if (now() - readAt > KEPT_MS) throw error;
        });
      }
      return known.get(tenantId) ?? plain;
    },
    remembered: (tenantId) => (now() - readAt > FRESH_MS ? undefined : (known.get(tenantId) ?? plain)),
    forget: () => {
      round += 1;
      readAt = Math.min(readAt, now() - FRESH_MS - 1);
    },
  };
}

interface StandingRow {
  readonly tenant_id: string;
  readonly status: 'active' | 'suspended' | 'erased';
  readonly reason: string | null;
  readonly since: string | null;
  readonly erase_after: string | null;
  readonly quotas: Quotas;
  readonly storage: number;
}

function standingOf({ status, erase_after: eraseAfter, reason, since, quotas, storage }: StandingRow): Standing {
  const now = status !== 'erased' && eraseAfter !== null ? 'erasing' : status;
  return { status: now, reason, since, eraseAfter, quotas, storage };
}
