import { type DataKey, newDataKey, type Place } from '@tillhouse/shared/sealing/seal.ts';
import type { Pool } from '../db/pools.ts';
import { readAtOnce, withTransaction } from '../db/transaction.ts';
import { TtlMap } from '../ttl-map.ts';
import type { Sealer } from './keyring.ts';

/** A person's key; null where it was destroyed. */
export type PersonKey = DataKey | null;

export interface PersonKeys {
  /** Of these persons, the keys that are in memory. */
  known(tenantId: string, ids: readonly string[]): Map<string, PersonKey>;
  /** Keys that are there; persons without one are left out. */
  read(tenantId: string, ids: readonly string[]): Promise<Map<string, PersonKey>>;
  /** As `read`, and those without one get one. A destroyed key is never made again. */
  ensure(tenantId: string, ids: readonly string[]): Promise<Map<string, PersonKey>>;
  /**
   * Erases a person: what was sealed with her key opens nowhere any more. Other processes forget the key within a minute.
   * @returns false where she had no key, or it was destroyed before
   */
  destroy(tenantId: string, personId: string): Promise<boolean>;
  /** Of one person, or of all: the next who asks reads them anew. */
  forget(tenantId?: string, personId?: string): void;
}

interface PersonKeyRow {
  readonly person_id: string;
  readonly wrapped: string | null;
}

/** An erasure acts in every process within this time. */
const KEPT_MS = 60_000;

export const personKeyPlace = (personId: string): Place => ({
  table: 'keys.person_keys',
  row: personId,
  column: 'wrapped',
});
/** What a value sealed with a person's key carries as the name of its key. */
export const personKeyId = (personId: string): string => `p${personId}`;

export interface PersonKeysOptions {
  readonly pool: Pool;
  readonly sealer: (tenantId: string) => Promise<Sealer>;
  readonly now: () => number;
}

export function personKeys({ pool, sealer, now }: PersonKeysOptions): PersonKeys {
  const known = new TtlMap<string, PersonKey>(KEPT_MS, 50_000);
  const nameOf = (tenantId: string, id: string) => `${tenantId} ${id}`;

  const remembered = (tenantId: string, ids: readonly string[]): Map<string, PersonKey> => {
    const found = new Map<string, PersonKey>();
    for (const id of ids) {
      const key = known.get(nameOf(tenantId, id), now());
      if (key !== undefined) found.set(id, key);
    }
    return found;
  };
  const read = async (tenantId: string, ids: readonly string[]): Promise<Map<string, PersonKey>> => {
    const found = remembered(tenantId, ids);
    const missing = new Set(ids.filter((id) => !found.has(id)));
    if (missing.size === 0) return found;
    const rows = await readAtOnce(pool, null, (db) =>
      db.rows<PersonKeyRow>(
        'SELECT person_id, wrapped FROM keys.person_keys WHERE tenant_id = $1 AND person_id = ANY($2)',
        [tenantId, [...missing]],
      ),
    );
    if (rows.length === 0) return found;
    const { open } = await sealer(tenantId);
    for (const { person_id: id, wrapped } of rows) {
      const secret = wrapped === null ? null : Buffer.from(open(wrapped, personKeyPlace(id)), 'base64');
      const key = secret && { id: personKeyId(id), secret };
      known.set(nameOf(tenantId, id), key, KEPT_MS, now());
      found.set(id, key);
    }
    return found;
  };

  return {
    known: remembered,
    read,
    ensure: async (tenantId, ids) => {
      const found = await read(tenantId, ids);
      // In one order everywhere, so that two that make keys for the same persons do not wait for each other.
      const missing = [...new Set(ids)].filter((id) => !found.has(id)).sort();
      if (missing.length === 0) return found;
      const { seal, current } = await sealer(tenantId);
      const made = new Map(missing.map((id) => [id, newDataKey(personKeyId(id))]));
      const wrapped = [...made].map(([id, { secret }]) => seal(secret.toString('base64'), personKeyPlace(id)));
      const added = await readAtOnce(pool, null, (db) =>
        db.rows<Pick<PersonKeyRow, 'person_id'>>(
          `INSERT INTO keys.person_keys (tenant_id, person_id, version, wrapped, made_at)
           SELECT $1, p.id, $4, p.wrapped, $5 FROM unnest($2::uuid[], $3::text[]) AS p (id, wrapped)
           ON CONFLICT DO NOTHING RETURNING person_id`,
          [tenantId, missing, wrapped, Number(current.id.slice(1)), new Date(now()).toISOString()],
        ),
      );
      for (const { person_id: id } of added) {
        const key = made.get(id);
        if (key) known.set(nameOf(tenantId, id), key, KEPT_MS, now());
      }
      // Of two at once the first counts: what was not added is read.
      return read(tenantId, ids);
    },
    destroy: async (tenantId, personId) => {
      const rows = await withTransaction(pool, (db) =>
        db.rows(
          `INSERT INTO keys.person_keys AS k (tenant_id, person_id, version, wrapped, made_at, destroyed_at)
           VALUES ($1, $2, 0, NULL, $3, $3)
           ON CONFLICT (tenant_id, person_id) DO UPDATE SET wrapped = NULL, destroyed_at = $3 WHERE k.wrapped IS NOT NULL
           RETURNING version`,
          [tenantId, personId, new Date(now()).toISOString()],
        ),
      );
      known.set(nameOf(tenantId, personId), null, KEPT_MS, now());
      return rows.length > 0;
    },
    forget: (tenantId, personId) => {
      if (tenantId === undefined || personId === undefined) known.clear();
      else known.delete(nameOf(tenantId, personId));
    },
  };
}
