import type Provider from 'oidc-provider';
import type { IdentityContext } from '../context.ts';
import type { Realm } from '../signing-keys.ts';
import { oauthProvider } from './provider.ts';

/** The OpenID server of a realm as of now: made anew when another key signs. What it knows is all in Postgres. */
export interface OauthServer {
  provider(): Promise<Provider>;
}

export function oauthServer(context: IdentityContext, realm: Realm): OauthServer {
  let made: { readonly kid: string; readonly provider: Provider } | undefined;
  return {
    provider: async () => {
      const key = await context.signingKey(realm);
      if (made?.kid !== key.kid) made = { kid: key.kid, provider: oauthProvider(context, realm, key) };
      return made.provider;
    },
  };
}
