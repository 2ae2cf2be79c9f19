import { createHmac } from 'node:crypto';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { Keyring, Sealer } from '../../platform/keys/keyring.ts';

/** `office`: who works in a store; `shop`: who buys there. Each has keys of its own. */
export type Realm = 'office' | 'shop';

/**
 * What every program can check (RFC 9068 and OpenID Connect ask for it), and the quickest to: a token is signed once and checked
 * by every service that meets it. Keys of before, on Ed25519, sign until the next rotation and are checked until they end.
 */
export const TOKEN_ALGORITHM = 'RS256';
const RSA_BITS = 2048;
const algorithmOf = ({ kty }: JWK): 'RS256' | 'EdDSA' => (kty === 'OKP' ? 'EdDSA' : TOKEN_ALGORITHM);

export interface SigningKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'EdDSA';
  readonly key: CryptoKey;
  /** With its private part */
  readonly jwk: JWK;
  /** What cookies are signed with: by this key's first, by the last one's still taken. */
  readonly cookieSecrets: readonly string[];
}

interface Row {
  readonly kid: string;
  /** Sealed under the platform’s key; open where it was made before there was one. */
  readonly private_jwk: JWK | string;
}

/** A day: no token and no cookie of ours that counts for anything is older. */
const RETIRED_LIFE_MS = 86_400_000;

/**
 * The key that signs now. The first start makes it, and the next one beside it: that is published long before it signs,
 * so that no process meets a key it has not heard of.
 */
export async function signingKey(pool: Pool, realm: Realm, keyring: Keyring, now: number): Promise<SigningKey> {
  const sealer = await keyring.sealer(null);
  const rows = await withTransaction(pool, async (db) => {
    await lock(db);
    await complete(db, realm, sealer, now);
    const rows = await db.rows<Row & { signs: boolean }>(
      `SELECT kid, private_jwk, signs_from IS NOT NULL AS signs FROM identity.signing_keys WHERE realm = $1
        ORDER BY signs_from DESC NULLS LAST`,
      [realm],
    );
    for (const { kid, private_jwk: kept } of rows) {
      if (typeof kept === 'string') continue;
      await db.rows('UPDATE identity.signing_keys SET private_jwk = $2 WHERE kid = $1', [
        kid,
        sealed(sealer, kid, kept),
      ]);
    }
    return rows.filter(({ signs }) => signs).slice(0, 2);
  });
  const keys = rows.map(({ kid, private_jwk: kept }) => ({ kid, jwk: opened(sealer, kid, kept) }));
  const [current] = keys;
  if (!current) throw new Error('there is no signing key, although one was made');
  const alg = algorithmOf(current.jwk);
  const jwk = { ...current.jwk, kid: current.kid, alg, use: 'sig' };
  const cookieSecrets = keys.map(({ jwk: { d = '' } }) =>
    createHmac('sha256', d).update('tillhouse cookies').digest('base64url'),
  );
  return { kid: current.kid, alg, key: (await importJWK(jwk, alg)) as CryptoKey, jwk, cookieSecrets };
}

/**
 * The next key signs from now on, the one that signed until now is only checked any more, and a new next one is
 * published. Nobody has to sign in anew.
 */
export async function rotateKeys(pool: Pool, realm: Realm, keyring: Keyring, now: number): Promise<RotatedKeys> {
  const sealer = await keyring.sealer(null);
  return withTransaction(pool, async (db) => {
    await lock(db);
    await complete(db, realm, sealer, now);
    const at = new Date(now).toISOString();
    const retired = await db.rows<{ kid: string }>(
      `UPDATE identity.signing_keys SET retired_at = $2
        WHERE realm = $1 AND signs_from IS NOT NULL AND retired_at IS NULL RETURNING kid`,
      [realm, at],
    );
    await db.rows('UPDATE identity.public_keys SET retired_at = $2 WHERE kid = ANY($1)', [
      retired.map(({ kid }) => kid),
      at,
    ]);
    const [current] = await db.rows<{ kid: string }>(
      'UPDATE identity.signing_keys SET signs_from = $2 WHERE realm = $1 AND signs_from IS NULL RETURNING kid',
      [realm, at],
    );
    const next = await make(db, realm, sealer, now, null);
    const before = new Date(now - RETIRED_LIFE_MS).toISOString();
    await db.rows('DELETE FROM identity.public_keys WHERE realm = $1 AND retired_at < $2', [realm, before]);
    await db.rows('DELETE FROM identity.signing_keys WHERE realm = $1 AND retired_at < $2', [realm, before]);
    return { current: current?.kid ?? '', next, retired: retired.map(({ kid }) => kid) };
  });
}

export interface RotatedKeys {
  readonly current: string;
  readonly next: string;
  readonly retired: readonly string[];
}

export async function publicKeys(pool: Pool, realm: Realm): Promise<JWK[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ jwk: JWK }>('SELECT jwk FROM identity.public_keys WHERE realm = $1 ORDER BY created_at', [realm]),
  );
  return rows.map((row) => row.jwk);
}

const placeOf = (kid: string) => ({ table: 'signing_keys', row: kid, column: 'private_jwk' });
const sealed = (sealer: Sealer, kid: string, jwk: JWK): string =>
  JSON.stringify(sealer.seal(JSON.stringify(jwk), placeOf(kid)));
const opened = (sealer: Sealer, kid: string, kept: JWK | string): JWK =>
  typeof kept === 'string' ? (JSON.parse(sealer.open(kept, placeOf(kid))) as JWK) : kept;

/** Two processes that start at once must not both make keys. */
const lock = (db: Connection): Promise<object[]> => db.rows('SELECT pg_advisory_xact_lock($1)', [7_164_551_181]);

async function complete(db: Connection, realm: Realm, sealer: Sealer, now: number): Promise<void> {
  const known = await db.rows<{ next: boolean }>(
    'SELECT signs_from IS NULL AS next FROM identity.signing_keys WHERE realm = $1 AND retired_at IS NULL',
    [realm],
  );
  if (!known.some(({ next }) => !next)) await make(db, realm, sealer, now, new Date(now).toISOString());
  if (!known.some(({ next }) => next)) await make(db, realm, sealer, now, null);
}

/** A pair as it is kept: its public part as it is published. */
export async function newSigningKey(): Promise<{ kid: string; privateJwk: JWK; shown: JWK }> {
  const pair = await generateKeyPair(TOKEN_ALGORITHM, { modulusLength: RSA_BITS, extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const shown = { ...publicJwk, kid, alg: TOKEN_ALGORITHM, use: 'sig' };
  return { kid, privateJwk: await exportJWK(pair.privateKey), shown };
}

async function make(db: Connection, realm: Realm, sealer: Sealer, now: number, signsFrom: string | null) {
  const { kid, privateJwk, shown } = await newSigningKey();
  const at = new Date(now).toISOString();
  await db.rows(
    'INSERT INTO identity.signing_keys (kid, private_jwk, created_at, realm, signs_from) VALUES ($1, $2, $3, $4, $5)',
    [kid, sealed(sealer, kid, privateJwk), at, realm, signsFrom],
  );
  await db.rows('INSERT INTO identity.public_keys (kid, jwk, created_at, realm) VALUES ($1, $2, $3, $4)', [
    kid,
    JSON.stringify(shown),
    at,
    realm,
  ]);
  return kid;
}
