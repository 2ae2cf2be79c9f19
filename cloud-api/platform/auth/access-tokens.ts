import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, errors, type JWK, jwtVerify } from 'jose';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { notSignedIn } from '../http/problem.ts';
import { TtlMap } from '../ttl-map.ts';
import { claimsOf, type TokenClaims } from './token-claims.ts';

/** RFC 9068 `aud` of what the API takes. */
export const API_AUDIENCE = 'tillhouse-api';

const expired = () =>
  notSignedIn(
    'This sign-in has run out. Nothing was changed. Sign in again, or use the refresh token.',
    'auth.token-expired',
  );
const invalid = () =>
  notSignedIn('This access token is not one of ours. Nothing was changed. Sign in again.', 'auth.token-invalid');

export interface AccessTokens {
  /** @throws HttpProblem 401 when the token is expired, forged, of another audience or of another issuer */
  verify(token: string): Promise<TokenClaims>;
}

export interface TokenSource {
  /** Of the role `app`: the public keys and the issuers that go with them are read from there. */
  readonly pool: Pool;
  /** The one issuer that counts; left out, every one that an identity service of this database announced lately. */
  readonly issuer?: string | undefined;
  /** Where the keys are published, for a process whose database does not hold them. */
  readonly jwksUrl?: string | undefined;
}

interface Trusted {
  readonly kids: ReadonlySet<string>;
  readonly keys: ReturnType<typeof createLocalJWKSet>;
  readonly issuers: string[];
  readonly at: number;
}

/** Ours are RS256; keys on Ed25519 were made before and end with the next rotations. */
const ALGORITHMS = ['RS256', 'EdDSA'];
/** How long a key that was taken away is still believed in other processes. */
const RELOAD_MS = 60_000;
/** Tokens of unknown keys make us look again, but not more often than this. */
const LOOK_AGAIN_MS = 1_000;

/** Checks access tokens against the published keys; what was checked once is believed until it expires. */
export function accessTokens(source: TokenSource): AccessTokens {
  const checked = new TtlMap<string, TokenClaims>(60_000, 20_000);
  const remote = source.jwksUrl === undefined ? undefined : createRemoteJWKSet(new URL(source.jwksUrl));
  let trusted: Promise<Trusted> | undefined;
  let askedAt = 0;

  async function trustedFor(kid: unknown): Promise<Trusted> {
    const now = Date.now();
    const known = await trusted?.catch(() => undefined);
    const fits = known && (typeof kid !== 'string' || known.kids.has(kid));
    if (known && now - known.at < RELOAD_MS && (fits || now - askedAt < LOOK_AGAIN_MS)) return known;
    askedAt = now;
    trusted = load(source.pool, now);
    return trusted;
  }

  return {
    verify: async (token) => {
      const known = checked.get(token);
      if (known) return known;
      try {
        const { kid } = decodeProtectedHeader(token);
        const { keys, issuers } = await trustedFor(kid);
        // Which key, algorithm, issuer and audience count is ours to say; the token only names a key among them.
        const { payload } = await jwtVerify(token, remote ?? keys, {
          issuer: source.issuer ?? issuers,
          audience: API_AUDIENCE,
          algorithms: ALGORITHMS,
          typ: 'at+jwt',
          requiredClaims: ['exp', 'iat', 'sub', 'jti', 'client_id'],
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

async function load(pool: Pool, now: number): Promise<Trusted> {
  const { keys, issuers } = await withTransaction(pool, async (db) => ({
    keys: await db.rows<{ kid: string; jwk: JWK }>(
      "SELECT kid, jwk FROM identity.public_keys WHERE realm = 'office' ORDER BY created_at",
    ),
    issuers: await db.rows<{ issuer: string }>(
      "SELECT issuer FROM identity.issuers WHERE realm = 'office' AND announced_at > $1",
      [new Date(now - ISSUER_LIFE_MS).toISOString()],
    ),
  }));
  return {
    kids: new Set(keys.map(({ kid }) => kid)),
    keys: createLocalJWKSet({ keys: keys.map(({ jwk }) => jwk) }),
    issuers: issuers.map(({ issuer }) => issuer),
    at: now,
  };
}

/** An identity service says every hour where it is; what has been silent for longer signs nothing any more. */
export const ISSUER_LIFE_MS = 3 * 3_600_000;
