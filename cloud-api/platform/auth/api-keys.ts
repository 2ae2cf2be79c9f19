import { createHash } from 'node:crypto';
import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { TtlMap } from '../ttl-map.ts';

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

/** Writes down that a key or an app was used, once a minute. @param id of the row @param at epoch milliseconds */
export async function noteUse(db: Connection, id: string, at: number): Promise<void> {
  await db.rows('SELECT identity.note_use($1, $2)', [id, new Date(at).toISOString()]);
}

/** A revoked key stops within `TTL` in other processes. */
const TTL = 10_000;

/** @param now epoch milliseconds */
export function apiKeys(pool: Pool, now: () => number): ApiKeys {
  const known = new TtlMap<string, ApiKey | null>(TTL, 10_000);
  return {
    forget: () => known.clear(),
    find: async (key) => {
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered ?? undefined;
      const row = await withTransaction(pool, async (db) => {
        const [each] = await db.rows<
          Omit<ApiKey, 'tenantId' | 'storeId'> & { tenant_id: string; store_id: string | null }
        >('SELECT * FROM identity.find_api_key($1)', [keyHash(key)]);
        if (each) await noteUse(db, each.id, now());
        return each;
      });
      const found = row ? { ...row, tenantId: row.tenant_id, storeId: row.store_id } : null;
      known.set(key, found);
      return found ?? undefined;
    },
  };
}
