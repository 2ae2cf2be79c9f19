import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolDevice, openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { accessToken } from './tokens.ts';

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let admin: pg.Client;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'other');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const signIn = (email: string, password: string) => cloud.call('POST', '/auth/session', { body: { email, password } });
const refresh = (refresh_token: string) =>
  cloud.call('POST', '/auth/token', { body: { grant_type: 'refresh_token', refresh_token } });

test('signing in gives a short token in the form of RFC 9068, whose key is published', async () => {
  const { status, body, headers } = await signIn(store.email.toUpperCase(), store.password);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, tenant: { id: store.tenantId } });
  expect(body.person).toMatchObject({ staffId: store.staffId, name: 'Ada' });
  const { kid, ...header } = decodeProtectedHeader(body.access_token);
  expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt' });
  const claims = decodeJwt(body.access_token);
  expect(claims).toMatchObject({ aud: 'tillhouse-api', tid: store.tenantId, sid: store.staffId });
  expect(claims.exp! - claims.iat!).toBe(600);
  const jwks = await cloud.call('GET', '/.well-known/jwks.json');
  // The key that signs, and the one that will sign next.
  const rsa = { kty: 'RSA', alg: 'RS256', use: 'sig' };
  expect(jwks.body.keys).toEqual([expect.objectContaining(rsa), expect.objectContaining(rsa)]);
  expect(jwks.body.keys.map((key: { kid: string }) => key.kid)).toContain(kid);
  expect(JSON.stringify(jwks.body)).not.toContain('"d"');
});

test('a wrong password and an unknown address are told alike', async () => {
  const wrong = await signIn(store.email, 'not it');
  const unknown = await signIn('nobody@larkhall.example', 'not it');
  expect(wrong.status).toBe(401);
  expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  const { requestId: _one, ...first } = wrong.body;
  const { requestId: _two, ...second } = unknown.body;
  expect(first).toEqual(second);
  expect(first).toMatchObject({ code: 'auth.wrong-password', status: 401 });
});

test('after ten wrong tries even the right password waits', async () => {
  for (let tried = 0; tried < 10; tried += 1) expect((await signIn(other.email, `try ${tried}`)).status).toBe(401);
  const blocked = await signIn(other.email, other.password);
  expect([blocked.status, blocked.body.code]).toEqual([429, 'auth.too-many-tries']);
  expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a refresh token is good once; used again it ends its whole family', async () => {
  const session = await signIn(store.email, store.password);
  const second = await refresh(session.body.refresh_token);
  expect(second.status).toBe(200);
  const reused = await refresh(session.body.refresh_token);
  expect([reused.status, reused.body.code]).toEqual([400, 'invalid_grant']);
  expect((await refresh(second.body.refresh_token)).status).toBe(400);
});

test('of two that use one refresh token at once, one wins and the family ends', async () => {
  const session = await signIn(store.email, store.password);
  const both = await Promise.all([refresh(session.body.refresh_token), refresh(session.body.refresh_token)]);
  const winner = both.find(({ status }) => status === 200);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect((await refresh(winner?.body.refresh_token)).status).toBe(400);
});

test('after signing out the refresh token is worth nothing', async () => {
  const session = await signIn(store.email, store.password);
  const out = await cloud.call('POST', '/auth/sign-out', { body: { refresh_token: session.body.refresh_token } });
  expect(out.status).toBe(204);
  expect((await refresh(session.body.refresh_token)).status).toBe(400);
});

test('an expired token, one of another issuer, and nonsense are told apart from one another', async () => {
  const claims = {
    kind: 'person',
    tenantId: store.tenantId,
    accountId: store.staffId,
    staffId: store.staffId,
    sessionId: null,
  } as const;
  const identity = cloud.cloud.identity;
  const past = await accessToken({ ...identity, now: () => Date.now() - 3_600_000 }, claims);
  const foreign = await accessToken({ ...identity, issuer: 'https://elsewhere.example' }, claims);
  const ask = (token?: string) => cloud.call('GET', '/v1/products', token === undefined ? {} : { token });
  expect((await ask(past)).body).toMatchObject({ status: 401, code: 'auth.token-expired' });
  expect((await ask(foreign)).body).toMatchObject({ status: 401, code: 'auth.token-invalid' });
  expect((await ask('nonsense')).body).toMatchObject({ status: 401, code: 'auth.token-invalid' });
  expect((await ask()).body).toMatchObject({ status: 401, code: 'auth.not-signed-in' });
});

