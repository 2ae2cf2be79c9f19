import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import type { Keyring } from '../keys/keyring.ts';

export interface PushPair {
  /** What browsers subscribe with: P-256, uncompressed, base64url */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const KID = 'push';
const place = { table: 'push_keys', row: KID, column: 'private_jwk' };

interface Kept {
  readonly public_key: string;
  readonly private_jwk: string;
}

/** The one pair of this cloud, made when it is first asked for; of two processes at once the first one's counts. */
export async function pushPair(pool: Pool, keyring: Pick<Keyring, 'sealer'>, now: number): Promise<PushPair> {
  const sealer = await keyring.sealer(null);
  const read = 'SELECT public_key, private_jwk FROM identity.push_keys WHERE kid = $1';
  const kept = await withTransaction(pool, async (db) => {
    const [known] = await db.rows<Kept>(read, [KID]);
    if (known) return known;
    const fresh = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    await db.rows(
      `INSERT INTO identity.push_keys (kid, public_key, private_jwk, created_at) VALUES ($1, $2, to_jsonb($3::text), $4)
       ON CONFLICT (kid) DO NOTHING`,
      [KID, publicOf(fresh), sealer.seal(JSON.stringify(fresh), place), new Date(now).toISOString()],
    );
    const [first] = await db.rows<Kept>(read, [KID]);
    if (!first) throw new Error('the pair for push services was not kept');
    return first;
  });
  const jwk = JSON.parse(sealer.open(kept.private_jwk, place)) as JsonWebKey;
  return { publicKey: kept.public_key, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

const publicOf = ({ x = '', y = '' }: JsonWebKey): string =>
  Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('base64url');
