import { createHmac } from 'node:crypto';

/**
 * - `app`: every service's tenant work; row-level security holds it to one tenant, it owns nothing
 * - `identity`: the tables of accounts, devices and keys, which are looked up before a tenant is known
 * - `system`: outbox, audit seal, verify; granted per table
 * - `operator`: the platform's own people and what they may look at; no row of a tenant's
 * - `payments`: the payments service, held to one tenant as `app` is; no table of another service
 * - `replicator`: the shape server's alone; reads published tables past row-level security
 */
export const roleNames = ['app', 'identity', 'system', 'operator', 'payments', 'replicator'] as const;
export type RoleName = (typeof roleNames)[number];
export type RoleUrls = Readonly<Record<RoleName, string>>;

/**
 * The password of a role, from the administrator's: nothing to store, and nobody gets back from it to his.
 * `undefined` when he has none (trusted local connections); the role then cannot sign in by password at all.
 */
export function rolePassword(adminUrl: string, role: RoleName): string | undefined {
  const { password } = new URL(adminUrl);
  if (password === '') return undefined;
  return createHmac('sha256', decodeURIComponent(password)).update(`tillhouse role ${role}`).digest('base64url');
}

/** Addresses of one database for each role, from the administrator's address of it. */
export function roleUrls(adminUrl: string, database?: string): RoleUrls {
  const address = (role: RoleName): string => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = rolePassword(adminUrl, role) ?? '';
    if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`;
    return url.href;
  };
  return {
    app: address('app'),
    identity: address('identity'),
    system: address('system'),
    operator: address('operator'),
    payments: address('payments'),
    replicator: address('replicator'),
  };
}