test('an enrolled device pushes, a revoked one neither signs in nor pushes', async () => {
  const device = await enrolDevice(cloud, store);
  const push = () =>
    cloud.call('POST', '/sync/v1/push', {
      token: device.token,
      body: { protocol: 1, clientId: device.deviceId, mutations: [], sentAt: Date.now() },
    });
  expect((await push()).status).toBe(200);
  const revoked = await cloud.call('POST', `/auth/devices/${device.deviceId}/revoke`, { token: store.token });
  expect(revoked.status).toBe(204);
  expect((await push()).body).toMatchObject({ status: 403, code: 'auth.device-revoked' });
  expect((await device.signIn()).body).toMatchObject({ status: 403, code: 'auth.device-revoked' });
});

test('a device code is good once', async () => {
  const code = await cloud.call('POST', '/auth/devices/codes', { token: store.token, body: { kind: 'desk' } });
  const body = { code: code.body.code.toLowerCase(), name: 'Desk', publicKey: 'A'.repeat(43) };
  const first = await cloud.call('POST', '/auth/devices/enrol', { body });
  expect(first.body.profile).toEqual({ kind: 'desk', registerId: null, locationIds: [store.locationId] });
  const second = await cloud.call('POST', '/auth/devices/enrol', { body });
  expect(second.body).toMatchObject({ status: 404, code: 'auth.code-unknown' });
});

test('the first device enrols by password, and an assertion is taken once', async () => {
  const body = { email: store.email, password: store.password, name: 'Office', publicKey: 'B'.repeat(43) };
  const enrolled = await cloud.call('POST', '/auth/devices/enrol-with-password', { body });
  expect(enrolled.status).toBe(201);
  expect(enrolled.body.person).toMatchObject({ staffId: store.staffId });
  const forged = await cloud.call('POST', '/auth/token', {
    body: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' },
  });
  expect([forged.status, forged.body.code]).toEqual([400, 'invalid_grant']);
});

