import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { readTenantKeys, tenantKeyContext, type TenantKeyRow } from './key-rows.ts';
import { addTenantKey, openKeyring } from './keyring.ts';
import type { Kms } from './kms.ts';
import { personKeyPlace } from './person-keys.ts';
import { resealAccounts, resealCarrierAccounts, resealTaxAccounts } from './reseal-accounts.ts';
import { resealPlatform } from './reseal-platform.ts';

export interface Rotation {
  /** Of the role `system` */
  readonly pool: Pool;
  /** Of the role `identity`, whose secrets the platform's key seals */
  readonly identity: Pool;
  /** Of the role `payments`, whose accounts each tenant's key seals */
  readonly payments: Pool;
  /** Of the role `app`: what opens providers of taxes is sealed so too */
  readonly app: Pool;
  readonly kms: Kms;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Told after each step what it came to. */
  readonly onProgress: (line: string) => void;
}

const BATCH = 200;
/** One rotation at a time: two would each make a key. */
const LOCK = 7_164_551_185;

const columns = 'tenant_id, version, kek, wrapped, retired_at';

/**
 * A new key-encryption key; the keys of all tenants are wrapped anew with it, and the one before is ended. Stopped
 * anywhere, both open; run again, it finishes what was begun and makes no third key.
 * @returns the key in use, and those that were ended
 */
export async function rotateKek(rotation: Rotation): Promise<{ kek: string; ended: string[] }> {
  const { pool, kms, onProgress } = rotation;
  return alone(pool, async () => {
    const used = await kekIds(pool);
    const before = await kms.current();
    const unfinished = used.some((kek) => kek !== before);
    const kek = unfinished && before !== undefined ? before : await kms.rotate();
    onProgress(unfinished ? `goes on with key ${kek}` : `key ${kek} wraps from now on`);
    for (let done = 0; ; ) {
      const rows = await withTransaction(pool, (db) =>
        db.rows<TenantKeyRow>(`SELECT ${columns} FROM keys.tenant_keys WHERE kek <> $1 LIMIT $2`, [kek, BATCH]),
      );
      if (rows.length === 0) break;
      for (const row of rows) await rewrap(rotation, row);
      done += rows.length;
      onProgress(`${done} tenant keys are wrapped anew`);
    }
    const ended = used.filter((id) => id !== kek);
    for (const old of ended) await kms.retire(old);
    if (ended.length > 0) onProgress(`ended: ${ended.join(', ')}`);
    return { kek, ended };
  });
}

async function rewrap({ pool, kms }: Rotation, row: TenantKeyRow): Promise<void> {
  const context = tenantKeyContext(row.tenant_id, row.version);
  const secret = await kms.unwrap({ kek: row.kek, text: row.wrapped }, context);
  const { kek, text } = await kms.wrap(secret, context);
  await withTransaction(pool, (db) =>
    db.rows('UPDATE keys.tenant_keys SET kek = $4, wrapped = $5 WHERE tenant_id = $1 AND version = $2 AND kek = $3', [
      row.tenant_id,
      row.version,
      row.kek,
      kek,
      text,
    ]),
  );
}

async function kekIds(pool: Pool): Promise<string[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ kek: string }>('SELECT DISTINCT kek FROM keys.tenant_keys ORDER BY kek'),
  );
  return rows.map(({ kek }) => kek);
}

/**
 * A new key of one tenant (or of the platform): all that its old ones sealed is sealed anew. They are removed by a run
 * that comes ten minutes after the new one was made, since a process remembers keys for five. Stopped anywhere, all of
 * them open; run again, it finishes what was begun.
 * @returns the version in use, how many values were sealed anew, and how many old keys are left
 */
export function rotateTenant(
  rotation: Rotation,
  tenantId: string,
): Promise<{ version: number; resealed: number; left: number }> {
  const { pool, identity, payments, app, kms, now, onProgress } = rotation;
  return alone(pool, async () => {
    const before = await readTenantKeys(pool, tenantId);
    let version = before[0]?.version ?? 0;
    // Older ones beside it: that rotation is finished, and none begun.
    if (before.length <= 1) {
      version += 1;
      await addTenantKey(pool, kms, tenantId, version, now());
    }
    const keyring = await openKeyring({ pool, kms, now });
    let resealed = 0;
    for (;;) {
      const count = await rewrapPersons(pool, await keyring.sealer(tenantId), tenantId, version);
      if (count === 0) break;
      resealed += count;
      onProgress(`tenant ${tenantId}: ${resealed} person keys are wrapped anew`);
    }
    resealed += await resealPlatform(identity, await keyring.sealer(tenantId), tenantId, version);
    resealed += await resealAccounts(payments, await keyring.sealer(tenantId), tenantId, version);
    resealed += await resealTaxAccounts(app, await keyring.sealer(tenantId), tenantId, version);
    resealed += await resealCarrierAccounts(app, await keyring.sealer(tenantId), tenantId, version);
    const left = await dropOld(pool, tenantId, version, now());
    onProgress(
      left === 0
        ? `tenant ${tenantId}: key ${version} seals; the ones before are gone`
        : `tenant ${tenantId}: key ${version} seals; run this again in ten minutes, when no process seals with the one before any more, and it is removed`,
    );
    return { version, resealed, left };
  });
}

