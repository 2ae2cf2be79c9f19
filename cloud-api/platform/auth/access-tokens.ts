import { createLocalJWKSet, decodeProtectedHeader, errors, type JWK, jwtVerify } from 'jose';
import { notSignedIn } from '../http/problem.ts';
import { withTransaction } from '../db/transaction.ts';
import type { Pool } from '../db/pools.ts';
import { TtlMap } from '../ttl-map.ts';

/** RFC 9068 `aud` of what the API takes. */
export const API_AUDIENCE = 'tillhouse-api';

export type TokenClaims =
  | { readonly kind: 'person'; readonly tenantId: string; readonly accountId: string; readonly staffId: string }
  | { readonly kind: 'device'; readonly tenantId: string; readonly deviceId: string };

const expired = () =>
  notSignedIn(
    'This sign-in has run out. Nothing was changed. Sign in again, or use the refresh token.',
    'auth.token-expired',
  );
const invalid = () =>
  notSignedIn('This access token is not one of ours. Nothing was changed. Sign in again.', 'auth.token-invalid');

export interface AccessTokens {
  /** @throws HttpProblem 401 when the token is expired, forged or of another audience */
  verify(token: string): Promise<TokenClaims>;
}

/** Checks access tokens against the public keys; what was checked once is believed until it expires. */
export function accessTokens(pool: Pool, issuer: string): AccessTokens {
  const checked = new TtlMap<string, TokenClaims>(60_000, 20_000);
  let keys: Map<string, JWK> | undefined;
  let loadedAt = 0;

  async function keySet(kid: string | undefined): Promise<ReturnType<typeof createLocalJWKSet>> {
    const stale = keys === undefined || (kid !== undefined && !keys.has(kid) && Date.now() - loadedAt > 1_000);
    if (stale) {
      keys = await loadKeys(pool);
      loadedAt = Date.now();
    }
    return createLocalJWKSet({ keys: [...(keys ?? new Map<string, JWK>()).values()] });
  }

  return {
    verify: async (token) => {
      const known = checked.get(token);
      if (known) return known;
      try {
        const set = await keySet(decodeProtectedHeader(token).kid);
        const { payload } = await jwtVerify(token, set, {
          issuer,
          audience: API_AUDIENCE,
          algorithms: ['EdDSA'],
          typ: 'at+jwt',
        });
        const claims = claimsOf(payload);
        if (!claims) throw invalid();
        checked.set(token, claims, (payload.exp ?? 0) * 1_000 - Date.now());
        return claims;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw expired();
        if (error instanceof errors.JOSEError || error instanceof TypeError) throw invalid();
        throw error;
      }
    },
  };
}

function claimsOf(payload: Record<string, unknown>): TokenClaims | undefined {
  const { sub, tid: tenantId, sid: staffId, dev: deviceId } = payload;
  if (typeof tenantId !== 'string' || typeof sub !== 'string') return undefined;
  if (typeof deviceId === 'string') return { kind: 'device', tenantId, deviceId };
  if (typeof staffId === 'string') return { kind: 'person', tenantId, accountId: sub, staffId };
  return undefined;
}

async function loadKeys(pool: Pool): Promise<Map<string, JWK>> {
  const rows = await withTransaction(pool, (connection) =>
    connection.rows<{ kid: string; jwk: JWK }>('SELECT kid, jwk FROM identity.public_keys ORDER BY created_at'),
  );
  return new Map(rows.map((row) => [row.kid, row.jwk]));
}
