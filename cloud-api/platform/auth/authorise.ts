import { holds } from '@tillhouse/shared/domains/access/rights.ts';
import type { FastifyRequest } from 'fastify';
import { deviceProfile, type KnownStaff, knownStaff, returnLimit, type StaffMember } from '../access/directory.ts';
import type { Pool } from '../db/pools.ts';
import { withTenant } from '../db/transaction.ts';
import { forbidden, HttpProblem, notSignedIn } from '../http/problem.ts';
import type { Authorise, Confirm } from '../http/route.ts';
import { TtlMap } from '../ttl-map.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Admission } from '../tenancy/admit.ts';
import { VISIT_PREFIX, type Visits } from '../tenancy/visits.ts';
import type { Access, Caller, OperatorCaller, ShopCaller, StaffCaller } from './caller.ts';
import type { CheckProof } from './dpop.ts';
import type { OauthRecords } from './oauth-records.ts';
import type { Sessions } from './sessions.ts';
import { SHOPPER_PREFIX, type Shoppers } from './shoppers.ts';
import { checkSession, checkStepUp, stepUpFor } from './step-up.ts';
import type { TokenClaims } from './token-claims.ts';

/** A right taken away, or a device revoked, acts within this time. */
const TTL = 5_000;

export interface Authority {
  readonly authorise: Authorise;
  /** Asks for a fresh factor where the table of step-ups does. */
  readonly confirm: Confirm;
  /** Forget what is remembered of a tenant's people and devices. */
  forget(): void;
}

/** What lets people of the platform in, and keeps tenants to what they may at this moment. */
export interface Platform {
  readonly admission: Admission;
  readonly visits: Visits;
  /** @throws HttpProblem 401 when it is no session of an operator */
  operator(token: string | undefined): Promise<OperatorCaller>;
}

export interface AuthorityParts {
  readonly pool: Pool;
  readonly tokens: AccessTokens;
  readonly keys: ApiKeys;
  readonly oauth: OauthRecords;
  readonly checkProof: CheckProof;
  readonly sessions: Sessions;
  readonly shoppers: Shoppers;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Where clients see this cloud, `https://api.example`; left out, at the address they asked. */
  readonly publicOrigin?: string | undefined;
  readonly platform: Platform;
}

