import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWK, jwtVerify } from 'jose';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { HttpProblem } from '../http/problem.ts';
import { TtlMap } from '../ttl-map.ts';

/** RFC 9449 §11.1: a proof counts this long, by its `iat`, either way. */
const WINDOW_SECONDS = 60;
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256'];

const refused = (why: string) =>
  new HttpProblem(
    401,
    'auth.dpop',
    `The proof of the key was not taken: ${why}. Nothing was changed. Sign the request anew with the key of the token.`,
    {},
    { 'www-authenticate': `DPoP error="invalid_dpop_proof", algs="${ALGORITHMS.join(' ')}"` },
  );

export interface Proven {
  readonly token: string;
  readonly jkt: string;
  readonly method: string;
  /** Where the request went, as the client saw it; query and fragment do not count. */
  readonly url: string;
  /** Of the header `DPoP`; a list when it came more than once. */
  readonly proof: string | string[] | undefined;
}

export type CheckProof = (request: Proven) => Promise<void>;

/** Writes a proof down as used until then. @returns whether it was not used before, in any process */
export type UseProof = (hash: string, until: number) => Promise<boolean>;

export function usedProofs(pool: Pool): UseProof {
  return async (hash, until) => {
    const [row] = await withTransaction(pool, (db) =>
      db.rows<{ fresh: boolean }>('SELECT identity.use_proof($1, $2) AS fresh', [hash, new Date(until).toISOString()]),
    );
    return row?.fresh === true;
  };
}

/** Checks that a request is signed by the key that its token is bound to, once over all processes. */
export function dpopProofs(use: UseProof, now: () => number = Date.now): CheckProof {
  const seen = new TtlMap<string, true>(2 * WINDOW_SECONDS * 1_000, 100_000);
  return async ({ token, jkt, method, url, proof }) => {
    if (typeof proof !== 'string' || proof.includes(',')) throw refused('there must be exactly one header DPoP');
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ALGORITHMS,
      requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
      currentDate: new Date(now()),
      clockTolerance: WINDOW_SECONDS,
    }).catch((error: unknown) => {
      if (error instanceof errors.JOSEError || error instanceof TypeError)
        throw refused('its form or signature is wrong');
      throw error;
    });
    const { jti, htm, htu, iat = 0, ath } = payload;
    if (Math.abs(iat - now() / 1_000) > WINDOW_SECONDS) throw refused('it is of another time');
    if (htm !== method) throw refused('it is for another method');
    if (typeof htu !== 'string' || plain(htu) !== plain(url)) throw refused('it is for another address');
    if (ath !== createHash('sha256').update(token).digest('base64url')) throw refused('it is for another token');
    if ((await calculateJwkThumbprint(protectedHeader.jwk as JWK)) !== jkt) throw refused('it is by another key');
    if (typeof jti !== 'string' || jti.length > 200) throw refused('its jti is missing or too long');
    const once = createHash('sha256').update(`${jkt} ${jti}`).digest('base64url');
    if (seen.get(once, now())) throw refused('it was used before');
    seen.set(once, true, undefined, now());
    if (!(await use(once, now() + 2 * WINDOW_SECONDS * 1_000))) throw refused('it was used before');
  };
}

function plain(address: string): string | undefined {
  const url = URL.parse(address);
  return url ? `${url.origin}${url.pathname}` : undefined;
}
