import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { DESK_CLIENT } from './clients.ts';
import { API_RESOURCE } from './scopes.ts';
import { Browser } from './testing/browser.ts';

let cloud: TestCloud;
let store: TestStore;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
});
afterAll(() => cloud?.close());

const discover = (clientId: string) =>
  openid.discovery(new URL(`${cloud.cloud.url}/auth`), clientId, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });

test('a desk: code, PKCE, loopback at any port, DPoP; its token may do what the person and the desk both may', async () => {
  const config = await discover(DESK_CLIENT);
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const keys = await openid.randomDPoPKeyPair('EdDSA');
  const DPoP = openid.getDPoPHandle(config, keys);
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:49152/signed-in',
    scope: 'openid devices.manage',
    resource: API_RESOURCE,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    device_name: 'Till 2',
  });
  const back = await new Browser(cloud.cloud.url).signInAndAllow(url.href, store);
  expect(back.url).toContain('http://127.0.0.1:49152/signed-in?');
  const tokens = await openid.authorizationCodeGrant(
    config,
    new URL(back.url),
    { pkceCodeVerifier: verifier, expectedState: state },
    undefined,
    { DPoP },
  );
  expect(tokens.token_type).toBe('dpop');
  expect(tokens.claims()).toMatchObject({ iss: `${cloud.cloud.url}/auth`, aud: DESK_CLIENT });
  const answer = await openid.fetchProtectedResource(
    config,
    tokens.access_token,
    new URL(`${cloud.cloud.url}/auth/devices/codes`),
    'POST',
    JSON.stringify({ kind: 'desk' }),
    new Headers({ 'content-type': 'application/json' }),
    { DPoP },
  );
  expect(answer.status).toBe(201);
  await expect(
    openid.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${cloud.cloud.url}/v1/products`),
      'GET',
      undefined,
      undefined,
      { DPoP },
    ),
  ).resolves.toHaveProperty('status', 403);
});
