import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { API_AUDIENCE } from '../../platform/auth/access-tokens.ts';
import { SCREENS_CLIENT, type TokenClaims } from '../../platform/auth/token-claims.ts';
import type { Connection } from '../../platform/db/connection.ts';
import type { IdentityContext } from './context.ts';
import { newSecret, secretHash } from './secrets.ts';

/** Seconds. Short, since an access token cannot be taken back before it ends. */
export const ACCESS_TOKEN_LIFE = 10 * 60;
export const REFRESH_TOKEN_LIFE_MS = 30 * 86_400_000;

/** RFC 9068, as the OpenID server signs them. `tid` tenant, `sid` member of staff, `ses` sign-in, `dev` device. */
export async function accessToken(context: IdentityContext, claims: OwnClaims): Promise<string> {
  const { kid, alg, key } = await context.signingKey();
  const now = Math.floor(context.now() / 1_000);
  const person = claims.kind === 'person';
  // What counts as shown stands with the session; this is for clients that read it.
  const { acr, amr, authTime } = (person && claims.shown) || { authTime: now, ...BY_PASSWORD };
  const own = person
    ? {
        client_id: SCREENS_CLIENT,
        sid: claims.staffId,
        ses: claims.sessionId ?? undefined,
        acr,
        amr,
        auth_time: authTime,
      }
    : { client_id: claims.deviceId, dev: claims.deviceId };
  return new SignJWT({ tid: claims.tenantId, ...own })
    .setProtectedHeader({ alg, typ: 'at+jwt', kid })
    .setIssuer(context.issuer)
    .setAudience(API_AUDIENCE)
    .setSubject(person ? claims.accountId : claims.deviceId)
    .setIssuedAt(now)
    .setExpirationTime(now + ACCESS_TOKEN_LIFE)
    .setJti(randomUUID())
    .sign(key);
}

type OwnClaims = Exclude<TokenClaims, { kind: 'client' }>;
const BY_PASSWORD = { acr: 'aal1', amr: ['pwd'] };

export interface RefreshGrant {
  readonly tenantId: string;
  readonly accountId: string;
  readonly family: string;
}

/** Whose refresh tokens: people of a tenant, or shoppers. Each realm has tables of its own, one set of rules has both. */
export interface TokenRealm {
  readonly prefix: 'rt' | 'sr';
  readonly tokens: string;
  readonly holder: string;
  readonly sessions: string;
}
const office: TokenRealm = {
  prefix: 'rt',
  tokens: 'identity.refresh_tokens',
  holder: 'account_id',
  sessions: 'identity.sessions',
};

export async function storeRefreshToken(
  db: Connection,
  grant: RefreshGrant,
  now: number,
  { prefix, tokens, holder }: TokenRealm = office,
): Promise<string> {
  const token = newSecret(prefix);
  await db.rows(
    `INSERT INTO ${tokens} (token_hash, family, tenant_id, ${holder}, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      secretHash(token),
      grant.family,
      grant.tenantId,
      grant.accountId,
      new Date(now).toISOString(),
      new Date(now + REFRESH_TOKEN_LIFE_MS).toISOString(),
    ],
  );
  return token;
}

/**
 * Uses a refresh token up. One that was used before means that two hold it, so all of its family end.
 * @returns what it grants; undefined when it is unknown, used, revoked or expired
 */
export async function useRefreshToken(
  db: Connection,
  token: string,
  now: number,
  { tokens, holder, sessions }: TokenRealm = office,
): Promise<RefreshGrant | undefined> {
  const at = new Date(now).toISOString();
  const [row] = await db.rows<{
    family: string;
    tenant_id: string;
    account_id: string;
    used: boolean;
    dead: boolean;
  }>(
    `SELECT family, tenant_id, ${holder} AS account_id, used_at IS NOT NULL AS used,
            revoked_at IS NOT NULL OR expires_at <= $2 AS dead
       FROM ${tokens} WHERE token_hash = $1 FOR UPDATE`,
    [secretHash(token), at],
  );
  if (!row) return undefined;
  if (row.used) {
    await db.rows(`UPDATE ${tokens} SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL`, [row.family, at]);
    await db.rows(
      `UPDATE ${sessions} SET ended_at = $2, ended_because = 'token-reused' WHERE id = $1 AND ended_at IS NULL`,
      [row.family, at],
    );
    return undefined;
  }
  if (row.dead) return undefined;
  await db.rows(`UPDATE ${tokens} SET used_at = $2 WHERE token_hash = $1`, [secretHash(token), at]);
  return { family: row.family, tenantId: row.tenant_id, accountId: row.account_id };
}

export async function endFamilyOf(
  db: Connection,
  token: string,
  now: number,
  { tokens, sessions }: TokenRealm = office,
): Promise<void> {
  await db.rows(
    `UPDATE ${sessions} SET ended_at = $2, ended_because = 'signed-out'
      WHERE ended_at IS NULL AND id = (SELECT family FROM ${tokens} WHERE token_hash = $1)`,
    [secretHash(token), new Date(now).toISOString()],
  );
  await db.rows(
    `UPDATE ${tokens} SET revoked_at = $2
      WHERE revoked_at IS NULL AND family = (SELECT family FROM ${tokens} WHERE token_hash = $1)`,
    [secretHash(token), new Date(now).toISOString()],
  );
}
