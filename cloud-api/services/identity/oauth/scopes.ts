import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { errors, type ResourceServer } from 'oidc-provider';
import { API_AUDIENCE } from '../../../platform/auth/access-tokens.ts';
import type { Realm, SigningKey } from '../signing-keys.ts';
import { ACCESS_TOKEN_LIFE } from '../tokens.ts';

/** RFC 8707 name of the admin API; tokens for it carry `aud` `tillhouse-api`. */
export const API_RESOURCE = 'urn:tillhouse:api';

/** A scope of the API is a permission: a token never allows more than the person and the program both have. */
export const OFFICE_SCOPES: readonly string[] = permissionNames;

/**
 * @param program the permissions that the program was registered with
 * @throws InvalidTarget for a resource that this realm signs nothing for
 */
export function resourceServer(
  realm: Realm,
  resource: string,
  program: readonly string[],
  { alg }: Pick<SigningKey, 'alg'>,
): ResourceServer {
  if (realm !== 'office' || resource !== API_RESOURCE) throw new errors.InvalidTarget();
  return {
    scope: OFFICE_SCOPES.filter((scope) => program.includes(scope)).join(' '),
    audience: API_AUDIENCE,
    accessTokenTTL: ACCESS_TOKEN_LIFE,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg } },
  };
}
