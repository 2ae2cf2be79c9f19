import { createHash } from 'node:crypto';
import type { Pool } from '../db/pools.ts';
import { readAtOnce } from '../db/transaction.ts';
import { TtlMap } from '../ttl-map.ts';
import type { UseNotes } from './note-uses.ts';

export interface ApiKey {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: 'publishable' | 'secret';
  readonly name: string;
  readonly scopes: readonly string[];
  /** Of a publishable key: pages that may use it, `https://shop.example`; `*` is any. */
  readonly origins: readonly string[];
  /** Of a publishable key: the store it is for; null: as the page’s address says */
  readonly storeId: string | null;
}

/** Keys are random and long, so a fast hash is enough. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export interface ApiKeys {
  find(key: string): Promise<ApiKey | undefined>;
  /** Forgets what was remembered, after a key was revoked in this process. */
  forget(): void;
}

/** A key that was revoked or changed stops within this time in other processes, which ask how many were. */
const LOOK_MS = 5_000;
/** What is remembered of a key that was not changed. */
const KNOWN_MS = 300_000;
/** Unknown ones: a new key is good at once in the process that made it, and soon in others. */
const UNKNOWN_MS = 10_000;

interface Row extends Omit<ApiKey, 'tenantId' | 'storeId'> {
  readonly tenant_id: string;
  readonly store_id: string | null;
  readonly ends_at: Date | string | null;
}

/** @param clock milliseconds of a clock that only goes forward */
export function apiKeys(pool: Pool, note: UseNotes['note'], clock = () => performance.now()): ApiKeys {
  const known = new TtlMap<string, ApiKey | null>(KNOWN_MS, 50_000);
  let changes: string | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  /** Forgets all where any key was changed; they are few changes, and many keys. */
  const look = async (): Promise<void> => {
    const since = clock();
    const [row] = await readAtOnce(pool, null, (db) =>
      db.rows<{ changes: string }>('SELECT identity.key_changes()::text AS changes'),
    );
    if (row?.changes !== changes) known.clear();
    changes = row?.changes;
    lookedAt = since;
  };
  const upToDate = (): Promise<void> | undefined => {
    if (clock() - lookedAt < LOOK_MS) return undefined;
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  return {
    forget: () => known.clear(),
    find: async (key) => {
      await upToDate();
      const remembered = known.get(key);
      if (remembered) note('key', remembered.id);
      if (remembered !== undefined) return remembered ?? undefined;
      const asked = changes;
      const [row] = await readAtOnce(pool, null, (db) =>
        db.rows<Row>('SELECT * FROM identity.find_api_key($1)', [keyHash(key)]),
      );
      if (row) note('key', row.id);
      const found = row ? { ...row, tenantId: row.tenant_id, storeId: row.store_id } : null;
      // Read before a change that was heard of meanwhile, it would be believed for minutes.
      if (asked === changes) known.set(key, found, row ? Math.min(KNOWN_MS, untilEnd(row)) : UNKNOWN_MS);
      return found ?? undefined;
    },
  };
}

const untilEnd = ({ ends_at: end }: Row): number => (end === null ? KNOWN_MS : new Date(end).getTime() - Date.now());
