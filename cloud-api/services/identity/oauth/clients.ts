import type { AdapterPayload } from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';
import type { Realm } from '../signing-keys.ts';

export const DESK_CLIENT = 'tillhouse-desk';
/** The page of one's own sign-ins. */
export const ACCOUNT_CLIENT = 'tillhouse-account';
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 8252: the desk listens on loopback, at a port that is free; the library takes any port there. */
const deskClient: AdapterPayload = {
  client_id: DESK_CLIENT,
  client_name: 'Tillhouse',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', DEVICE_GRANT],
  response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/signed-in', 'http://[::1]/signed-in'],
  scope: 'openid',
  dpop_bound_access_tokens: true,
  // Who signs in at a desk gives it one thing, and only where their role has it: to become a device of the store.
  permissions: ['devices.manage'],
} as AdapterPayload;

const accountClient = (issuer: string): AdapterPayload => ({
  client_id: ACCOUNT_CLIENT,
  client_name: 'Tillhouse',
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: [`${issuer}/account`],
  scope: 'openid',
});

interface ClientRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly name: string;
  readonly secret_hash: string | null;
  readonly jwks: { keys: Record<string, unknown>[] } | null;
  readonly redirect_uris: string[];
  readonly grant_types: string[];
  readonly permissions: string[];
}

/** The program as the library knows it, from our table; a revoked one, or one of a closed store, is unknown. */
export async function findClient(
  { pool, issuer }: IdentityContext,
  realm: Realm,
  id: string,
): Promise<AdapterPayload | undefined> {
  if (realm !== 'office') return undefined;
  if (id === DESK_CLIENT) return deskClient;
  if (id === ACCOUNT_CLIENT) return accountClient(issuer);
  const [row] = await withTransaction(pool, (db) =>
    db.rows<ClientRow>(
      `SELECT c.id, c.tenant_id, c.name, c.secret_hash, c.jwks, c.redirect_uris, c.grant_types, c.permissions
         FROM identity.oauth_clients c JOIN identity.tenants t ON t.id = c.tenant_id
        WHERE c.id = $1 AND c.revoked_at IS NULL AND t.status = 'active'`,
      [id],
    ),
  );
  if (!row) return undefined;
  return {
    client_id: row.id,
    client_name: row.name,
    tenant_id: row.tenant_id,
    application_type: 'web',
    grant_types: row.grant_types,
    response_types: row.grant_types.includes('authorization_code') ? ['code'] : [],
    redirect_uris: row.redirect_uris,
    scope: 'openid email offline_access',
    permissions: row.permissions,
    ...authenticationOf(row),
  } as AdapterPayload;
}

function authenticationOf(row: ClientRow): Partial<AdapterPayload> {
  if (row.jwks)
    return { token_endpoint_auth_method: 'private_key_jwt', jwks: row.jwks } as unknown as Partial<AdapterPayload>;
  // The hash stands where the library has the secret; `compareClientSecret` hashes what it is given.
  if (row.secret_hash !== null)
    return { token_endpoint_auth_method: 'client_secret_basic', client_secret: row.secret_hash };
  return { token_endpoint_auth_method: 'none' };
}
