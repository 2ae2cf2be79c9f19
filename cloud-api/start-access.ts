import { accessTokens } from './platform/auth/access-tokens.ts';
import { apiKeys } from './platform/auth/api-keys.ts';
import { authority } from './platform/auth/authorise.ts';
import { dpopProofs, usedProofs } from './platform/auth/dpop.ts';
import { noteUses } from './platform/auth/note-uses.ts';
import { oauthRecords } from './platform/auth/oauth-records.ts';
import { sessionStates } from './platform/auth/sessions.ts';
import { shopperTokens } from './platform/auth/shoppers.ts';
import type { Pools } from './platform/db/pools.ts';
import { admission } from './platform/tenancy/admit.ts';
import { requestRates } from './platform/tenancy/request-rates.ts';
import { standings } from './platform/tenancy/standings.ts';
import { visits } from './platform/tenancy/visits.ts';
import { operatorSessions } from './services/identity/operator/operator-sessions.ts';
import { type HostedShops, withHostedKeys } from './services/storefront/hosted/hosted-shops.ts';

export interface AccessOptions {
  readonly pools: Pools;
  readonly shops: HostedShops;
  readonly issuer: string | undefined;
  readonly jwksUrl: string | undefined;
  readonly publicOrigin: () => string;
  readonly now: () => number;
}

/** Who is let in to what: keys, tokens, sessions and the standing of tenants, as every route asks for it. */
export function startAccess({ pools, shops, issuer, jwksUrl, publicOrigin, now }: AccessOptions) {
  const uses = noteUses(pools.app, now);
  const keys = withHostedKeys(apiKeys(pools.app, uses.note), shops, publicOrigin);
  const known = standings(pools.app);
  const admitted = admission(known, requestRates());
  const shoppers = shopperTokens(pools.app, now);
  const access = authority({
    pool: pools.app,
    tokens: accessTokens({ pool: pools.app, issuer, jwksUrl }),
    keys,
    oauth: oauthRecords(pools.app, uses.note),
    checkProof: dpopProofs(usedProofs(pools.app)),
    sessions: sessionStates(pools.app, now),
    shoppers,
    now,
    publicOrigin: issuer === undefined ? undefined : new URL(issuer).origin,
    platform: {
      admission: admitted,
      visits: visits(pools.app, now),
      operator: operatorSessions(pools.operator, now),
    },
  });
  return { access, keys, known, admitted, shoppers, end: uses.end };
}
