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

/** A revoked key stops within `TTL` in other processes. */
const TTL = 10_000;

export function apiKeys(pool: Pool, note: UseNotes['note']): ApiKeys {
  const known = new TtlMap<string, ApiKey | null>(TTL, 10_000);
  return {
    forget: () => known.clear(),
    find: async (key) => {
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered ?? undefined;
      const [row] = await readAtOnce(pool, null, (db) =>
        db.rows<Omit<ApiKey, 'tenantId' | 'storeId'> & { tenant_id: string; store_id: string | null }>(
          'SELECT * FROM identity.find_api_key($1)',
          [keyHash(key)],
        ),
      );
      if (row) note('key', row.id);
      const found = row ? { ...row, tenantId: row.tenant_id, storeId: row.store_id } : null;
      known.set(key, found);
      return found ?? undefined;
    },
  };
}
