import Provider, { type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { accountById } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { secretHash } from '../secrets.ts';
import type { Realm, SigningKey } from '../signing-keys.ts';
import { oauthAdapter } from './adapter.ts';
import { ACCOUNT_CLIENT } from './clients.ts';
import { describeDevice, devicePages } from './device-pages.ts';
import { renderError, signedOutPage, signOutPage } from './error-pages.ts';
import { type IssuedClaims, tokenClaims } from './issued-claims.ts';
import { API_RESOURCE, OFFICE_SCOPES, resourceServer } from './scopes.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

const MINUTE = 60;
const DAY = 86_400;

export const permissionsOf = (client: Client): readonly string[] => {
  const { permissions } = client as unknown as { permissions?: unknown };
  return Array.isArray(permissions) ? permissions.map(String) : [];
};

export const tenantOf = (client: Client): string | undefined => (client as unknown as { tenant_id?: string }).tenant_id;

/** Whether a request without `resource` is for the API: it asks for a permission, or there is no person it could be about. */
function wantsApi(ctx: KoaContextWithOIDC): boolean {
  const { scope, grant_type: grantType } = (ctx.oidc.params ?? {}) as Record<string, unknown>;
  if (grantType === 'client_credentials') return true;
  return typeof scope === 'string' && scope.split(' ').some((each) => OFFICE_SCOPES.includes(each));
}

function configuration(context: IdentityContext, realm: Realm, key: SigningKey): Configuration {
  const secure = context.issuer.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  return {
    adapter: oauthAdapter(context, realm),
    jwks: { keys: [key.jwk as never] },
    responseTypes: ['code'],
    scopes: ['openid', 'email', 'offline_access'],
    // Every program is told how and when the person showed who they are.
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], email: ['email'] },
    acrValues: ['aal1', 'aal2'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: key.alg, response_types: ['code'] },
    enabledJWA: {
      clientAuthSigningAlgValues: ['EdDSA', 'ES256'],
      idTokenSigningAlgValues: [key.alg],
      userinfoSigningAlgValues: [key.alg],
      dPoPSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256'],
    },
    extraClientMetadata: { properties: ['tenant_id', 'permissions'] },
    extraParams: ['device_name'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, mask: '****-****', deviceInfo: describeDevice, ...devicePages },
      dPoP: { enabled: true },
      introspection: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      // A token is revoked by the program that it was given to.
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) => oneOf?.[0] ?? (wantsApi(ctx) ? API_RESOURCE : (undefined as never)),
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource, client) => resourceServer(realm, resource, permissionsOf(client), key),
      },
    },
    loadExistingGrant: async (ctx) => {
      const { provider, client, session, result } = ctx.oidc;
      const { clientId } = client as Client;
      const known = result?.consent?.grantId ?? session?.grantIdFor(clientId);
      if (known !== undefined) return provider.Grant.find(known);
      if (clientId !== ACCOUNT_CLIENT || session?.accountId === undefined) return undefined;
      // Our own page about oneself: there is nobody to let in.
      const grant = new provider.Grant({ clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    findAccount: async (_ctx, accountId) => {
      const account = await accountById(context, accountId);
      if (!account) return undefined;
      return { accountId, claims: async () => ({ sub: accountId, email: account.email }) };
    },
    extraTokenClaims: async (ctx, token): Promise<IssuedClaims | undefined> => {
      if (token.kind !== 'AccessToken' && token.kind !== 'ClientCredentials') return undefined;
      return tokenClaims(context, ctx, token);
    },
    // A till goes on when the phone that let it in forgets who is signed in there.
    expiresWithSession: async (_ctx, source) => source.kind !== 'DeviceCode' && !source.scopes.has('offline_access'),
    // Each refresh token is good once, whoever holds it: used again, all that came of the consent ends.
    rotateRefreshToken: true,
    ttl: {
      AuthorizationCode: MINUTE,
      DeviceCode: 10 * MINUTE,
      Interaction: 15 * MINUTE,
      IdToken: 10 * MINUTE,
      AccessToken: 10 * MINUTE,
      ClientCredentials: 10 * MINUTE,
      Session: 12 * 60 * MINUTE,
      Grant: 30 * DAY,
      RefreshToken: 30 * DAY,
    },
    cookies: {
      names: { session: 'tillhouse_session', interaction: 'tillhouse_sign_in', resume: 'tillhouse_resume' },
      keys: [...key.cookieSecrets],
      long: { ...cookie, path: '/auth' },
      short: cookie,
    },
    interactions: { url: (_ctx, { uid }) => `/auth/sign-in/${uid}` },
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    discovery: { ui_locales_supported: ['en', 'de', 'ar'] },
    renderError,
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      pushed_authorization_request: '/oauth/par',
      device_authorization: '/oauth/device',
      revocation: '/oauth/revoke',
      userinfo: '/oauth/userinfo',
      jwks: '/oauth/jwks',
      end_session: '/oauth/end-session',
      code_verification: '/device',
    },
  };
}

/** The OpenID server of one realm, signing with one key. */
export function oauthProvider(context: IdentityContext, realm: Realm, key: SigningKey): Provider {
  const provider = new Provider(context.issuer, configuration(context, realm, key));
  // What a proxy in front says is set by us beforehand, from our own address (mount.ts).
  provider.proxy = true;
  // Secrets are kept as hashes.
  provider.Client.prototype.compareClientSecret = function compare(this: Client, given: string): boolean {
    return this.clientSecret !== undefined && sameSecret(secretHash(given), this.clientSecret);
  } as never;
  provider.on('server_error', (ctx, error) =>
    context.log.error({ err: error, url: ctx.path }, 'the OpenID server failed'),
  );
  return provider;
}
