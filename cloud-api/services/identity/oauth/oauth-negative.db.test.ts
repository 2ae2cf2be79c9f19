import { randomUUID } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_RESOURCE } from './scopes.ts';
import { fetchesOfKeys, signed, wrongTokens } from './testing/negative-tokens.ts';
import { wrongProofs, wrongRedirects, wrongRequests } from './testing/negative-requests.ts';
import { proof, proofKey, type ProofKey } from './testing/proofs.ts';
import { type App, basic, CALLBACK, deskApp, LOOPBACK, openWorld, pkce, type World } from './testing/world.ts';

/**
 * The ways in which OAuth is got wrong (RFC 9700, RFC 8725, RFC 9449, RFC 8252, RFC 8628), each tried. `oauth4webapi` and
 * `jose` are written by nobody here: what they make and refuse is not our own idea of the protocol.
 */

let world: World;
let admin: pg.Client;
let web: App;
let spa: App;
let machine: App;
let theirs: App;

beforeAll(async () => {
  world = await openWorld();
  admin = new pg.Client(world.cloud.database.url);
  await admin.connect();
  const forPeople = { grants: ['authorization_code'], redirectUris: [CALLBACK], permissions: ['products.view'] };
  web = await world.register(world.store, forPeople);
  spa = await world.register(world.store, { ...forPeople, authentication: 'none' });
  machine = await world.register(world.store, { grants: ['client_credentials'], permissions: ['products.view'] });
  theirs = await world.register(world.other, {
    grants: ['authorization_code', 'client_credentials'],
    redirectUris: [CALLBACK],
    permissions: ['products.view'],
  });
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const products = (token: string, headers: Record<string, string> = {}) =>
  world.cloud.call('GET', '/v1/products', { headers: { authorization: `Bearer ${token}`, ...headers } });

describe('a token on the API', () => {
  test('one that is right is taken, so that the others are refused for what is wrong with them', async () => {
    expect((await products(await signed(world))).status).toBe(200);
  });

  test.each(Object.entries(wrongTokens))('%s is refused', async (_what, forge) => {
    const answer = await products(await forge(world));
    expect([answer.status, answer.body.status]).toEqual([401, 401]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toContain('error=');
  });

  test('one that has ended is told to have ended', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const answer = await products(await signed(world, { iat: now - 700, exp: now - 100 }));
    expect(answer.body).toMatchObject({ status: 401, code: 'auth.token-expired' });
  });

  test('no key is fetched from where a token says it is', async () => {
    expect(await fetchesOfKeys(world, async (token) => (await products(token)).status)).toBe(0);
  });

  test('it counts in the header alone, and once', async () => {
    const token = await signed(world);
    const ask = (path: string, authorization?: string) =>
      world.cloud.call('GET', path, authorization === undefined ? {} : { headers: { authorization } });
    expect((await ask(`/v1/products?access_token=${token}`)).status).not.toBe(200);
    expect((await ask('/v1/products', `Bearer ${token} ${token}`)).status).toBe(401);
    expect((await ask('/v1/products', `Basic ${token}`)).status).toBe(401);
    expect((await ask('/v1/products', `DPoP ${token}`)).status).toBe(401);
  });
});

describe('a proof of possession', () => {
  let key: ProofKey;
  let token: string;
  const url = () => `${world.cloud.cloud.url}/auth/session`;
  const ask = (dpop: string | undefined, scheme = 'DPoP') =>
    world.cloud.call('GET', '/auth/session', {
      headers: { authorization: `${scheme} ${token}`, ...(dpop === undefined ? {} : { dpop }) },
    });

  beforeAll(async () => {
    key = await proofKey();
    const found = await world.code(deskApp, { scope: 'openid' });
    const htu = `${world.issuer}/oauth/token`;
    const answer = await world.redeem(deskApp, found, { dpop: await proof(key, { htm: 'POST', htu }) });
    expect([answer.status, answer.body.token_type]).toEqual([200, 'DPoP']);
    token = answer.body.access_token;
  });

  test('a right one is taken once', async () => {
    const right = await proof(key, { htm: 'GET', htu: url(), token });
    expect((await ask(right)).status).toBe(200);
    expect((await ask(right)).body).toMatchObject({ status: 401, code: 'auth.dpop' });
  });

  test.each(Object.entries(wrongProofs))('one %s is refused', async (_what, make) => {
    const elsewhere = `${world.cloud.cloud.url}/v1/products`;
    const answer = await ask(await make({ key, token, url: url(), elsewhere }));
    expect(answer.body).toMatchObject({ status: 401, code: 'auth.dpop' });
  });

  test('a bound token is worth nothing as a bearer', async () => {
    const right = await proof(key, { htm: 'GET', htu: url(), token });
    expect((await ask(right, 'Bearer')).body).toMatchObject({ status: 401, code: 'auth.token-invalid' });
  });

  test('a desk gets no token without one, nor by one used before, nor by one for another address', async () => {
    const found = await world.code(deskApp, { scope: 'openid' });
    const htu = `${world.issuer}/oauth/token`;
    expect((await world.redeem(deskApp, found)).status).toBe(400);
    const wrongPlace = await proof(key, { htm: 'POST', htu: `${world.issuer}/oauth/par` });
    expect((await world.redeem(deskApp, found, { dpop: wrongPlace })).body.error).toBe('invalid_dpop_proof');
    const once = await proof(key, { htm: 'POST', htu });
    expect((await world.redeem(deskApp, found, { dpop: once })).status).toBe(200);
    const again = await world.code(deskApp, { scope: 'openid' });
    expect((await world.redeem(deskApp, again, { dpop: once })).body.error).toBe('invalid_grant');
  });
});

/** Where a browser is sent, or the page that tells why it is sent nowhere. */
async function asked(app: App, params: Record<string, string | undefined>, extra = '') {
  const seen = await world.browser().once(world.authorizeUrl(app, params) + extra);
  const to = URL.parse(seen.headers.get('location') ?? '', world.issuer);
  return { status: seen.status, to, text: seen.text };
}

describe('where the browser is sent', () => {
  test.each(Object.entries(wrongRedirects))('%s: to nowhere', async (_what, [app, uri]) => {
    const { status, to } = await asked(app === 'desk' ? deskApp : web, { redirect_uri: uri });
    expect([status, to?.href]).toEqual([400, `${world.issuer}`]);
  });

  test('to loopback at any port, for a desk', async () => {
    const { status, to } = await asked(deskApp, { redirect_uri: 'http://127.0.0.1:1/signed-in', scope: 'openid' });
    expect([status, to?.pathname]).toEqual([303, expect.stringMatching(/^\/auth\/sign-in\//)]);
  });

  test.each(Object.entries(wrongRequests))(
    'asked %s: back with the error, the state and who says so',
    async (_what, [params, error]) => {
      const denied = error === 'access_denied';
      const url = denied
        ? (await world.browser().signInAndAllow(world.authorizeUrl(web, params), world.store)).url
        : '';
      const to = denied ? new URL(url) : (await asked(web, params)).to;
      expect(to?.origin).toBe('https://app.example');
      // What is asked for by a fragment is answered in one.
      const back = Object.fromEntries(new URLSearchParams(to?.search || to?.hash.slice(1)));
      expect(back).toMatchObject({ error, state: 'the state', iss: world.issuer });
      expect(back).not.toHaveProperty('code');
    },
  );

  test('asked with one thing twice: to nowhere it could be fooled into', async () => {
    const { status, to } = await asked(web, {}, `&client_id=${theirs.id}`);
    expect([status, to?.origin]).toEqual([400, new URL(world.issuer).origin]);
  });
});

describe('a code', () => {
  test('used twice ends what the first use gave', async () => {
    const found = await world.code(web, { scope: 'openid products.view offline_access', prompt: 'consent' });
    const first = await world.redeem(web, found);
    expect((await products(first.body.access_token)).status).toBe(200);
    expect((await world.redeem(web, found)).body.error).toBe('invalid_grant');
    const refresh = await world.token(web, { grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    expect(refresh.body.error).toBe('invalid_grant');
    expect((await products(first.body.access_token)).body).toMatchObject({ status: 401, code: 'auth.signed-out' });
  });

  test('used by two at once is good for one at most, and that one ends', async () => {
    const found = await world.code(web, { scope: 'openid products.view offline_access', prompt: 'consent' });
    const both = await Promise.all([world.redeem(web, found), world.redeem(web, found), world.redeem(web, found)]);
    const [winner, ...more] = both.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const refresh_token = winner?.body.refresh_token ?? 'none was given';
    expect((await world.token(web, { grant_type: 'refresh_token', refresh_token })).body.error).toBe('invalid_grant');
  });

  test.each<[string, (found: { code: string; verifier: string }) => Promise<{ body: { error?: string } }>]>([
    ['by another app of the same store', (found) => world.redeem(spa, found)],
    ['by an app of another store', (found) => world.redeem(theirs, found)],
    ['with another verifier', (found) => world.redeem(web, { ...found, verifier: pkce().verifier })],
    [
      'without a verifier',
      ({ code }) => world.token(web, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK }),
    ],
    [
      'with the challenge as the verifier',
      (found) => world.redeem(web, { ...found, verifier: (found as { challenge?: string }).challenge ?? '' }),
    ],
    ['for another address', (found) => world.redeem({ ...web, redirectUri: `${CALLBACK}/evil` }, found)],
    ['cut short', (found) => world.redeem(web, { ...found, code: found.code.slice(1) })],
  ])('%s is refused', async (_what, use) => {
    expect((await use(await world.code(web))).body.error).toMatch(/^invalid_(grant|request)$/);
  });

  test('of a minute ago has ended, and the hash that lies in the database is no code', async () => {
    const found = await world.code(web);
    const { rows } = await admin.query("SELECT id_hash FROM identity.oauth_items WHERE model = 'AuthorizationCode'");
    const everything = JSON.stringify((await admin.query('SELECT * FROM identity.oauth_items')).rows);
    expect(everything).not.toContain(found.code);
    for (const { id_hash: hash } of rows) {
      for (const code of [hash, `hash:${hash}`, `hash:${hash}:${'A'.repeat(43)}`])
        expect((await world.redeem(web, { ...found, code })).body.error).toBe('invalid_grant');
    }
    await admin.query(
      "UPDATE identity.oauth_items SET expires_at = now() - interval '1 s' WHERE model = 'AuthorizationCode'",
    );
    expect((await world.redeem(web, found)).body.error).toBe('invalid_grant');
  });

  test('from another server, or with another state or nonce, is not taken by a client (mix-up)', async () => {
    const as = await oauth.processDiscoveryResponse(
      new URL(world.issuer),
      await oauth.discoveryRequest(new URL(world.issuer), { [oauth.allowInsecureRequests]: true }),
    );
    const client: oauth.Client = { client_id: web.id };
    const { back, verifier } = await world.code(web, { nonce: 'right' });
    const url = new URL(back.url);
    expect(() =>
      oauth.validateAuthResponse({ ...as, issuer: 'https://evil.example' }, client, url, 'the state'),
    ).toThrow(/iss/);
    expect(() => oauth.validateAuthResponse(as, client, url, 'another state')).toThrow(/state/);
    const params = oauth.validateAuthResponse(as, client, url, 'the state');
    const auth = oauth.ClientSecretBasic(web.secret ?? '');
    const answer = await oauth.authorizationCodeGrantRequest(as, client, auth, params, CALLBACK, verifier, {
      [oauth.allowInsecureRequests]: true,
    });
    await expect(
      oauth.processAuthorizationCodeResponse(as, client, answer.clone(), { expectedNonce: 'wrong' }),
    ).rejects.toThrow(/nonce/);
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: 'right' });
    const request = new Request(`${world.cloud.cloud.url}/v1/products`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    await expect(
      oauth.validateJwtAccessToken(as, request, 'tillhouse-api', { [oauth.allowInsecureRequests]: true }),
    ).resolves.toMatchObject({ client_id: web.id, tid: world.store.tenantId });
  });
});

describe('a refresh token', () => {
  const OFFLINE = { scope: 'openid products.view offline_access', prompt: 'consent' };
  const refreshed = (app: App, refresh_token: string, more: Record<string, string> = {}) =>
    world.token(app, { grant_type: 'refresh_token', refresh_token, ...more });

  test('is good once; used again it ends its family, the access tokens too', async () => {
    const first = await world.redeem(web, await world.code(web, OFFLINE));
    const second = await refreshed(web, first.body.refresh_token);
    expect(second.status).toBe(200);
    expect((await refreshed(web, first.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await refreshed(web, second.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await products(second.body.access_token)).body).toMatchObject({ status: 401, code: 'auth.signed-out' });
  });

  test('used by two at once ends its family', async () => {
    const first = await world.redeem(web, await world.code(web, OFFLINE));
    const both = await Promise.all([1, 2].map(() => refreshed(web, first.body.refresh_token)));
    const winner = both.find(({ status }) => status === 200);
    expect((await refreshed(web, winner?.body.refresh_token ?? 'none')).body.error).toBe('invalid_grant');
  });

  test('of another app, or for more than was allowed, is refused', async () => {
    const { body } = await world.redeem(web, await world.code(web, OFFLINE));
    expect((await refreshed(spa, body.refresh_token)).body.error).toBe('invalid_grant');
    const more = await refreshed(web, body.refresh_token, { scope: 'openid products.view orders.view' });
    expect(more.body.error).toBe('invalid_scope');
  });

  test('that was revoked, and one of somebody who left, are worth nothing', async () => {
    const { body } = await world.redeem(web, await world.code(web, OFFLINE));
    const revoked = await world.post(
      '/auth/oauth/revoke',
      { token: body.refresh_token },
      basic(web.id, web.secret ?? ''),
    );
    expect(revoked.status).toBe(200);
    expect((await refreshed(web, body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await products(body.access_token)).status).toBe(401);
  });
});

describe('who an app is', () => {
  const ask = (headers: Record<string, string>, body: Record<string, string> = {}) =>
    world.post('/auth/oauth/token', { grant_type: 'client_credentials', scope: 'products.view', ...body }, headers);
  const secret = () => machine.secret ?? '';

  test.each<[string, () => ReturnType<typeof ask>, number]>([
    ['with a wrong secret', () => ask(basic(machine.id, 'wrong')), 401],
    [
      'with the hash of the secret',
      async () => {
        const { rows } = await admin.query('SELECT secret_hash FROM identity.oauth_clients WHERE id = $1', [
          machine.id,
        ]);
        return ask(basic(machine.id, rows[0].secret_hash));
      },
      401,
    ],
    ['without a secret', () => ask({}, { client_id: machine.id }), 401],
    ['as an unknown app', () => ask(basic(randomUUID(), secret())), 401],
    ['as another app by its own secret', () => ask(basic(theirs.id, secret())), 401],
    [
      'in two ways at once',
      () => ask(basic(machine.id, secret()), { client_id: machine.id, client_secret: secret() }),
      400,
    ],
    ['as one and the other', () => ask(basic(machine.id, secret()), { client_id: theirs.id }), 400],
    ['by the name of our own desk', () => ask({}, { client_id: deskApp.id }), 400],
  ])('%s: refused', async (_what, use, status) => {
    const answer = await use();
    expect([answer.status, answer.body.access_token]).toEqual([status, undefined]);
  });

  test.each([
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ])('the grant %s does not exist', async (grant_type) => {
    const answer = await world.token(machine, { grant_type, username: 'a', password: 'b', assertion: 'c' });
    expect(answer.body.error).toBe('unsupported_grant_type');
  });

  test('an app has the grants it was registered with and no others', async () => {
    expect((await world.token(web, { grant_type: 'client_credentials' })).body.error).toMatch(
      /^(unauthorized_client|invalid_request)$/,
    );
    const device = await world.post('/auth/oauth/device', { scope: 'openid' }, basic(web.id, web.secret ?? ''));
    expect(device.body.error).toMatch(/^(unauthorized_client|invalid_request)$/);
  });

  test('a new secret ends the one before; a revoked app ends with all that it holds', async () => {
    const app = await world.register(world.store, { grants: ['client_credentials'], permissions: ['products.view'] });
    const { body } = await world.token(app, { grant_type: 'client_credentials', scope: 'products.view' });
    expect((await products(body.access_token)).status).toBe(200);
    const made = await world.cloud.call('POST', `/auth/apps/${app.id}/secret`, { token: world.store.token });
    expect((await world.token(app, { grant_type: 'client_credentials' })).status).toBe(401);
    const renewed = { ...app, secret: made.body.secret };
    expect((await world.token(renewed, { grant_type: 'client_credentials' })).status).toBe(200);
    await world.cloud.call('DELETE', `/auth/apps/${app.id}`, { token: world.store.token });
    expect((await products(body.access_token)).body).toMatchObject({ status: 401, code: 'auth.client-unknown' });
    expect((await world.token(renewed, { grant_type: 'client_credentials' })).status).toBe(401);
  });
});

describe('how much an app may do', () => {
  test('nobody registers one that may do more than they may', async () => {
    const body = {
      name: 'Too much',
      authentication: 'secret',
      grants: ['client_credentials'],
      permissions: ['everything'],
    };
    const refused = await world.cloud.call('POST', '/auth/apps', { token: world.store.token, body });
    expect(refused.status).toBe(422);
    const limited = await world.code(web, { scope: 'openid products.view' });
    const { body: held } = await world.redeem(web, limited);
    const through = await world.cloud.call('POST', '/auth/apps', {
      token: held.access_token,
      body: { ...body, permissions: ['products.view'] },
    });
    expect(through.body).toMatchObject({ status: 403, code: 'auth.forbidden' });
  });

  test('scopes beyond its registration are not in its token, however it asks', async () => {
    const scope = 'products.view orders.view staff.manage';
    const own = await world.token(machine, { grant_type: 'client_credentials', scope });
    expect(own.body.scope).toBe('products.view');
    const forSomebody = await world.redeem(web, await world.code(web, { scope: `openid ${scope}` }));
    for (const token of [own.body.access_token, forSomebody.body.access_token]) {
      expect((await products(token)).status).toBe(200);
      const orders = await world.cloud.call('GET', '/v1/orders', { token });
      expect(orders.body).toMatchObject({ status: 403, code: 'auth.forbidden' });
    }
  });

  test('an app of another store lets nobody of this one in, and reads nothing of it', async () => {
    const jug = await world.store.product('Jug', 1);
    const page = await world.browser().signInAndAllow(world.authorizeUrl(theirs), world.store);
    expect([page.status, page.text.includes('value="allow"')]).toEqual([200, false]);
    const { body } = await world.token(theirs, { grant_type: 'client_credentials', scope: 'products.view' });
    const read = await world.cloud.call('GET', `/v1/products/${jug.productId}`, { token: body.access_token });
    expect(read.status).toBe(404);
    const steal = await world.cloud.call('DELETE', `/auth/apps/${web.id}`, { token: world.other.token });
    expect(steal.status).toBe(404);
  });

  test('a store that is not among those of the account is not entered by naming it', async () => {
    const browser = world.browser();
    const url = world.authorizeUrl(deskApp, { scope: 'openid', redirect_uri: LOOPBACK });
    const login = await browser.go(url);
    const consent = await browser.submit(login, { ...world.store, step: 'password' } as never);
    const answer = await browser.submit(consent, { step: 'allow', store: world.other.tenantId });
    expect([answer.status, answer.text.includes('value="allow"')]).toEqual([200, true]);
  });
});

describe('a pushed request', () => {
  const params = () => ({
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: pkce().challenge,
    code_challenge_method: 'S256',
  });
  const push = async (app: App) =>
    (await world.post('/auth/oauth/par', { client_id: app.id, ...params() }, basic(app.id, app.secret ?? ''))).body
      .request_uri as string;
  const open = (client_id: string, request_uri: string) =>
    world.browser().once(`/auth/oauth/authorize?${new URLSearchParams({ client_id, request_uri })}`);

  test('of another app, one that ended and one of elsewhere lead nowhere', async () => {
    const mine = await push(web);
    const taken = await open(theirs.id, mine);
    expect([taken.status, taken.headers.get('location')]).toEqual([400, null]);
    expect((await open(web.id, 'https://evil.example/request')).status).toBe(400);
    expect((await open(web.id, 'urn:ietf:params:oauth:request_uri:unknown')).status).toBe(400);
    await admin.query(
      "UPDATE identity.oauth_items SET expires_at = now() - interval '1 s' WHERE model = 'PushedAuthorizationRequest'",
    );
    expect((await open(web.id, mine)).status).toBe(400);
  });

  test('is good for one sign-in', async () => {
    const uri = await push(web);
    const url = `/auth/oauth/authorize?${new URLSearchParams({ client_id: web.id, request_uri: uri })}`;
    expect((await world.browser().signInAndAllow(url, world.store)).url).toContain('code=');
    expect((await open(web.id, uri)).status).toBe(400);
  });

  test('without the secret of the app is not taken', async () => {
    expect((await world.post('/auth/oauth/par', { client_id: web.id, ...params() })).status).toBe(401);
  });
});

describe('a device without a browser', () => {
  const begin = async () =>
    (await world.post('/auth/oauth/device', { client_id: deskApp.id, scope: 'openid', resource: API_RESOURCE })).body;
  const poll = async (device_code: string, app = deskApp) => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const dpop = await proof(await proofKey(), { htm: 'POST', htu: `${world.issuer}/oauth/token` });
    return (await world.token(app, { grant_type, device_code }, { dpop })).body;
  };
  const decide = async (user_code: string, button: Record<string, string>) => {
    const browser = world.browser();
    const compare = await browser.submit(await browser.go('/auth/device'), { user_code });
    return { browser, page: await browser.submit(compare, button) };
  };

  test('that asks too fast is slowed down', async () => {
    const { device_code } = await begin();
    expect((await poll(device_code)).error).toBe('authorization_pending');
    expect((await poll(device_code)).error).toBe('slow_down');
  });

  test('that was told no, one whose code ended and one with another’s code get nothing', async () => {
    const no = await begin();
    await decide(no.user_code, { abort: 'yes' });
    expect((await poll(no.device_code)).error).toBe('access_denied');
    const late = await begin();
    expect((await poll(late.device_code, web)).error).toMatch(/unauthorized_client|invalid_grant|invalid_request/);
    await admin.query("UPDATE identity.oauth_items SET expires_at = now() - interval '1 s' WHERE model = 'DeviceCode'");
    expect((await poll(late.device_code)).error).toMatch(/expired_token|invalid_grant/);
    expect((await decide(late.user_code, {}).catch(() => ({ page: { text: 'no form' } }))).page.text).not.toContain(
      'confirm',
    );
  });

  test('gets its token once somebody compared the code and let it in, and once only', async () => {
    const asked_ = await begin();
    const { browser, page } = await decide(asked_.user_code, { confirm: 'yes' });
    const consent = await browser.submit(page, {
      email: world.store.email,
      password: world.store.password,
      step: 'password',
    });
    expect((await browser.submit(consent, { step: 'allow' })).status).toBe(200);
    expect(await poll(asked_.device_code)).toMatchObject({ token_type: 'DPoP' });
    expect((await poll(asked_.device_code)).error).toBe('invalid_grant');
    const again = await browser.submit(await browser.go('/auth/device'), { user_code: asked_.user_code });
    expect(again.text).not.toContain('name="confirm"');
  });
});

describe('the pages', () => {
  test('take a form of their own and none of another page or browser (CSRF)', async () => {
    const browser = world.browser();
    const login = await browser.go(world.authorizeUrl(web));
    const who = { email: world.store.email, password: world.store.password, step: 'password' };
    const send = async (by: typeof browser, headers: Record<string, string>) =>
      (await by.once(...by.form(login, who, headers))).status;
    expect(await send(browser, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send(browser, { origin: 'null' })).toBe(403);
    expect(await send(browser, { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await send(world.browser(), {})).toBe(400);
    const consent = await browser.submit(login, who);
    expect(consent.text).toContain('value="allow"');
    const forced = await browser.once(...browser.form(consent, { step: 'allow' }, { origin: 'https://evil.example' }));
    expect(forced.status).toBe(403);
    const [url, form] = browser.form(consent, { step: 'allow' });
    const { origin: _none, ...bare } = form.headers as Record<string, string>;
    expect((await browser.once(url, { ...form, headers: bare })).status).toBe(403);
  });

  test('cannot be framed, run nothing of elsewhere, are kept by nobody, and their cookies are closed', async () => {
    const first = await world.browser().once(world.authorizeUrl(web));
    for (const cookie of first.headers.getSetCookie()) expect(cookie.toLowerCase()).toMatch(/httponly/);
    for (const cookie of first.headers.getSetCookie()) expect(cookie.toLowerCase()).toMatch(/samesite=lax/);
    const browser = world.browser();
    for (const page of [await browser.go(world.authorizeUrl(web)), await browser.go('/auth/device')]) {
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe|data:|\*(?!$|;| )[^:]/);
      expect(page.headers.get('x-frame-options')).toMatch(/DENY|SAMEORIGIN/);
      expect(page.headers.get('cache-control')).toContain('no-store');
      expect(page.headers.get('referrer-policy')).toBe('same-origin');
      expect(page.text).not.toMatch(
        /<script(?! type="module" src="\/auth\/assets\/[a-z-]+.js"><\/script>)|style=|\son\w+=/,
      );
    }
  });

  test('show a person what is signed in as them and end it; nobody else’s', async () => {
    const { body } = await world.redeem(web, await world.code(web));
    expect((await products(body.access_token)).status).toBe(200);
    const browser = world.browser();
    const page = await browser.signInAndAllow('/auth/account', world.store);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/auth/account']);
    const forOthers = await world.browser().signInAndAllow('/auth/account', world.other);
    const mine = [...page.text.matchAll(/name="end" value="([^"]+)"/g)].map(([, id = '']) => id);
    expect(mine.length).toBeGreaterThan(0);
    for (const id of mine) expect(forOthers.text).not.toContain(id);
    const { ses } = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
    const stranger = world.browser();
    const theirPage = await stranger.signInAndAllow('/auth/account', world.other);
    await stranger.submit(theirPage, { end: ses });
    expect((await products(body.access_token)).status).toBe(200);
    const forged = await browser.once(...browser.form(page, { end: ses }, { origin: 'https://evil.example' }));
    expect(forged.status).toBe(403);
    await browser.submit(page, { end: ses });
    expect((await products(body.access_token)).status).toBe(401);
  });

  test('show what programs say of themselves as text', async () => {
    const evil = '"><script>alert(1)</script>';
    const page = await world
      .browser()
      .go(world.authorizeUrl(deskApp, { scope: 'openid', device_name: evil, login_hint: evil, ui_locales: evil }));
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('&#60;script&#62;');
  });

  test('make a guesser wait', async () => {
    const browser = world.browser();
    let page = await browser.go(world.authorizeUrl(web));
    for (let tried = 0; tried < 10; tried += 1) {
      page = await browser.submit(page, { email: world.other.email, password: `try ${tried}`, step: 'password' });
      expect(page.status).toBe(401);
    }
    page = await browser.submit(page, { email: world.other.email, password: world.other.password, step: 'password' });
    expect(page.status).toBe(429);
  });

  test('stand where we are, whatever name we are called by', async () => {
    const answer = await fetch(`${world.issuer}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
    });
    const told = (await answer.json()) as Record<string, unknown>;
    expect(JSON.stringify(told)).not.toContain('evil');
    expect(told).toMatchObject({
      issuer: world.issuer,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });
});
