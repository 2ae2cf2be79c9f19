import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as openid from 'openid-client';
import pg from 'pg';
import { dpopProofs, usedProofs } from '../../../platform/auth/dpop.ts';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rotateKeys } from '../signing-keys.ts';
import { API_RESOURCE } from './scopes.ts';
import { proof, proofKey } from './testing/proofs.ts';
import { type App, CALLBACK, deskApp, LOOPBACK, openWorld, type World } from './testing/world.ts';

/** Every flow, by a client that is written by nobody here and configures itself from the discovery document. */

let world: World;
let web: App;
let machine: App;
beforeAll(async () => {
  world = await openWorld();
  web = await world.register(world.store, {
    grants: ['authorization_code'],
    redirectUris: [CALLBACK],
    permissions: ['products.view', 'orders.view'],
  });
  machine = await world.register(world.store, { grants: ['client_credentials'], permissions: ['products.view'] });
});
afterAll(() => world?.close());

const discover = ({ id, secret }: App, algorithm: 'oidc' | 'oauth2' = 'oidc') =>
  openid.discovery(
    new URL(world.issuer),
    id,
    secret ?? undefined,
    secret ? openid.ClientSecretBasic(secret) : openid.None(),
    { algorithm, execute: [openid.allowInsecureRequests] },
  );
const products = (token: string) => world.cloud.call('GET', '/v1/products', { token });
const scope = 'openid email products.view offline_access';

test('a desk: code, PKCE, loopback at any port, DPoP; its token may do what the person and the desk both may', async () => {
  const config = await discover(deskApp);
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('EdDSA'));
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: LOOPBACK,
    scope: 'openid devices.manage',
    resource: API_RESOURCE,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    device_name: 'Till 2',
  });
  const back = await world.browser().signInAndAllow(url.href, world.store);
  const checks = { pkceCodeVerifier: verifier, expectedState: state };
  const tokens = await openid.authorizationCodeGrant(config, new URL(back.url), checks, undefined, { DPoP });
  expect(tokens.token_type).toBe('dpop');
  expect(tokens.claims()).toMatchObject({ iss: world.issuer, aud: deskApp.id });
  const ask = (method: string, path: string, body?: string) =>
    openid.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(world.cloud.cloud.url + path),
      method,
      body ?? null,
      new Headers({ 'content-type': 'application/json' }),
      { DPoP },
    );
  const device = { name: 'Till 2', publicKey: 'C'.repeat(43) };
  const enrolled = await ask('POST', '/auth/devices', JSON.stringify(device));
  expect([enrolled.status, await enrolled.json()]).toEqual([
    201,
    expect.objectContaining({ tenant: { id: world.store.tenantId, name: 'larkhall' } }),
  ]);
  expect((await ask('GET', '/v1/products')).status).toBe(403);
});

