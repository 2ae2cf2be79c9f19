import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import { newSecret, secretHash } from '../secrets.ts';
import { ACCESS_TOKEN_LIFE, storeRefreshToken, type TokenRealm } from '../tokens.ts';

export const shopRealm: TokenRealm = {
  prefix: 'sr',
  tokens: 'identity.shopper_refresh_tokens',
  holder: 'shopper_id',
  sessions: 'identity.shopper_sessions',
};

export interface ShopperTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'Bearer';
  /** Seconds */
  readonly expires_in: number;
}

export interface Family {
  readonly tenantId: string;
  readonly shopperId: string;
  readonly sessionId: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The shopper of an address that was shown to be theirs, at this tenant alone. */
export async function shopperOf(db: Connection, tenantId: string, email: string, now: number): Promise<string> {
  const [row] = await db.rows<{ id: string }>(
    `INSERT INTO identity.shoppers (id, tenant_id, email, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, email) DO UPDATE SET email = EXCLUDED.email RETURNING id`,
    [randomUUID(), tenantId, email, iso(now)],
  );
  if (!row) throw new Error('a shopper is there or made');
  return row.id;
}

export async function openShopperSession(
  db: Connection,
  { tenantId, shopperId, label }: { tenantId: string; shopperId: string; label: string },
  now: number,
): Promise<ShopperTokens> {
  const sessionId = randomUUID();
  await db.rows(
    `INSERT INTO identity.shopper_sessions (id, tenant_id, shopper_id, label, signed_in_at, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $5)`,
    [sessionId, tenantId, shopperId, label, iso(now)],
  );
  return newTokens(db, { tenantId, shopperId, sessionId }, now);
}

/** Opaque, not signed: each use is looked up anyway, so that what was ended is over at once. */
export async function newTokens(
  db: Connection,
  { tenantId, shopperId, sessionId }: Family,
  now: number,
): Promise<ShopperTokens> {
  const access = newSecret('sa');
  await db.rows(
    'INSERT INTO identity.shopper_access_tokens (token_hash, family, tenant_id, expires_at) VALUES ($1, $2, $3, $4)',
    [secretHash(access), sessionId, tenantId, iso(now + ACCESS_TOKEN_LIFE * 1_000)],
  );
  const grant = { tenantId, accountId: shopperId, family: sessionId };
  const refresh = await storeRefreshToken(db, grant, now, shopRealm);
  return { access_token: access, refresh_token: refresh, token_type: 'Bearer', expires_in: ACCESS_TOKEN_LIFE };
}

export interface ShopperSession {
  readonly id: string;
  readonly label: string;
  /** Epoch milliseconds, as the other */
  readonly signedInAt: number;
  readonly lastSeenAt: number;
}

export async function shopperSessionsOf(db: Connection, shopperId: string): Promise<ShopperSession[]> {
  return db.rows<ShopperSession>(
    `SELECT id, label, (extract(epoch FROM signed_in_at) * 1000)::bigint AS "signedInAt",
            (extract(epoch FROM last_seen_at) * 1000)::bigint AS "lastSeenAt"
       FROM identity.shopper_sessions WHERE shopper_id = $1 AND ended_at IS NULL
      ORDER BY last_seen_at DESC, id LIMIT 100`,
    [shopperId],
  );
}

/** Ends one sign-in of a shopper, or all of them, with all their tokens. @returns how many ended */
export async function endShopperSessions(
  db: Connection,
  shopperId: string,
  one: string | null,
  now: number,
): Promise<number> {
  const ended = await db.rows<{ id: string }>(
    `UPDATE identity.shopper_sessions SET ended_at = $3, ended_because = 'signed-out'
      WHERE shopper_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id = $2) RETURNING id`,
    [shopperId, one, iso(now)],
  );
  const ids = ended.map(({ id }) => id);
  await db.rows('DELETE FROM identity.shopper_access_tokens WHERE family = ANY($1::uuid[])', [ids]);
  await db.rows(
    'UPDATE identity.shopper_refresh_tokens SET revoked_at = $2 WHERE family = ANY($1::uuid[]) AND revoked_at IS NULL',
    [ids, iso(now)],
  );
  return ids.length;
}