test.each([-3, 3])(
  'an assertion of %d days from now is refused, with the time of the cloud beside it',
  async (days) => {
    const device = await enrolDevice(cloud, store);
    const refused = await device.signIn(Date.now() + days * 86_400_000);
    expect(refused.body).toMatchObject({
      status: 400,
      code: 'invalid_grant',
      detail: expect.stringContaining('clock'),
    });
    expect(Math.abs(Date.parse(refused.headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
  },
);

test('a secret key does what its scopes say, and nothing once revoked', async () => {
  const body = { kind: 'secret', name: 'Export', scopes: ['products.view'] };
  const { body: key } = await cloud.call('POST', '/auth/api-keys', { token: store.token, body });
  const ask = (path: string) => cloud.call('GET', path, { token: key.key });
  expect((await ask('/v1/products')).status).toBe(200);
  expect((await ask('/v1/orders')).body).toMatchObject({ status: 403, code: 'auth.forbidden' });
  expect((await cloud.call('DELETE', `/auth/api-keys/${key.id}`, { token: store.token })).status).toBe(204);
  expect((await ask('/v1/products')).body).toMatchObject({ status: 401, code: 'auth.key-unknown' });
});

test('a rotated key goes on as long as was said, the new one does the same, and both tell when they were used', async () => {
  const body = { kind: 'secret', name: 'Books', scopes: ['products.view'] };
  const { body: first } = await cloud.call('POST', '/auth/api-keys', { token: store.token, body });
  const ask = async (key: string) => (await cloud.call('GET', '/v1/products', { token: key })).status;
  const rotate = (id: string, keepHours: number, token = store.token) =>
    cloud.call('POST', `/auth/api-keys/${id}/rotate`, { token, body: { keepHours } });
  const second = await rotate(first.id, 24);
  expect(second.status).toBe(201);
  expect([await ask(first.key), await ask(second.body.key)]).toEqual([200, 200]);
  const listed = async () => (await cloud.call('GET', '/auth/api-keys', { token: store.token })).body.keys;
  const books = async () => (await listed()).filter(({ name }: { name: string }) => name === 'Books');
  // Uses are written down together, a second later.
  await expect.poll(async () => (await books()).every((key: { lastUsedAt: unknown }) => key.lastUsedAt)).toBe(true);
  const mine = await books();
  const hour = 3_600_000;
  expect(mine).toEqual([
    expect.objectContaining({ id: first.id, lastUsedAt: expect.any(Number), endsAt: expect.any(Number) }),
    expect.objectContaining({ id: second.body.id, scopes: ['products.view'], endsAt: null }),
  ]);
  expect(Math.abs(mine[0].endsAt - Date.now() - 24 * hour)).toBeLessThan(hour);
  expect((await rotate(first.id, 0)).body.code).toBe('auth.key-ending');
  const third = await rotate(second.body.id, 0);
  expect([await ask(second.body.key), await ask(third.body.key)]).toEqual([401, 200]);
  // Its end has come.
  await admin.query(`UPDATE identity.api_keys SET ends_at = now() - interval '1 second' WHERE id = $1`, [first.id]);
  cloud.cloud.identity.onChanged();
  expect(await ask(first.key)).toBe(401);
  expect((await listed()).map(({ id }: { id: string }) => id)).not.toContain(first.id);
});

test('which pages may use a key is changed while it is in use; a secret key has none', async () => {
  const body = { kind: 'publishable', name: 'Site', origins: ['https://one.example'] };
  const { body: key } = await cloud.call('POST', '/auth/api-keys', { token: store.token, body });
  const from = async (origin: string) =>
    (await cloud.call('GET', '/shop/v1/store', { token: key.key, headers: { origin } })).status;
  expect([await from('https://one.example'), await from('https://two.example')]).toEqual([200, 403]);
  const change = (id: string, patch: unknown) =>
    cloud.call('PATCH', `/auth/api-keys/${id}`, { token: store.token, body: patch });
  expect((await change(key.id, { name: 'New site', origins: ['https://two.example'] })).status).toBe(204);
  expect([await from('https://one.example'), await from('https://two.example')]).toEqual([403, 200]);
  const { body: secret } = await cloud.call('POST', '/auth/api-keys', {
    token: store.token,
    body: { kind: 'secret', name: 'Program', scopes: ['products.view'] },
  });
  expect((await change(secret.id, { origins: ['*'] })).body.code).toBe('auth.key-without-pages');
});

test('a column that a permission keeps is absent for a key without it, in the list and in the one row', async () => {
  const id = randomUUID();
  const [email, note] = ['hannah@post.example', 'Rings twice'];
  const customer = { id, name: 'Hannah', email, phone: null, city: 'Bath', country: 'GB', note, externalRef: null };
  await store.command('customers.save', { customers: [{ ...customer, status: 'active' }] });
  const seenWith = async (...scopes: string[]) => {
    const body = { kind: 'secret', name: 'Newsletter', scopes };
    const { body: key } = await cloud.call('POST', '/auth/api-keys', { token: store.token, body });
    const list = await cloud.call('GET', '/v1/customers', { token: key.key });
    const one = await cloud.call('GET', `/v1/customers/${id}`, { token: key.key });
    expect(list.body.rows).toEqual([one.body]);
    return one.body;
  };
  const less = await seenWith('customers.view');
  expect(less).toMatchObject({ name: 'Hannah', city: 'Bath' });
  for (const kept of ['email', 'phone', 'note', 'street', 'postalCode', 'vatId']) expect(less).not.toHaveProperty(kept);
  expect(await seenWith('customers.view', 'customers.contact')).toMatchObject({ email, note, phone: null });
});

test('the password grant does not exist', async () => {
  const body = { grant_type: 'password', username: store.email, password: store.password };
  expect((await cloud.call('POST', '/auth/token', { body })).status).toBe(422);
});