test('an app for people: pushed request, code, userinfo, refresh, revocation', async () => {
  const config = await discover(web, 'oauth2');
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const url = await openid.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: CALLBACK,
    scope,
    resource: API_RESOURCE,
    prompt: 'consent',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  const back = await world.browser().signInAndAllow(url.href, world.store);
  const tokens = await openid.authorizationCodeGrant(config, new URL(back.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  expect(tokens.claims()).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  expect((await products(tokens.access_token)).status).toBe(200);
  const next = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
  expect(next.refresh_token).not.toBe(tokens.refresh_token);
  expect((await products(next.access_token)).status).toBe(200);
  await openid.tokenRevocation(config, next.refresh_token ?? '');
  await expect(openid.refreshTokenGrant(config, next.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('who somebody is, and nothing else: userinfo', async () => {
  const config = await discover(web);
  const found = await world.code(web, { scope: 'openid email', resource: undefined });
  const { body } = await world.redeem(web, found);
  const subject = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString()).sub;
  expect(await openid.fetchUserInfo(config, body.access_token, subject)).toMatchObject({ email: world.store.email });
  expect((await products(body.access_token)).status).toBe(401);
});

test('an app of its own: client credentials, with and without DPoP', async () => {
  const config = await discover(machine);
  const plain = await openid.clientCredentialsGrant(config, { scope: 'products.view' });
  expect((await products(plain.access_token)).status).toBe(200);
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair());
  const bound = await openid.clientCredentialsGrant(config, { scope: 'products.view' }, { DPoP });
  expect((await products(bound.access_token)).status).toBe(401);
  const url = new URL(`${world.cloud.cloud.url}/v1/products?limit=1`);
  const answer = await openid.fetchProtectedResource(config, bound.access_token, url, 'GET', null, undefined, { DPoP });
  expect(answer.status).toBe(200);
  // What it writes is written down as its own.
  expect((await world.cloud.call('POST', '/auth/apps', { token: plain.access_token, body: {} })).status).toBe(403);
});

test('an app that signs: its assertion counts here, now, once, by its own key', async () => {
  const own = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const foreign = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const publicKeys = [{ ...(await exportJWK(own.publicKey)), alg: 'EdDSA' }];
  const app = await world.register(world.store, {
    authentication: 'key',
    grants: ['client_credentials'],
    permissions: ['products.view'],
    publicKeys,
  });
  const now = Math.floor(Date.now() / 1_000);
  const assertion = (claims: Record<string, unknown> = {}, key = own.privateKey) =>
    new SignJWT({
      iss: app.id,
      sub: app.id,
      aud: world.issuer,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(key);
  const ask_ = async (client_assertion: string) => {
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const body = {
      grant_type: 'client_credentials',
      scope: 'products.view',
      client_assertion,
      client_assertion_type,
    };
    return (await world.post('/auth/oauth/token', { client_id: app.id, ...body })).status;
  };
  const once = await assertion();
  expect(await ask_(once)).toBe(200);
  expect(await ask_(once)).toBe(401);
  expect(await ask_(await assertion({}, foreign.privateKey))).toBe(401);
  expect(await ask_(await assertion({ aud: 'https://evil.example' }))).toBe(401);
  expect(await ask_(await assertion({ iat: now - 700, exp: now - 600 }))).toBe(401);
  expect(await ask_(await assertion({ sub: machine.id, iss: machine.id }))).toBe(400);
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await ask_(`${none}.${(await assertion()).split('.')[1]}.`)).toBe(401);
});

test('a till without a browser: the code on its screen, let in on another device', async () => {
  const config = await discover(deskApp);
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair());
  const asked = await openid.initiateDeviceAuthorization(config, {
    scope: 'openid',
    resource: API_RESOURCE,
    device_name: 'Till 3',
  });
  expect(asked.user_code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  const phone = world.browser();
  const compare = await phone.submit(await phone.go(asked.verification_uri), { user_code: asked.user_code });
  expect(compare.text).toContain('Till 3');
  const login = await phone.submit(compare, { confirm: 'yes' });
  const consent = await phone.submit(login, {
    email: world.store.email,
    password: world.store.password,
    step: 'password',
  });
  const done = await phone.submit(consent, { step: 'allow' });
  expect(done.text).toContain('Done');
  const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0 }, undefined, { DPoP });
  const url = new URL(`${world.cloud.cloud.url}/auth/session`);
  const who = await openid.fetchProtectedResource(config, tokens.access_token, url, 'GET', null, undefined, { DPoP });
  expect(await who.json()).toMatchObject({ person: { staffId: world.store.staffId } });
});

test('after keys were rotated, old tokens and cookies count, new ones are signed by what was published before', async () => {
  const { identity } = world.cloud.cloud;
  const before = await openid.clientCredentialsGrant(await discover(machine), { scope: 'products.view' });
  const keys = async () => {
    const { body } = await world.cloud.call('GET', '/.well-known/jwks.json');
    return body.keys.map(({ kid }: { kid: string }) => kid) as string[];
  };
  const published = await keys();
  const rotated = await rotateKeys(identity.pool, 'office', identity.keyring, Date.now());
  expect(published).toContain(rotated.current);
  expect((await keys()).sort()).toEqual([...published, rotated.next].sort());
  identity.forgetKeys();
  const after = await openid.clientCredentialsGrant(await discover(machine), { scope: 'products.view' });
  const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
  expect([kidOf(before.access_token), kidOf(after.access_token)]).toEqual([rotated.retired[0], rotated.current]);
  for (const { access_token } of [before, after]) expect((await products(access_token)).status).toBe(200);
  // A day later nothing signed by it can count any more, and it is gone.
  await rotateKeys(identity.pool, 'office', identity.keyring, Date.now() + 2 * 86_400_000);
  expect(await keys()).not.toContain(rotated.retired[0]);
});

test('a key of before, on Ed25519, signs until the next rotation, and what it signed counts after it', async () => {
  const { identity } = world.cloud.cloud;
  const db = new pg.Client(world.cloud.database.url);
  await db.connect();
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const shown = { ...(await exportJWK(pair.publicKey)), kid: 'of before', alg: 'EdDSA', use: 'sig' };
  await db.query(
    `INSERT INTO identity.signing_keys (kid, private_jwk, created_at, realm, signs_from)
     VALUES ('of before', $1, now(), 'office', now() + interval '3 days')`,
    [await exportJWK(pair.privateKey)],
  );
  await db.query(
    `INSERT INTO identity.public_keys (kid, jwk, created_at, realm) VALUES ('of before', $1, now(), 'office')`,
    [shown],
  );
  await db.end();
  const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  identity.forgetKeys();
  const before = await openid.clientCredentialsGrant(await discover(machine), { scope: 'products.view' });
  expect(headerOf(before.access_token)).toMatchObject({ alg: 'EdDSA', kid: 'of before' });
  await rotateKeys(identity.pool, 'office', identity.keyring, Date.now() + 4 * 86_400_000);
  identity.forgetKeys();
  const after = await openid.clientCredentialsGrant(await discover(machine), { scope: 'products.view' });
  expect(headerOf(after.access_token)).toMatchObject({ alg: 'RS256' });
  // A key that was never published before it signed is looked for once a second at most.
  await vi.waitFor(async () => expect((await products(before.access_token)).status).toBe(200), { timeout: 10_000 });
  expect((await products(after.access_token)).status).toBe(200);
});

test('a proof that one process has taken is not taken by another, which never saw it', async () => {
  const pools = openPools(roleUrls(world.cloud.database.url), () => {});
  const key = await proofKey();
  const [token, url] = ['the token', 'https://api.example/v1/products'];
  const shown = await proof(key, { htm: 'GET', htu: url, token });
  const request = { token, jkt: key.thumbprint, method: 'GET', url, proof: shown };
  const [one, other] = [dpopProofs(usedProofs(pools.app)), dpopProofs(usedProofs(pools.app))];
  await one(request);
  await expect(other(request)).rejects.toMatchObject({ status: 401, code: 'auth.dpop' });
  await other({ ...request, proof: await proof(key, { htm: 'GET', htu: url, token }) });
  await pools.close();
});
