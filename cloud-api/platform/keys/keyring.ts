import { type DataKey, newDataKey, open, type Place, seal } from '@tillhouse/shared/sealing/seal.ts';
import type { Pool } from '../db/pools.ts';
import { readAtOnce, withTransaction } from '../db/transaction.ts';
import type { Log } from '../http/log.ts';
import { TtlMap } from '../ttl-map.ts';
import type { Kms } from './kms.ts';
import { readTenantKeys, type TenantKeyRow, tenantKeyContext } from './key-rows.ts';
import { type PatientKms, patientKms } from './patient-kms.ts';
import { type PersonKeys, personKeys } from './person-keys.ts';

/** Secrets that belong to no tenant, such as the keys that tokens are signed with. */
export const PLATFORM = '00000000-0000-0000-0000-000000000000';

/** Seals and opens texts of one tenant (or of the platform). Nothing here waits: its keys are unwrapped already. */
export interface Sealer {
  /** Bound to its place: the same text laid into another row or column does not open. */
  seal(text: string, place: Place): string;
  /** @throws NotOpened where it was altered, moved, or sealed by a key that was retired */
  open(sealed: string, place: Place): string;
  /** The key that seals now */
  readonly current: DataKey;
  /** All keys that still open, the newest first */
  readonly keys: readonly DataKey[];
}

export interface Keyring {
  /** @param tenantId null: of the platform. @throws KekLost, KmsUnavailable */
  sealer(tenantId: string | null): Promise<Sealer>;
  /** Keys of the persons of a tenant; see `PersonKeys`. */
  readonly persons: PersonKeys;
  /** After a rotation in this process; others notice within five minutes. */
  forget(): void;
}

const KEPT_MS = 5 * 60_000;
const KEPT_AWAY_MS = 15_000;
const LOCK = 7_164_551_184;

export interface KeyringOptions {
  /** Signs in as the role `system`, which alone may read wrapped keys. */
  readonly pool: Pool;
  readonly kms: Kms;
  /** Epoch milliseconds */
  readonly now?: () => number;
  /** Told when the key service goes away, and when it is back */
  readonly log?: Pick<Log, 'warn' | 'info'>;
}

/**
 * Opens the keyring of a database, and makes its first keys where it has none yet.
 * @throws KekLost where the database holds sealed keys and the key that wrapped them is gone: no new one is made then
 */
export async function openKeyring(options: KeyringOptions): Promise<Keyring> {
  const { pool, now = Date.now, log } = options;
  const kms = patientKms(options.kms, now, {
    away: (error) => log?.warn({ reason: error.message }, 'the key service does not answer: keys in use serve an hour'),
    back: () => log?.info('the key service answers again'),
  });
  const sealers = new TtlMap<string, Promise<Sealer>>(KEPT_MS, 2_000);

  const load = async (tenantId: string): Promise<Sealer> => {
    let rows = await readTenantKeys(pool, tenantId);
    if (!rows.some((row) => row.retired_at === null)) {
      const added = await addTenantKey(pool, kms, tenantId, (rows[0]?.version ?? 0) + 1, now());
      rows = added ? [added, ...rows] : await readTenantKeys(pool, tenantId);
    }
    const found = await Promise.all(rows.map((row) => unwrapTenantKey(kms, row)));
    // Known from before the key service went away: looked at again soon, since the rows say what was retired or erased.
    if (!found.every(({ fresh }) => fresh))
      sealers.set(tenantId, Promise.resolve(sealerOf(found)), KEPT_AWAY_MS, now());
    return sealerOf(found);
  };
  const sealer = (tenantId: string | null): Promise<Sealer> => {
    const id = tenantId ?? PLATFORM;
    const known = sealers.get(id, now());
    if (known) return known;
    const loaded = load(id);
    sealers.set(id, loaded, KEPT_MS, now());
    // A key service that was away must not be remembered as the key.
    loaded.catch(() => sealers.delete(id));
    return loaded;
  };
  await beginKeys(pool, kms);
  await sealer(null);
  const persons = personKeys({ pool, sealer, now });
  return {
    sealer,
    persons,
    forget: () => {
      sealers.clear();
      persons.forget();
    },
  };
}

/** For who only looks: opens what is there, makes no key, and changes nothing. @throws as `Keyring.sealer` */
export function readingKeyring({
  pool,
  kms,
}: Pick<KeyringOptions, 'pool' | 'kms'>): Pick<Keyring, 'sealer' | 'persons'> {
  const patient = patientKms(kms, Date.now);
  const known = new Map<string, Promise<Sealer>>();
  const load = async (id: string): Promise<Sealer> => {
    const rows = await readTenantKeys(pool, id);
    return sealerOf(await Promise.all(rows.map((row) => unwrapTenantKey(patient, row))));
  };
  const sealer = (tenantId: string | null): Promise<Sealer> => {
    const id = tenantId ?? PLATFORM;
    const loaded = known.get(id) ?? load(id);
    known.set(id, loaded);
    return loaded;
  };
  return { sealer, persons: personKeys({ pool, sealer, now: Date.now }) };
}

/** The first key-encryption key is made only where nothing was ever wrapped: a lost one is never replaced unasked. */
async function beginKeys(pool: Pool, kms: Kms): Promise<void> {
  await withTransaction(pool, async (db) => {
    await db.rows('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const [used] = await db.rows('SELECT 1 FROM keys.tenant_keys LIMIT 1');
    if (!used) await kms.create();
  });
}

/** Wraps a new key of a tenant. Of two at once the first counts. @returns undefined where this was the second */
export async function addTenantKey(
  pool: Pool,
  kms: Kms,
  tenantId: string,
  version: number,
  now: number,
): Promise<TenantKeyRow | undefined> {
  const { secret } = newDataKey('');
  const { kek, text } = await kms.wrap(secret, tenantKeyContext(tenantId, version));
  const [added] = await readAtOnce(pool, null, (db) =>
    db.rows<TenantKeyRow>(
      `INSERT INTO keys.tenant_keys (tenant_id, version, kek, wrapped, made_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING tenant_id, version, kek, wrapped, retired_at`,
      [tenantId, version, kek, text, new Date(now).toISOString()],
    ),
  );
  return added;
}

async function unwrapTenantKey(
  kms: PatientKms,
  row: TenantKeyRow,
): Promise<{ key: DataKey; retired: boolean; fresh: boolean }> {
  const context = tenantKeyContext(row.tenant_id, row.version);
  const { secret, fresh } = await kms.open({ kek: row.kek, text: row.wrapped }, context);
  return { key: { id: `t${row.version}`, secret }, retired: row.retired_at !== null, fresh };
}

function sealerOf(found: readonly { key: DataKey; retired: boolean }[]): Sealer {
  const current = found.find(({ retired }) => !retired)?.key;
  if (!current) throw new Error('a tenant has no key that seals');
  const known = new Map(found.map(({ key }) => [key.id, key]));
  return {
    seal: (text, place) => seal(current, text, place),
    open: (sealed, place) => open((id) => known.get(id), sealed, place),
    current,
    keys: found.map(({ key }) => key),
  };
}