export function authority({
  pool,
  tokens,
  keys,
  oauth,
  checkProof,
  sessions,
  shoppers,
  now,
  publicOrigin,
  platform,
}: AuthorityParts): Authority {
  const staff = new TtlMap<string, KnownStaff | null>(TTL, 10_000);
  const devices = new TtlMap<string, boolean>(TTL, 10_000);

  async function member(tenantId: string, staffId: string): Promise<StaffMember> {
    const key = `${tenantId}/${staffId}`;
    let found = staff.get(key);
    if (found === undefined) {
      found = (await withTenant(pool, tenantId, (db) => knownStaff(db, tenantId, staffId))) ?? null;
      staff.set(key, found);
    }
    if (!found) throw notSignedIn('You no longer work in this store, as it says. Ask an owner.', 'auth.not-on-staff');
    return found.at(Date.now());
  }

  async function enrolled(tenantId: string, deviceId: string): Promise<void> {
    const key = `${tenantId}/${deviceId}`;
    let active = devices.get(key);
    if (active === undefined) {
      const profile = await withTenant(pool, tenantId, (db) => deviceProfile(db, tenantId, deviceId));
      active = profile?.status === 'enrolled';
      devices.set(key, active);
    }
    if (!active) throw deviceRevoked();
  }

  async function secretKey(text: string): Promise<Caller> {
    const key = await keys.find(text);
    if (key?.kind !== 'secret') throw notSignedIn('This API key is unknown or was revoked.', 'auth.key-unknown');
    return { kind: 'secret-key', tenantId: key.tenantId, keyId: key.id, permissions: key.scopes, name: key.name };
  }

  async function callerOf(claims: TokenClaims, access: Access): Promise<Caller> {
    const { tenantId } = claims;
    await platform.admission.refuseErased(tenantId);
    if (claims.kind === 'device') {
      await enrolled(tenantId, claims.deviceId);
      return { kind: 'device', tenantId, deviceId: claims.deviceId };
    }
    const limits = await oauth.limitsOf(claims);
    const allowed = (held: readonly string[]) => held.filter((each) => limits === null || limits.includes(each));
    if (claims.kind === 'client') {
      const permissions = allowed(claims.scopes ?? []);
      return { kind: 'secret-key', tenantId, keyId: claims.clientId, permissions, name: await oauth.nameOf(claims) };
    }
    const { name, roleId, permissions, grants = [], secondFactor } = await member(tenantId, claims.staffId);
    const { accountId, staffId, sessionId, clientId, grantId, shown } = claims;
    const person = { kind: 'person', tenantId, accountId, staffId, sessionId, name, roleId, secondFactor } as const;
    const state = sessionId === null ? undefined : await sessions.state(sessionId);
    checkSession(person, state, access);
    return {
      ...person,
      permissions: allowed(permissions),
      grants: limits === null ? grants : grants.filter(({ permission }) => limits.includes(permission)),
      ...(limits === null ? {} : { limited: true as const }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(grantId === undefined ? {} : { grantId }),
      ...(shown === undefined ? {} : { shown }),
    };
  }

  /** RFC 6750 and RFC 9449: a token that is bound to a key is worth nothing without a proof, and the other way round. */
  async function ofHeader(request: FastifyRequest, access: Access): Promise<Caller> {
    const [scheme, token, more] = (request.headers.authorization ?? '').split(' ');
    if ((scheme !== 'Bearer' && scheme !== 'DPoP') || !token || more !== undefined)
      throw notSignedIn('Sign in first: this address needs an access token in the Authorization header.');
    if (scheme === 'Bearer' && token.startsWith(VISIT_PREFIX)) return platform.visits.visitor(token);
    if (scheme === 'Bearer' && token.startsWith('sk_')) return secretKey(token);
    const claims = await tokens.verify(token);
    if ((claims.jkt !== undefined) !== (scheme === 'DPoP')) {
      throw notSignedIn(
        'This access token is bound to a key: send it as DPoP with a proof, and others as Bearer. Nothing was changed.',
        'auth.token-invalid',
      );
    }
    if (claims.jkt !== undefined) {
      const url = `${publicOrigin ?? `${request.protocol}://${request.host}`}${request.url}`;
      const proof = request.headers['dpop'];
      await checkProof({ token, jkt: claims.jkt, method: request.method, url, proof });
    }
    return callerOf(claims, access);
  }

  async function shopCaller(request: FastifyRequest, access: ShopAccess): Promise<ShopCaller> {
    const caller = await ofKey(request, keys);
    const token = bearerOf(request);
    const named = token?.startsWith(SHOPPER_PREFIX) ? token : undefined;
    if (access.as === 'shopper') return { ...caller, shopper: await shoppers.of(caller.tenantId, named) };
    if (!access.knows || named === undefined) return caller;
    return { ...caller, shopper: await shoppers.of(caller.tenantId, named) };
  }

  async function called(request: FastifyRequest, access: Exclude<Access, { as: 'open' }>): Promise<Caller> {
    if (access.as === 'shop' || access.as === 'shopper') return shopCaller(request, access);
    if (access.as === 'operator') {
      const header = request.headers.authorization;
      return platform.operator(header?.startsWith('Bearer ') ? header.slice(7) : undefined);
    }
    return allowed(await ofHeader(request, access), access);
  }

  return {
    forget: () => {
      staff.clear();
      devices.clear();
      oauth.forget();
      sessions.forget();
      shoppers.forget();
      platform.admission.forget();
    },
    confirm: async (operation, access, caller, body) => {
      const stepUp = stepUpFor(operation, access);
      if (!stepUp) return;
      const limitOf = (id: string, place: string | null) => withTenant(pool, id, (db) => returnLimit(db, id, place));
      await checkStepUp({ operation, stepUp, caller, body }, sessions, limitOf, now());
    },
    authorise: async (request, access) => {
      if (access.as === 'open') return { kind: 'nobody' };
      const caller = await called(request, access);
      await platform.admission.admit(caller, access, request);
      if (caller.kind === 'person') await platform.visits.note(caller, request.method, request.url);
      return caller;
    },
  };
}

export const deviceRevoked = (): HttpProblem =>
  new HttpProblem(
    403,
    'auth.device-revoked',
    'This device was revoked. What it did is safe in its file, and selling goes on at it. An owner makes a code; with that it is enrolled again on its sync page and sends all that waits.',
  );

function allowed(caller: Caller, access: Access): Caller {
  if (access.as === 'device') {
    if (caller.kind !== 'device')
      throw new HttpProblem(403, 'auth.not-a-device', 'Only an enrolled device may do this.');
    return caller;
  }
  if (caller.kind === 'person' && caller.visit && access.as === 'person') {
    throw new HttpProblem(
      403,
      'operator.not-for-visits',
      'This is for the organisation’s own people. Nothing was changed.',
    );
  }
  if (caller.kind !== 'person' && (caller.kind !== 'secret-key' || access.as === 'person')) {
    throw new HttpProblem(403, 'auth.person-needed', 'This is for people who are signed in. Nothing was changed.');
  }
  if ('permission' in access && access.permission && !mayAsk(caller, access.permission, access.command)) {
    throw forbidden(access.permission);
  }
  return caller;
}

/** A command that somebody may do with an approval gets as far as the command, which says what is lacking. */
function mayAsk(caller: StaffCaller, permission: string, command = false): boolean {
  if (holds(caller, permission)) return true;
  return command && caller.kind === 'person' && (caller.grants ?? []).some((grant) => grant.permission === permission);
}

type ShopAccess = Extract<Access, { as: 'shop' | 'shopper' }>;

function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
}

async function ofKey(request: FastifyRequest, keys: ApiKeys): Promise<ShopCaller> {
  const header = request.headers['x-publishable-key'];
  const inQuery = (request.query as Record<string, unknown>)['key'];
  // An EventSource can send no headers; the key is public anyway.
  const text =
    typeof header === 'string' ? header : (bearerOf(request) ?? (typeof inQuery === 'string' ? inQuery : undefined));
  if (!text) throw notSignedIn('Give the publishable key of the shop as the Bearer token.', 'auth.key-missing');
  const key = await keys.find(text);
  if (key?.kind !== 'publishable')
    throw notSignedIn('This publishable key is unknown or was revoked.', 'auth.key-unknown');
  const { origin } = request.headers;
  if (origin !== undefined && !key.origins.includes('*') && !key.origins.includes(origin)) {
    throw new HttpProblem(403, 'auth.origin', `This key may not be used from ${origin}. Add the page in the settings.`);
  }
  const { tenantId, id: keyId, storeId, origins } = key;
  return { kind: 'publishable-key', tenantId, keyId, storeId, origins };
}
