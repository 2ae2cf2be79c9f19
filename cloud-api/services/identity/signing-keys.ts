import { calculateJwkThumbprint, exportJWK, generateKeyPair, type CryptoKey, importJWK, type JWK } from 'jose';
import type { Pool } from '../../platform/db/pools.ts';
import { withTransaction } from '../../platform/db/transaction.ts';

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** The key that signs now; the first start makes one. Its private part can be read by the identity role alone. */
export async function signingKey(pool: Pool, now: number): Promise<SigningKey> {
  const row = await withTransaction(pool, async (db) => {
    // Two processes that start at once must not both make a key.
    await db.rows('SELECT pg_advisory_xact_lock($1)', [7_164_551_181]);
    const [known] = await db.rows<{ kid: string; private_jwk: JWK }>(
      'SELECT kid, private_jwk FROM identity.signing_keys WHERE retired_at IS NULL ORDER BY created_at DESC LIMIT 1',
    );
    if (known) return known;
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const privateJwk = await exportJWK(pair.privateKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const at = new Date(now).toISOString();
    await db.rows('INSERT INTO identity.signing_keys (kid, private_jwk, created_at) VALUES ($1, $2, $3)', [
      kid,
      JSON.stringify(privateJwk),
      at,
    ]);
    const shown = { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' };
    await db.rows('INSERT INTO identity.public_keys (kid, jwk, created_at) VALUES ($1, $2, $3)', [
      kid,
      JSON.stringify(shown),
      at,
    ]);
    return { kid, private_jwk: privateJwk };
  });
  return { kid: row.kid, key: (await importJWK(row.private_jwk, 'EdDSA')) as CryptoKey };
}

export async function publicKeys(pool: Pool): Promise<JWK[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ jwk: JWK }>('SELECT jwk FROM identity.public_keys ORDER BY created_at'),
  );
  return rows.map((row) => row.jwk);
}
