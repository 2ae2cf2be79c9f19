/** How and when the person showed who they are: RFC 8176 `amr`, OpenID Connect `acr` and `auth_time` (epoch seconds). */
export interface Shown {
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authTime: number;
}

/** What goes with a token of any kind. */
export interface Issued {
  /** The program it was given to */
  readonly clientId?: string;
  /** Permissions it is limited to; left out, all that the person has: our own screens alone. */
  readonly scopes?: readonly string[];
  /** What the person allowed, as it can be ended. */
  readonly grantId?: string;
  /** RFC 9449: the thumbprint of the key that has to sign each request. */
  readonly jkt?: string;
  readonly shown?: Shown;
}

export type TokenClaims = Issued &
  (
    | {
        readonly kind: 'person';
        readonly tenantId: string;
        readonly accountId: string;
        readonly staffId: string;
        /** The sign-in it was given out in; null for a token that names none, which can show no factor */
        readonly sessionId: string | null;
      }
    | { readonly kind: 'device'; readonly tenantId: string; readonly deviceId: string }
    | { readonly kind: 'client'; readonly tenantId: string; readonly clientId: string }
  );

/** Tokens of our own screens (`POST /auth/session`): no program of this name can be registered. */
export const SCREENS_CLIENT = 'tillhouse-screens';

/** @returns undefined when a claim is missing that tells whose token it is */
export function claimsOf(payload: Record<string, unknown>): TokenClaims | undefined {
  const { sub, tid: tenantId, sid: staffId, dev: deviceId, app, ses, client_id: clientId } = payload;
  if (typeof tenantId !== 'string' || typeof sub !== 'string' || typeof clientId !== 'string') return undefined;
  if (typeof deviceId === 'string') return { kind: 'device', tenantId, deviceId, clientId };
  const issued = issuedOf(payload, clientId);
  if (typeof app === 'string') return app === clientId ? { kind: 'client', tenantId, ...issued, clientId } : undefined;
  if (typeof staffId !== 'string') return undefined;
  const sessionId = typeof ses === 'string' ? ses : null;
  return { kind: 'person', tenantId, accountId: sub, staffId, sessionId, ...issued };
}

function issuedOf(payload: Record<string, unknown>, clientId: string): Issued {
  const { scope, gid: grantId, cnf, acr, amr, auth_time: authTime } = payload;
  const jkt = (cnf as { jkt?: unknown } | undefined)?.jkt;
  return {
    clientId,
    ...(clientId === SCREENS_CLIENT ? {} : { scopes: typeof scope === 'string' ? scope.split(' ') : [] }),
    ...(typeof grantId === 'string' ? { grantId } : {}),
    ...(typeof jkt === 'string' ? { jkt } : {}),
    ...(typeof acr === 'string' && Array.isArray(amr) && typeof authTime === 'number'
      ? { shown: { acr, amr: amr.map(String), authTime } }
      : {}),
  };
}
