import pg from 'pg';
import { newSigningKey } from '../services/identity/signing-keys.ts';

/**
 * Puts the keys that tokens are signed with into a database that others are copied from, as a cloud of before there was a key
 * service left them: open. Making two pairs takes longer than starting a cloud, and each test file would.
 */
export async function laySigningKeys(url: string): Promise<void> {
  const db = new pg.Client(url);
  await db.connect();
  try {
    for (const realm of ['office', 'shop']) {
      for (const signs of [true, false]) {
        const { kid, privateJwk, shown } = await newSigningKey();
        await db.query(
          `INSERT INTO identity.signing_keys (kid, private_jwk, created_at, realm, signs_from)
           VALUES ($1, $2, now(), $3, CASE WHEN $4 THEN now() END)`,
          [kid, privateJwk, realm, signs],
        );
        await db.query('INSERT INTO identity.public_keys (kid, jwk, created_at, realm) VALUES ($1, $2, now(), $3)', [
          kid,
          shown,
          realm,
        ]);
      }
    }
  } finally {
    await db.end();
  }
}
