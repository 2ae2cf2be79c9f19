import { createHash } from 'node:crypto';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { notSignedIn } from '../http/problem.ts';
import { TtlMap } from '../ttl-map.ts';
import type { Shopper } from './caller.ts';

/** What an access token of a shopper begins with. */
export const SHOPPER_PREFIX = 'sa_';

export interface Shoppers {
  /**
   * Whose token it is, at one tenant: at another one it is as unknown as one that never was.
   * @throws HttpProblem 401 `auth.not-signed-in`, `auth.token-expired`
   */
  of(tenantId: string, token: string | undefined): Promise<Shopper>;
  forget(): void;
}

/** A sign-in that was ended elsewhere acts within this time, and so does a token that ran out. */
const TTL = 5_000;

type Found = Shopper & { readonly tenantId: string; readonly expired: boolean };

/** @param now epoch milliseconds */
export function shopperTokens(pool: Pool, now: () => number): Shoppers {
  const known = new TtlMap<string, Found>(TTL, 20_000);
  async function look(token: string): Promise<Found | undefined> {
    const hash = createHash('sha256').update(token).digest('hex');
    const remembered = known.get(hash);
    if (remembered) return remembered;
    const [row] = await withTransaction(pool, (db) =>
      db.rows<{ shopper_id: string; tenant_id: string; session_id: string; email: string; expired: boolean }>(
        'SELECT * FROM identity.see_shopper($1, $2)',
        [hash, new Date(now()).toISOString()],
      ),
    );
    if (!row) return undefined;
    const { shopper_id: id, tenant_id: tenantId, session_id: sessionId, email, expired } = row;
    const found = { id, tenantId, sessionId, email, expired };
    if (!expired) known.set(hash, found);
    return found;
  }
  return {
    forget: () => known.clear(),
    of: async (tenantId, token) => {
      const found = token === undefined ? undefined : await look(token);
      if (found?.tenantId !== tenantId)
        throw notSignedIn('Nobody is signed in with this token. Nothing was changed. Sign in again.');
      if (found.expired)
        throw notSignedIn(
          'This sign-in has run out. Nothing was changed. Use the refresh token, or sign in again.',
          'auth.token-expired',
        );
      return { id: found.id, sessionId: found.sessionId, email: found.email };
    },
  };
}