/** Longer than a keyring remembers a key. */
const STALE_MS = 10 * 60_000;

async function dropOld(pool: Pool, tenantId: string, version: number, now: number): Promise<number> {
  return withTransaction(pool, async (db) => {
    await db.rows(
      `DELETE FROM keys.tenant_keys t WHERE t.tenant_id = $1 AND t.version < $2
          AND EXISTS (SELECT 1 FROM keys.tenant_keys n WHERE n.tenant_id = $1 AND n.version = $2 AND n.made_at <= $3)
          AND NOT EXISTS (SELECT 1 FROM keys.person_keys p
                           WHERE p.tenant_id = $1 AND p.version = t.version AND p.wrapped IS NOT NULL)`,
      [tenantId, version, new Date(now - STALE_MS).toISOString()],
    );
    const [row] = await db.rows<{ n: number }>(
      'SELECT count(*)::int AS n FROM keys.tenant_keys WHERE tenant_id = $1 AND version < $2',
      [tenantId, version],
    );
    return row?.n ?? 0;
  });
}

type Sealer = Awaited<ReturnType<Awaited<ReturnType<typeof openKeyring>>['sealer']>>;

async function rewrapPersons(pool: Pool, sealer: Sealer, tenantId: string, version: number): Promise<number> {
  return withTransaction(pool, async (db) => {
    const rows = await db.rows<{ person_id: string; wrapped: string }>(
      `SELECT person_id, wrapped FROM keys.person_keys
        WHERE tenant_id = $1 AND version < $2 AND wrapped IS NOT NULL ORDER BY person_id LIMIT $3 FOR UPDATE`,
      [tenantId, version, BATCH],
    );
    const wrapped = rows.map(({ person_id: id, wrapped }) =>
      sealer.seal(sealer.open(wrapped, personKeyPlace(id)), personKeyPlace(id)),
    );
    await db.rows(
      `UPDATE keys.person_keys k SET wrapped = n.wrapped, version = $4
         FROM unnest($2::uuid[], $3::text[]) AS n (id, wrapped) WHERE k.tenant_id = $1 AND k.person_id = n.id`,
      [tenantId, rows.map((row) => row.person_id), wrapped, version],
    );
    return rows.length;
  });
}

export async function tenantsWithKeys(pool: Pool): Promise<string[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ id: string }>('SELECT DISTINCT tenant_id AS id FROM keys.tenant_keys ORDER BY 1'),
  );
  return rows.map(({ id }) => id);
}

export interface KeyStatus {
  readonly kek: string | undefined;
  readonly keks: { readonly kek: string; readonly keys: number }[];
  readonly tenants: number;
  readonly persons: number;
  readonly erased: number;
  /** Tenants with more than one key: a rotation that was stopped */
  readonly unfinished: string[];
}

export async function keyStatus(pool: Pool, kms: Kms): Promise<KeyStatus> {
  const kek = await kms.current();
  return withTransaction(pool, async (db) => {
    const keks = await db.rows<{ kek: string; keys: number }>(
      'SELECT kek, count(*)::int AS keys FROM keys.tenant_keys GROUP BY kek ORDER BY kek',
    );
    const [sums] = await db.rows<{ tenants: number; persons: number; erased: number }>(
      `SELECT (SELECT count(DISTINCT tenant_id)::int FROM keys.tenant_keys) AS tenants,
              count(*) FILTER (WHERE wrapped IS NOT NULL)::int AS persons,
              count(*) FILTER (WHERE wrapped IS NULL)::int AS erased FROM keys.person_keys WHERE person_id <> tenant_id`,
    );
    const unfinished = await db.rows<{ id: string }>(
      'SELECT tenant_id AS id FROM keys.tenant_keys GROUP BY tenant_id HAVING count(*) > 1 ORDER BY 1',
    );
    return {
      kek,
      keks,
      ...(sums ?? { tenants: 0, persons: 0, erased: 0 }),
      unfinished: unfinished.map(({ id }) => id),
    };
  });
}

/** @throws where another rotation runs */
async function alone<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  return withTransaction(pool, async (db) => {
    const [lock] = await db.rows<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK]);
    if (!lock?.mine) throw new Error('Another rotation of keys is running. Nothing was changed. Wait for its end.');
    return work();
  });
}
